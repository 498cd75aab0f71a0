"""Ending a delegation, at once and for good.

1. The lender's side takes it back, the borrower gives it back; it needs no signature and no reason.
2. With it end its showings, online in the same transaction and offline by their status, and everything that was lent
   on from it, with its showings too.
3. It ends as well when whoever lent it may not lend any more, when all that was lent is gone, and with what is above.
4. Ending once more changes nothing; who ended it first stays.
5. What was never accepted ends by its lender's side alone, and says nothing of an answer then: what the borrower gives
   back, or whose borrower's wallet is closed, before that, is refused, which the lender does not see (`states`).
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from backend.certificates import showings
from backend.certificates.models import Showing
from backend.delegations.models import Delegation
from backend.delegations.reach import borrowed_one, lent_one
from backend.delegations.rows import changed, note
from backend.delegations.states import ABOVE, ACCEPTED, ENDED, OFFERED, REFUSED, RETURNED, WITHDRAWN
from backend.people.persons import person_of
from backend.web.request import Actor


def withdraw(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> Delegation:
    """Rule 1. Raises NoSuchDelegation."""
    row = lent_one(session, made, actor=actor, now=now)
    end(session, row, WITHDRAWN, actor=actor.subject, now=now)
    return row


def give_back(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> Delegation:
    """Rules 1 and 5. Raises NoSuchDelegation."""
    row = borrowed_one(session, made, actor=actor, now=now)
    if not declined(session, row, person_of(session, actor), actor=actor.subject, now=now):
        end(session, row, RETURNED, actor=actor.subject, now=now)
    return row


def declined(session: Session, row: Delegation, by: uuid.UUID, *, actor: str, now: int) -> bool:
    """Rule 5: whether the borrower's side refused it, now or before."""
    if changed(session, row, Delegation.state == OFFERED, state=REFUSED, answered_at=now, answered_by=by):
        note(session, row, "refused", actor=actor, now=now)
    return row.state == REFUSED


def end(session: Session, row: Delegation, why: str, *, actor: str, now: int) -> bool:
    """Rules 2 to 5: whether it ended now."""
    answered_at = case((Delegation.state == ACCEPTED, Delegation.answered_at))
    ended = {"state": ENDED, "ended_at": now, "ended_why": why, "answered_at": answered_at}
    if not changed(session, row, Delegation.state != ENDED, **ended):
        return False
    showings.end(session, row.person_id, Showing.source_id == row.delegation_id, why=why, now=now)
    note(session, row, why, actor=actor, now=now)
    for below in _below(session, row):
        end(session, below, ABOVE, actor=actor, now=now)
    return True


def _below(session: Session, row: Delegation) -> Iterable[Delegation]:
    mine = Delegation.person_id == row.person_id, Delegation.parent_id == row.delegation_id
    return session.scalars(select(Delegation).where(*mine, Delegation.state != ENDED)).all()
