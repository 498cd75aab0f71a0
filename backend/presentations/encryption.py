"""Answers inside a JWE (response mode direct_post.jwt): to a key of this request alone, never used again.

Rules: 1. ECDH-ES on P-256 with A256GCM or A128GCM, no compression; 2. the header names our key by its `kid`, and
nothing else in it chooses one; 3. what is inside is one JSON object.
"""

from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from backend.presentations.refusals import AnswerRefused
from backend.security import jwe
from certs import base64url, jws, keys
from certs.errors import CertsError

ALG, ENCODINGS = jwe.ALG, tuple(jwe.KEY_BITS)
MAX_CHARS = 256 * 1024


@dataclass(frozen=True)
class OwnKey:
    """The key of one request."""

    private: ec.EllipticCurvePrivateKey = field(repr=False)
    kid: str


def new_key() -> dict[str, str]:
    """A fresh key as a private JWK, to be sealed: with its point and `kid`, which need not be found out again."""
    private = keys.new_private_key()
    return {**keys.private_to_jwk(private), "kid": _kid(private)}


def own_key(sealed: dict[str, str] | str) -> OwnKey:
    """What `new_key` made. A text is the bare number of a request made before an upgrade."""
    if isinstance(sealed, str):
        private = ec.derive_private_key(int(sealed, 16), ec.SECP256R1())
        return OwnKey(private, _kid(private))
    x, y, secret = (int.from_bytes(base64url.decode(sealed[name])) for name in ("x", "y", "d"))
    point = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1())
    return OwnKey(ec.EllipticCurvePrivateNumbers(secret, point).private_key(), sealed["kid"])


def public_jwk(own: OwnKey) -> dict[str, Any]:
    """The key as the request shows it."""
    return {**keys.jwk_of(own.private.public_key()), "kid": own.kid, "use": "enc", "alg": ALG}


def open_answer(token: str, own: OwnKey) -> dict[str, Any]:
    """The parameters inside. Raises AnswerRefused."""
    if len(token) > MAX_CHARS:
        raise AnswerRefused("response is not a JWE")
    try:
        sealed = jwe.read(token)
        if not jwe.is_ours(sealed.header):
            raise AnswerRefused("encrypt with ECDH-ES and A256GCM or A128GCM, without zip")
        if sealed.header.get("kid") != own.kid:
            raise AnswerRefused("kid is not the key of this request")
        found = jws.strict_json(jwe.open_sealed(sealed, own.private))
    except CertsError as error:
        raise AnswerRefused("the response does not open") from error
    if not isinstance(found, dict):
        raise AnswerRefused("a JSON object is inside a response")
    return found


def _kid(private: ec.EllipticCurvePrivateKey) -> str:
    return base64url.encode(keys.thumbprint(private.public_key()))
