"""Who the signed-in actor is, masked as it may stand on a screen."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.errors import NotSignedIn
from backend.people.models import Account
from backend.people.one_time_codes import phone_of
from backend.people.persons import Identity, identity_of
from backend.security import Box
from backend.web.request import Actor


@dataclass(frozen=True)
class Profile:
    """`phone` and `identity` are masked; None for whoever is not a citizen, or not matched yet."""

    subject: str
    role: str
    office: str | None
    phone: str | None = None
    identity: dict[str, str] | None = None
    desktop: bool = False


def profile_of(session: Session, actor: Actor, *, box: Box) -> Profile:
    """The actor's own profile."""
    if actor.role != "citizen":
        return Profile(actor.subject, actor.role, actor.office)
    account = session.scalars(select(Account).where(Account.account_id == uuid.UUID(actor.subject_id))).one_or_none()
    if account is None:
        raise NotSignedIn
    identity = identity_of(session, account.person_id, box=box) if account.person_id else None
    phone = _hide(phone_of(account, box=box), head=3, tail=4)
    return Profile(actor.subject, actor.role, None, phone, masked(identity) if identity else None, actor.desktop)


def masked(identity: Identity) -> dict[str, str]:
    """Name and number as they may stand on a screen."""
    return {"name": _hide(identity.name, head=1, tail=0), "number": hide_number(identity.number)}


def hide_number(number: str) -> str:
    return _hide(number, head=3, tail=4)


def _hide(text: str, *, head: int, tail: int) -> str:
    return text[:head] + "*" * max(len(text) - head - tail, 0) + text[len(text) - tail :]
