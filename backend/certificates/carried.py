"""Certificates opened for a screen or phone: rows, names of their holders and what opens them, by one statement.

Rules: 1. the newest version of each, in order of type; 2. a row made by hand is no certificate and closes nobody's
wallet: it is left out, and logged; 3. a name is opened once for all certificates of its holder.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import structlog
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.reading import Card, Whose, card_by
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import fields_by, identifier_by
from backend.people.models import Person
from backend.security import Box, HolderBox
from backend.security.models import HolderKey
from certs.catalogue import Catalogue, CertificateType

log = structlog.get_logger()


class Carried(NamedTuple):
    """A row of `models.Certificate`, as far as cards and views are made of it, with its holder's."""

    person_id: uuid.UUID
    certificate_id: uuid.UUID
    handle: str
    type_number: int
    issuer_code: str
    version: int
    state: str
    state_since: int
    issued_at: int
    valid_from: str
    valid_to: str | None
    list_no: int
    idx: int
    sealed_identifier: bytes
    sealed_fields: bytes
    holder_kind: str
    sealed_holder: bytes
    wrapping_id: str | None
    wrapped: bytes | None


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
    return _opened(session, _NEWEST, {"people": list(person_ids)}, catalogue=catalogue, box=box)


def these(
    session: Session, named: Sequence[tuple[uuid.UUID, uuid.UUID]], *, catalogue: Catalogue, box: Box
) -> dict[uuid.UUID, Opened]:  # fmt: skip
    """Certificates named by (holder, certificate), by their ids."""
    if not named:
        return {}
    people, ids = (sorted(set(part)) for part in zip(*named, strict=True))
    found = _opened(session, _THESE, {"people": people, "ids": ids}, catalogue=catalogue, box=box)
    return {one.row.certificate_id: one for one in found}


def _opened(
    session: Session, query: Select[Any], values: dict[str, Any], *, catalogue: Catalogue, box: Box
) -> list[Opened]:  # fmt: skip
    known: dict[uuid.UUID, tuple[HolderBox, Whose]] = {}
    found = []
    for each in session.execute(query, values):
        row = Carried._make(each)
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


def _query(which: ColumnElement[bool]) -> Select[Any]:
    """Built once: half of the work of a statement."""
    holders = {"holder_kind": Person.kind, "sealed_holder": Person.sealed}
    keys = {"wrapping_id": HolderKey.wrapping_id, "wrapped": HolderKey.wrapped}
    more = holders | keys
    columns = [more[name] if name in more else getattr(Certificate, name) for name in Carried._fields]
    query = select(*columns).join(Person, Person.person_id == Certificate.person_id)
    query = query.outerjoin(HolderKey, HolderKey.person_id == Certificate.person_id)
    query = query.where(Certificate.person_id.in_(bindparam("people", expanding=True)), which)
    return query.order_by(Certificate.type_number, Certificate.certificate_id)


_NEWEST = _query(Certificate.state != "superseded")
_THESE = _query(Certificate.certificate_id.in_(bindparam("ids", expanding=True)))
