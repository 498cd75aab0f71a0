"""Who is eligible: the same judgement when a run looks for people and when one of them says yes.

1. Only a record counts whose certificate is valid today: of a card that was ended or suspended nothing follows.
2. Who holds what is offered, valid or suspended, has it already (`same_when` compares the fields that say which).
3. The rules see the record as the register has it now (`facts.`), and the certificates of the other types that are
   valid today (`certificates.`), where there is exactly one of a type.
4. Every rule must be true; false or unknown means not eligible.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import open_fields
from backend.certificates.states import STANDING
from backend.matters.rule_language import Value
from backend.matters.rules import Decision, decide
from backend.proposals.programme import Programme, root_of
from backend.registries.models import SourceRecord
from backend.registries.records import open_record
from backend.registries.types import known_type
from backend.security import Box
from certs.catalogue import Catalogue, CertificateType

PART = 500  # bound parameters a statement
NO_SALT = bytes(16)  # of what is judged and not kept


@dataclass(frozen=True)
class Judge:
    """What judging needs besides the person: `today` is the day for which ages and periods are reckoned."""

    programme: Programme
    catalogue: Catalogue
    box: Box
    today: date

    @property
    def register(self) -> CertificateType:
        return known_type(self.catalogue, self.programme.register)

    @property
    def granted(self) -> CertificateType:
        return known_type(self.catalogue, self.programme.grants)


@dataclass(frozen=True)
class Weighed:
    """One record judged: `held` when its person has it already; `decision` when the rules were asked."""

    person_id: uuid.UUID
    fields: Mapping[str, Any]
    held: bool = False
    decision: Decision | None = None

    @property
    def eligible(self) -> bool:
        return self.decision is not None and self.decision.outcome == "approve"


def weigh_person(session: Session, person_id: uuid.UUID, judge: Judge, *, salt: bytes = NO_SALT) -> Weighed:
    """The person's best record: one that is eligible, else one that tells why not."""
    mine = SourceRecord.person_id == person_id, SourceRecord.type_number == judge.register.number
    records = list(session.scalars(select(SourceRecord).where(*mine).order_by(SourceRecord.record_id)))
    weighed = weigh_records(session, records, judge, salt=salt)
    found = [one for one in weighed if one.eligible] or [one for one in weighed if one.held] or weighed
    return found[0] if found else Weighed(person_id, {})


def weigh_records(
    session: Session, records: Sequence[SourceRecord], judge: Judge, *, salt: bytes = NO_SALT
) -> list[Weighed]:
    """Every record judged, in order."""
    held = _standing(session, {record.person_id for record in records}, judge)
    return [_weigh(record, held.get(record.person_id, []), judge, salt) for record in records]


def in_period(certificate: Certificate, today: date) -> bool:
    day = today.isoformat()
    return certificate.valid_from <= day and (certificate.valid_to is None or day <= certificate.valid_to)


def _weigh(record: SourceRecord, held: Sequence[Certificate], judge: Judge, salt: bytes) -> Weighed:
    today = judge.today
    nothing = Weighed(record.person_id, {})
    if any(one.type_number == judge.granted.number and _is_the_same(one, judge) for one in held):
        return Weighed(record.person_id, {}, held=True)
    if not any(one.record_id == record.record_id and _counts(one, today) for one in held):
        return nothing
    mine = judge.box.of_row(record)
    fields, problems = open_record(record.sealed, record.record_id, type=judge.register, box=mine, today=today)
    if problems:
        return nothing
    values = _values("facts", judge.register, fields)
    for type_id in judge.programme.also:
        values |= _certificate_values(known_type(judge.catalogue, type_id), held, judge)
    return Weighed(record.person_id, fields, decision=decide(judge.programme.rules, values, today=today, salt=salt))


def _standing(session: Session, persons: set[uuid.UUID], judge: Judge) -> dict[uuid.UUID, list[Certificate]]:
    """The certificates of these persons that matter here and have not ended, by person."""
    types = [judge.register, judge.granted, *(known_type(judge.catalogue, one) for one in judge.programme.also)]
    numbers, ids = [type.number for type in types], sorted(persons)
    found: dict[uuid.UUID, list[Certificate]] = {}
    for start in range(0, len(ids), PART):
        query = select(Certificate).where(
            Certificate.person_id.in_(ids[start : start + PART]), Certificate.type_number.in_(numbers),
            Certificate.state.in_(sorted(STANDING)),
        )  # fmt: skip
        for row in session.scalars(query):
            found.setdefault(row.person_id, []).append(row)
    return found


def _counts(certificate: Certificate, today: date) -> bool:
    return certificate.state == "valid" and in_period(certificate, today)


def _is_the_same(certificate: Certificate, judge: Judge) -> bool:
    """Rule 2."""
    if not in_period(certificate, judge.today):
        return False
    texts = {made.field: made.value for made in judge.programme.fields if made.way == "text"}
    if not judge.programme.same_when:
        return True
    fields = _open(certificate, judge.box)
    return all(fields.get(name) == texts[name] for name in judge.programme.same_when)


def _certificate_values(type: CertificateType, held: Sequence[Certificate], judge: Judge) -> dict[str, Value]:
    """Rule 3."""
    mine = [one for one in held if one.type_number == type.number and _counts(one, judge.today)]
    return _values("certificates", type, _open(mine[0], judge.box)) if len(mine) == 1 else {}


def _open(certificate: Certificate, box: Box) -> Mapping[str, Any]:
    try:
        return open_fields(certificate, box=box)
    except CertificateUnknown:  # a row made by hand says nothing
        return {}


def _values(root: str, type: CertificateType, fields: Mapping[str, Any]) -> dict[str, Value]:
    """Names as rules write them, with dates as dates; what the language of rules has no kind for is left out."""
    found: dict[str, Value] = {}
    for name, field in type.fields.items():
        value = fields.get(name)
        if value is not None and field.kind in ("text", "longtext", "integer", "date"):
            found[f"{root}.{root_of(type.id)}.{name}"] = date.fromisoformat(value) if field.kind == "date" else value
    return found
