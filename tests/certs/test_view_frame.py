"""A view or a code is read in its usual frame or step by step: both give the same, and the frame takes nothing more."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from certs import base45, cose, keys, lm1
from certs.errors import MalformedError
from certs.place import OnBehalf

SIGNER = keys.SoftwareSigner(keys.new_private_key())
DEVICE = keys.SoftwareSigner(keys.new_private_key())
VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "lm1.json").read_text())
SHOWN_BY = st.builds(
    OnBehalf, st.sampled_from(["delegation", "guardian", "role"]), st.text(min_size=1, max_size=100), st.integers(1, 7)
)
VALUES = st.one_of(
    st.text(max_size=60), st.binary(max_size=40), st.integers(-(2**53) + 1, 2**53 - 1), st.booleans(), st.none()
)


def made(
    exp: int = 1_800_000_000, fields: dict[int, object] | None = None, issuer: str = "GA", by: OnBehalf | None = None
) -> bytes:  # fmt: skip
    return lm1.view_bytes(
        issuer=issuer, handle="abcdefgh", exp=exp, device_key=DEVICE.public, type=1, status=(0, 70_000),
        fields={1: "张三"} if fields is None else fields, signer=SIGNER, on_behalf=by,
    )  # fmt: skip


def parts(view: lm1.View | None) -> object:
    if view is None:
        return None
    return view._replace(device=keys.compressed(view.device))  # type: ignore[arg-type]  # keys compare by identity


def slowly(data: bytes) -> object:
    try:
        return parts(lm1._any_view(data))
    except MalformedError:
        return None


def in_frame(data: bytes) -> object:
    try:
        return parts(lm1._usual_view(data))
    except MalformedError:
        return None


@given(
    st.integers(1 << 16, 2**32 - 1), st.dictionaries(st.integers(1, 200), VALUES, max_size=8),
    st.sampled_from(["GA", "GAB", "G2B4"]), st.none() | SHOWN_BY,
)  # fmt: skip
def test_every_view_that_is_made_here_fits_the_frame(
    exp: int, fields: dict[int, object], issuer: str, by: OnBehalf | None
) -> None:
    data = made(exp, fields, issuer, by)
    assert in_frame(data) == slowly(data) is not None
    assert lm1.parse_view(data).on_behalf == by


@settings(max_examples=1500, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["change", "insert", "drop"]))
@example(17, 0x59, "change")
@example(18, 0x17, "change")
def test_a_damaged_view_is_taken_by_both_or_by_none(place: int, byte: int, how: str) -> None:
    data = bytearray(made())
    place %= len(data)
    if how == "change":
        data[place] = byte
    elif how == "insert":
        data.insert(place, byte)
    else:
        del data[place]
    found = in_frame(bytes(data))
    assert found is None or found == slowly(bytes(data))


@pytest.mark.parametrize("levels", range(10))
def test_nesting_ends_at_the_same_depth_in_the_frame_and_step_by_step(levels: int) -> None:
    value: object = 1
    for _ in range(levels):
        value = [value]
    data = made(fields={1: value})
    assert in_frame(data) == slowly(data)


def test_no_hostile_vector_gets_more_from_the_frame_than_step_by_step() -> None:
    tried = 0
    for vector in VECTORS["vectors"]:
        view = _view_in(vector["code"])
        if view is not None:
            tried += 1
            found = in_frame(view)
            assert found is None or found == slowly(view), vector
    assert tried > 60


def code_parts(code: lm1.ViewCode | lm1.PackCode | None) -> object:
    return code._replace(view=parts(code.view)) if isinstance(code, lm1.ViewCode) else None  # type: ignore[arg-type]


def code_slowly(data: bytes) -> object:
    try:
        return code_parts(lm1._any_code(data))
    except MalformedError:
        return None


def code_in_frame(data: bytes) -> object:
    try:
        return code_parts(lm1._usual_code(data))
    except MalformedError:
        return None


def code(view: bytes, iat: int = 1_790_000_000, **proof: Any) -> bytes:
    return base45.decode(lm1.code_text(view, DEVICE, iat=iat, **proof).removeprefix(lm1.PREFIX))


@settings(deadline=None)
@given(st.integers(1 << 16, 2**32 - 1), st.dictionaries(st.integers(1, 200), VALUES, max_size=8))
def test_every_code_for_anybody_that_is_made_here_fits_the_frame(iat: int, fields: dict[int, object]) -> None:
    data = code(made(fields=fields), iat)
    assert code_in_frame(data) == code_slowly(data) is not None


@pytest.mark.parametrize("proof", [{"aud": "HALL"}, {"cnonce": b"8 bytes!"}, {"iat": 0xFFFF}, {"iat": 2**32}])
def test_any_other_code_is_read_step_by_step(proof: dict[str, Any]) -> None:
    data = code(made(fields={1: "x" * 60}), **proof)
    assert code_in_frame(data) is None
    assert code_slowly(data) is not None


@settings(max_examples=1500, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 255), st.sampled_from(["change", "insert", "drop"]), st.booleans())
@example(3, 0x00, "change", True)
@example(3, 0x17, "change", False)
@example(-69, 0x00, "change", True)
def test_a_damaged_code_is_taken_by_both_or_by_none(place: int, byte: int, how: str, long: bool) -> None:
    data = bytearray(code(made(fields={1: "x" * 60 * long})))
    place %= len(data)
    if how == "change":
        data[place] = byte
    elif how == "insert":
        data.insert(place, byte)
    else:
        del data[place]
    found = code_in_frame(bytes(data))
    assert found is None or found == code_slowly(bytes(data))


def test_a_length_of_the_header_has_one_spelling() -> None:
    short = lm1._VIEW_START + bytes(100) + lm1._VIEW_END
    tail = b"\xa0\x4a\xa2\x03\x61*\x06\x1a\x6a\0\0\0\x58\x40" + bytes(64)
    data = b"\xd2\x84\x59" + len(short).to_bytes(2) + short + tail
    assert lm1._usual_code(data) is None
    with pytest.raises(MalformedError) as refused:
        lm1.parse(lm1.PREFIX + base45.encode(data))
    assert refused.value.reason == "not_canonical"


def _view_in(text: str) -> bytes | None:
    """The bytes where a code's view stands, whatever they are."""
    try:
        header, _body = cose.split_sign1(base45.decode(text.removeprefix(lm1.PREFIX)))
    except MalformedError:
        return None
    return header[4:-4] if header[:4] == b"\xa3\x01\x28\x0d" else None
