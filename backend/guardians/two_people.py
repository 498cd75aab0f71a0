"""What a department records of a family: entered by one, approved by another, and only then does anything happen.

1. Only the departments that record such things do (`LIANGMA_FAMILY_OFFICES`). Who is named must be known by name and
   number, when it is entered and when it is approved. 2. Who entered it does not approve it; who approves is of the
   same office. It waits for a week. 3. Approving does it, in the same transaction, or fails and leaves it open.
4. At most MOST_A_DAY entries an employee and day, by all their accounts together, for each says whether a name and a
   number go together.
"""

import hmac
import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Invalid
from backend.guardians import appointed, deaths
from backend.guardians.models import FamilyRecord
from backend.guardians.refusals import (
    NoSuchRecord,
    NotTheirOffice,
    PersonNotMatched,
    RecordClosed,
    SecondPersonNeeded,
)
from backend.people import two_people
from backend.people.limits import count_attempt
from backend.people.models import Person
from backend.people.persons import CITIZEN, find_person, name_key
from backend.people.two_people import APPROVED, ASKED, EXPIRED, REFUSED
from backend.registries.calendar import day_of
from backend.security import Box
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services
from certs.catalogue.numbers import citizen_number
from certs.catalogue.problems import FieldProblem

DAY = 86_400
DECIDE_WITHIN = 7 * DAY
MOST_A_DAY = 100
STATES = (ASKED, APPROVED, REFUSED, EXPIRED)
Act = Callable[[Session, FamilyRecord, uuid.UUID, uuid.UUID | None, Mapping[str, Any], Actor, Box, int], None]


def _death(
    session: Session, row: FamilyRecord, person: uuid.UUID, _other: uuid.UUID | None, said: Mapping[str, Any],
    actor: Actor, box: Box, now: int,
) -> None:  # fmt: skip
    died_on = date.fromisoformat(said["day"])
    deaths.record_death(session, person, died_on, record_id=row.record_id, box=box, actor=actor, now=now)


def _correction(
    session: Session, _row: FamilyRecord, person: uuid.UUID, _other: uuid.UUID | None, _said: Mapping[str, Any],
    actor: Actor, box: Box, now: int,
) -> None:  # fmt: skip
    deaths.correct_death(session, person, box=box, actor=actor, now=now)


ACTS: Mapping[str, Act] = MappingProxyType({
    "death": _death, "death_correction": _correction, "guardian": appointed.appoint,
    "guardian_end": appointed.end_by_decision, "freeze": appointed.freeze, "unfreeze": appointed.unfreeze,
})  # fmt: skip
NEEDS_OTHER = frozenset({"guardian", "guardian_end"})
NEEDS_DAY = frozenset({"death"})
KINDS = tuple(ACTS)


def enter(session: Session, said: Mapping[str, Any], *, actor: Actor, services: Services, now: int) -> FamilyRecord:
    """Rules 1 and 4. Raises NotTheirOffice, PersonNotMatched, Invalid, TooMany."""
    _check_office(actor, services)
    key = services.box.blind("family-record", two_people.person_of(session, actor.subject))
    count_attempt(session, "family-record", key, window_seconds=DAY, most=MOST_A_DAY, now=now)
    _check_day(said, now=now)
    _people(session, said, box=services.box)
    record_id = db.new_id(now * 1000)
    kept = {name: value for name, value in said.items() if name != "kind"}
    row = FamilyRecord(
        record_id=record_id, office=actor.office or "", kind=said["kind"], state=ASKED, asked_by=actor.subject,
        sealed_said=services.box.seal(kept, _context(record_id)), asked_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()  # the answer is read from the row
    _note(session, row, "asked", actor=actor, now=now)
    return row


def records_of(session: Session, *, actor: Actor, limit: int, cursor: str | None) -> Sequence[FamilyRecord]:
    """The office's own, newest first: up to `limit + 1`."""
    query = select(FamilyRecord).where(FamilyRecord.office == (actor.office or ""))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(FamilyRecord.asked_at, FamilyRecord.record_id) < tuple_(*after))
    order = FamilyRecord.asked_at.desc(), FamilyRecord.record_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def record_of(session: Session, record_id: uuid.UUID, *, actor: Actor) -> FamilyRecord:
    """One of the office's own. Raises NoSuchRecord."""
    mine = FamilyRecord.record_id == record_id, FamilyRecord.office == (actor.office or "")
    row = session.scalars(select(FamilyRecord).where(*mine)).one_or_none()
    if row is None:
        raise NoSuchRecord
    return row


def decide(
    session: Session, record_id: uuid.UUID, why: str | None, *, actor: Actor, services: Services, now: int
) -> FamilyRecord:
    """Rules 2 and 3: yes, or no with its reason. Raises NoSuchRecord, SecondPersonNeeded, RecordClosed and what the
    kind's act raises."""
    _check_office(actor, services)
    row = record_of(session, record_id, actor=actor)
    two_people.decide(
        session, row, APPROVED if why is None else REFUSED, actor=actor.subject, within=DECIDE_WITHIN, now=now,
        closed=RecordClosed, another=SecondPersonNeeded,
        sealed_why=None if why is None else services.box.seal({"reason": why}, _context(record_id)),
    )  # fmt: skip
    if why is None:
        said = said_of(row, box=services.box)
        person, other = _people(session, said, box=services.box)
        row.person_id = person
        ACTS[row.kind](session, row, person, other, said, actor, services.box, now)
    _note(session, row, row.state, actor=actor, now=now)
    return row


def said_of(row: FamilyRecord, *, box: Box) -> dict[str, Any]:
    """person, guardian, document, day, reason as they were entered."""
    said: dict[str, Any] = box.open(row.sealed_said, _context(row.record_id))
    return said


def why_refused(row: FamilyRecord, *, box: Box) -> str | None:
    if row.sealed_why is None:
        return None
    why: str = box.open(row.sealed_why, _context(row.record_id))["reason"]
    return why


def standing(row: FamilyRecord, *, now: int) -> str:
    """One of STATES."""
    return two_people.standing(row, within=DECIDE_WITHIN, now=now)


def _check_day(said: Mapping[str, Any], *, now: int) -> None:
    """Nobody has died tomorrow, and no guardian ended yesterday. Raises Invalid."""
    if said.get("day") is None:
        return
    day, today = date.fromisoformat(said["day"]), day_of(now)
    if day > today if said["kind"] == "death" else day < today:
        raise Invalid(errors=[{"path": "/day", "problem": "in_future" if day > today else "in_past"}])


def _check_office(actor: Actor, services: Services) -> None:
    if actor.office not in services.settings.family_offices:
        raise NotTheirOffice


def _people(session: Session, said: Mapping[str, Any], *, box: Box) -> tuple[uuid.UUID, uuid.UUID | None]:
    """Rule 1. Raises PersonNotMatched."""
    found = {name: _named(session, said[name], box=box) for name in ("person", "guardian") if said.get(name)}
    missing = [{"path": f"/{name}", "problem": "not_matched"} for name, one in found.items() if one is None]
    if missing:
        raise PersonNotMatched(errors=missing)
    person = found["person"]
    assert person is not None  # otherwise it is missing
    return person, found.get("guardian")


def _named(session: Session, said: Mapping[str, str], *, box: Box) -> uuid.UUID | None:
    """Living or dead: a correction is about somebody whose wallet is closed."""
    try:
        form = citizen_number(said["citizen_number"])
    except FieldProblem:
        return None
    person_id = find_person(session, CITIZEN, form, box=box)
    query = select(Person.name_key).where(Person.person_id == (person_id or uuid.UUID(int=0)))
    known = session.scalars(query).one_or_none() or bytes(32)
    return person_id if hmac.compare_digest(known, name_key(CITIZEN, said["name"], box)) else None


def _note(session: Session, row: FamilyRecord, act: str, *, actor: Actor, now: int) -> None:
    entry = make_entry(
        at=now, actor=actor.subject, action=f"family_record.{act}", subject=f"family-record:{row.record_id}",
        person_id=row.person_id, office=row.office, kind=row.kind,
    )  # fmt: skip
    record(session, entry)


def _context(record_id: uuid.UUID) -> bytes:
    return b"family-record:" + record_id.bytes
