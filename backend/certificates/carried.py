"""Certificates opened for a screen or phone: rows, names of their holders and what opens them, by one statement each.

Rules: 1. the newest version of each, in order of type; 2. a row made by hand is no certificate and closes nobody's
wallet: it is left out, and logged; 3. a name is opened once for all certificates of its holder.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Select, Uuid, bindparam, literal_column, select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.reading import Card, Whose, card_by
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import Carried, fields_by, identifier_by
from backend.direct import look
from backend.people.models import Person
from backend.security import Box, HolderBox
from backend.security.models import HolderKey
from certs.catalogue import Catalogue, CertificateType

log = structlog.get_logger()


@dataclass(frozen=True)
class Opened:
    """One certificate, opened, and its card."""

    row: Carried
    type: CertificateType
    fields: dict[str, Any]
    card: Card


def newest_of(
    session: Session, person_ids: Sequence[uuid.UUID], *, catalogue: Catalogue, box: Box
) -> list[Opened]:  # fmt: skip
    """What these persons hold (rules 1 to 3)."""
    rows = [row for person_id in person_ids for row in _held_by(session, person_id)]
    rows.sort(key=lambda row: (row.type_number, row.certificate_id))
    return _opened(session, rows, catalogue=catalogue, box=box)


def these(
    session: Session, named: Sequence[tuple[uuid.UUID, uuid.UUID]], *, catalogue: Catalogue, box: Box
) -> dict[uuid.UUID, Opened]:  # fmt: skip
    """Certificates named by (holder, certificate), by their ids."""
    if not named:
        return {}
    people, ids = (sorted(set(part)) for part in zip(*named, strict=True))
    rows = map(Carried._make, session.execute(_THESE, {"people": people, "ids": ids}))
    return {one.row.certificate_id: one for one in _opened(session, rows, catalogue=catalogue, box=box)}


def _held_by(session: Session, person_id: uuid.UUID) -> list[Carried]:
    """By the driver itself, without a transaction where the session has none: a third of the engine's time."""
    dialect = session.get_bind().dialect
    sql = _SQL.get(dialect.name)
    if sql is None:
        sql = _SQL[dialect.name] = str(_HELD.compile(dialect=dialect))
    if dialect.name == "postgresql":
        values = {"person": person_id}
        return [Carried._make(row) for row in look(session, lambda driver: driver.execute(sql, values).fetchall())]
    held = look(session, lambda driver: driver.execute(sql, (person_id.hex,)).fetchall())
    return [Carried(person_id, uuid.UUID(row[1]), *row[2:]) for row in held]


def _opened(
    session: Session, rows: Iterable[Carried], *, catalogue: Catalogue, box: Box
) -> list[Opened]:  # fmt: skip
    known: dict[uuid.UUID, tuple[HolderBox, Whose]] = {}
    found = []
    for row in rows:
        type = catalogue.by_number(row.type_number)
        if type is None:
            continue
        if row.person_id not in known:
            box.keyring.told(session, row.person_id, row.wrapping_id, row.wrapped)
            mine = box.of(session, row.person_id)
            known[row.person_id] = mine, _whose(mine, row)
        mine, whose = known[row.person_id]
        try:
            fields = fields_by(mine, row)
        except CertificateUnknown as forged:
            log.error("certificate_row_forged", certificate=str(row.certificate_id), why=forged.detail)
            continue
        found.append(Opened(row, type, fields, card_by(row, type, fields, whose, identifier_by(mine, row))))
    return found


def _whose(mine: HolderBox, row: Carried) -> Whose:
    said: dict[str, str] = mine.open(row.sealed_holder, b"person:" + row.person_id.bytes)
    return Whose(row.holder_kind, said["name"])


def _query(*which: ColumnElement[bool]) -> Select[Any]:
    """Built once: half of the work of a statement."""
    holders = {"holder_kind": Person.kind, "sealed_holder": Person.sealed}
    keys = {"wrapping_id": HolderKey.wrapping_id, "wrapped": HolderKey.wrapped}
    more = holders | keys
    columns = [more[name] if name in more else getattr(Certificate, name) for name in Carried._fields]
    query = select(*columns).join(Person, Person.person_id == Certificate.person_id)
    return query.outerjoin(HolderKey, HolderKey.person_id == Certificate.person_id).where(*which)


_HELD = _query(
    Certificate.person_id == bindparam("person", type_=Uuid), Certificate.state != literal_column("'superseded'")
)
_THESE = _query(
    Certificate.person_id.in_(bindparam("people", expanding=True)),
    Certificate.certificate_id.in_(bindparam("ids", expanding=True)),
)
_SQL: dict[str, str] = {}  # of _HELD, by the kind of database
