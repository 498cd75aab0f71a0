"""Answers inside a JWE (response mode direct_post.jwt): to a key of this request alone, never used again.

Rules: 1. ECDH-ES on P-256 with A256GCM or A128GCM, no compression; 2. the header names our key by its `kid`, and
nothing else in it chooses one; 3. what is inside is one JSON object.
"""

from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from backend.presentations.refusals import AnswerRefused
from certs import base64url, jws, keys
from certs.errors import CertsError

ALG, ENCODINGS = "ECDH-ES", ("A256GCM", "A128GCM")
REGISTRY = jwe.JWERegistry(algorithms=[ALG, *ENCODINGS])
MAX_CHARS = 256 * 1024


def public_jwk(private: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The key as the request shows it."""
    return {**keys.jwk_of(private.public_key()), "kid": _kid(private), "use": "enc", "alg": ALG}


def open_answer(token: str, private: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
    """The parameters inside. Raises AnswerRefused."""
    try:
        header = jws.strict_json(base64url.decode(token.partition(".")[0]))
        if len(token) > MAX_CHARS or not isinstance(header, dict):
            raise AnswerRefused("response is not a JWE")
        if header.get("alg") != ALG or header.get("enc") not in ENCODINGS or "zip" in header:
            raise AnswerRefused("encrypt with ECDH-ES and A256GCM or A128GCM, without zip")
        if header.get("kid") != _kid(private):
            raise AnswerRefused("kid is not the key of this request")
        inside = jwe.decrypt_compact(token, ECKey.import_key(private), registry=REGISTRY).plaintext or b""
        found = jws.strict_json(inside)
    except (CertsError, JoseError, ValueError, KeyError, TypeError) as error:
        raise AnswerRefused("the response does not open") from error
    if not isinstance(found, dict):
        raise AnswerRefused("a JSON object is inside a response")
    return found


def _kid(private: ec.EllipticCurvePrivateKey) -> str:
    return base64url.encode(keys.thumbprint(private.public_key()))
