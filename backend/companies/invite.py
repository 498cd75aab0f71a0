"""A company invites somebody to a role, confirms it, and ends it.

1. By whom: `roles`, rule 3; of frozen roles nothing is changed.
2. To a name and citizen number: the answer is the same whether there is such a person or not, and tries are counted.
3. By link: whoever opens it first is invited. As a link may come into wrong hands, the role waits after their yes until
   the company, which then reads the registry's name, has confirmed it.
4. An invitation is open DAYS_TO_ANSWER days; an organisation has at most MOST roles and invitations that are not over.
5. Ending is at once and for good. Whoever is in a role may leave it, frozen or not.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.companies.models import CompanyFreeze, CompanyMember, CompanyStep
from backend.companies.refusals import (
    CompanyFrozen,
    NoSuchCompany,
    NoSuchRole,
    RoleClosed,
    RoleNotYours,
    TooManyMembers,
)
from backend.companies.roles import (
    ACTIVE,
    ADMINISTRATOR,
    ENDED,
    INVITED,
    REPRESENTATIVE,
    WAITING,
    Limits,
    members_with,
    roles_of,
    tell_ended,
)
from backend.people.identity import named_so
from backend.people.limits import Visitor, count_guess
from backend.people.models import Person
from backend.people.persons import person_of
from backend.security import Box
from backend.web.request import Actor

DAY = 86_400
DAYS_TO_ANSWER, DAYS_TO_CONFIRM, MOST = 7, 15, 200
OPEN = (INVITED, WAITING, ACTIVE)
REFERENCE_BYTES = 24


@dataclass(frozen=True)
class Manager:
    """Who changes the roles of an organisation. `power`: representative | administrator."""

    organisation_id: uuid.UUID
    person_id: uuid.UUID
    power: str
    actor: Actor


def manager_of(session: Session, organisation_id: uuid.UUID, *, actor: Actor, now: int) -> Manager:
    """Rule 1, for reading: raises NoSuchCompany, IdentityNotMatched."""
    person_id = person_of(session, actor)
    for power in (REPRESENTATIVE, ADMINISTRATOR):
        if person_id in members_with(session, organisation_id, power, now=now):
            return Manager(organisation_id, person_id, power, actor)
    raise NoSuchCompany


def changing(session: Session, organisation_id: uuid.UUID, *, actor: Actor, now: int) -> Manager:
    """Rule 1. The organisation's row is locked, so that its roles change one after the other. Raises CompanyFrozen."""
    session.execute(select(Person.person_id).where(Person.person_id == organisation_id).with_for_update(key_share=True))
    manager = manager_of(session, organisation_id, actor=actor, now=now)
    if is_frozen(session, organisation_id):
        raise CompanyFrozen
    return manager


def is_frozen(session: Session, organisation_id: uuid.UUID) -> bool:
    standing = CompanyFreeze.person_id == organisation_id, CompanyFreeze.lifted_at.is_(None)
    return session.scalars(select(CompanyFreeze.freeze_id).where(*standing)).first() is not None


def invite_named(
    session: Session, manager: Manager, role: str, limits: Limits, *, name: str, number: str, visitor: Visitor,
    box: Box, now: int,
) -> CompanyMember:  # fmt: skip
    """Rule 2. Raises RoleNotYours, TooManyMembers, TooMany."""
    _check_power(manager, role)
    account = uuid.UUID(manager.actor.subject_id).bytes
    count_guess(session, "agent", account, visitor=Visitor(visitor.address), box=box, now=now)
    who_id = named_so(session, name, number, box=box)
    return _invite(session, manager, role, limits, {"name": name, "number": number}, who_id=who_id, box=box, now=now)


def invite_by_link(
    session: Session, manager: Manager, role: str, limits: Limits, *, box: Box, now: int
) -> tuple[CompanyMember, str]:  # fmt: skip
    """Rule 3: the row and the secret of the link, which is told this once. Raises RoleNotYours, TooManyMembers."""
    _check_power(manager, role)
    row = _invite(session, manager, role, limits, None, who_id=None, box=box, now=now)
    reference = secrets.token_urlsafe(REFERENCE_BYTES)
    row.link_key = box.blind("company-link", reference)
    return row, reference


def confirm(session: Session, member_id: uuid.UUID, *, actor: Actor, now: int) -> tuple[Manager, CompanyMember]:
    """The company's word for a role that waits. Raises NoSuchRole, RoleNotYours, RoleClosed, CompanyFrozen."""
    manager, row = _one_to_change(session, member_id, actor=actor, now=now)
    if row.state != WAITING or over(row, now=now):
        raise RoleClosed
    row.state, row.due_at = ACTIVE, None
    note(session, row.person_id, "confirmed", by=manager.person_id, actor=actor.subject, now=now, row=row)
    return manager, row


def remove(session: Session, member_id: uuid.UUID, *, actor: Actor, now: int) -> tuple[Manager, CompanyMember]:
    """Rule 5. Raises NoSuchRole, RoleNotYours, RoleClosed, CompanyFrozen."""
    manager, row = _one_to_change(session, member_id, actor=actor, now=now)
    end(session, row, "removed", by=manager.person_id, actor=actor.subject, now=now)
    return manager, row


def end(session: Session, row: CompanyMember, why: str, *, by: uuid.UUID, actor: str, now: int) -> None:
    """Raises RoleClosed where another was first, or the role is over."""
    which = CompanyMember.person_id == row.person_id, CompanyMember.member_id == row.member_id
    ended = update(CompanyMember).where(*which, CompanyMember.state.in_(OPEN)).returning(CompanyMember.member_id)
    values = ended.values(state=ENDED, ended_at=now, ended_why=why, link_key=None)
    if session.execute(values.execution_options(synchronize_session=False)).first() is None:
        raise RoleClosed
    session.refresh(row)
    tell_ended(session, [row], now=now)
    note(session, row.person_id, why, by=by, actor=actor, now=now, row=row)


def over(row: CompanyMember, *, now: int) -> bool:
    """Whether time alone has ended it: nobody answered or confirmed, or its last day is past."""
    unanswered = row.state in (INVITED, WAITING) and row.due_at is not None and row.due_at <= now
    return unanswered or (row.until is not None and row.until <= now)


def note(
    session: Session, organisation_id: uuid.UUID, act: str, *, by: uuid.UUID | None, actor: str, now: int,
    row: CompanyMember | None = None,
) -> None:  # fmt: skip
    """A line of the company's own log, and of the office's."""
    member_id = None if row is None else row.member_id
    step = CompanyStep(
        person_id=organisation_id, step_id=db.new_id(now * 1000), at=now, act=act, by_id=by, member_id=member_id
    )
    session.add(step)
    detail = {} if row is None else {"role": row.role, "member": row.member_id}
    subject = f"company:{organisation_id}"
    entry = make_entry(
        at=now, actor=actor, action=f"company.{act}", subject=subject, person_id=organisation_id, **detail
    )
    record(session, entry)


def open_rows(organisation_id: uuid.UUID, *, now: int) -> Sequence[Any]:
    """Conditions of roles and invitations that are not over."""
    unanswered = or_(CompanyMember.due_at.is_(None), CompanyMember.due_at > now)
    lasting = or_(CompanyMember.until.is_(None), CompanyMember.until > now)
    return CompanyMember.person_id == organisation_id, CompanyMember.state.in_(OPEN), unanswered, lasting


def _one_to_change(
    session: Session, member_id: uuid.UUID, *, actor: Actor, now: int
) -> tuple[Manager, CompanyMember]:  # fmt: skip
    """A role of an organisation that the actor manages, and which its power extends to."""
    roles = roles_of(session, person_of(session, actor), now=now)
    mine = {one.organisation_id for one in roles if one.role in (REPRESENTATIVE, ADMINISTRATOR)}
    which = CompanyMember.person_id.in_(sorted(mine)), CompanyMember.member_id == member_id
    row = session.scalars(select(CompanyMember).where(*which)).first()
    if row is None:
        raise NoSuchRole
    manager = changing(session, row.person_id, actor=actor, now=now)
    _check_power(manager, row.role)
    session.refresh(row)  # it may have changed before the lock
    return manager, row


def _check_power(manager: Manager, role: str) -> None:
    if role == ADMINISTRATOR and manager.power != REPRESENTATIVE:
        raise RoleNotYours


def _invite(
    session: Session, manager: Manager, role: str, limits: Limits, said: dict[str, str] | None, *,
    who_id: uuid.UUID | None, box: Box, now: int,
) -> CompanyMember:  # fmt: skip
    mine = select(func.count()).select_from(CompanyMember).where(*open_rows(manager.organisation_id, now=now))
    if (session.scalar(mine) or 0) >= MOST:
        raise TooManyMembers
    member_id = db.new_id(now * 1000)
    row = CompanyMember(
        person_id=manager.organisation_id, member_id=member_id, who_id=who_id, role=role, state=INVITED,
        sealed=box.of(session, manager.organisation_id).seal(said, context_of(member_id)),
        types=list(limits.types), matters=list(limits.matters),
        until=limits.until, uses=limits.uses, invited_by=manager.person_id, invited_at=now,
        due_at=now + DAYS_TO_ANSWER * DAY,
    )  # fmt: skip
    session.add(row)
    session.flush()  # the log names it
    note(session, row.person_id, "invited", by=manager.person_id, actor=manager.actor.subject, now=now, row=row)
    return row


def context_of(member_id: uuid.UUID) -> bytes:
    return b"member:" + member_id.bytes
