"""Sealed copies that a window makes for the applicant of a case.

1. Only of a certificate that was shown to this case in the last half hour, while the case is open, and only what was
disclosed of it: what a person did at that desk, not what the office knows. 2. The case stands on the copy's record and
in the log, and the holder is told. 3. The window prints what it made in its own case; each print is logged.
"""

import uuid
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.models import CaseCertificate
from backend.cases.open import own_case
from backend.cases.shown import CaseShown, shown_before
from backend.certificates.models import Certificate
from backend.papers import read
from backend.papers.make import Maker, Wish, make_copy
from backend.papers.models import SealedCopy
from backend.papers.refusals import CopyOfCopy, CopyUnknown, FieldsUnknown, NotShownHere
from backend.security import Box
from backend.verification.verifiers import RegisteredVerifier
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue

FRESH = 1800


def make_for_case(
    session: Session, case_no: str, certificate_id: uuid.UUID, wish: Wish, *, window: RegisteredVerifier, actor: Actor,
    services: Services, now: int,
) -> SealedCopy:  # fmt: skip
    """Raises NoSuchCase, NotShownHere, CopyOfCopy, and what `make_copy` raises."""
    case = own_case(session, case_no, actor=actor)
    shown = session.get(CaseCertificate, (case_no, certificate_id))
    certificate = session.scalars(select(Certificate).where(Certificate.certificate_id == certificate_id)).first()
    if shown is None and _is_copy_of(session, case.person_id, certificate_id):
        raise CopyOfCopy
    if case.closed_at is not None or shown is None or shown.shown_at < now - FRESH or certificate is None:
        raise NotShownHere
    maker = Maker(actor.subject, (window.name_zh, window.name_en), window.verifier_id, case_no)
    disclosed = shown_before(session, case_no, services=services).get(certificate_id)
    if disclosed is None:
        raise NotShownHere
    wish = replace(wish, fields=_disclosed(disclosed, wish, services.catalogue))
    return make_copy(session, certificate, wish, maker=maker, services=services, now=now)


def _disclosed(shown: CaseShown, wish: Wish, catalogue: Catalogue) -> tuple[str, ...]:
    """Rule 1: what was disclosed, or those of it that were chosen; a portrait goes with its digest."""
    type = catalogue.by_number(shown.type_number)
    assert type is not None  # else the case would not know the certificate either
    digests = {one.source for one in type.derived.values() if one.kind == "digest" and one.name in shown.fields}
    names = [name for name in type.fields if name in digests or name in shown.fields]
    if wish.fields is None:
        return tuple(names)
    if not set(wish.fields) <= set(names):
        raise FieldsUnknown(fields=sorted(set(wish.fields) - set(names)))
    return wish.fields


def copies_in(session: Session, case_no: str, *, actor: Actor) -> list[SealedCopy]:
    """Newest first. Raises NoSuchCase."""
    case = own_case(session, case_no, actor=actor)
    shown = select(CaseCertificate.certificate_id).where(CaseCertificate.case_no == case_no)
    holders = {
        case.person_id,
        *session.scalars(select(Certificate.person_id).where(Certificate.certificate_id.in_(shown))),
    }
    query = select(SealedCopy).where(SealedCopy.person_id.in_(holders), SealedCopy.case_no == case_no)
    return list(session.scalars(query.order_by(SealedCopy.made_at.desc(), SealedCopy.copy_id.desc())))


def print_copy(session: Session, case_no: str, copy_id: uuid.UUID, *, actor: Actor, box: Box, now: int) -> bytes:
    """Rule 3. Raises NoSuchCase, CopyUnknown, CopyOver."""
    row = next((one for one in copies_in(session, case_no, actor=actor) if one.copy_id == copy_id), None)
    if row is None:
        raise CopyUnknown
    pdf = read.pdf_of(session, row, box=box, now=now)
    subject = f"sealed-copy:{copy_id}"
    entry = make_entry(
        at=now, actor=actor.subject, action="sealed_copy.printed", subject=subject, person_id=row.person_id,
        case=case_no,
    )  # fmt: skip
    record(session, entry)
    return pdf


def _is_copy_of(session: Session, person_id: uuid.UUID | None, copy_id: uuid.UUID) -> bool:
    if person_id is None:
        return False
    mine = SealedCopy.person_id == person_id, SealedCopy.copy_id == copy_id
    return session.scalars(select(SealedCopy.copy_id).where(*mine)).first() is not None
