"""What keeps delegations true to what they rest on.

1. Before a wallet is read: who came to a role of an organisation since, gets what was lent to it; what the reader shows
   ends where its lender may not lend any more.
2. In the transaction that ends a role: whoever had it shows nothing of what was lent to it, and what they lent for the
   organisation ends; so does what a representative lent, when the registry names another.
3. In the transaction that closes a wallet: everything that its person lent, or that was lent to them. What they had
   not accepted yet is refused: its lender is not told by it that somebody of this name and number died or was erased.
4. The worker ends what is left: those whose certificates are all gone.
"""

import uuid
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from backend.certificates import showings
from backend.certificates.models import Showing
from backend.certificates.states import STANDING
from backend.companies.models import CompanyMember
from backend.companies.roles import ACTIVE, Role, members_with, roles_of, when_role_ends
from backend.companies.roles import stays as role_stays
from backend.delegations.finish import declined, end
from backend.delegations.grant import grant
from backend.delegations.models import Delegation
from backend.delegations.states import ACCEPTED, ENDED, LOST, ROLE
from backend.delegations.whose import may_lend, newest
from backend.people.closing import when_closed
from backend.people.models import Person
from backend.registries.holders import when_represented_anew
from backend.security import Box

MOST = 500  # in one round
SYSTEM = "system"


def _lent_to(who: ColumnElement[uuid.UUID]) -> ColumnElement[bool]:
    """Whether anything accepted was lent to this person, or to a role of an organisation in which they have one."""
    accepted = Delegation.state == ACCEPTED
    own = select(Person.person_id).where(Person.represented_by == who)
    given = select(CompanyMember.person_id).where(CompanyMember.who_id == who, CompanyMember.state == ACTIVE)
    theirs = (
        exists().where(accepted, Delegation.to_kind == ROLE, Delegation.borrower_id.in_(some)) for some in (own, given)
    )
    return or_(exists().where(accepted, Delegation.borrower_id == who), *theirs)


@showings.before_wallet_of(_lent_to)
def refresh(session: Session, presenter_id: uuid.UUID, *, box: Box, now: int) -> None:
    """Rule 1."""
    for row, role in _shown_by(session, presenter_id, now=now):
        if lost(session, row, now=now):
            end(session, row, LOST, actor=SYSTEM, now=now)
        elif role is not None:
            rests_on = partial(_stays, session, row, role, now)
            grant(session, row, presenter_id, box=box, now=now, stays=rests_on)


@when_role_ends
def leave(session: Session, role: Role, now: int) -> None:
    """Rule 2."""
    end_where(session, Delegation.person_id == role.organisation_id, Delegation.lender_id == role.person_id, now=now)
    if role.person_id in members_with(session, role.organisation_id, role.role, now=now):
        return  # there is another reason why they have it
    to_it = Delegation.borrower_id == role.organisation_id, Delegation.to_kind == ROLE, Delegation.role == role.role
    for row in session.scalars(select(Delegation).where(*to_it, Delegation.state == ACCEPTED)).all():
        theirs = Showing.source_id == row.delegation_id, Showing.presenter_id == role.person_id
        showings.end(session, row.person_id, *theirs, why=LOST, now=now)


@when_represented_anew
def represented_anew(session: Session, organisation_id: uuid.UUID, now: int) -> None:
    """Rule 2."""
    end_where(session, Delegation.person_id == organisation_id, now=now)


@when_closed
def close(session: Session, person_id: uuid.UUID, now: int) -> None:
    """Rule 3."""
    theirs = Delegation.person_id == person_id, Delegation.lender_id == person_id, Delegation.borrower_id == person_id
    for row in session.scalars(select(Delegation).where(or_(*theirs), Delegation.state != ENDED)).all():
        only_borrowed = person_id not in (row.lender_id, row.person_id)
        if not only_borrowed or not declined(session, row, person_id, actor=SYSTEM, now=now):
            end(session, row, LOST, actor=SYSTEM, now=now)


def end_where(session: Session, *which: Any, now: int) -> None:
    """End those of these that rest on nothing any more."""
    for row in session.scalars(select(Delegation).where(*which, Delegation.state != ENDED)).all():
        if lost(session, row, now=now):
            end(session, row, LOST, actor=SYSTEM, now=now)


def end_lost(session: Session, *, now: int) -> int:
    """Rule 4: how many ended. Only those are looked at of which nothing is shown."""
    mine = Showing.person_id == Delegation.person_id, Showing.source_id == Delegation.delegation_id
    shown = exists().where(*mine, Showing.ended_at.is_(None))
    standing = Delegation.state == ACCEPTED, Delegation.until > now, Delegation.to_kind != ROLE
    query = select(Delegation).where(*standing, ~shown).order_by(Delegation.until).limit(MOST)
    rows = session.scalars(query).all()
    return sum(end(session, row, LOST, actor=SYSTEM, now=now) for row in rows if lost(session, row, now=now))


def lost(session: Session, row: Delegation, *, now: int) -> bool:
    """Whether it rests on nothing any more."""
    if row.parent_id is None and not may_lend(session, row.lender_id, row.person_id, now=now):
        return True
    return not any(_stands(session, row.person_id, uuid.UUID(named)) for named in row.certificates)


def _stands(session: Session, holder_id: uuid.UUID, certificate_id: uuid.UUID) -> bool:
    certificate = newest(session, holder_id, certificate_id)
    return certificate is not None and certificate.state in STANDING


def _stays(session: Session, row: Delegation, role: Role, now: int) -> bool:
    """Whether both stand until the transaction ends: who ends one of them meanwhile waits for us."""
    mine = Delegation.person_id == row.person_id, Delegation.delegation_id == row.delegation_id
    query = select(Delegation.delegation_id).where(*mine, Delegation.state == ACCEPTED).with_for_update(read=True)
    return role_stays(session, role, now=now) and session.scalars(query).first() is not None


def _shown_by(session: Session, presenter_id: uuid.UUID, *, now: int) -> list[tuple[Delegation, Role | None]]:
    """What was lent to the person, and what to a role of theirs, with that."""
    standing = Delegation.state == ACCEPTED, Delegation.until > now
    own = select(Delegation).where(Delegation.borrower_id == presenter_id, *standing)
    found: list[tuple[Delegation, Role | None]] = [(row, None) for row in session.scalars(own)]
    for role in roles_of(session, presenter_id, now=now):
        to_it = Delegation.borrower_id == role.organisation_id, Delegation.to_kind == ROLE, Delegation.role == role.role
        found += [(row, role) for row in session.scalars(select(Delegation).where(*to_it, *standing))]
    return found
