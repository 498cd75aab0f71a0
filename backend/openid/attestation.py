"""Wallet attestation (OpenID4VCI appendix E, HAIP 1.0): a provider says which wallet a request comes from.

By OAuth 2.0 Attestation-Based Client Authentication, draft 07, which HAIP names. Rules: 1. both headers or none, each
one JWS by ES256; 2. the attestation is signed by a key that is pinned for its `iss`: what its header says of keys
chooses nothing; 3. it has not ended, and its `sub` is the client that the request names; 4. the proof beside it is
signed by the attested key, says the same client, is meant for this server, was made just now and is good once; 5. a
challenge in it is one of ours; one without is dated by its `iat`, and kept until it is too old; 6. where an attestation
is demanded, a request without one is refused; where no provider is trusted, the headers are not looked at.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.openid.providers import Provider, Trust
from backend.openid.refusals import InvalidClient, InvalidClientAttestation, UseAttestationChallenge
from backend.openid.server_nonces import challenge_holds, first_attested
from backend.security import Box
from certs import base64url, jws, keys
from certs.errors import CertsError

HEADER, PROOF_HEADER = "OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP"
CHALLENGE_HEADER = "OAuth-Client-Attestation-Challenge"
TYP, PROOF_TYP = "oauth-client-attestation+jwt", "oauth-client-attestation-pop+jwt"
MAX_CHARS, MOST_CLIENT, MOST_NAME, MOST_JTI = 8192, 200, 100, 200
OLDEST, DRIFT = 300, 60


@dataclass(frozen=True)
class Shown:
    """The two headers of a request, and the client that it names, if any."""

    attestation: str | None
    proof: str | None
    client_id: str | None


@dataclass(frozen=True)
class Attested:
    """A wallet that a provider vouches for. `name`: as the provider puts it, if it does."""

    client_id: str
    provider: str
    name: str | None


def attested(session: Session, shown: Shown, trust: Trust, *, audience: str, box: Box, now: int) -> Attested | None:
    """Whom a request comes from, None when nobody vouches. Raises InvalidClient, InvalidClientAttestation,
    UseAttestationChallenge."""
    if not trust.providers:
        return None
    if shown.attestation is None and shown.proof is None:
        if trust.required:
            raise InvalidClient("a wallet attestation is needed")
        return None
    if shown.attestation is None or shown.proof is None:
        raise InvalidClientAttestation("an attestation and its proof belong together")
    claims, provider = _vouched(shown.attestation, trust)
    found, instance = _read(claims, provider, now)
    if shown.client_id is not None and shown.client_id != found.client_id:
        raise InvalidClientAttestation("client_id is not the attested client")
    _prove(session, shown.proof, instance, found, audience=audience, box=box, now=now)
    return found


def _vouched(text: str, trust: Trust) -> tuple[dict[str, Any], Provider]:
    """Rules 1 and 2."""
    claims, signing_input, signature = _opened(text, TYP)
    issuer = claims.get("iss")
    provider = trust.providers.get(issuer) if isinstance(issuer, str) else None
    if provider is None:
        raise InvalidClientAttestation("the attestation is by nobody who is trusted here")
    if not any([keys.verify(one, signature, signing_input) for one in provider.keys]):
        raise InvalidClientAttestation("the attestation's signature does not verify by a key of its provider")
    return claims, provider


def _read(claims: dict[str, Any], provider: Provider, now: int) -> tuple[Attested, keys.PublicKey]:
    """Rule 3, and the wallet's own key."""
    if type(claims.get("exp")) is not int or claims["exp"] <= now:
        raise InvalidClientAttestation("the attestation has ended, or has no exp")
    _not_ahead(claims, now)
    client_id, name = claims.get("sub"), claims.get("wallet_name")
    if not isinstance(client_id, str) or not 0 < len(client_id) <= MOST_CLIENT or not _plain(client_id):
        raise InvalidClientAttestation("sub is not a client_id")
    if name is not None and not (isinstance(name, str) and 0 < len(name) <= MOST_NAME and name.isprintable()):
        raise InvalidClientAttestation("wallet_name is not a short printable text")
    confirmed = claims.get("cnf")
    jwk = confirmed.get("jwk") if isinstance(confirmed, dict) else None
    if not isinstance(jwk, dict):
        raise InvalidClientAttestation("cnf holds no jwk")
    try:
        return Attested(client_id, provider.issuer, name), keys.public_from_jwk(jwk)
    except CertsError as error:
        raise InvalidClientAttestation("cnf is not a public P-256 key") from error


def _prove(
    session: Session, text: str, instance: keys.PublicKey, found: Attested, *, audience: str, box: Box, now: int
) -> None:
    """Rules 4 and 5."""
    claims, signing_input, signature = _opened(text, PROOF_TYP)
    if not keys.verify(instance, signature, signing_input):
        raise InvalidClientAttestation("the proof is not signed by the attested key")
    if claims.get("iss") != found.client_id:
        raise InvalidClientAttestation("iss of the proof is not the attested client")
    if claims.get("aud") not in (audience, [audience]):
        raise InvalidClientAttestation("aud of the proof is not this authorization server")
    made = _made_now(claims, now)
    jti = claims.get("jti")
    if not isinstance(jti, str) or not 0 < len(jti) <= MOST_JTI:
        raise InvalidClientAttestation("jti is missing or too long")
    challenge = claims.get("challenge")
    if challenge is not None and not (isinstance(challenge, str) and challenge_holds(challenge, box=box, now=now)):
        raise UseAttestationChallenge("take the challenge of this answer")
    thumbprint = base64url.encode(keys.thumbprint(instance))
    if not first_attested(session, thumbprint, jti, ends=made + OLDEST + 1, now=now):
        raise InvalidClientAttestation("this proof was used before")


def _made_now(claims: dict[str, Any], now: int) -> int:
    """When the proof was made."""
    made = claims.get("iat")
    if type(made) is not int or made < now - OLDEST:
        raise InvalidClientAttestation("iat of the proof is missing or too old")
    if "exp" in claims and (type(claims["exp"]) is not int or claims["exp"] <= now):
        raise InvalidClientAttestation("the proof has ended")
    _not_ahead(claims, now)
    return made


def _opened(text: str, typ: str) -> tuple[dict[str, Any], bytes, bytes]:
    """(Claims, what is signed, the signature). Nothing is believed yet."""
    try:
        header, payload, signing_input, signature = jws.parse(text, max_chars=MAX_CHARS)
        claims = jws.strict_json(payload)
    except CertsError as error:
        raise InvalidClientAttestation("not a JWS by ES256") from error
    if header.get("typ") != typ or not isinstance(claims, dict):
        raise InvalidClientAttestation(f"typ is not {typ}")
    return claims, signing_input, signature


def _not_ahead(claims: dict[str, Any], now: int) -> None:
    for name in ("iat", "nbf"):
        if name in claims and (type(claims[name]) is not int or claims[name] > now + DRIFT):
            raise InvalidClientAttestation(f"{name} lies in the future")


def _plain(text: str) -> bool:
    return all(32 <= ord(one) <= 126 for one in text)
