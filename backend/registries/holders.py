"""From the holders a record names to persons.

Rules: 1. a citizen number or credit code leads to one person for ever; another document is a number of its own
kind; 2. the registry that gives the number (its printed number is the holder's own) says what the person's name is;
3. any other record must give that name, or is refused; 4. a company's registry may name its legal representative,
who then reaches what the company holds; 5. rooms that keep what a representative gave are told, in the same
transaction, when it names another; 6. of whoever is erased at that moment nothing is put: looked up anew, the number is
of somebody new.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.errors import Raced
from backend.people import persons
from backend.people.models import Person
from backend.security import Box
from certs.catalogue import CertificateType, Holder

CREDIT_CODE, CITIZEN_NUMBER = "001", "111"
REPRESENTATIVE, REPRESENTATIVE_CODE = "legal_representative", "legal_representative_code"
PART = 500  # bound parameters a statement
RepresentedAnew = Callable[[Session, uuid.UUID, int], None]
_REPRESENTED_ANEW: list[RepresentedAnew] = []
_FIRST: list[RepresentedAnew] = []


@dataclass(frozen=True)
class Found:
    """The person behind a holder, and whether the name agrees with the one registered (rule 3)."""

    person_id: uuid.UUID
    name_agrees: bool


def when_represented_anew(act: RepresentedAnew) -> RepresentedAnew:
    """Registers what happens besides, by rule 5: `act(session, organisation_id, now)`."""
    _REPRESENTED_ANEW.append(act)
    return act


def first_when_represented_anew(act: RepresentedAnew) -> RepresentedAnew:
    """The same, before all others: for whoever changes rows that somebody may hold who waits for a status list, which
    the others hold from then on."""
    _FIRST.append(act)
    return act


def registers_representatives(type: CertificateType) -> bool:
    """Whether this type's registry says who represents its holders (rule 4)."""
    return REPRESENTATIVE_CODE in type.fields and gives_the_number(type)


def entry_of(holder: Holder) -> tuple[str, str, str]:
    """(kind, number, name) as persons are registered (rule 1)."""
    if holder.code_type == CREDIT_CODE:
        return persons.ORGANISATION, holder.code, holder.name
    number = holder.code if holder.code_type == CITIZEN_NUMBER else f"{holder.code_type}/{holder.code}"
    return persons.CITIZEN, number, holder.name


def gives_the_number(type: CertificateType) -> bool:
    """Whether this type's registry is the one that numbers its holders (rule 2)."""
    return bool(type.holder.code) and type.number_field == type.holder.code


def find_holders(
    session: Session, entries: Sequence[tuple[str, str, str]], *, type: CertificateType, box: Box, now: int
) -> list[Found]:
    """The persons behind the entries, in order; unknown ones are registered."""
    ids, keys = _registered(session, entries, box=box, now=now)
    found = []
    for person_id, (kind, number, name) in zip(ids, entries, strict=True):
        key = persons.name_key(kind, name, box)
        agrees = keys[person_id] == key
        if not agrees and gives_the_number(type):
            _rename(session, person_id, number, name, key, box=box)
            keys[person_id], agrees = key, True
        found.append(Found(person_id, agrees))
    return found


def set_representatives(
    session: Session, records: Sequence[tuple[uuid.UUID, Mapping[str, Any]]], *, box: Box, now: int
) -> None:
    """Rule 4 for (organisation, clean record) pairs; records that name nobody by number are passed over."""
    named = [(organisation, record) for organisation, record in records if record.get(REPRESENTATIVE_CODE)]
    entries = [(persons.CITIZEN, record[REPRESENTATIVE_CODE], record[REPRESENTATIVE]) for _, record in named]
    people, _ = _registered(session, entries, box=box, now=now)
    before = _represented(session, sorted({organisation for organisation, _ in named}))
    following = {one: person_id for (one, _), person_id in zip(named, people, strict=True) if before[one] != person_id}
    for organisation in sorted(following):  # in order, so that two importers do not lock each other out
        persons.set_representative(session, organisation, following[organisation])
    for act in (*_FIRST, *_REPRESENTED_ANEW):
        for organisation in sorted(one for one in following if before[one] is not None):
            act(session, organisation, now)


def _represented(session: Session, ids: list[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID | None]:
    found: dict[uuid.UUID, uuid.UUID | None] = dict.fromkeys(ids)
    for start in range(0, len(ids), PART):
        query = select(Person.person_id, Person.represented_by).where(Person.person_id.in_(ids[start : start + PART]))
        found |= {row.person_id: row.represented_by for row in session.execute(query)}
    return found


def _registered(
    session: Session, entries: Sequence[tuple[str, str, str]], *, box: Box, now: int
) -> tuple[list[uuid.UUID], dict[uuid.UUID, bytes]]:
    """Rules 1 and 6: the persons in order, who stay, and the keys of their names. Raises Raced."""
    ids = persons.ensure_persons(session, entries, box=box, now=now)
    keys = persons.staying(session, ids)
    if persons.ERASED_KEY in keys.values():  # since they were looked up
        raise Raced
    return ids, keys


def _rename(session: Session, person_id: uuid.UUID, number: str, name: str, key: bytes, *, box: Box) -> None:
    sealed = box.of(session, person_id).seal({"number": number, "name": name}, b"person:" + person_id.bytes)
    statement = update(Person).where(Person.person_id == person_id).values(sealed=sealed, name_key=key)
    session.execute(statement.execution_options(synchronize_session=False))
