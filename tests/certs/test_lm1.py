"""LM1 codes come back as they were written, and stay small enough for a cheap camera."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import cbor, keys, lm1
from certs.errors import MalformedError
from tests.vectors import lm1_world as w

SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
NATURAL = st.integers(0, 2**53 - 1)
SCALAR = SAFE | st.text(max_size=20) | st.binary(max_size=20) | st.booleans() | st.none()
FIELDS = st.dictionaries(st.integers(1, 70_000), SCALAR | st.lists(SCALAR, max_size=3), max_size=8)
HANDLE = st.text(alphabet="ABCDEFabcdef0123456789-_", min_size=8, max_size=8)
CNONCE = st.none() | st.binary(min_size=8, max_size=8)
QR_LEVEL_L = {10: 395, 11: 468, 12: 535, 13: 619, 14: 667, 15: 758}  # ISO/IEC 18004, alphanumeric characters


@given(FIELDS, HANDLE, NATURAL, st.tuples(NATURAL, NATURAL), st.text(max_size=20), NATURAL, CNONCE)
def test_a_view_code_comes_back_as_it_was_written(
    fields: dict[int, Any], handle: str, exp: int, status: tuple[int, int], aud: str, iat: int, cnonce: bytes | None
) -> None:
    view = w.view(fields=fields, handle=handle, exp=exp, status=status)
    read = lm1.parse(lm1.code_text(view, w.DEVICE, iat=iat, aud=aud, cnonce=cnonce))
    assert isinstance(read, lm1.ViewCode)
    assert (read.aud, read.iat, read.cnonce) == (aud, iat, cnonce)
    assert (read.view.fields, read.view.handle, read.view.exp) == (fields, handle, exp)
    assert (read.view.issuer, read.view.type, (read.view.list, read.view.idx)) == ("GA", 1, status)
    assert read.view.device == w.DEVICE.public
    assert read.view.kid == keys.kid4(w.GA.public)
    assert read.view.signed == view
    assert keys.verify(w.GA.public, read.view.signature, read.view.to_be_signed)
    assert keys.verify(w.DEVICE.public, read.signature, read.to_be_signed)


@given(
    st.lists(st.tuples(HANDLE, NATURAL), min_size=1, max_size=64), st.binary(min_size=8, max_size=8), NATURAL, CNONCE
)
def test_a_pack_code_comes_back_as_it_was_written(
    entries: list[tuple[str, int]], device_handle: bytes, iat: int, cnonce: bytes | None
) -> None:
    read = lm1.parse(lm1.pack_text(entries, w.DEVICE, device_handle=device_handle, iat=iat, cnonce=cnonce))
    assert isinstance(read, lm1.PackCode)
    assert (read.entries, read.device_handle, read.iat, read.cnonce) == (tuple(entries), device_handle, iat, cnonce)
    assert keys.verify(w.DEVICE.public, read.signature, read.to_be_signed)


def test_too_many_certificates_do_not_make_a_pack() -> None:
    text = lm1.pack_text([(w.HANDLE, 1)] * 65, w.DEVICE, device_handle=bytes(8), iat=w.NOW)
    with pytest.raises(MalformedError):
        lm1.parse(text)


def test_the_field_under_label_zero_cannot_be_replaced() -> None:
    with pytest.raises(MalformedError):
        w.view(fields={0: [1, 0, 5]})


def test_codes_signed_twice_have_different_one_time_ids() -> None:
    one, two = lm1.parse(w.code(iat=w.NOW)), lm1.parse(w.code(iat=w.NOW + 1))
    assert one.once_id != two.once_id
    assert len(one.once_id) == 16


TEN = {
    1: "欧阳震华", 2: "110101199003078515", 3: 7_370, 4: 18_262, 5: 25_567, 6: "汉", 7: "男",
    8: "北京市东城区东华门街道一号院", 9: True, 10: bytes(16),
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "version"),
    [({9: True}, 10), ({1: "欧阳震华", 9: True, 10: bytes(16)}, 11), (TEN, 15)],
    ids=["one", "three", "ten"],
)
def test_a_code_fits_the_qr_version_it_is_meant_for(fields: dict[int, Any], version: int) -> None:
    assert len(w.code(w.view(fields=fields, status=(3, 987_654)))) <= QR_LEVEL_L[version]


def test_a_pack_of_five_fits_version_eight() -> None:
    text = lm1.pack_text([(w.HANDLE, 3)] * 5, w.DEVICE, device_handle=bytes(8), iat=w.NOW)
    assert len(text) <= 279


def test_a_view_stands_in_the_code_unchanged_and_is_canonical() -> None:
    view = w.view()
    assert view in lm1.parse(w.code(view)).to_be_signed
    assert cbor.encode(cbor.decode(view[1:])) == view[1:]
