"""Registering a partner with the least it needs: what it may ask for, and one way of proving who it is.

Rules: 1. a secret or keys, never both; without either a secret is made and told once; 2. a secret is stored as its
argon2 hash, a key as its public JWK (P-256, no private part); 3. the partner is a verifier by the same id, with its
purposes.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict, Invalid, NotFound
from backend.partners.credentials import hash_secret
from backend.partners.models import Partner
from backend.people import sign_ins
from backend.security import Box
from backend.verification.models import Verifier
from certs import keys
from certs.errors import KeyFormatError

CLIENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,39}")
LEAST_SECRET, MOST_KEYS = 32, 5


class PartnerMalformed(Invalid):
    code = "partner_invalid"


class NoSuchPartner(NotFound):
    code = "partner_not_found"
    zh = "没有这个第三方，或已关闭"
    en = "No such partner, or it is closed already"


class PartnerExists(Conflict):
    code = "partner_exists"
    zh = "该第三方编号已存在"
    en = "A partner or verifier with this id exists"
    next_zh = "请换一个编号"
    next_en = "Use another id"


@dataclass(frozen=True)
class RegisteredPartner:
    """`secret` is the one that was made, told this once; None when the partner brought its own or has keys."""

    client_id: str
    secret: str | None


def register_partner(
    session: Session, *, client_id: str, name_zh: str, name_en: str, purposes: dict[str, Any],
    secret: str | None = None, jwks: dict[str, Any] | None = None, expires_at: int | None = None, box: Box,
    now: int, actor: str = "operator",
) -> RegisteredPartner:  # fmt: skip
    """Add a partner and its verifier. Raises PartnerMalformed, PartnerExists."""
    _check(client_id, secret, jwks)
    known = select(Verifier.verifier_id).where(Verifier.verifier_id == client_id)
    if session.get(Partner, client_id) is not None or session.scalars(known).first() is not None:
        raise PartnerExists
    made = secrets.token_urlsafe(32) if secret is None and jwks is None else None
    given = secret or made
    partner = {"client_id": client_id, "secret_hash": hash_secret(given) if given else None, "jwks": jwks,
               "active": True, "created_at": now, "expires_at": expires_at}  # fmt: skip
    session.execute(insert(Partner).values(partner))
    verifier = {"verifier_id": client_id, "kind": "partner", "name_zh": name_zh, "name_en": name_en, "hall": None,
                "purposes": purposes, "active": True}  # fmt: skip
    session.execute(insert(Verifier).values(verifier))
    record(session, make_entry(at=now, actor=actor, action="partner_added", subject=f"partner:{client_id}"))
    return RegisteredPartner(client_id, made)


def close_partner(session: Session, client_id: str, *, now: int, actor: str) -> None:
    """The partner gets no more tokens, those it has end, and it verifies nothing. Raises NoSuchPartner."""
    closed = update(Partner).where(Partner.client_id == client_id, Partner.active.is_(True)).values(active=False)
    statement = closed.returning(Partner.client_id).execution_options(synchronize_session=False)
    if session.execute(statement).first() is None:
        raise NoSuchPartner
    verifier = update(Verifier).where(Verifier.verifier_id == client_id).values(active=False)
    session.execute(verifier.execution_options(synchronize_session=False))
    record(session, make_entry(at=now, actor=actor, action="partner_closed", subject=f"partner:{client_id}"))
    sign_ins.end_all(session, f"partner:{client_id}", now=now, actor=actor, reason="partner_closed")


def _check(client_id: str, secret: str | None, jwks: dict[str, Any] | None) -> None:
    if not CLIENT_ID.fullmatch(client_id):
        raise _wrong("/client_id", "3 to 40 characters of A-Z a-z 0-9 . _ -")
    if secret is not None and jwks is not None:
        raise _wrong("/jwks", "a secret or keys, not both")
    if secret is not None and not LEAST_SECRET <= len(secret) <= 200:
        raise _wrong("/secret", f"{LEAST_SECRET} to 200 characters")
    if jwks is not None:
        _check_keys(jwks)


def _check_keys(jwks: dict[str, Any]) -> None:
    given = jwks.get("keys")
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_KEYS:
        raise _wrong("/jwks", f"1 to {MOST_KEYS} keys")
    for number, jwk in enumerate(given):
        try:
            keys.public_from_jwk(jwk if isinstance(jwk, dict) else {})
        except KeyFormatError as error:
            raise _wrong(f"/jwks/keys/{number}", "not a public P-256 key") from error


def _wrong(path: str, problem: str) -> PartnerMalformed:
    return PartnerMalformed(errors=[{"path": path, "problem": problem}])
