"""P-256 keys: their forms, and signatures that are checked for range before anything else."""

import json
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from joserfc.jwk import ECKey

from certs import base64url, keys
from certs.errors import KeyFormatError, MalformedError

# RFC 7517 A.1, first key
RFC_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
}


def test_a_key_keeps_its_form_through_jwk_and_compressed_point() -> None:
    private = keys.new_private_key()
    public = private.public_key()
    assert keys.public_from_jwk(keys.jwk_of(public)) == public
    assert keys.public_from_point(*keys.compressed(public)) == public
    again = keys.private_from_jwk(json.loads(json.dumps(keys.private_to_jwk(private))))
    assert again.private_numbers() == private.private_numbers()


def test_a_published_key_reads_and_its_thumbprint_is_what_another_implementation_computes() -> None:
    public = keys.public_from_jwk(RFC_JWK | {"kid": "1", "use": "sig"})
    assert keys.jwk_of(public) == RFC_JWK
    assert base64url.encode(keys.thumbprint(public)) == ECKey.import_key(RFC_JWK).thumbprint()
    assert keys.kid4(public) == keys.thumbprint(public)[:4]
    assert keys.thumbprint_once(public) == keys.thumbprint(public)


@pytest.mark.parametrize(
    "change",
    [
        {"kty": "OKP"}, {"crv": "P-384"}, {"x": None}, {"x": RFC_JWK["x"][:-1]}, {"x": RFC_JWK["x"] + "="},
        {"x": RFC_JWK["x"][:-1] + "5"}, {"y": RFC_JWK["x"]}, {"y": "A" * 43}, {"d": "A" * 43}, {"use": "enc"},
        {"key_ops": ["sign"]}, {"x": "é" * 43},
    ],
)  # fmt: skip
def test_a_jwk_that_is_not_a_public_p256_key_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(KeyFormatError):
        keys.public_from_jwk(RFC_JWK | change)


def test_a_key_to_agree_with_is_public_and_for_whatever_it_says() -> None:
    assert keys.peer_from_jwk(RFC_JWK | {"use": "enc", "key_ops": ["deriveKey"]}) == keys.public_from_jwk(RFC_JWK)
    with pytest.raises(KeyFormatError):
        keys.peer_from_jwk(RFC_JWK | {"d": "A" * 43})


def test_a_private_part_that_belongs_to_another_key_is_refused() -> None:
    one, two = (keys.private_to_jwk(keys.new_private_key()) for _ in range(2))
    for d in (two["d"], base64url.encode(bytes(32)), base64url.encode(keys.ORDER.to_bytes(32))):
        with pytest.raises(KeyFormatError):
            keys.private_from_jwk(one | {"d": d})


def test_a_point_off_the_curve_is_refused() -> None:
    for x in (b"\xff" * 32, (5).to_bytes(31), (1).to_bytes(32)):
        with pytest.raises(KeyFormatError):
            keys.public_from_point(x, True)


def test_a_signature_verifies_for_its_key_and_data_only() -> None:
    signer = keys.SoftwareSigner(keys.new_private_key())
    signature = signer.sign(b"data")
    assert len(signature) == 64
    assert keys.verify(signer.public, signature, b"data")
    assert not keys.verify(signer.public, signature, b"Data")
    assert not keys.verify(keys.new_private_key().public_key(), signature, b"data")
    assert keys.verify(signer.public, keys.sign(signer.private, b"x"), b"x")


def test_a_signature_out_of_range_is_false_and_not_an_exception() -> None:
    public, n = keys.new_private_key().public_key(), keys.ORDER
    for r, s in ((0, 1), (1, 0), (n, 1), (1, n), (n - 1, n + 1), (2**256 - 1, 1)):
        assert not keys.verify(public, r.to_bytes(32) + s.to_bytes(32), b"data")
    for size in (0, 63, 65, 72):
        assert not keys.verify(public, b"\x01" * size, b"data")


def test_deterministic_signing_gives_the_same_signature_twice_and_plain_signing_does_not() -> None:
    private = ec.derive_private_key(7, ec.SECP256R1())
    fixed, plain = keys.SoftwareSigner(private, deterministic=True), keys.SoftwareSigner(private)
    assert fixed.sign(b"data") == fixed.sign(b"data")
    assert plain.sign(b"data") != plain.sign(b"data")
    assert keys.verify(fixed.public, fixed.sign(b"data"), b"data")


def test_a_signer_does_not_print_its_private_key() -> None:
    assert "private" not in repr(keys.SoftwareSigner(keys.new_private_key()))


def test_base64url_has_one_spelling() -> None:
    assert base64url.decode(base64url.encode(b"\xff\xfe")) == b"\xff\xfe"
    for text in ("__4=", "__5", "_", "//4", "__ 4", "__4\n", "＿_4"):
        with pytest.raises(MalformedError):
            base64url.decode(text)


def test_short_numbers_in_a_der_signature_are_filled_up_to_32_bytes() -> None:
    public = keys.new_private_key().public_key()
    for r, s in ((1, 1), (255, 1 << 255), (1 << 248, 128), (keys.ORDER - 1, 1 << 240)):
        given = SimpleNamespace(public_key=lambda: public, sign=lambda *_, r=r, s=s: encode_dss_signature(r, s))
        assert keys.SoftwareSigner(given).sign(b"") == r.to_bytes(32) + s.to_bytes(32)
