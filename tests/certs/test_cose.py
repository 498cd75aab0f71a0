"""COSE_Sign1: signed and parsed back, and refused when a part is not what it must be."""

import pytest

from certs import cbor, cose, keys
from certs.errors import MalformedError

SIGNER = keys.SoftwareSigner(keys.new_private_key())


def _reason(data: bytes, alg: int = cose.ESP256) -> str:
    with pytest.raises(MalformedError) as caught:
        cose.parse_sign1(data, alg=alg)
    return caught.value.reason


@pytest.mark.parametrize("size", [0, 1, 23, 24, 255, 256, 65_535, 65_536])
def test_a_message_of_any_size_verifies_after_parsing(size: int) -> None:
    message = cose.parse_sign1(cose.sign1({1: -9, 4: b"kid"}, bytes(size), SIGNER))
    assert message.protected == {1: -9, 4: b"kid"}
    assert message.payload == bytes(size)
    assert keys.verify(SIGNER.public, message.signature, message.to_be_signed)


def test_what_is_signed_is_the_sig_structure_of_the_standard() -> None:
    structure = cbor.decode(cose.sig_structure(b"\xa1\x01\x28", b"payload", b"outside"))
    assert structure == ["Signature1", b"\xa1\x01\x28", b"outside", b"payload"]


def test_data_outside_the_message_is_covered_by_the_signature() -> None:
    data = cose.sign1({1: -9}, b"payload", SIGNER)
    inside = cose.parse_sign1(data)
    outside = cose.parse_sign1(data, external=b"x")
    assert keys.verify(SIGNER.public, inside.signature, inside.to_be_signed)
    assert not keys.verify(SIGNER.public, outside.signature, outside.to_be_signed)


def test_another_algorithm_is_refused_wherever_it_stands() -> None:
    assert _reason(cose.sign1({1: -7}, b"", SIGNER)) == "wrong_algorithm"
    assert _reason(cose.sign1({1: -9}, b"", SIGNER), alg=-7) == "wrong_algorithm"
    assert _reason(cose.sign1({4: b""}, b"", SIGNER)) == "wrong_algorithm"
    header, body = cose.split_sign1(cose.sign1({1: -9}, b"", SIGNER))
    moved = b"\xd2" + cbor.encode([header, {1: -9}, body.payload, body.signature])
    assert _reason(moved) == "wrong_algorithm"


@pytest.mark.parametrize(
    "parts",
    [
        [], [b"", {}, b""], [{}, {}, b"", bytes(64)], [b"\xa0", [], b"", bytes(64)], [b"\xa0", {}, None, bytes(64)],
        [b"\xa0", {}, b"", bytes(63)], [b"\x01", {}, b"", bytes(64)], [b"", {}, b"", bytes(64)], {},
    ],
)  # fmt: skip
def test_a_message_out_of_form_is_refused(parts: object) -> None:
    assert _reason(b"\xd2" + cbor.encode(parts)) == "malformed"
