"""Whoever is invited to a role answers, and leaves it again.

1. Another's role or invitation does not exist. A link belongs to who opened it first, by one conditional UPDATE.
2. A yes to an invitation by name and number makes the role count; to one by link, it waits for the company.
3. A yes or no is given once, while the invitation is open and its organisation's roles are not frozen.
4. Leaving works at once, always.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.companies.invite import DAY, DAYS_TO_CONFIRM, context_of, end, is_frozen, note
from backend.companies.models import CompanyMember
from backend.companies.refusals import CompanyFrozen, NoSuchRole, RoleClosed
from backend.companies.roles import ACTIVE, DECLINED, INVITED, WAITING
from backend.people.persons import person_of
from backend.security import Box
from backend.web.request import Actor

MOST = 100


def my_roles(session: Session, *, actor: Actor) -> Sequence[CompanyMember]:
    """My last MOST roles and invitations, newest first. Raises IdentityNotMatched."""
    query = select(CompanyMember).where(CompanyMember.who_id == person_of(session, actor))
    order = CompanyMember.invited_at.desc(), CompanyMember.member_id.desc()
    return session.scalars(query.order_by(*order).limit(MOST)).all()


def my_role(session: Session, member_id: uuid.UUID, *, actor: Actor) -> CompanyMember:
    """Rule 1. Raises IdentityNotMatched, NoSuchRole."""
    mine = CompanyMember.who_id == person_of(session, actor), CompanyMember.member_id == member_id
    row = session.scalars(select(CompanyMember).where(*mine).execution_options(populate_existing=True)).first()
    if row is None:
        raise NoSuchRole
    return row


def claim(session: Session, reference: str, *, actor: Actor, box: Box, now: int) -> CompanyMember:
    """The invitation behind a link, which is mine from now on. Raises IdentityNotMatched, NoSuchRole."""
    person_id = person_of(session, actor)
    which = CompanyMember.link_key == box.blind("company-link", reference), CompanyMember.state == INVITED
    row = session.scalars(select(CompanyMember).where(*which, CompanyMember.due_at > now)).first()
    if row is None:
        raise NoSuchRole
    if row.who_id is None:
        free = CompanyMember.person_id == row.person_id, CompanyMember.member_id == row.member_id
        taken = update(CompanyMember).where(*free, CompanyMember.who_id.is_(None)).values(who_id=person_id)
        session.execute(taken.execution_options(synchronize_session=False))
        session.refresh(row)
    if row.who_id != person_id:
        raise NoSuchRole
    return row


def accept(session: Session, member_id: uuid.UUID, *, actor: Actor, box: Box, now: int) -> CompanyMember:
    """Rules 2 and 3. Raises NoSuchRole, RoleClosed, CompanyFrozen."""
    row = my_role(session, member_id, actor=actor)
    if is_frozen(session, row.person_id):
        raise CompanyFrozen
    by_link = box.of_row(row).open(row.sealed, context_of(row.member_id)) is None
    state, due = (WAITING, now + DAYS_TO_CONFIRM * DAY) if by_link else (ACTIVE, None)
    _answer(session, row, now=now, state=state, due_at=due, since=now, link_key=None)
    note(session, row.person_id, "accepted", by=row.who_id, actor=actor.subject, now=now, row=row)
    return row


def decline(session: Session, member_id: uuid.UUID, *, actor: Actor, now: int) -> CompanyMember:
    """Rule 3. Raises NoSuchRole, RoleClosed."""
    row = my_role(session, member_id, actor=actor)
    _answer(session, row, now=now, state=DECLINED, ended_at=now, ended_why=DECLINED, link_key=None)
    note(session, row.person_id, DECLINED, by=row.who_id, actor=actor.subject, now=now, row=row)
    return row


def leave(session: Session, member_id: uuid.UUID, *, actor: Actor, now: int) -> CompanyMember:
    """Rule 4. Raises NoSuchRole, RoleClosed."""
    row = my_role(session, member_id, actor=actor)
    if row.state == INVITED or row.who_id is None:
        raise RoleClosed
    end(session, row, "left", by=row.who_id, actor=actor.subject, now=now)
    return row


def _answer(session: Session, row: CompanyMember, *, now: int, **values: Any) -> None:
    mine = CompanyMember.person_id == row.person_id, CompanyMember.member_id == row.member_id
    waits = CompanyMember.state == INVITED, CompanyMember.due_at > now
    answered = update(CompanyMember).where(*mine, *waits).values(**values).returning(CompanyMember.member_id)
    won = session.execute(answered.execution_options(synchronize_session=False)).first() is not None
    session.refresh(row)
    if not won:
        raise RoleClosed
