"""Ending a delegation, at once and for good.

1. The lender's side takes it back, the borrower gives it back; it needs no signature and no reason.
2. With it end its showings, online in the same transaction and offline by their status, and everything that was lent
   on from it, with its showings too.
3. It ends as well when whoever lent it may not lend any more, when all that was lent is gone, and with what is above.
4. Ending once more changes nothing; who ended it first stays.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates import showings
from backend.certificates.models import Showing
from backend.delegations.models import Delegation
from backend.delegations.reach import borrowed_one, lent_one
from backend.delegations.rows import changed, note
from backend.delegations.states import ABOVE, ENDED, RETURNED, WITHDRAWN
from backend.web.request import Actor


def withdraw(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> Delegation:
    """Rule 1. Raises NoSuchDelegation."""
    row = lent_one(session, made, actor=actor, now=now)
    end(session, row, WITHDRAWN, actor=actor.subject, now=now)
    return row


def give_back(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> Delegation:
    """Rule 1. Raises NoSuchDelegation."""
    row = borrowed_one(session, made, actor=actor, now=now)
    end(session, row, RETURNED, actor=actor.subject, now=now)
    return row


def end(session: Session, row: Delegation, why: str, *, actor: str, now: int) -> bool:
    """Rules 2 to 4: whether it ended now."""
    if not changed(session, row, Delegation.state != ENDED, state=ENDED, ended_at=now, ended_why=why):
        return False
    showings.end(session, row.person_id, Showing.source_id == row.delegation_id, why=why, now=now)
    note(session, row, why, actor=actor, now=now)
    for below in _below(session, row):
        end(session, below, ABOVE, actor=actor, now=now)
    return True


def _below(session: Session, row: Delegation) -> Iterable[Delegation]:
    mine = Delegation.person_id == row.person_id, Delegation.parent_id == row.delegation_id
    return session.scalars(select(Delegation).where(*mine, Delegation.state != ENDED)).all()
