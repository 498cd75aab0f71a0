"""Strict CBOR: one spelling for each value, and cbor2 as the other implementation."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs import cbor
from certs.errors import MalformedError

SCALARS = (
    st.integers(-(1 << 64), (1 << 64) - 1) | st.binary(max_size=300) | st.text(max_size=60) | st.booleans() | st.none()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.integers(-99, 70_000) | st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize("seconds", [0, 23, 65_535, 65_536, 1_795_000_000, (1 << 32) - 1, 1 << 32, (1 << 53) - 1])
def test_a_time_is_spelt_like_any_number(seconds: int) -> None:
    assert cbor.encode_time(seconds) == cbor2.dumps(seconds)


@given(VALUES)
def test_what_is_encoded_decodes_to_the_same_value(value: object) -> None:
    assert cbor.decode(cbor.encode(value), 30) == value


@given(st.binary(max_size=60))
def test_what_decodes_encodes_to_the_same_bytes_and_reads_the_same_elsewhere(data: bytes) -> None:
    try:
        value = cbor.decode(data)
    except MalformedError:
        return
    assert cbor.encode(value) == data
    assert cbor2.loads(data) == value


@given(VALUES, st.data())
def test_a_changed_byte_is_refused_or_has_one_spelling(value: object, data: st.DataObject) -> None:
    changed = bytearray(cbor.encode(value))
    changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        read = cbor.decode(bytes(changed))
    except MalformedError:
        return
    assert cbor.encode(read) == bytes(changed)


@pytest.mark.parametrize(
    ("hexadecimal", "reason"),
    [
        ("1801", "not_canonical"), ("190001", "not_canonical"), ("1a00000001", "not_canonical"),
        ("1b0000000000000001", "not_canonical"), ("3801", "not_canonical"), ("5801ff", "not_canonical"),
        ("9f01ff", "not_canonical"), ("bfff", "not_canonical"), ("5f41ffff", "not_canonical"),
        ("a201010102", "not_canonical"), ("0100", "not_canonical"), ("", "malformed"), ("8201", "malformed"),
        ("f93c00", "malformed"), ("fb3ff0000000000000", "malformed"), ("f7", "malformed"), ("f0", "malformed"),
        ("c101", "malformed"), ("d9d9f701", "malformed"), ("61ff", "malformed"), ("a1f401", "malformed"),
        ("1c", "malformed"), ("4401", "malformed"), ("19", "malformed"), ("ff", "malformed"),
    ],
)  # fmt: skip
def test_a_second_spelling_and_a_foreign_item_are_refused(hexadecimal: str, reason: str) -> None:
    with pytest.raises(MalformedError) as caught:
        cbor.decode(bytes.fromhex(hexadecimal))
    assert caught.value.reason == reason


def test_depth_and_size_have_limits() -> None:
    assert cbor.decode(b"\x81" * 8 + b"\x01") is not None
    with pytest.raises(MalformedError, match="nested"):
        cbor.decode(b"\x81" * 9 + b"\x01")
    with pytest.raises(MalformedError, match="too_long"):
        cbor.decode(b"\x41\x00", max_bytes=1)
