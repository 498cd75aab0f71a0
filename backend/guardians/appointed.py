"""Guardians by a department's decision, and what a department does about guardians in dispute.

1. A decision names a guardian for a child or a grown-up ward, until a day or openly; a child's ends at 18 at the
   latest. The guardian is of age and living. 2. A decision ends any guardianship, and the one who had it does not
   confirm it anew by a record; where there was none it only bars. 3. While guardians are in dispute the ward's
   guardianships rest: nothing is shown, no new one is confirmed. Lifting it lets them act again.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend import db
from backend.guardians import ending
from backend.guardians.kinship import ADULT, born_on, grown_up_at
from backend.guardians.models import FamilyRecord, Guardianship
from backend.guardians.refusals import RecordConflicts
from backend.people.closing import is_closed
from backend.people.persons import identity_of
from backend.registries.calendar import day_of, end_of
from backend.security import Box, HolderBox
from backend.web.request import Actor
from certs.catalogue.dates import age_on

BY_DECISION = "decision"


def appoint(
    session: Session, row: FamilyRecord, ward_id: uuid.UUID, guardian_id: uuid.UUID | None, said: Mapping[str, Any],
    actor: Actor, box: Box, now: int,
) -> None:  # fmt: skip
    """Rule 1. Raises RecordConflicts."""
    assert guardian_id is not None  # the kind names one
    ward, guardian = (identity_of(session, one, box=box) for one in (ward_id, guardian_id))
    _refuse_unfit(session, ward_id, guardian_id, guardian.number, now=now)
    known = ending.live(session, Guardianship.person_id == ward_id)
    if any(one.guardian_id == guardian_id for one in known):
        raise _conflict("/guardian", "guardian_known")
    born = born_on(ward.number)
    grown_up = grown_up_at(born) if born is not None and age_on(born, day_of(now)) < ADULT else None
    until = end_of(date.fromisoformat(said["day"])) if said.get("day") else None
    ends = min((one for one in (grown_up, until) if one is not None), default=None)
    frozen_at = next((one.frozen_at for one in known if one.frozen_at is not None), None)
    made = make(ward_id, guardian_id, ground=BY_DECISION, source=(ward_id, row.record_id, b""), until=ends, now=now)
    made.frozen_at = frozen_at
    made.sealed = seal_names(made, ward.name, guardian.name, None, box=box.of(session, ward_id))
    session.add(made)
    ending.note(session, made, "appointed", actor=actor.subject, now=now)


def end_by_decision(
    session: Session, row: FamilyRecord, ward_id: uuid.UUID, guardian_id: uuid.UUID | None, _said: Mapping[str, Any],
    actor: Actor, box: Box, now: int,
) -> None:  # fmt: skip
    """Rule 2."""
    assert guardian_id is not None  # the kind names one
    which = Guardianship.person_id == ward_id, Guardianship.guardian_id == guardian_id
    found = ending.live(session, *which)
    if found:
        ending.end(session, found, why=ending.DECISION, actor=actor.subject, now=now)
        return
    ward, guardian = (identity_of(session, one, box=box).name for one in (ward_id, guardian_id))
    bar = make(ward_id, guardian_id, ground=BY_DECISION, source=(ward_id, row.record_id, b""), until=now, now=now)
    bar.sealed = seal_names(bar, ward, guardian, None, box=box.of(session, ward_id))
    bar.ended_at, bar.ended_why = now, ending.DECISION
    session.add(bar)
    ending.note(session, bar, "barred", actor=actor.subject, now=now)


def freeze(
    session: Session, _row: FamilyRecord, ward_id: uuid.UUID, _other: uuid.UUID | None, _said: Mapping[str, Any],
    actor: Actor, _box: Box, now: int,
) -> None:  # fmt: skip
    """Rule 3. Raises RecordConflicts."""
    found = ending.live(session, Guardianship.person_id == ward_id)
    if not found:
        raise _conflict("/person", "no_guardian")
    if all(one.frozen_at is not None for one in found):
        raise _conflict("/person", "already_frozen")
    for one in found:
        one.frozen_at = now
        ending.stop_showings(session, one, why="frozen", now=now)
        ending.note(session, one, "frozen", actor=actor.subject, now=now)


def unfreeze(
    session: Session, _row: FamilyRecord, ward_id: uuid.UUID, _other: uuid.UUID | None, _said: Mapping[str, Any],
    actor: Actor, _box: Box, now: int,
) -> None:  # fmt: skip
    """Rule 3. Raises RecordConflicts."""
    found = ending.live(session, Guardianship.person_id == ward_id, Guardianship.frozen_at.is_not(None))
    if not found:
        raise _conflict("/person", "not_frozen")
    for one in found:
        one.frozen_at = None
        ending.note(session, one, "unfrozen", actor=actor.subject, now=now)


def make(
    ward_id: uuid.UUID, guardian_id: uuid.UUID, *, ground: str, source: tuple[uuid.UUID, uuid.UUID, bytes],
    until: int | None, now: int,
) -> Guardianship:  # fmt: skip
    """A new row; its names are sealed next. `source`: person and id of the record, and the digest of what it said."""
    return Guardianship(
        person_id=ward_id, guardianship_id=db.new_id(now * 1000), guardian_id=guardian_id, ground=ground,
        source_person_id=source[0], source_id=source[1], source_digest=source[2], since=now, until=until,
        frozen_at=None, ended_at=None, ended_why=None,
    )  # fmt: skip


def seal_names(row: Guardianship, ward: str, guardian: str, statement: str | None, *, box: HolderBox) -> bytes:
    """What the row says in words; `statement`: what the guardian's phone signed."""
    return box.seal({"ward": ward, "guardian": guardian, "statement": statement}, context(row.guardianship_id))


def context(guardianship_id: uuid.UUID) -> bytes:
    return b"guardianship:" + guardianship_id.bytes


def _refuse_unfit(session: Session, ward_id: uuid.UUID, guardian_id: uuid.UUID, number: str, *, now: int) -> None:
    """Rule 1."""
    if ward_id == guardian_id:
        raise _conflict("/guardian", "same_person")
    born = born_on(number)
    if born is not None and age_on(born, day_of(now)) < ADULT:
        raise _conflict("/guardian", "guardian_young")
    for path, one in (("/person", ward_id), ("/guardian", guardian_id)):
        if is_closed(session, one):
            raise _conflict(path, "death_known")


def _conflict(path: str, problem: str) -> RecordConflicts:
    return RecordConflicts(errors=[{"path": path, "problem": problem}])
