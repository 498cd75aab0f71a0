"""Who asks, as a wallet shows it and as the rules need it: the registration as it stands now, not as it stood then."""

from typing import Any

from sqlalchemy.orm import Session

from backend.errors import Forbidden, NotFound
from backend.partners.registration import PurposeText, registration_of, require_channel
from backend.presentations.refusals import RequestUriRefused
from backend.presentations.statements import Request
from backend.verification.verifiers import RegisteredVerifier, verifier_of
from backend.web.request import Actor, Services

CHANNEL = "openid4vp"
PARTNER = "partner"


def still_registered(session: Session, row: Request, *, services: Services, now: int) -> RegisteredVerifier:
    """The asker, while it may still ask. Raises RequestUriRefused."""
    try:
        verifier = verifier_of(session, Actor(row.actor, "", row.verifier_id), services=services, now=now)
        if verifier.kind == PARTNER:
            require_channel(session, row.verifier_id, CHANNEL, now=now)
    except (Forbidden, NotFound) as error:
        raise RequestUriRefused("the verifier is not registered any more") from error
    return verifier


def who_asks(session: Session, row: Request, verifier: RegisteredVerifier, *, now: int) -> dict[str, Any]:
    """Names and purpose in both languages. A window's purposes are its matters; they have codes only."""
    name = {"zh": verifier.name_zh, "en": verifier.name_en}
    text = PurposeText(row.purpose, row.purpose, "statutory", 0)
    if verifier.kind == PARTNER:
        text = registration_of(session, row.verifier_id, now=now).purposes.get(row.purpose, text)
    purpose = {
        "code": row.purpose, "zh": text.zh, "en": text.en, "legal_ground": text.legal_ground, "basis": text.basis,
        "keep_days": text.keep_days,
    }  # fmt: skip
    shown = {"verifier_id": verifier.verifier_id, "kind": verifier.kind, "hall": verifier.hall}
    return {**shown, "name": name, "purpose": purpose}
