"""Trust lists: who is believed, signed by the platform and numbered.

Rules: 1. a new number is published only when the content changed or half of the list's life is over; 2. the number only
grows: publishers queue for one row, so two never publish the same number; 3. pending, retired and compromised keys are
in the list too, each with its state at that time; the platform is not: it signs the list and no certificate.
"""

import hashlib
from typing import Any

import orjson
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.security import Box
from backend.trust import caches, keys
from backend.trust.models import PLATFORM, Issuer, IssuerKey, PublishedTrustList
from certs import keys as vault_keys
from certs import trust as vault_trust
from certs.catalogue import Catalogue

LIFE = 7 * 86_400  # seconds a verifier may rely on a list without asking again


def trust_list(session: Session, *, now: int, box: Box) -> str:
    """The present trust list as a JWS; publishes the next number first when rule 1 asks for it."""
    standing = standing_list(session, now=now)
    if standing is not None:
        return standing.jws
    session.get(Issuer, PLATFORM, with_for_update=True)  # one publisher at a time (rule 2)
    standing = standing_list(session, now=now)
    return (standing or _publish(session, box=box, now=now)).jws


def ensure_published(engine: Engine, *, now: int, box: Box) -> None:
    """Publish in a transaction of its own when rule 1 asks for it: for readers, whose own session should only read."""
    with db.open_session(engine, reading=True) as session:
        if standing_list(session, now=now) is not None:
            return
    with db.transaction(engine) as session:
        trust_list(session, now=now, box=box)


def standing_list(session: Session, *, now: int) -> PublishedTrustList | None:
    """The newest published list when it still says what is so and half of its life is left; reads only."""
    newest = newest_list(session)
    if newest is None or newest.next_update - now < LIFE // 2:
        return None
    return newest if newest.digest == _digest(session, now=now) else None


def newest_list(session: Session) -> PublishedTrustList | None:
    """The published list with the highest number."""
    newest = select(PublishedTrustList).order_by(PublishedTrustList.number.desc()).limit(1)
    return session.scalars(newest).first()


def key_set(session: Session, issuer_code: str, *, now: int) -> dict[str, Any]:
    """The JWKS (RFC 7517) of the issuer's keys whose signatures are believed at `now`; raises IssuerUnknown."""
    if session.get(Issuer, issuer_code) is None:
        raise keys.IssuerUnknown(issuer_code)
    believed = [key for key in keys.all_keys(session, issuer_code) if keys.state_at(key, now) in ("active", "retired")]
    return {"keys": [{**key.jwk, "kid": key.thumbprint, "use": "sig", "alg": "ES256"} for key in believed]}


def current_trust(session: Session, catalogue: Catalogue, *, now: int) -> vault_trust.Trust:
    """What this office believes at `now`, at most 5 s old; the caller checks the live status itself."""
    kept = caches.recall(session, "trust list", now=now, most=keys.CACHE_SECONDS)
    if not isinstance(kept, vault_trust.TrustList):
        newest = newest_list(session)
        kept = _content(session, number=newest.number if newest else 0, now=now)
        caches.keep(session, "trust list", kept, now=now)
    return vault_trust.Trust(kept, catalogue, vault_trust.LiveElsewhere(), kept.iat, None)


def _publish(session: Session, *, box: Box, now: int) -> PublishedTrustList:
    newest = newest_list(session)
    number = newest.number + 1 if newest else 1
    signer = keys.fresh_signer(session, PLATFORM, box=box, now=now)
    digest = _digest(session, now=now)  # before the content: what changes in between takes the next number
    token = vault_trust.sign_trust_list(_content(session, number=number, now=now), signer)
    row = PublishedTrustList(number=number, digest=digest, jws=token, issued_at=now, next_update=now + LIFE)
    session.add(row)
    session.flush()  # the number is taken from here on
    entry = make_entry(at=now, actor=keys.SYSTEM, action="trust_list.published", subject=f"trust-list:{number}")
    record(session, entry)
    return row


def _digest(session: Session, *, now: int) -> bytes:
    """SHA-256 of what the list says and of who signs it, without number and times."""
    anchor = keys.signing_key(session, PLATFORM, now=now)
    issuers = [[row.code, row.name_zh, row.name_en, row.authority_code, row.types] for row in _issuers(session)]
    held = [
        [
            key.issuer_code,
            key.thumbprint,
            keys.state_at(key, now),
            key.active_from,
            key.retired_at,
            key.compromised_since,
        ]
        for key in keys.all_keys(session)
        if key.issuer_code != PLATFORM
    ]
    return hashlib.sha256(orjson.dumps([anchor and anchor.thumbprint, issuers, held])).digest()


def _content(session: Session, *, number: int, now: int) -> vault_trust.TrustList:
    held: dict[str, list[vault_trust.IssuerKey]] = {}
    for key in keys.all_keys(session):
        held.setdefault(key.issuer_code, []).append(_vault_key(key, now))
    issuers = {row.code: _vault_issuer(row, tuple(held.get(row.code, ()))) for row in _issuers(session)}
    return vault_trust.TrustList(number, now, now + LIFE, issuers)


def _issuers(session: Session) -> list[Issuer]:
    query = select(Issuer).where(Issuer.code != PLATFORM).order_by(Issuer.code)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _vault_issuer(row: Issuer, held: tuple[vault_trust.IssuerKey, ...]) -> vault_trust.Issuer:
    name = {"zh": row.name_zh, "en": row.name_en}
    return vault_trust.Issuer(row.code, name, row.authority_code, held, frozenset(row.types))


def _vault_key(key: IssuerKey, now: int) -> vault_trust.IssuerKey:
    state = keys.state_at(key, now)
    return vault_trust.issuer_key(
        vault_keys.public_from_jwk(key.jwk),
        state=state,
        active_from=key.active_from,
        retired_at=key.retired_at,
        compromised_since=key.compromised_since,
    )
