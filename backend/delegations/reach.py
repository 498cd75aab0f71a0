"""Whose a delegation is to see and to answer.

1. The lending side: who lent it, its holder, and whoever lends for its holder.
2. The borrowing side: the person it was lent to; of a role those who act for the organisation, who answer, and those
   who have the role, who see what they show.
3. For everybody else it is not there; for the borrowing side it is not there while nobody took the link.
"""

import uuid

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from backend.companies.roles import roles_of
from backend.delegations.models import Delegation
from backend.delegations.refusals import NoSuchDelegation
from backend.delegations.states import ACCEPTED, ROLE
from backend.delegations.whose import FOR_ALL, stands_for
from backend.people.persons import person_of
from backend.web.request import Actor


def lent_by(session: Session, person_id: uuid.UUID, *, now: int) -> ColumnElement[bool]:
    """Rule 1."""
    holders = [person_id, *stands_for(session, person_id, now=now)]
    return or_(Delegation.lender_id == person_id, Delegation.person_id.in_(holders))


def borrowed_by(session: Session, person_id: uuid.UUID, *, now: int, answers: bool = False) -> ColumnElement[bool]:
    """Rule 2; only what the person may answer, if so asked."""
    ways: list[ColumnElement[bool]] = [and_(Delegation.borrower_id == person_id, Delegation.to_kind != ROLE)]
    for one in roles_of(session, person_id, now=now):
        of_it = Delegation.borrower_id == one.organisation_id, Delegation.to_kind == ROLE
        if one.role in FOR_ALL:
            ways.append(and_(*of_it))
        elif not answers:
            ways.append(and_(*of_it, Delegation.role == one.role, Delegation.state == ACCEPTED))
    return or_(*ways)


def answers_for(session: Session, row: Delegation, person_id: uuid.UUID, *, now: int) -> bool:
    """Whether the person may answer it."""
    key = Delegation.person_id == row.person_id, Delegation.delegation_id == row.delegation_id
    theirs = borrowed_by(session, person_id, now=now, answers=True)
    return session.scalars(select(Delegation.state).where(*key, theirs)).first() is not None


def lent_one(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> Delegation:
    """Raises IdentityNotMatched, NoSuchDelegation."""
    person_id = person_of(session, actor)
    return _one(session, made, lent_by(session, person_id, now=now))


def borrowed_one(session: Session, made: uuid.UUID, *, actor: Actor, now: int, answers: bool = True) -> Delegation:
    """Raises IdentityNotMatched, NoSuchDelegation."""
    person_id = person_of(session, actor)
    return _one(session, made, borrowed_by(session, person_id, now=now, answers=answers))


def _one(session: Session, made: uuid.UUID, whose: ColumnElement[bool]) -> Delegation:
    row = session.scalars(select(Delegation).where(Delegation.delegation_id == made, whose)).one_or_none()
    if row is None:
        raise NoSuchDelegation
    return row
