"""The borrower's side: open a link, accept, refuse.

1. A link is taken by the first person of the name that the lender gave, for good; for everybody else it is not there.
2. Accepting needs that it waits, that its time to answer is not over, that whoever lent it still may, and that all
   above still stands. Then the showings are made, in the same transaction.
3. It never goes back to anybody above it (`chain`).
4. Accepting, refusing and ending exclude each other: one conditional UPDATE decides. The same answer again changes
   nothing.
5. Whoever accepts locks, before the delegation, what whoever erases its holder, or closes the wallet of one of both,
   has by then.
"""

import hmac
import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.hold import hold
from backend.certificates.models import Certificate
from backend.companies.roles import members_with
from backend.delegations.chain import lock_above, persons_above
from backend.delegations.grant import grant
from backend.delegations.keep import lost
from backend.delegations.models import Delegation
from backend.delegations.reach import borrowed_one
from backend.delegations.refusals import DelegationClosed, LendingCircular, NoSuchDelegation
from backend.delegations.rows import changed, context_of, link_key, note
from backend.delegations.states import ACCEPTED, OFFERED, REFUSED, ROLE
from backend.delegations.whose import newest
from backend.people.models import Person
from backend.people.persons import CITIZEN, ERASED_KEY, name_key, person_of
from backend.security import Box
from backend.web.request import Actor, Services
from certs.delegation import digest


def claim(session: Session, secret: str, *, actor: Actor, services: Services, now: int) -> Delegation:
    """Rule 1. Raises IdentityNotMatched, NoSuchDelegation, DelegationClosed, LendingCircular."""
    person_id = person_of(session, actor)
    key = link_key(digest(secret), services.box)
    row = session.scalars(select(Delegation).where(Delegation.link_key == key)).first()
    if row is None or row.borrower_id not in (None, person_id):
        raise NoSuchDelegation
    if row.borrower_id == person_id:
        return row
    if person_id in set(persons_above(session, row)):
        raise LendingCircular
    if not _is_named(session, row, person_id, services.box):
        raise NoSuchDelegation
    if row.state != OFFERED or now >= row.due_at:
        raise DelegationClosed
    if not changed(session, row, Delegation.borrower_id.is_(None), borrower_id=person_id):
        raise NoSuchDelegation
    note(session, row, "claimed", actor=actor.subject, now=now)
    return row


def accept(session: Session, made: uuid.UUID, *, actor: Actor, services: Services, now: int) -> Delegation:
    """Rules 2 to 4. Raises NoSuchDelegation, DelegationClosed, LendingCircular."""
    row = borrowed_one(session, made, actor=actor, now=now)
    if row.state == ACCEPTED:
        return row
    person_id = person_of(session, actor)
    assert row.borrower_id is not None  # it is the actor's
    _hold_sides(session, row)
    if not lock_above(session, row, now=now) or lost(session, row, now=now):
        raise DelegationClosed
    if {person_id, row.borrower_id} & set(persons_above(session, row)):
        raise LendingCircular
    if not _answered(session, row, ACCEPTED, person_id, now=now):
        if row.state == ACCEPTED:
            return row
        raise DelegationClosed
    for presenter_id in presenters(session, row, now=now):
        grant(session, row, presenter_id, box=services.box, now=now)
    note(session, row, "accepted", actor=actor.subject, now=now)
    return row


def refuse(session: Session, made: uuid.UUID, *, actor: Actor, now: int) -> Delegation:
    """Rule 4. Raises NoSuchDelegation, DelegationClosed."""
    row = borrowed_one(session, made, actor=actor, now=now)
    if row.state == REFUSED:
        return row
    if not _answered(session, row, REFUSED, person_of(session, actor), now=now):
        if row.state == REFUSED:
            return row
        raise DelegationClosed
    note(session, row, "refused", actor=actor.subject, now=now)
    return row


def presenters(session: Session, row: Delegation, *, now: int) -> list[uuid.UUID]:
    """Who shows what was lent: the borrower, or all who have the role now."""
    assert row.borrower_id is not None
    if row.to_kind != ROLE:
        return [row.borrower_id]
    return members_with(session, row.borrower_id, row.role or "", now=now)


def _answered(session: Session, row: Delegation, state: str, by: uuid.UUID, *, now: int) -> bool:
    """Rule 4."""
    waits = Delegation.state == OFFERED, Delegation.due_at > now
    return changed(session, row, *waits, state=state, answered_at=now, answered_by=by)


def _hold_sides(session: Session, row: Delegation) -> None:
    """Rule 5: what is lent, then its holder and its borrower. Raises NoSuchDelegation."""
    lent = (newest(session, row.person_id, uuid.UUID(one)) for one in row.certificates)
    hold(session, Certificate.certificate_id.in_([one.certificate_id for one in lent if one is not None]))
    sides = select(Person.name_key).where(Person.person_id.in_([row.person_id, row.borrower_id]))
    keys = session.scalars(sides.order_by(Person.person_id).with_for_update(read=True)).all()
    if ERASED_KEY in keys:
        raise NoSuchDelegation


def _is_named(session: Session, row: Delegation, person_id: uuid.UUID, box: Box) -> bool:
    """Rule 1."""
    typed = box.of(session, row.person_id).open(row.sealed, context_of(row.delegation_id))["to"]["name"]
    known = session.scalars(select(Person.name_key).where(Person.person_id == person_id)).one()
    return hmac.compare_digest(known, name_key(CITIZEN, typed, box))
