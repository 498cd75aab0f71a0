"""Answers inside a JWE (response mode direct_post.jwt): to a key of this request alone, never used again.

Rules: 1. ECDH-ES on P-256 with A256GCM or A128GCM, no compression; 2. the header names our key by its `kid`, and
nothing else in it chooses one; 3. what is inside is one JSON object.
"""

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from backend.presentations.refusals import AnswerRefused
from backend.security import jwe
from certs import base64url, jws, keys
from certs.errors import CertsError

ALG, ENCODINGS = jwe.ALG, tuple(jwe.KEY_BITS)
MAX_CHARS = 256 * 1024


def public_jwk(private: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The key as the request shows it."""
    return {**keys.jwk_of(private.public_key()), "kid": _kid(private), "use": "enc", "alg": ALG}


def open_answer(token: str, private: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The parameters inside. Raises AnswerRefused."""
    if len(token) > MAX_CHARS:
        raise AnswerRefused("response is not a JWE")
    try:
        sealed = jwe.read(token)
        if not jwe.is_ours(sealed.header):
            raise AnswerRefused("encrypt with ECDH-ES and A256GCM or A128GCM, without zip")
        if sealed.header.get("kid") != _kid(private):
            raise AnswerRefused("kid is not the key of this request")
        found = jws.strict_json(jwe.open_sealed(sealed, private))
    except CertsError as error:
        raise AnswerRefused("the response does not open") from error
    if not isinstance(found, dict):
        raise AnswerRefused("a JSON object is inside a response")
    return found


def _kid(private: ec.EllipticCurvePrivateKey) -> str:
    return base64url.encode(keys.thumbprint(private.public_key()))
