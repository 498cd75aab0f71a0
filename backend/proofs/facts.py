"""What the registers say of a person, as the rules of a kind know it. Read only, and only of the registers it names.

1. `facts.<type>.ever` counts the records that the register has of the person, or, for a type that organisations hold,
   of those whose legal representative they are.
2. `facts.<type>.standing` counts those of them that stand: the newest certificate is valid or suspended and not past
   its last day, or none was issued yet.
3. The fields of a certificate are known only when exactly one is valid today: of several, none is the right one.
"""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.certificates.states import STANDING
from backend.matters.rule_language import Value
from backend.people.persons import persons_reachable
from backend.proofs.document import SORTS, root_of
from backend.proofs.kind import Kind
from backend.registries.models import SourceRecord
from backend.security import Box
from backend.web.request import Services
from certs.catalogue import CertificateType


def facts(
    session: Session, person_id: uuid.UUID, kind: Kind, *, services: Services, today: date
) -> dict[str, Value]:  # fmt: skip
    """Every name of `kind.names` that is known of this person, but the answers."""
    found: dict[str, Value] = {}
    for type_id in kind.registers:
        type = services.catalogue.by_id(type_id)
        if type is not None:
            found |= _of_type(session, person_id, type, box=services.box, today=today)
    return found


def _of_type(
    session: Session, person_id: uuid.UUID, type: CertificateType, *, box: Box, today: date
) -> dict[str, Value]:  # fmt: skip
    people = [person_id] if type.holder_kind == "citizen" else persons_reachable(session, person_id)[1:]
    mine = SourceRecord.person_id.in_(people), SourceRecord.type_number == type.number
    records = list(session.scalars(select(SourceRecord.record_id).where(*mine)))
    newest = _newest(session, people, type)
    ended = [one for one in newest.values() if one.state not in STANDING or _over(one, today)]
    root = root_of(type.id)
    found: dict[str, Value] = {
        f"facts.{root}.ever": len(records),
        f"facts.{root}.standing": len(set(records) - {one.record_id for one in ended}),
    }
    valid = [one for one in newest.values() if one.state == "valid" and _begun(one, today) and not _over(one, today)]
    if len(valid) == 1:
        fields = open_fields(valid[0], box=box)
        found |= {f"certificates.{root}.{name}": value for name, value in _values(type, fields)}
    return found


def _newest(session: Session, people: list[uuid.UUID], type: CertificateType) -> dict[uuid.UUID, Certificate]:
    mine = Certificate.person_id.in_(people), Certificate.type_number == type.number
    rows = session.scalars(select(Certificate).where(*mine).order_by(Certificate.version))
    return {row.record_id: row for row in rows}


def _begun(certificate: Certificate, today: date) -> bool:
    return certificate.valid_from <= today.isoformat()


def _over(certificate: Certificate, today: date) -> bool:
    return certificate.valid_to is not None and certificate.valid_to < today.isoformat()


def _values(type: CertificateType, fields: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    for name, field in type.fields.items():
        value = fields.get(name)
        if value is not None and field.kind in SORTS:
            yield name, date.fromisoformat(value) if field.kind == "date" else value
