"""Named fields of certificates, disclosed without a code: by their holder's signed consent, or under a legal duty.

1. Each certificate belongs to who presents it, or to an organisation they represent; its live state is good, and its
   type has the fields. One that is not so refuses all of a consent.
2. Exactly the named fields are opened; one without a value is left out.
3. The disclosure is an accepted verdict like that of a code: with a receipt, an audit entry, and its place in the
   holder's history.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.refusals import CertificateUnknown
from backend.certificates.rows import open_fields
from backend.people.persons import persons_reachable
from backend.registries.calendar import day_of
from backend.verification import live
from backend.verification.consented import CHECKS, NotUsable
from backend.verification.named import Refused
from backend.verification.verdict import Attempt, Form, Shown, Verdict
from backend.verification.write import write_accepted
from backend.web.request import Services
from certs.catalogue import CertificateType
from certs.verify import Check

CONSENTED = CHECKS
LOOKED_UP = tuple(Check(name, "passed") for name in ("certificates", "status", "certificate_validity"))
Named = tuple[uuid.UUID, Sequence[str]]  # a certificate's id, names of fields


@dataclass(frozen=True, slots=True)
class NamedFields:
    """A certificate that was named, and which of its fields are to be shown."""

    certificate: Certificate
    type: CertificateType
    names: tuple[str, ...]


def name_fields(
    session: Session, presenter: uuid.UUID, wanted: Sequence[Named], *, services: Services, now: int
) -> list[NamedFields]:
    """Rule 1, in order. Raises NotUsable."""
    ids = [certificate_id for certificate_id, _ in wanted]
    mine = Certificate.person_id.in_(persons_reachable(session, presenter)), Certificate.certificate_id.in_(ids)
    rows = session.scalars(select(Certificate).where(*mine).execution_options(populate_existing=True))
    found = {row.certificate_id: row for row in rows}
    named, refused = [], []
    for certificate_id, names in wanted:
        try:
            named.append(name_one(found.get(certificate_id), names, services=services, now=now))
        except Refused as why:
            refused.append({"id": str(certificate_id), "reason": why.reason})
    if refused:
        raise NotUsable(certificates=refused)
    return named


def name_one(
    certificate: Certificate | None, names: Collection[str], *, services: Services, now: int
) -> NamedFields:  # fmt: skip
    """Rule 1 of one certificate. Raises Refused."""
    if certificate is None:
        raise Refused("certificates", "certificate_unknown")
    why = live.state_why(certificate, day_of(now).isoformat())
    if why is not None:
        raise Refused(*why)
    type_ = services.catalogue.by_number(certificate.type_number)
    if type_ is None:
        raise Refused("certificates", "unknown_type")
    if not set(names) <= {*type_.fields, *type_.derived}:
        raise Refused("certificates", "unknown_field")
    return NamedFields(certificate, type_, tuple(names))


def open_named(named: NamedFields, *, services: Services, now: int) -> Shown:
    """Rule 2. Raises Refused for a row that was put under another person."""
    certificate, type_ = named.certificate, named.type
    try:
        clean = open_fields(certificate, box=services.box)
    except CertificateUnknown:
        raise Refused("certificates", "certificate_unknown") from None
    values = {**clean, **type_.derive(clean, today=day_of(now))}
    fields = {name: values[name] for name in named.names if name in values}
    ids = certificate.certificate_id, certificate.person_id
    return Shown(*ids, type_, certificate.handle, fields, certificate.valid_to)


def release(
    session: Session, attempt: Attempt, named: Sequence[NamedFields], *,
    presenter: uuid.UUID, once_id: bytes, checks: tuple[Check, ...], form: Form, services: Services,
) -> Verdict:  # fmt: skip
    """Rule 3. `once_id`: 16 bytes that name the consent in the receipt. Raises NotUsable."""
    try:
        shown = [open_named(one, services=services, now=attempt.at) for one in named]
    except Refused as why:
        raise NotUsable(certificates=[{"id": "", "reason": why.reason}]) from None
    return write_accepted(
        session, attempt, shown, presenter=presenter, checks=checks, once_id=once_id, form=form, services=services
    )
