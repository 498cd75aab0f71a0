"""DPoP (RFC 9449): a request proves that whoever sends it holds the key that the access token is bound to.

Rules: 1. one proof a request, a compact JWS of type dpop+jwt, ES256 by the P-256 key in its own header, and nothing
else in the header names a key; 2. method and address are this request's, query aside; 3. `iat` is within five
minutes; 4. it carries one of our nonces of the last minutes; 5. beside an access token, `ath` is that token's digest
and the key is the token's; 6. a proof is good once, by a primary key.
"""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from backend.openid.refusals import InvalidDpopProof, InvalidToken, UseDpopNonce
from backend.openid.server_nonces import dpop_nonce_holds, first_use
from backend.security import Box
from certs import base64url, jws, keys
from certs.errors import CertsError

TYP = "dpop+jwt"
MAX_CHARS, MAX_JTI, DRIFT = 4096, 200, 300
FOREIGN = frozenset({"kid", "x5c", "x5t", "x5t#S256", "jku", "x5u", "trust_chain"})  # name a key that is not proven


@dataclass(frozen=True)
class Sent:
    """A request as the proof must name it; `proof` is its DPoP header."""

    method: str
    url: str
    proof: str


def check_proof(session: Session, sent: Sent, *, token: str | None = None, box: Box, now: int) -> str:
    """The thumbprint (base64url) of the key that was proven. Raises InvalidDpopProof, UseDpopNonce."""
    public, claims = _opened(sent.proof)
    if claims.get("htm") != sent.method or not _same_address(claims.get("htu"), sent.url):
        raise InvalidDpopProof("htm or htu is not this request")
    if type(claims.get("iat")) is not int or not now - DRIFT <= claims["iat"] <= now + DRIFT:
        raise InvalidDpopProof("iat is missing, too old or in the future")
    if not isinstance(claims.get("jti"), str) or not 0 < len(claims["jti"]) <= MAX_JTI:
        raise InvalidDpopProof("jti is missing or too long")
    if token is not None and claims.get("ath") != base64url.encode(hashlib.sha256(token.encode()).digest()):
        raise InvalidDpopProof("ath is not the digest of the access token")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not dpop_nonce_holds(nonce, box=box, now=now):
        raise UseDpopNonce("take the nonce of this answer")
    thumbprint = base64url.encode(keys.thumbprint(public))
    if not first_use(session, thumbprint, claims["jti"], now=now):
        raise InvalidDpopProof("this proof was used before")
    return thumbprint


def check_bound(thumbprint: str, bound_to: str) -> None:
    """Rule 5's second half. Raises InvalidToken."""
    if thumbprint != bound_to:
        raise InvalidToken("the access token is bound to another key")


def _opened(proof: str) -> tuple[keys.PublicKey, dict[str, Any]]:
    try:
        header, payload, signing_input, signature = jws.parse(proof, max_chars=MAX_CHARS)
        if header.get("typ") != TYP or not isinstance(header.get("jwk"), dict) or FOREIGN & header.keys():
            raise InvalidDpopProof("not a DPoP proof")
        public, claims = keys.public_from_jwk(header["jwk"]), jws.strict_json(payload)
    except CertsError as error:
        raise InvalidDpopProof("not a DPoP proof by ES256") from error
    if not keys.verify(public, signature, signing_input) or not isinstance(claims, dict):
        raise InvalidDpopProof("the signature does not verify")
    return public, claims


def _same_address(htu: object, url: str) -> bool:
    if not isinstance(htu, str):
        return False
    try:
        given, own = urlsplit(htu), urlsplit(url)
        return (given.scheme, given.netloc.lower(), given.path) == (own.scheme, own.netloc.lower(), own.path)
    except ValueError:
        return False
