"""How a partner proves who it is at the token endpoint (RFC 6749 §2.3, RFC 7523).

Rules: 1. one way of proving a request; two are refused; 2. a secret is compared by argon2, for an unknown partner too,
while no lock of the database is held, and must stand still when the token is made; 3. an assertion is ES256 by one of
the partner's registered keys, whatever its header says of keys; 4. its issuer and subject are the partner, its audience
is this endpoint, it ends within five minutes; 5. its `jti` is good once, by a primary key; 6. every failure is one and
the same `invalid_client`; 7. while a secret or key gives way to another, both are good until the older one ends.
"""

import functools
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.errors import LiangmaError
from backend.partners.models import Partner, PartnerCredential, UsedAssertion
from backend.partners.states import APPROVED
from certs import jws, keys
from certs.errors import CertsError, MalformedError

HASHER = PasswordHasher()
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
MAX_LIFE, DRIFT = 300, 30
MAX_CHARS = 4096


class OAuthRefusal(LiangmaError):
    """A refusal in the words of RFC 6749 §5.2; `oauth_error` is the error code."""

    oauth_error = "invalid_request"


class InvalidClient(OAuthRefusal):
    status = 401
    code = "invalid_client"
    oauth_error = "invalid_client"
    keeps_writes = True


@dataclass(frozen=True)
class Credentials:
    """What the request carries: a client id with a secret, or an assertion (whose subject is the client id)."""

    client_id: str
    secret: str | None = None
    assertion: str | None = None


def right_secret(session: Session, given: Credentials, *, now: int) -> uuid.UUID | None:
    """Rule 2, slow on purpose: the credential whose secret it is; None for an assertion. `session` only reads."""
    if given.assertion is not None:
        return None
    partner = _active(session, given.client_id, now=now)
    standing = credentials_of(session, given.client_id, now=now)  # asked for whoever there is not, too
    known = [(row.credential_id, row.secret_hash) for row in standing if row.secret_hash and partner]
    if not known:
        _is_secret(_someones_hash(), given.secret or "")
    right = [credential_id for credential_id, hashed in known if _is_secret(hashed, given.secret or "")]
    return right[0] if right else None


def check(
    session: Session, given: Credentials, *, by: uuid.UUID | None, audiences: frozenset[str], now: int
) -> Partner:  # fmt: skip
    """The partner that proved itself, by the secret of `right_secret` or by its assertion; who ends one of its
    credentials meanwhile waits for us. Raises InvalidClient."""
    partner = _active(session, given.client_id, now=now, staying=True)
    proven = by is not None and by in {row.credential_id for row in credentials_of(session, given.client_id, now=now)}
    if given.assertion is not None:
        proven = _assertion_holds(session, partner, given, audiences=audiences, now=now)
    if partner is None or not proven:
        raise InvalidClient
    return partner


def credentials_of(session: Session, client_id: str, *, now: int) -> list[PartnerCredential]:
    """The secrets and keys that are good now, the newest first."""
    lasting = PartnerCredential.ends_at.is_(None) | (PartnerCredential.ends_at > now)
    query = select(PartnerCredential).where(PartnerCredential.client_id == client_id, lasting)
    newest = query.order_by(PartnerCredential.created_at.desc(), PartnerCredential.credential_id.desc())
    return list(session.scalars(newest))


def hash_secret(secret: str) -> str:
    return HASHER.hash(secret)


@functools.lru_cache(maxsize=1)
def _someones_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))


def _is_secret(hashed: str, secret: str) -> bool:
    try:
        return HASHER.verify(hashed, secret)
    except VerificationError:
        return False


def _active(session: Session, client_id: str, *, now: int, staying: bool = False) -> Partner | None:
    query = select(Partner).where(Partner.client_id == client_id, Partner.state == APPROVED)
    partner = session.scalars(query.with_for_update(read=True) if staying else query).one_or_none()
    return None if partner is not None and partner.expires_at is not None and partner.expires_at <= now else partner


def _assertion_holds(
    session: Session, partner: Partner | None, given: Credentials, *, audiences: frozenset[str], now: int
) -> bool:
    if partner is None:
        return False
    registered = [row.jwk for row in credentials_of(session, partner.client_id, now=now) if row.jwk]
    try:
        _header, payload, signing_input, signature = jws.parse(given.assertion or "", max_chars=MAX_CHARS)
        if not any(keys.verify(keys.public_from_jwk(jwk), signature, signing_input) for jwk in registered):
            return False
        claims = jws.strict_json(payload)
        ends = _end_of(claims, partner.client_id, audiences=audiences, now=now)
    except CertsError:
        return False
    return _first_use(session, partner.client_id, claims["jti"], ends=ends, now=now)


def _end_of(claims: Any, client_id: str, *, audiences: frozenset[str], now: int) -> int:
    """When the assertion ends (seconds); raises MalformedError when its claims are not rule 4's."""
    if not isinstance(claims, dict) or claims.get("iss") != client_id or claims.get("sub") != client_id:
        raise MalformedError("malformed", "not this partner's assertion")
    aud = claims.get("aud")
    only = aud[0] if isinstance(aud, list) and len(aud) == 1 else aud
    if not isinstance(only, str) or only not in audiences:
        raise MalformedError("wrong_audience", "the assertion is for someone else")
    jti, ends = claims.get("jti"), claims.get("exp")
    if not isinstance(jti, str) or not 8 <= len(jti) <= 120:
        raise MalformedError("malformed", "jti is 8 to 120 characters")
    if type(ends) is not int or not now < ends <= now + MAX_LIFE + DRIFT:
        raise MalformedError("code_expired", "exp is past or more than five minutes away")
    _check_start(claims, now)
    return ends


def _check_start(claims: dict[str, Any], now: int) -> None:
    iat, nbf = claims.get("iat"), claims.get("nbf", 0)
    if type(iat) is not int or not now - MAX_LIFE - DRIFT <= iat <= now + DRIFT:
        raise MalformedError("code_expired", "iat is missing, too old or in the future")
    if type(nbf) is not int or nbf > now + DRIFT:
        raise MalformedError("code_from_future", "not valid yet")


def _first_use(session: Session, client_id: str, jti: str, *, ends: int, now: int) -> bool:
    old = delete(UsedAssertion).where(UsedAssertion.client_id == client_id, UsedAssertion.expires_at <= now)
    session.execute(old.execution_options(synchronize_session=False))
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(UsedAssertion).values(client_id=client_id, jti=jti, expires_at=ends)
    return session.execute(row.on_conflict_do_nothing().returning(UsedAssertion.jti)).first() is not None
