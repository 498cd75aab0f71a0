"""Make a sealed copy: for its holder, or at a window within a case.

1. A copy is made of a certificate that can be shown now, and never of another copy. 2. It has a purpose, a recipient
and a last day: within a year, and no later than the certificate's own. 3. The issuer's seal is on it, and the use of
the seal is in the log with it. 4. Number and token are random and kept as keyed digests. 5. Few are made of one
holder's certificates in an hour. 6. PDF, row and log entries are written in one transaction, or none is.
"""

import base64
import hashlib
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.models import Certificate
from backend.certificates.refusals import CertificateUnknown, NotShowable
from backend.certificates.rows import open_fields, open_identifier
from backend.certificates.wallet import showable
from backend.papers import face
from backend.papers.fonts import fonts_of
from backend.papers.models import SealedCopy, SealedCopyFile, copy_context, file_context
from backend.papers.number import new_number
from backend.papers.refusals import CopyOfCopy, EndOutOfRange
from backend.papers.sign import Stamping, seal_pdf
from backend.papers.typeset import Layout, Line, Sheet, typeset
from backend.people.limits import count_attempt
from backend.people.persons import stay
from backend.registries.calendar import day_of, end_of
from backend.seals.sealing import Seal, seal_of, used
from backend.security import Box, HolderBox
from backend.web.request import Services
from certs import base64url
from certs.catalogue import CertificateType

LONGEST = timedelta(days=365)
MOST_AN_HOUR = 30
BY_HOLDER = ("持证人", "the holder")


@dataclass(frozen=True)
class Wish:
    """What is asked for. `fields` None: the whole face."""

    purpose: str
    recipient: str
    until: date
    layout: Layout
    fields: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Maker:
    """Who makes it: `actor` as the log names them, `names` as it is printed (zh, en)."""

    actor: str
    names: tuple[str, str] = BY_HOLDER
    verifier_id: str | None = None
    case_no: str | None = None


@dataclass(frozen=True)
class _Kept:
    """What a copy's row and its paper both need."""

    copy_id: uuid.UUID
    number: str
    token: str
    names: tuple[str, ...]


def own_certificate(session: Session, certificate_id: uuid.UUID, person_ids: Sequence[uuid.UUID]) -> Certificate:
    """A certificate that one of these persons holds. Raises CopyOfCopy (rule 1), CertificateUnknown."""
    mine = Certificate.person_id.in_(person_ids), Certificate.certificate_id == certificate_id
    certificate = session.scalars(select(Certificate).where(*mine)).one_or_none()
    if certificate is not None:
        return certificate
    copies = SealedCopy.person_id.in_(person_ids), SealedCopy.copy_id == certificate_id
    if session.scalars(select(SealedCopy.copy_id).where(*copies)).first() is not None:
        raise CopyOfCopy
    raise CertificateUnknown


def make_copy(
    session: Session, certificate: Certificate, wish: Wish, *, maker: Maker, services: Services, now: int
) -> SealedCopy:
    """The copy. Raises NotShowable, EndOutOfRange, FieldsUnknown, CharacterMissing, NoActiveSeal, TimeStampFailed,
    TooMany."""
    type = services.catalogue.by_number(certificate.type_number)
    if type is None:
        raise CertificateUnknown
    if not showable(certificate, now):
        raise NotShowable
    _check_end(certificate, wish.until, now)
    scope, key = ("sealed-copy", certificate.person_id.bytes)
    count_attempt(session, scope, key, window_seconds=3600, most=MOST_AN_HOUR, now=now)
    fields = open_fields(certificate, box=services.box)
    names = face.chosen(type, fields, wish.fields)
    kept = _Kept(db.new_id(), new_number(), base64url.encode(secrets.token_bytes(16)), names)
    seal = seal_of(session, certificate.issuer_code, box=services.box, now=now)
    sheet = _sheet(certificate, type, kept, wish, seal, maker, services=services, now=now)
    pdf = _sealed(sheet, wish, face.lines(type, fields, names), seal, services=services, now=now)
    row = _row(certificate, kept, wish, maker, pdf, seal, box=services.box, now=now)
    stay(session, row.person_id)
    session.add_all([row, _file(row, pdf, box=services.box.of(session, row.person_id))])
    session.flush()  # the log entries stand after what they tell of
    _note(session, row, seal, now=now)
    return row


def number_key(number: str, *, box: Box) -> bytes:
    return box.blind("sealed-copy-number", number)


def token_key(token: str, *, box: Box) -> bytes:
    return box.blind("sealed-copy-token", token)


def _check_end(certificate: Certificate, until: date, now: int) -> None:
    """Rule 2."""
    today = day_of(now)
    latest = today + LONGEST
    if certificate.valid_to is not None:
        latest = min(latest, date.fromisoformat(certificate.valid_to))
    if not today <= until <= latest:
        raise EndOutOfRange(latest=latest.isoformat())


def _sheet(
    certificate: Certificate, type: CertificateType, kept: _Kept, wish: Wish, seal: Seal, maker: Maker, *,
    services: Services, now: int,
) -> Sheet:  # fmt: skip
    identifier = open_identifier(certificate, box=services.box)
    zh, en = maker.names
    return Sheet(
        number=kept.number, address=f"{services.settings.base_url}/check/{kept.token}", type_zh=type.name["zh"],
        type_en=type.name["en"], background=type.colours[0], foreground=type.colours[1], identifier=identifier,
        issuer_zh=seal.name["zh"], issuer_en=seal.name["en"], picture_svg=seal.picture_svg, purpose=wish.purpose,
        recipient=wish.recipient, until=wish.until.isoformat(), made_at=now, made_by_zh=zh, made_by_en=en,
    )  # fmt: skip


def _sealed(sheet: Sheet, wish: Wish, shown: tuple[Line, ...], seal: Seal, *, services: Services, now: int) -> bytes:
    settings = services.settings
    plain = typeset(sheet, shown, wish.layout, fonts=fonts_of(settings.fonts_dir))
    stamping = None if settings.tsa_url is None else Stamping(settings.tsa_url, settings.outbound_local)
    return seal_pdf(plain, seal.signer, reason=sheet.usage, name=seal.name["zh"], stamping=stamping, now=now)


def _row(
    certificate: Certificate, kept: _Kept, wish: Wish, maker: Maker, pdf: bytes, seal: Seal, *, box: Box, now: int
) -> SealedCopy:
    said = {"number": kept.number, "purpose": wish.purpose, "recipient": wish.recipient, "fields": list(kept.names)}
    return SealedCopy(
        person_id=certificate.person_id, copy_id=kept.copy_id, certificate_id=certificate.certificate_id,
        type_number=certificate.type_number, issuer_code=certificate.issuer_code, seal_id=seal.seal_id,
        number_key=number_key(kept.number, box=box), token_key=token_key(kept.token, box=box),
        digest=hashlib.sha256(pdf).digest(), size=len(pdf), layout=wish.layout,
        sealed=box.of_row(certificate).seal(said, copy_context(kept.copy_id)),
         until=wish.until.isoformat(), until_at=end_of(wish.until), made_at=now,
        made_by=maker.actor, verifier_id=maker.verifier_id, case_no=maker.case_no, recalled_at=None, checks=0,
        altered=0, checked_at=None,
    )  # fmt: skip


def _file(row: SealedCopy, pdf: bytes, *, box: HolderBox) -> SealedCopyFile:
    sealed = box.seal(base64.b64encode(pdf).decode(), file_context(row.copy_id))
    return SealedCopyFile(person_id=row.person_id, copy_id=row.copy_id, sealed_pdf=sealed, until_at=row.until_at)


def _note(session: Session, row: SealedCopy, seal: Seal, *, now: int) -> None:
    subject = f"sealed-copy:{row.copy_id}"
    used(session, seal, subject=subject, actor=row.made_by, now=now)
    entry = make_entry(
        at=now, actor=row.made_by, action="sealed_copy.made", subject=subject, person_id=row.person_id,
        certificate=row.certificate_id, case=row.case_no, until=row.until,
    )  # fmt: skip
    record(session, entry)
