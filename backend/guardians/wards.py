"""A parent confirms that they act for a child; who acts for whom now; and giving it up.

1. Only a child that the records prove to be theirs (`kinship`): one that was found near them, or whose name and number
   they gave. Nobody's number, another name and a child of others get the same answer, and tries are counted by
   account, address and everyone. 2. The phone's key signs this record, this child and the day before they are 18.
3. It is one guardianship at a time for each of the two, by a unique key. While the ward's guardians are in dispute
   there is no new one; whom a decision ended does not come back by a record. 4. A parent gives it up at any time; it
   can be confirmed anew. 5. It is over at 18, at midnight in China, whether or not anybody looked. 6. What was
   confirmed is in the wallet at once.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend.errors import NotFound
from backend.guardians import ending
from backend.guardians.appointed import context, make, seal_names
from backend.guardians.kinship import Child, born_on, children_of
from backend.guardians.models import Guardianship
from backend.guardians.refresh import refresh
from backend.guardians.refusals import (
    AlreadyGuardian,
    ChildNotFound,
    ConfirmationRefused,
    GuardianBarred,
    NoSuchWard,
    WardInDispute,
)
from backend.people.devices import device_of
from backend.people.identity import named_so
from backend.people.limits import Visitor, count_guess
from backend.people.persons import identities_of, identity_of, person_of
from backend.registries.calendar import day_of
from backend.security import Box
from backend.web.request import Actor, Services
from certs.catalogue.numbers import citizen_number
from certs.catalogue.problems import FieldProblem
from certs.errors import MalformedError
from certs.guardian import Confirmation, check_confirmation
from certs.keys import public_from_jwk


@dataclass(frozen=True)
class Ward:
    """A guardianship as either side sees it. `number`: the ward's, in clear; `born`: None where it does not say."""

    row: Guardianship
    ward: str
    guardian: str
    number: str
    born: date | None


def found_children(session: Session, *, actor: Actor, services: Services, now: int) -> list[Child]:
    """The actor's children whom they have not confirmed yet. Raises IdentityNotMatched."""
    parent_id = person_of(session, actor)
    children = children_of(session, parent_id, catalogue=services.catalogue, box=services.box, now=now)
    taken = {row.person_id for row in guardianships_of(session, parent_id, now=now)}
    return [one for one in children if one.person_id not in taken]


def search(
    session: Session, said: Mapping[str, str], *, visitor: Visitor, actor: Actor, services: Services, now: int
) -> Child:
    """The child of this name and number, if the records prove it. Raises ChildNotFound, TooMany, IdentityNotMatched."""
    parent_id, account = person_of(session, actor), uuid.UUID(actor.subject_id).bytes
    count_guess(session, "kinship", account, visitor=Visitor(visitor.address), box=services.box, now=now)
    child_id = named_so(session, said["name"], said["citizen_number"], box=services.box)
    number = _form(said["citizen_number"])
    look: dict[str, Any] = {"catalogue": services.catalogue, "box": services.box, "now": now}
    found = [one for one in children_of(session, parent_id, number=number, **look) if one.person_id == child_id]
    if not found:
        raise ChildNotFound
    return found[0]


def confirm(
    session: Session, found_id: uuid.UUID, *, child: Mapping[str, str] | None, device_id: uuid.UUID, signature: str,
    visitor: Visitor, actor: Actor, services: Services, now: int,
) -> Ward:  # fmt: skip
    """Rules 1 to 3. Raises NoSuchWard, ChildNotFound, ConfirmationRefused, AlreadyGuardian, WardInDispute,
    GuardianBarred, TooMany, IdentityNotMatched."""
    parent_id = person_of(session, actor)
    if child is None:
        look: dict[str, Any] = {"catalogue": services.catalogue, "box": services.box, "now": now}
        found = children_of(session, parent_id, **look)
    else:
        found = [search(session, child, visitor=visitor, actor=actor, services=services, now=now)]
    one = next((one for one in found if one.proof.record_id == found_id), None)
    if one is None:
        raise NoSuchWard
    _check_signature(session, said_of(one, services.settings.base_url), parent_id, device_id, signature, now=now)
    _refuse_barred(session, one.person_id, parent_id, now=now)
    proof = one.proof.person_id, one.proof.record_id, one.proof.digest
    row = make(one.person_id, parent_id, ground=one.ground, source=proof, until=one.grown_up_at, now=now)
    guardian = identity_of(session, parent_id, box=services.box).name
    row.sealed = seal_names(row, one.name, guardian, signature, box=services.box.of(session, row.person_id))
    _insert(session, row)
    ending.note(session, row, "confirmed", actor=actor.subject, now=now)
    refresh(session, parent_id, box=services.box, now=now)
    return Ward(row, one.name, guardian, one.number, one.born)


def give_up(session: Session, guardianship_id: uuid.UUID, *, actor: Actor, now: int) -> None:
    """Rule 4. Raises NoSuchWard, IdentityNotMatched."""
    row = own(session, guardianship_id, actor=actor, now=now)
    ending.end(session, [row], why=ending.BY_GUARDIAN, actor=actor.subject, now=now)


def own(session: Session, guardianship_id: uuid.UUID, *, actor: Actor, now: int) -> Guardianship:
    """The actor's own, live. Raises NoSuchWard, IdentityNotMatched."""
    mine = guardianships_of(session, person_of(session, actor), now=now)
    found = next((one for one in mine if one.guardianship_id == guardianship_id), None)
    if found is None:
        raise NoSuchWard
    return found


def guardianships_of(session: Session, guardian_id: uuid.UUID, *, now: int) -> list[Guardianship]:
    """What this person has for others, also while it rests, oldest first (rule 5)."""
    return _live(session, Guardianship.guardian_id == guardian_id, now=now)


def guardians_of(session: Session, ward_id: uuid.UUID, *, now: int) -> list[Guardianship]:
    """Who acts for this person, also while it rests, oldest first."""
    return _live(session, Guardianship.person_id == ward_id, now=now)


def told(session: Session, rows: Sequence[Guardianship], *, box: Box) -> list[Ward]:
    """The rows with their names and numbers."""
    people = identities_of(session, [row.person_id for row in rows], box=box)
    wards = []
    for row in rows:
        said = box.of(session, row.person_id).open(row.sealed, context(row.guardianship_id))
        number = people[row.person_id].number
        wards.append(Ward(row, said["ward"], said["guardian"], number, born_on(number)))
    return wards


def said_of(child: Child, base_url: str) -> Confirmation:
    """Rule 2."""
    last_day = day_of(child.grown_up_at - 1)
    return Confirmation(base_url, str(child.proof.record_id), child.ground, child.name, last_day)


def _live(session: Session, *conditions: object, now: int) -> list[Guardianship]:
    standing = Guardianship.ended_at.is_(None), or_(Guardianship.until.is_(None), Guardianship.until > now)
    query = select(Guardianship).where(*standing, *conditions)  # type: ignore[arg-type]
    return list(session.scalars(query.order_by(Guardianship.since, Guardianship.guardianship_id)))


def _check_signature(
    session: Session, said: Confirmation, parent_id: uuid.UUID, device_id: uuid.UUID, signature: str, *, now: int
) -> None:
    """Rule 2."""
    try:
        public = public_from_jwk(device_of(session, parent_id, device_id).jwk)
    except NotFound:
        raise ConfirmationRefused(errors=[{"path": "/device_id", "problem": "device_unknown"}]) from None
    try:
        check_confirmation(signature, public, said, now=now)
    except MalformedError as error:
        raise ConfirmationRefused(errors=[{"path": "/signature", "problem": error.reason}]) from error


def _refuse_barred(session: Session, ward_id: uuid.UUID, guardian_id: uuid.UUID, *, now: int) -> None:
    """Rule 3."""
    if any(one.frozen_at is not None for one in guardians_of(session, ward_id, now=now)):
        raise WardInDispute
    both = Guardianship.person_id == ward_id, Guardianship.guardian_id == guardian_id
    newest = select(Guardianship.ended_why).where(*both).order_by(Guardianship.guardianship_id.desc()).limit(1)
    if session.scalar(newest) == ending.DECISION:
        raise GuardianBarred


def _insert(session: Session, row: Guardianship) -> None:
    """Rule 3: the unique key decides. What is over by its day makes room. Raises AlreadyGuardian."""
    both = Guardianship.person_id == row.person_id, Guardianship.guardian_id == row.guardian_id
    over = ending.live(session, *both, Guardianship.until <= row.since)
    ending.end(session, over, why=ending.OVER, actor="clock", now=row.since)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()  # the key is asked now, and a refusal must not lose the count
    except IntegrityError:
        raise AlreadyGuardian from None


def _form(number: str) -> str | None:
    try:
        return citizen_number(number)
    except FieldProblem:
        return None
