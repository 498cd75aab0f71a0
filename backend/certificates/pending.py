"""Which records wait for a certificate: those never issued, and those changed since."""

import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, or_, select, text, update
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.errors import Raced
from backend.registries.models import SourceRecord

PART = 500  # bound parameters a statement


class Waiting(NamedTuple):
    """A record to be issued, as read; `issued_before`: a certificate of an older content exists."""

    person_id: uuid.UUID
    record_id: uuid.UUID
    issuer_code: str
    digest: bytes
    sealed: bytes
    issued_before: bool


def _waiting(type_number: int, after: uuid.UUID | None) -> Any:
    table = SourceRecord
    unissued = or_(table.issued_digest.is_(None), table.issued_digest != table.digest)
    later = (table.record_id > after,) if after is not None else ()
    return table.type_number == type_number, unissued, *later


def count_waiting(session: Session, type_number: int, *, after: uuid.UUID | None) -> int:
    """How many records of the type wait behind the cursor."""
    query = select(func.count()).select_from(SourceRecord).where(*_waiting(type_number, after))
    return session.execute(query).scalar_one()


def read_waiting(session: Session, type_number: int, *, after: uuid.UUID | None, most: int) -> list[Waiting]:
    """The next records in order of record_id."""
    table = SourceRecord
    columns = table.person_id, table.record_id, table.issuer_code, table.digest, table.sealed, table.issued_digest
    query = select(*columns).where(*_waiting(type_number, after)).order_by(table.record_id).limit(most)
    return [Waiting(*row[:5], issued_before=row[5] is not None) for row in session.execute(query)]


def newest_versions(session: Session, waiting: Sequence[Waiting]) -> dict[uuid.UUID, Certificate]:
    """The latest version of each record that was issued before, by record_id; locked, in order of the records, so that
    two batches of the same do not lock each other out."""
    again = sorted((one for one in waiting if one.issued_before), key=lambda one: one.record_id)
    newest: dict[uuid.UUID, Certificate] = {}
    for start in range(0, len(again), PART):
        part = again[start : start + PART]
        mine = (
            Certificate.person_id.in_([one.person_id for one in part]),
            Certificate.record_id.in_([one.record_id for one in part]),
        )
        query = select(Certificate).where(*mine).order_by(Certificate.record_id, Certificate.version).with_for_update()
        newest |= {row.record_id: row for row in session.scalars(query.execution_options(populate_existing=True))}
    return newest


def mark_issued(session: Session, issued: Sequence[Waiting]) -> None:
    """Write down from which content each was issued; a record changed meanwhile goes on waiting. Raises Raced
    where a record is gone meanwhile: its holder was erased."""
    if not issued:
        return
    if _mark(session, issued) != len(issued):
        raise Raced


def _mark(session: Session, issued: Sequence[Waiting]) -> int:
    """How many there are still."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        statement = text(
            "UPDATE source_records AS r SET issued_digest = t.digest FROM "
            "unnest(CAST(:persons AS uuid[]), CAST(:records AS uuid[]), CAST(:digests AS bytea[]))"
            " AS t(person_id, record_id, digest) WHERE r.person_id = t.person_id AND r.record_id = t.record_id"
        ).bindparams(  # arrays as text: the driver writes their items one by one
            persons=_array([one.person_id.hex for one in issued]),
            records=_array([one.record_id.hex for one in issued]),
            digests=_array(['"\\\\x' + one.digest.hex() + '"' for one in issued]),
        )
        return connection.execute(statement).rowcount
    table = SourceRecord.__table__
    which = table.c.person_id == bindparam("person"), table.c.record_id == bindparam("record")
    values = [{"person": one.person_id, "record": one.record_id, "issued": one.digest} for one in issued]
    marked = update(SourceRecord).where(*which).values(issued_digest=bindparam("issued"))
    return connection.execute(marked, values).rowcount


def _array(items: Sequence[str]) -> str:
    return "{" + ",".join(items) + "}"


def list_waiting(
    session: Session, type_number: int, *, issuer_code: str, after: uuid.UUID | None, most: int
) -> list[tuple[uuid.UUID, uuid.UUID, bytes]]:
    """(person, record, digest) of the next waiting records of this department, in order of record_id."""
    table = SourceRecord
    mine = *_waiting(type_number, after), table.issuer_code == issuer_code
    query = select(table.person_id, table.record_id, table.digest).where(*mine).order_by(table.record_id).limit(most)
    return [(row.person_id, row.record_id, row.digest) for row in session.execute(query)]


def issuers_waiting(session: Session, type_number: int) -> list[str]:
    """The departments of which a record of the type waits."""
    query = select(SourceRecord.issuer_code).where(*_waiting(type_number, None)).distinct()
    return sorted(session.scalars(query))
