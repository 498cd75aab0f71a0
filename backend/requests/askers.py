"""Who asks, as the rules need it and as a phone shows it: a window, or a partner registered for the channel.

1. A partner asks by a channel that it is registered for, within its quota; each purpose has its registered words, its
   ground in law, and how long it may keep what it is shown. 2. A window asks at its counter, by link only, and keeps
   what it is shown for at most WINDOW_KEEP days. 3. One that is registered no more asks nothing and reads nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from backend.errors import Forbidden
from backend.partners import quota
from backend.partners.models import Partner
from backend.partners.registration import PurposeText, registration_of, require_channel
from backend.requests.states import LINK, LOOKUP
from backend.verification.models import Verifier
from backend.verification.policy import read_purposes
from backend.verification.verifiers import NotRegistered, RegisteredVerifier, verifier_of
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue

CHANNELS: Mapping[str, str] = {LINK: "consent", LOOKUP: "lookup"}  # ours -> as it is registered
PARTNER = "partner"
WINDOW_KEEP = 30
AT_A_WINDOW = PurposeText("窗口办理业务", "Business at a service window", "consent", WINDOW_KEEP)


@dataclass(frozen=True)
class Asker:
    """A registered verifier, and the words of the purpose it asks for."""

    verifier: RegisteredVerifier
    text: PurposeText


def asker_of(
    session: Session, actor: Actor, *, channel: str, purpose: str, services: Services, now: int
) -> Asker:  # fmt: skip
    """Rules 1 and 2, counted. Raises NotRegistered, ChannelNotRegistered, QuotaReached."""
    verifier = verifier_of(session, actor, services=services, now=now)
    if verifier.kind != PARTNER:
        return Asker(verifier, AT_A_WINDOW)
    quota.count(session, verifier.verifier_id, CHANNELS[channel], 1, now=now)
    words = registration_of(session, verifier.verifier_id, now=now).purposes
    return Asker(verifier, words.get(purpose, PurposeText(purpose, purpose, "consent", 0)))


def own_id(session: Session, actor: Actor, *, services: Services, now: int) -> str:
    """Whose requests the actor may read: those of its own verifier, active now. Raises NotRegistered."""
    return verifier_of(session, actor, services=services, now=now).verifier_id


def still_asks(
    session: Session, asker_id: str, *, channel: str, catalogue: Catalogue, now: int
) -> RegisteredVerifier | None:
    """The asker as it is registered now; None when it may not ask any more (rule 3)."""
    row = session.get(Verifier, asker_id, populate_existing=True)
    if row is None or not row.active:
        return None
    if row.kind == PARTNER:
        try:
            require_channel(session, asker_id, CHANNELS[channel], now=now)
        except Forbidden:
            return None
    purposes = read_purposes(row.purposes, catalogue)
    return RegisteredVerifier(row.verifier_id, row.kind, row.name_zh, row.name_en, row.hall, purposes)


def asker_document(session: Session, asker_id: str, *, now: int) -> dict[str, Any]:
    """As a phone names it: registered name, legal name, logo, since when."""
    row = session.get(Verifier, asker_id)
    kind = row.kind if row else ""
    name = {"zh": row.name_zh, "en": row.name_en} if row else {"zh": asker_id, "en": asker_id}
    shown = {"id": asker_id, "kind": kind, "name": name, "hall": row.hall if row else None}
    try:
        found = registration_of(session, asker_id, now=now) if kind == PARTNER else None
    except NotRegistered:
        found = None
    partner = session.get(Partner, asker_id) if kind == PARTNER else None
    return {
        **shown, "legal_name": dict(found.legal_name) if found else None, "logo": found.logo if found else None,
        "registered_since": partner.created_at if partner else None,
    }  # fmt: skip


def purpose_document(session: Session, asker_id: str, purpose: str, *, now: int) -> dict[str, Any]:
    """The registered words of a purpose, its ground in law and where the law says so."""
    try:
        words = registration_of(session, asker_id, now=now).purposes.get(purpose)
    except NotRegistered:  # a window
        words = AT_A_WINDOW
    text = words or PurposeText(purpose, purpose, "consent", 0)
    return {
        "code": purpose, "text": {"zh": text.zh, "en": text.en}, "legal_ground": text.legal_ground, "basis": text.basis
    }  # fmt: skip
