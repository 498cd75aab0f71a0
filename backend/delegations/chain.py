"""Lending on what was lent.

1. Only a delegation to a person, accepted and standing, that says how many more it may go to; at most DEEPEST persons
   stand one behind another. One that is limited in number is not lent on: nobody could tell whose use counted.
2. What is lent on lies within what was lent: its certificates, purposes, places and last day.
3. It never goes to its holder, its lender, or anybody above.
4. The row above is locked while one below it is made or accepted, after its holder: whoever ends it finds them all.
"""

import uuid
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate, Showing
from backend.delegations.models import Delegation
from backend.delegations.refusals import NoSuchDelegation, NotLendable, NotLentOn
from backend.delegations.said import Said
from backend.delegations.states import ACCEPTED, ROLE
from backend.people.persons import stay

DEEPEST = 3


def parent_of(session: Session, said: Said, lender_id: uuid.UUID, *, now: int) -> Delegation | None:
    """The row above, locked, with all of rules 1 and 2 but for the certificates. Raises NoSuchDelegation, NotLentOn."""
    if said.parent is None:
        return None
    mine = Delegation.delegation_id == said.parent, Delegation.borrower_id == lender_id
    holder_id = session.scalars(select(Delegation.person_id).where(*mine)).one_or_none()
    if holder_id is None:
        raise NoSuchDelegation
    stay(session, holder_id)
    row = session.scalars(select(Delegation).where(*mine).with_for_update()).one()
    problems = [path for path, within in _within(row, said, now=now) if not within]
    if problems:
        raise NotLentOn(errors=[{"path": path, "problem": "beyond what was lent"} for path in problems])
    return row


def _within(row: Delegation, said: Said, *, now: int) -> tuple[tuple[str, bool], ...]:
    """Rules 1 and 2, place by place."""
    stands = row.state == ACCEPTED and now < row.until and row.to_kind != ROLE and row.times is None
    return (
        ("/parent", stands),
        ("/lend_on", row.lend_on > said.lend_on and row.depth < DEEPEST),
        ("/purposes", not row.purposes or (said.purposes != () and set(said.purposes) <= set(row.purposes))),
        ("/places", not said.places & ~row.places),
        ("/until", said.ends <= row.until),
    )


def check_lent(session: Session, parent: Delegation, named: list[Certificate], lender_id: uuid.UUID) -> None:
    """Rule 2, of the certificates. Raises NotLendable."""
    mine = Showing.person_id == parent.person_id, Showing.source_id == parent.delegation_id
    shown = select(Showing.certificate_id).where(*mine, Showing.presenter_id == lender_id, Showing.ended_at.is_(None))
    if not {one.certificate_id for one in named} <= set(session.scalars(shown)):
        raise NotLendable


def lock_above(session: Session, row: Delegation, *, now: int) -> bool:
    """Rule 4: whether the one above still stands, and will until this transaction is over."""
    if row.parent_id is None:
        return True
    key = Delegation.person_id == row.person_id, Delegation.delegation_id == row.parent_id
    query = select(Delegation).where(*key).with_for_update().execution_options(populate_existing=True)
    above = session.scalars(query).one()
    return above.state == ACCEPTED and now < above.until


def persons_above(session: Session, row: Delegation) -> Iterator[uuid.UUID]:
    """Rule 3."""
    yield row.person_id
    one: Delegation | None = row
    while one is not None:
        yield one.lender_id
        one = None if one.parent_id is None else session.get(Delegation, (row.person_id, one.parent_id))
