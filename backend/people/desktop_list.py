"""The desktops at which a holder is signed in: listed, and ended at once."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.errors import NotFound
from backend.people import sign_ins
from backend.people.models import DesktopRequest, SignIn
from backend.web.request import Actor


@dataclass(frozen=True)
class Desktop:
    """One desktop. `current`: the one that asks. Times in seconds since 1970."""

    sign_in_id: uuid.UUID
    browser: str
    system: str
    began_at: int
    ends_at: int
    current: bool


def desktops_of(session: Session, *, actor: Actor, now: int) -> list[Desktop]:
    """The account's own that are signed in, newest first."""
    alive = SignIn.revoked_at.is_(None), SignIn.expires_at > now, SignIn.subject == actor.subject
    query = (
        select(DesktopRequest, SignIn)
        .join(SignIn, SignIn.sign_in_id == DesktopRequest.sign_in_id)
        .where(DesktopRequest.account_id == uuid.UUID(actor.subject_id), *alive)
        .order_by(SignIn.created_at.desc(), SignIn.sign_in_id)
    )
    return [
        Desktop(one.sign_in_id, asked.browser, asked.system, one.created_at, one.expires_at,
                one.sign_in_id == actor.sign_in_id)
        for asked, one in session.execute(query)
    ]  # fmt: skip


def end_desktop(session: Session, sign_in_id: uuid.UUID, *, actor: Actor, now: int) -> None:
    """Sign one of the account's own desktops out. Raises NotFound, also the second time."""
    if sign_in_id not in {one.sign_in_id for one in desktops_of(session, actor=actor, now=now)}:
        raise NotFound
    sign_ins.end(session, sign_in_id, now=now, actor=actor.subject, reason="ended_by_phone")
