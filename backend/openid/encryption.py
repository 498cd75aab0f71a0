"""Credential requests and responses inside a JWE, on top of TLS (OpenID4VCI 1.0, section 10).

Rules: 1. ECDH-ES on P-256 with A256GCM or A128GCM, and no compression; 2. our own key is made from the office's secret
for a period, so every node has it and none stores it; that of the period before still opens; 3. an answer is encrypted
only to a key that came in an encrypted request: a key in the clear could have been exchanged on the way.
"""

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from backend.openid.refusals import InvalidEncryption
from backend.security import Box
from certs import base64url, jws, keys
from certs.errors import CertsError

ALG, ENCODINGS = "ECDH-ES", ("A256GCM", "A128GCM")
REGISTRY = jwe.JWERegistry(algorithms=[ALG, *ENCODINGS])
PERIOD = 30 * 86_400
MAX_CHARS = 256 * 1024


@dataclass(frozen=True)
class ReplyTo:
    """How the wallet wants its answer encrypted."""

    key: ECKey
    enc: str
    kid: str | None


def published_key(*, box: Box, now: int) -> dict[str, Any]:
    """The public JWK that wallets encrypt requests to."""
    private = _private(now // PERIOD, box)
    return {**keys.jwk_of(private.public_key()), "kid": _kid(private), "use": "enc", "alg": ALG}


def decrypt(token: str, *, box: Box, now: int) -> bytes:
    """The request inside. Raises InvalidEncryption."""
    try:
        header = jws.strict_json(base64url.decode(token.partition(".")[0]))
        if len(token) > MAX_CHARS or not isinstance(header, dict):
            raise InvalidEncryption("not a JWE")
        if header.get("alg") != ALG or header.get("enc") not in ENCODINGS or "zip" in header:
            raise InvalidEncryption("ECDH-ES with A256GCM or A128GCM, without zip")
        mine = _key_called(header.get("kid"), box=box, now=now)
        return jwe.decrypt_compact(token, ECKey.import_key(mine), registry=REGISTRY).plaintext or b""
    except (CertsError, JoseError, ValueError, KeyError, TypeError) as error:
        raise InvalidEncryption("the request does not open") from error


def read_reply(asked: object) -> ReplyTo:
    """From `credential_response_encryption`. Raises InvalidEncryption."""
    if not isinstance(asked, dict) or not isinstance(asked.get("jwk"), dict) or "zip" in asked:
        raise InvalidEncryption("jwk and enc, without zip")
    jwk, enc = asked["jwk"], asked.get("enc")
    if enc not in ENCODINGS or jwk.get("alg") != ALG or jwk.get("use", "enc") != "enc":
        raise InvalidEncryption("ECDH-ES with A256GCM or A128GCM")
    kid = jwk.get("kid")
    try:
        if kid is not None and (not isinstance(kid, str) or len(kid) > 200):
            raise InvalidEncryption("kid is a short text")
        public = keys.public_from_jwk({name: jwk.get(name) for name in ("kty", "crv", "x", "y")} | _private_part(jwk))
    except CertsError as error:
        raise InvalidEncryption("jwk is not a public key on P-256") from error
    return ReplyTo(ECKey.import_key(public), enc, kid)


def encrypt(answer: bytes, to: ReplyTo) -> str:
    """A compact JWE for the wallet."""
    header = {"alg": ALG, "enc": to.enc, **({"kid": to.kid} if to.kid is not None else {})}
    return jwe.encrypt_compact(header, answer, to.key, registry=REGISTRY)


def _private_part(jwk: dict[str, Any]) -> dict[str, Any]:
    return {"d": jwk["d"]} if "d" in jwk else {}


def _key_called(kid: object, *, box: Box, now: int) -> ec.EllipticCurvePrivateKey:
    for period in (now // PERIOD, now // PERIOD - 1):
        private = _private(period, box)
        if kid == _kid(private):
            return private
    raise InvalidEncryption("kid is none of our keys")


def _private(period: int, box: Box) -> ec.EllipticCurvePrivateKey:
    """A scalar in 1 … n−1 out of 64 keyed bytes (its bias is far below what anybody can see)."""
    seed = b"".join(box.blind("credential-request-key", f"{period}:{part}") for part in (1, 2))
    return ec.derive_private_key(int.from_bytes(seed) % (keys.ORDER - 1) + 1, ec.SECP256R1())


def _kid(private: ec.EllipticCurvePrivateKey) -> str:
    return base64url.encode(keys.thumbprint(private.public_key()))
