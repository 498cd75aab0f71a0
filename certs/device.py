"""The device proof: a short JWT by which a phone shows that it holds a key, for one audience and one nonce.

1. `typ` is liangma-device-proof+jwt. 2. The key stands in the header's `jwk` and signs the token itself.
3. `aud` and `nonce` are the asker's own. 4. `iat` lies within ten minutes: the nonce is what makes it fresh.
"""

from __future__ import annotations

from certs import jws, keys
from certs.errors import KeyFormatError, MalformedError

TYP = "liangma-device-proof+jwt"
MAX_DRIFT = 600
_MAX_CHARS = 4096


def make_device_proof(signer: keys.Signer, *, aud: str, nonce: str, iat: int) -> str:
    """A compact JWS with payload {aud, nonce, iat (Unix seconds)}."""
    header = {"typ": TYP, "jwk": keys.jwk_of(signer.public)}
    return jws.sign(header, {"aud": aud, "nonce": nonce, "iat": iat}, signer)


def check_device_proof(token: str, *, aud: str, nonce: str, now: int) -> keys.PublicKey:
    """The key that was proven. Raises MalformedError: malformed, wrong_algorithm, device_signature_invalid,
    wrong_audience, challenge_mismatch, code_expired, code_from_future."""
    header, payload, signing_input, signature = jws.parse(token, max_chars=_MAX_CHARS)
    if header.get("typ") != TYP or not isinstance(header.get("jwk"), dict):
        raise MalformedError("malformed", "not a device proof")
    try:
        public = keys.public_from_jwk(header["jwk"])
    except KeyFormatError as error:
        raise MalformedError("malformed", error.detail) from None
    if not keys.verify(public, signature, signing_input):
        raise MalformedError("device_signature_invalid", "the proof is not signed by its own key")
    claims = jws.strict_json(payload)
    if not isinstance(claims, dict) or type(claims.get("iat")) is not int:
        raise MalformedError("malformed", "a device proof holds aud, nonce and iat")
    _check_claims(claims, aud, nonce, now)
    return public


def _check_claims(claims: dict[str, object], aud: str, nonce: str, now: int) -> None:
    if claims.get("aud") != aud:
        raise MalformedError("wrong_audience", "the proof is for someone else")
    if claims.get("nonce") != nonce:
        raise MalformedError("challenge_mismatch", "the proof answers another nonce")
    iat = claims["iat"]
    if not isinstance(iat, int) or iat < now - MAX_DRIFT:
        raise MalformedError("code_expired", "the proof is too old")
    if iat > now + MAX_DRIFT:
        raise MalformedError("code_from_future", "the proof is from the future")
