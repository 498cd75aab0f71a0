"""What a holder, or the department that issued it, reads about a certificate.

Rules: 1. a card in a list shows masked values, one certificate opened by its holder shows every field; 2. the
reason of each change of state is told to both; 3. a department finds its own certificates by the printed number,
one at a time, and each look-up is in the log.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.certificates.models import Certificate, StateChange
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import Carried, certificate_context, open_fields, open_identifier
from backend.people.persons import identity_of
from backend.registries.calendar import day_of
from backend.security import Box
from backend.web.request import Actor
from certs.catalogue import Catalogue, CertificateType


class ShownField(NamedTuple):
    """One field with its labels; the value masked in a list, whole in the holder's own view."""

    name: str
    kind: str
    label: dict[str, str]
    value: Any


@dataclass(frozen=True)
class ShownType:
    number: int
    id: str
    name: dict[str, str]
    background: str
    foreground: str
    number_field: str


@dataclass(frozen=True)
class Card:
    """A certificate as listed and shown. `identifier` is the GB/T 36904 one."""

    certificate_id: uuid.UUID
    type: ShownType
    holder_kind: str
    holder_name: str
    identifier: str
    handle: str
    state: str
    state_since: int
    version: int
    issuer: str
    issued_at: int
    valid_from: str
    valid_to: str | None
    fields: tuple[ShownField, ...]


class Whose(NamedTuple):
    """Whose certificate it is. `kind`: citizen | organisation."""

    kind: str
    name: str


@dataclass(frozen=True)
class Change:
    """One change of state."""

    from_state: str
    to_state: str
    reason: str
    at: int


@dataclass(frozen=True)
class Version:
    """One version of a certificate and what happened to it."""

    certificate_id: uuid.UUID
    version: int
    state: str
    issued_at: int
    valid_from: str
    valid_to: str | None
    changes: tuple[Change, ...]


def show(
    session: Session, certificate_id: uuid.UUID, person_ids: Sequence[uuid.UUID], *, catalogue: Catalogue, box: Box
) -> Card:
    """Every field of a certificate that one of these persons holds. Raises CertificateUnknown."""
    certificate = _one(session, certificate_id, Certificate.person_id.in_(person_ids))
    type = _type_of(certificate, catalogue)
    return card_of(session, certificate, type, open_fields(certificate, box=box), box=box, whole=True)


def versions(session: Session, certificate_id: uuid.UUID, *whose: ColumnElement[bool], box: Box) -> list[Version]:
    """All versions of the certificate, newest first. `whose` limits who may see it. Raises CertificateUnknown."""
    one = _one(session, certificate_id, *whose)
    same = Certificate.person_id == one.person_id, Certificate.record_id == one.record_id
    rows = list(session.scalars(select(Certificate).where(*same).order_by(Certificate.version.desc())))
    changes = _changes(session, one.person_id, [row.certificate_id for row in rows], box=box)
    return [
        Version(
            row.certificate_id, row.version, row.state, row.issued_at, row.valid_from, row.valid_to,
            tuple(changes.get(row.certificate_id, ())),
        )
        for row in rows
    ]  # fmt: skip


def look_up(
    session: Session, number: str, *, type: CertificateType, issuer_code: str, box: Box, now: int, actor: Actor
) -> list[Certificate]:
    """Rule 3: the newest versions under a printed number, one a holder; none when there is none."""
    clean = {type.number_field: number.strip()}
    normal = type.check(clean, today=day_of(now))[0].get(type.number_field, number)
    mine = (
        Certificate.number_key == box.blind(f"number:{type.number}", normal),
        Certificate.type_number == type.number,
        Certificate.issuer_code == issuer_code,
        Certificate.state != "superseded",
    )
    found = list(session.scalars(select(Certificate).where(*mine).order_by(Certificate.certificate_id).limit(20)))
    for one in found:
        subject = f"certificate:{one.certificate_id}"
        entry = make_entry(
            at=now, actor=actor.subject, action="certificate.looked_up", subject=subject, person_id=one.person_id
        )
        record(session, entry)
    return found


def card_of(
    session: Session,
    certificate: Certificate,
    type: CertificateType,
    fields: Mapping[str, Any],
    *,
    box: Box,
    whole: bool = False,
) -> Card:
    """The card of one certificate; `whole` shows the values as they are."""
    who = identity_of(session, certificate.person_id, box=box)
    identifier = open_identifier(certificate, box=box)
    return card_by(certificate, type, fields, Whose(who.kind, who.name), identifier, whole=whole)


def card_by(
    row: Certificate | Carried,
    type: CertificateType,
    fields: Mapping[str, Any],
    whose: Whose,
    identifier: str,
    *,
    whole: bool = False,
) -> Card:
    """The same where everything sealed is open already."""
    return Card(
        certificate_id=row.certificate_id,
        type=ShownType(type.number, type.id, dict(type.name), *type.colours, type.number_field),
        holder_kind=whose.kind,
        holder_name=whose.name,
        identifier=identifier,
        handle=row.handle,
        state=row.state,
        state_since=row.state_since,
        version=row.version,
        issuer=row.issuer_code,
        issued_at=row.issued_at,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        fields=tuple(_fields(type, fields, whole=whole)),
    )


def _fields(type: CertificateType, fields: Mapping[str, Any], *, whole: bool) -> list[ShownField]:
    return [
        ShownField(name, field.kind, dict(field.title), fields[name] if whole else type.mask(name, fields[name]))
        for name, field in type.fields.items()
        if name in fields
    ]


def _changes(
    session: Session, person_id: uuid.UUID, ids: list[uuid.UUID], *, box: Box
) -> dict[uuid.UUID, list[Change]]:
    mine = StateChange.person_id == person_id, StateChange.certificate_id.in_(ids)
    found: dict[uuid.UUID, list[Change]] = {}
    for row in session.scalars(select(StateChange).where(*mine).order_by(StateChange.at, StateChange.change_id)):
        reason = box.of_row(row).open(row.sealed_reason, certificate_context(row.certificate_id))
        found.setdefault(row.certificate_id, []).append(Change(row.from_state, row.to_state, reason, row.at))
    return found


def _one(session: Session, certificate_id: uuid.UUID, *whose: ColumnElement[bool]) -> Certificate:
    certificate = session.scalars(
        select(Certificate).where(Certificate.certificate_id == certificate_id, *whose)
    ).first()
    if certificate is None:
        raise CertificateUnknown
    return certificate


def _type_of(certificate: Certificate, catalogue: Catalogue) -> CertificateType:
    type = catalogue.by_number(certificate.type_number)
    if type is None:
        raise CertificateUnknown
    return type
