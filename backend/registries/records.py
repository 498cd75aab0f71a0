"""Putting clean records into the registry: added, changed or left as they are, many at a time.

Rules: 1. a record is found by holder, type and printed number, the number by its blind index; 2. a record named by
several holders stands once for each of them; 3. an unchanged record changes nothing; 4. what is stored is sealed
and bound to its row.
"""

import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.registries import holders
from backend.registries.models import SourceRecord
from backend.security import Box, HolderBox
from certs.catalogue import CertificateType, Problem

ADDED, CHANGED, UNCHANGED, NAME_DIFFERS = "added", "changed", "unchanged", "name_differs"
PART = 500  # bound parameters a statement
Clean = Mapping[str, Any]
Key = tuple[uuid.UUID, bytes]


@dataclass(frozen=True)
class Put:
    """What became of one clean record: a word above, the (person, record) rows that stand for it, and its digest."""

    outcome: str
    rows: tuple[tuple[uuid.UUID, uuid.UUID], ...] = ()
    digest: bytes | None = None


@dataclass(frozen=True)
class Intake:
    """Where records come from and how they are kept: their type, their issuer, the run that brings them."""

    type: CertificateType
    issuer_code: str
    run_id: uuid.UUID
    box: Box
    now: int


@dataclass(frozen=True)
class _Wanted:
    person_id: uuid.UUID
    record_key: bytes
    digest: bytes
    clean: Clean


def record_context(record_id: uuid.UUID) -> bytes:
    return b"record:" + record_id.bytes


@lru_cache(maxsize=64)
def mark_of(source: str) -> str:
    """Names a type's definition, so that a record tells which one it was checked against."""
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def open_record(
    sealed: bytes, record_id: uuid.UUID, *, type: CertificateType, box: HolderBox, today: date
) -> tuple[dict[str, Any], list[Problem]]:
    """(clean record, problems). It is checked again only when the type was defined otherwise at its import."""
    opened = box.open(sealed, record_context(record_id))
    if opened["checked"] == mark_of(type.source):
        return opened["fields"], []
    return type.check(opened["fields"], today=today)


def number_key(type: CertificateType, clean: Clean, *, box: Box) -> bytes:
    """The blind index of the printed number, different for each type."""
    return box.blind(f"number:{type.number}", clean[type.number_field])


def digest_of(clean: Clean, *, box: Box) -> bytes:
    """A keyed digest: equal for equal records, and no help in guessing what they say."""
    return box.blind("record", orjson.dumps(dict(clean), option=orjson.OPT_SORT_KEYS).decode())


def put_records(session: Session, cleans: Sequence[Clean], *, intake: Intake) -> list[Put]:
    """Put checked records, each naming another (number, holder); outcomes in order. Names that differ put nothing."""
    owners = _owners(session, cleans, intake)
    wanted = [_wanted(clean, found, intake) for clean, found in zip(cleans, owners, strict=True)]
    persons = {one.person_id for many in wanted for one in many}
    there = _existing(session, intake.type, persons)
    intake.box.foresee(session, persons)
    added: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    puts = []
    for many in wanted:
        outcomes, rows = [UNCHANGED], []
        for one in many:
            outcome, record_id = _compare(one, there.get((one.person_id, one.record_key)))
            if outcome != UNCHANGED:
                values = _row(session, one, record_id, intake)
                (added if outcome == ADDED else changed).append(values)
            outcomes.append(outcome)
            rows.append((one.person_id, record_id))
        outcome = next(word for word in (ADDED, CHANGED, UNCHANGED) if word in outcomes)
        puts.append(Put(outcome, tuple(rows), many[0].digest if many else None))
    _write(session, intake.type, added, changed)
    if holders.registers_representatives(intake.type):
        firsts = [(many[0].person_id, many[0].clean) for many in wanted if many]
        holders.set_representatives(session, firsts, box=intake.box, now=intake.now)
    return [put if found else Put(NAME_DIFFERS) for put, found in zip(puts, owners, strict=True)]


def _owners(session: Session, cleans: Sequence[Clean], intake: Intake) -> list[list[uuid.UUID]]:
    """The holders of each record; none where a name differs from the registered one."""
    named = [[holders.entry_of(holder) for holder in intake.type.holders(clean)] for clean in cleans]
    flat = [entry for entries in named for entry in entries]
    found = iter(holders.find_holders(session, flat, type=intake.type, box=intake.box, now=intake.now))
    result = []
    for entries in named:
        mine = [next(found) for _ in entries]
        agreed = all(one.name_agrees for one in mine)
        result.append(list(dict.fromkeys(one.person_id for one in mine)) if agreed else [])
    return result


def _wanted(clean: Clean, owners: list[uuid.UUID], intake: Intake) -> list[_Wanted]:
    key, digest = number_key(intake.type, clean, box=intake.box), digest_of(clean, box=intake.box)
    return [_Wanted(person_id, key, digest, clean) for person_id in owners]


def _existing(
    session: Session, type: CertificateType, persons: Iterable[uuid.UUID]
) -> dict[Key, tuple[uuid.UUID, bytes]]:
    ids = sorted(persons)
    columns = SourceRecord.person_id, SourceRecord.record_key, SourceRecord.record_id, SourceRecord.digest
    there: dict[Key, tuple[uuid.UUID, bytes]] = {}
    for start in range(0, len(ids), PART):
        mine = SourceRecord.person_id.in_(ids[start : start + PART]), SourceRecord.type_number == type.number
        rows = session.execute(select(*columns).where(*mine))
        there |= {(row.person_id, row.record_key): (row.record_id, row.digest) for row in rows}
    return there


def _compare(one: _Wanted, there: tuple[uuid.UUID, bytes] | None) -> tuple[str, uuid.UUID]:
    if there is None:
        return ADDED, db.new_id()
    record_id, digest = there
    return (UNCHANGED if digest == one.digest else CHANGED), record_id


def _row(session: Session, one: _Wanted, record_id: uuid.UUID, intake: Intake) -> dict[str, Any]:
    return {
        "person_id": one.person_id,
        "record_id": record_id,
        "issuer_code": intake.issuer_code,
        "record_key": one.record_key,
        "digest": one.digest,
        "sealed": intake.box.of(session, one.person_id).seal(
            {"fields": one.clean, "checked": mark_of(intake.type.source)}, record_context(record_id)
        ),
        "run_id": intake.run_id,
        "imported_at": intake.now,
    }


def _write(session: Session, type: CertificateType, added: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
    db.insert_many(session, SourceRecord, [row | {"type_number": type.number, "issued_digest": None} for row in added])
    if changed:
        table = SourceRecord.__table__.c
        which = table.person_id == bindparam("the_person"), table.record_id == bindparam("the_record")
        columns = ("issuer_code", "digest", "sealed", "run_id", "imported_at")
        values = [
            {"the_person": row["person_id"], "the_record": row["record_id"], **{name: row[name] for name in columns}}
            for row in changed
        ]
        session.connection().execute(update(SourceRecord.__table__).where(*which), values)  # type: ignore[arg-type]
