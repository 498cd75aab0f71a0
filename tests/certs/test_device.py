"""The device proof: its own key, for one audience and one nonce, fresh."""

import pytest

from certs import device, jws, keys
from certs.errors import MalformedError

SIGNER = keys.SoftwareSigner(keys.new_private_key())
NOW = 1_800_000_000
PROOF = device.make_device_proof(SIGNER, aud="https://liangma.example", nonce="n-1", iat=NOW)


def _reason(token: str, *, aud: str = "https://liangma.example", nonce: str = "n-1", now: int = NOW) -> str:
    with pytest.raises(MalformedError) as caught:
        device.check_device_proof(token, aud=aud, nonce=nonce, now=now)
    return caught.value.reason


def test_a_proof_gives_the_key_that_made_it() -> None:
    for now in (NOW, NOW - 600, NOW + 600):
        key = device.check_device_proof(PROOF, aud="https://liangma.example", nonce="n-1", now=now)
        assert key == SIGNER.public


def test_a_proof_for_someone_else_or_another_nonce_or_time_is_refused() -> None:
    assert _reason(PROOF, aud="https://elsewhere.example") == "wrong_audience"
    assert _reason(PROOF, nonce="n-2") == "challenge_mismatch"
    assert _reason(PROOF, now=NOW + 601) == "code_expired"
    assert _reason(PROOF, now=NOW - 601) == "code_from_future"


def test_a_proof_signed_by_another_key_is_refused() -> None:
    other = keys.SoftwareSigner(keys.new_private_key())
    claims = {"aud": "https://liangma.example", "nonce": "n-1", "iat": NOW}
    forged = jws.sign({"typ": device.TYP, "jwk": keys.jwk_of(SIGNER.public)}, claims, other)
    assert _reason(forged) == "device_signature_invalid"


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": "jwt"}, {}), ({"jwk": None}, {}), ({"jwk": {"kty": "EC"}}, {}),
        ({}, {"iat": True}), ({}, {"iat": "now"}), ({}, {"iat": float(NOW)}),
    ],
)  # fmt: skip
def test_a_proof_out_of_form_is_refused(header: dict[str, object], claims: dict[str, object]) -> None:
    full = {"typ": device.TYP, "jwk": keys.jwk_of(SIGNER.public)} | header
    right = {"aud": "https://liangma.example", "nonce": "n-1", "iat": NOW}
    assert _reason(jws.sign(full, right | claims, SIGNER)) == "malformed"


def test_a_proof_that_carries_the_private_key_is_refused() -> None:
    leaked = jws.sign({"typ": device.TYP, "jwk": keys.private_to_jwk(SIGNER.private)}, {"iat": NOW}, SIGNER)
    assert _reason(leaked) == "malformed"


def test_a_proof_larger_than_any_real_one_is_refused_unread() -> None:
    assert _reason("A" * 5_000) == "too_long"
