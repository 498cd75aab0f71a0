"""Registering a partner with the least it needs: what it may ask for, and one way of proving who it is.

Rules: 1. a secret or keys, never both; without either a secret is made and told once; 2. a secret is stored as its
argon2 hash, a key as its public JWK (P-256, no private part); 3. the partner is a verifier by the same id, with its
purposes; 4. what is registered from the command line is approved by whoever may run it there, with the least that can
be said: two channels, and purposes named by their code, until an application says more.
"""

import re
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict, Invalid
from backend.partners.credentials import hash_secret
from backend.partners.models import Partner, PartnerCredential
from backend.partners.states import APPROVED
from backend.people import sign_ins
from backend.security import Box
from backend.trust import caches
from backend.verification.models import Verifier
from backend.verification.verifiers import TAKEN
from certs import keys
from certs.errors import KeyFormatError

CLIENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,39}")
LEAST_SECRET, MOST_KEYS = 32, 5
FIRST_CHANNELS = ("offline", "online")


class PartnerMalformed(Invalid):
    code = "partner_invalid"


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
    now: int, actor: str = "operator", channels: Sequence[str] = FIRST_CHANNELS,
    registration: Mapping[str, Any] | None = None,
) -> RegisteredPartner:  # fmt: skip
    """Add a partner and its verifier. Raises PartnerMalformed, PartnerExists."""
    check_credentials(client_id, secret, jwks)
    require_new(session, client_id)
    given = registration or least_registration(name_zh, name_en, purposes, channels)
    partner = {"client_id": client_id, "state": APPROVED, "state_since": now, "registration": dict(given),
               "approved_by": actor, "created_at": now, "expires_at": expires_at}  # fmt: skip
    session.execute(insert(Partner).values(partner))
    made = add_credentials(session, client_id, secret=secret, jwks=jwks, now=now)
    verifier = {"verifier_id": client_id, "kind": "partner", "name_zh": name_zh, "name_en": name_en, "hall": None,
                "purposes": purposes, "active": True}  # fmt: skip
    session.execute(insert(Verifier).values(verifier))
    caches.forget(session)
    record(session, make_entry(at=now, actor=actor, action="partner_added", subject=f"partner:{client_id}"))
    return RegisteredPartner(client_id, made)


def require_new(session: Session, client_id: str) -> None:
    """Raises PartnerExists when a partner or window has this id, or had it."""
    known = select(Verifier.verifier_id).where(Verifier.verifier_id == client_id)
    if session.get(Partner, client_id) is not None or session.scalars(known).first() is not None:
        raise PartnerExists


def add_credentials(
    session: Session, client_id: str, *, secret: str | None, jwks: Mapping[str, Any] | None, now: int
) -> str | None:
    """Add keys, or a secret; the secret that was made when neither is given, told this once."""
    made = secrets.token_urlsafe(32) if secret is None and jwks is None else None
    given = secret or made
    rows = [(hash_secret(given), None)] if given else [(None, jwk) for jwk in (jwks or {"keys": []})["keys"]]
    for hashed, jwk in rows:
        values = {"client_id": client_id, "credential_id": uuid.uuid4(), "secret_hash": hashed, "jwk": jwk,
                  "created_at": now, "ends_at": None}  # fmt: skip
        session.execute(insert(PartnerCredential).values(values))
    return made


def least_registration(
    name_zh: str, name_en: str, purposes: Mapping[str, Any], channels: Sequence[str]
) -> dict[str, Any]:
    """Rule 4."""
    texts = {
        purpose: {"zh": purpose, "en": purpose, "legal_ground": "consent", "basis": "", "keep_days": 0, "why_all": ""}
        for purpose in purposes
    }
    return {
        "legal_name": {"zh": name_zh, "en": name_en}, "logo": None, "contact": {"name": "", "phone": "", "email": ""},
        "purposes": texts, "channels": sorted(channels), "limits": {},
    }  # fmt: skip


def end_credentials(session: Session, client_id: str, *, at: int) -> None:
    """What stands now ends at `at`, unless it ends sooner."""
    later = PartnerCredential.ends_at.is_(None) | (PartnerCredential.ends_at > at)
    ending = update(PartnerCredential).where(PartnerCredential.client_id == client_id, later).values(ends_at=at)
    session.execute(ending.execution_options(synchronize_session=False))


def end_tokens(
    session: Session, client_id: str, *, now: int, actor: str, but: uuid.UUID | None = None
) -> None:  # fmt: skip
    """What a secret or key that ends at once had opened ends with it: whoever stole one would have a token with which
    to make themselves another. `but`: the sign-in of whoever asks."""
    subject = f"partner:{client_id}"
    sign_ins.end_all(session, subject, now=now, actor=actor, reason="partner_credential_ended", but=but)


def check_credentials(client_id: str, secret: str | None, jwks: Mapping[str, Any] | None) -> None:
    """Raises PartnerMalformed."""
    if not CLIENT_ID.fullmatch(client_id) or client_id in TAKEN:
        raise _wrong("/client_id", "3 to 40 characters of A-Z a-z 0-9 . _ -")
    if secret is not None and jwks is not None:
        raise _wrong("/jwks", "a secret or keys, not both")
    if secret is not None and not LEAST_SECRET <= len(secret) <= 200:
        raise _wrong("/secret", f"{LEAST_SECRET} to 200 characters")
    if jwks is not None:
        check_keys(jwks)


def check_keys(jwks: Mapping[str, Any]) -> None:
    """Raises PartnerMalformed unless it is a set of one to five public P-256 keys."""
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
