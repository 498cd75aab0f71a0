"""Key proofs of type `jwt`: a wallet shows that it holds each key that a copy is to be bound to (OpenID4VCI F.1).

Rules: 1. one to twenty proofs, all of them `jwt`; 2. each is typed openid4vci-proof+jwt and ES256, by the P-256 key in
its own header: `kid`, `x5c`, `jku`, `x5u` choose nothing here and are refused; 3. `aud` is the credential issuer; 4.
`iat` is within the life of a nonce; 5. `iss` is the client that got the token, and absent when that was nobody; 6.
`nonce` is one of ours that has not ended; 7. no key stands twice; 8. only when all of them hold is a nonce spent.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.openid.dpop import FOREIGN
from backend.openid.refusals import InvalidCredentialRequest, InvalidNonce, InvalidProof
from backend.openid.server_nonces import LIFE, nonce_holds, spend_nonce
from backend.security import Box
from certs import jws, keys
from certs.errors import CertsError

TYP = "openid4vci-proof+jwt"
MOST, MAX_CHARS, DRIFT = 20, 8192, 60


@dataclass(frozen=True)
class Expected:
    """What a proof must say."""

    audience: str
    client_id: str | None


def proven_keys(
    session: Session, proofs: object, expected: Expected, *, box: Box, now: int
) -> tuple[keys.PublicKey, ...]:
    """The keys, in order. Raises InvalidProof, InvalidNonce, InvalidCredentialRequest."""
    held: set[str] = set()
    found = [_read(one, expected, held, box=box, now=now) for one in _listed(proofs)]
    if len({point for _, point, _ in found}) != len(found):
        raise InvalidProof("a key stands twice")
    for nonce in sorted({nonce for _, _, nonce in found}):
        if not spend_nonce(session, nonce, now=now):
            raise InvalidNonce("used before; ask the nonce endpoint for another")
    return tuple(public for public, _, _ in found)


def _listed(proofs: object) -> list[str]:
    """Rule 1."""
    if not isinstance(proofs, dict) or list(proofs) != ["jwt"]:
        raise InvalidProof("proofs with one member, jwt")
    texts = proofs["jwt"]
    if not isinstance(texts, list) or not texts or not all(isinstance(one, str) for one in texts):
        raise InvalidProof("jwt is an array of texts that is not empty")
    if len(texts) > MOST:
        raise InvalidCredentialRequest(f"at most {MOST} proofs")
    return texts


def _read(text: str, expected: Expected, held: set[str], *, box: Box, now: int) -> tuple[keys.PublicKey, str, str]:
    """The key, its point as text (base64url has one spelling), the nonce. `held`: nonces of this request that hold."""
    public, point, claims = _opened(text)
    audience = claims.get("aud")
    if audience != expected.audience and audience != [expected.audience]:
        raise InvalidProof("aud is not the credential issuer")
    if type(claims.get("iat")) is not int or not now - LIFE - DRIFT <= claims["iat"] <= now + DRIFT:
        raise InvalidProof("iat is missing, too old or in the future")
    if claims.get("iss") != expected.client_id and "iss" in claims:
        raise InvalidProof("iss is not the client that got the access token")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str):
        raise InvalidProof("a proof holds a c_nonce")
    if nonce not in held and not nonce_holds(nonce, box=box, now=now):
        raise InvalidNonce("unknown or ended; ask the nonce endpoint for another")
    held.add(nonce)
    return public, point, nonce


def _opened(text: str) -> tuple[keys.PublicKey, str, dict[str, Any]]:
    """Rule 2."""
    try:
        header, payload, signing_input, signature = jws.parse(text, max_chars=MAX_CHARS)
        if header.get("typ") != TYP or not isinstance(header.get("jwk"), dict) or FOREIGN & header.keys():
            raise InvalidProof("typ, alg and jwk in the header, and no other key")
        public, claims = keys.public_from_jwk(header["jwk"]), jws.strict_json(payload)
    except CertsError as error:
        raise InvalidProof("not a key proof by ES256") from error
    if not keys.verify(public, signature, signing_input) or not isinstance(claims, dict):
        raise InvalidProof("the signature does not verify")
    return public, header["jwk"]["x"] + header["jwk"]["y"], claims
