"""What a phone carries: the holder's certificates as cards, each with views that the issuer signed for this phone's
key.

Rules: 1. a person sees their own certificates and those of organisations they represent, the newest version of
each; 2. only a valid certificate within its period gets views; 3. a view lives 7 to 8 days, ends on a whole day,
and never outlives the certificate; 4. views are signed for a phone that is the person's own and not removed.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.models import Certificate
from backend.certificates.reading import Card, card_of
from backend.certificates.refusals import CertificateUnknown, NotShowable, ViewUnknown
from backend.certificates.rows import Held, open_fields
from backend.people.models import Device
from backend.registries.calendar import day_of, end_of
from backend.security import Box
from backend.trust.keys import NoActiveKey, signer_for
from certs import keys, lm1
from certs.catalogue import Catalogue, CertificateType, ViewDef
from certs.place import OnBehalf

log = structlog.get_logger()
DAY = 86_400
VIEW_DAYS = 7


@dataclass(frozen=True)
class SignedView:
    """One view, signed by the issuer for one phone. `exp`: seconds since 1970."""

    number: int
    id: str
    name: dict[str, str]
    view: bytes
    exp: int


@dataclass(frozen=True)
class Carrier:
    """What a view names in place of the certificate's own handle and status, where its phone is not the holder's.
    `until`: Unix seconds, from which it is not shown any more."""

    handle: str
    place: tuple[int, int]
    on_behalf: OnBehalf
    until: int | None


@dataclass(frozen=True)
class WalletCard:
    """A card and its signed views; none when the certificate cannot be shown now."""

    card: Card
    views: tuple[SignedView, ...]


def wallet(
    session: Session, person_ids: Sequence[uuid.UUID], device: Device, *, catalogue: Catalogue, box: Box, now: int
) -> list[WalletCard]:
    """The cards of these persons in order of type, with every view signed for the device."""
    public = keys.public_from_jwk(device.jwk)
    mine = Certificate.person_id.in_(person_ids), Certificate.state != "superseded"
    query = select(Certificate).where(*mine).order_by(Certificate.type_number, Certificate.certificate_id)
    cards = []
    for certificate in session.scalars(query):
        type = catalogue.by_number(certificate.type_number)
        if type is None:
            continue
        try:
            fields = open_fields(certificate, box=box)
        except CertificateUnknown as forged:  # a row made by hand is no certificate, and must not close the wallet
            log.error("certificate_row_forged", certificate=str(certificate.certificate_id), why=forged.detail)
            continue
        card = card_of(session, certificate, type, fields, box=box)
        cards.append(WalletCard(card, views_of(session, certificate, type, fields, public, box=box, now=now)))
    return cards


def sign_one(
    session: Session,
    person_ids: Sequence[uuid.UUID],
    device: Device,
    *,
    certificate_id: uuid.UUID,
    view: int,
    catalogue: Catalogue,
    box: Box,
    now: int,
) -> SignedView:
    """One view, signed anew. Raises CertificateUnknown, ViewUnknown, NotShowable, NoActiveKey."""
    mine = Certificate.person_id.in_(person_ids), Certificate.certificate_id == certificate_id
    certificate = session.scalars(select(Certificate).where(*mine)).one_or_none()
    return sign_view(session, certificate, device, view=view, catalogue=catalogue, box=box, now=now)


def sign_view(
    session: Session, certificate: Certificate | None, device: Device, *,
    view: int, catalogue: Catalogue, box: Box, now: int, carrier: Carrier | None = None,
) -> SignedView:  # fmt: skip
    """The same for a certificate that the phone may show."""
    type = catalogue.by_number(certificate.type_number) if certificate else None
    if certificate is None or type is None:
        raise CertificateUnknown
    if view not in type.views:
        raise ViewUnknown
    if not showable(certificate, now):
        raise NotShowable
    signer = signer_for(session, certificate.issuer_code, box=box, now=now)
    fields = open_fields(certificate, box=box)
    public = keys.public_from_jwk(device.jwk)
    return _sign(certificate, type, type.views[view], fields, public, signer, now=now, carrier=carrier)


def showable(certificate: Certificate | Held, now: int) -> bool:
    """Rule 2."""
    today = day_of(now).isoformat()
    begun = certificate.valid_from <= today
    return certificate.state == "valid" and begun and (certificate.valid_to is None or today <= certificate.valid_to)


def awaited(certificate: Certificate | Held, now: int) -> bool:
    """Whether one that cannot be shown now may still come: it begins later, or its suspension may be lifted."""
    if certificate.valid_to is not None and certificate.valid_to < day_of(now).isoformat():
        return False
    return certificate.state == "suspended" or not_begun(certificate, now)


def not_begun(certificate: Certificate | Held, now: int) -> bool:
    return certificate.state == "valid" and certificate.valid_from > day_of(now).isoformat()


def view_exp(certificate: Certificate, now: int) -> int:
    """Rule 3, seconds since 1970."""
    exp = -(-(now + VIEW_DAYS * DAY) // DAY) * DAY
    if certificate.valid_to is None:
        return exp
    return min(exp, end_of(date.fromisoformat(certificate.valid_to)))


def views_of(
    session: Session,
    certificate: Certificate,
    type: CertificateType,
    fields: dict[str, Any],
    public: keys.PublicKey,
    *,
    box: Box,
    now: int,
    carrier: Carrier | None = None,
) -> tuple[SignedView, ...]:
    """Every view, signed; none when the certificate cannot be shown now."""
    if not showable(certificate, now):
        return ()
    try:
        signer = signer_for(session, certificate.issuer_code, box=box, now=now)
    except NoActiveKey:  # one issuer without a key must not close the whole wallet
        return ()
    return tuple(
        _sign(certificate, type, view, fields, public, signer, now=now, carrier=carrier) for view in type.views.values()
    )


def _sign(
    certificate: Certificate,
    type: CertificateType,
    view: ViewDef,
    fields: dict[str, Any],
    public: keys.PublicKey,
    signer: keys.Signer,
    *,
    now: int,
    carrier: Carrier | None = None,
) -> SignedView:
    exp = view_exp(certificate, now)
    if carrier is not None and carrier.until is not None:
        exp = min(exp, carrier.until)
    signed = lm1.view_bytes(
        issuer=certificate.issuer_code,
        handle=carrier.handle if carrier else certificate.handle,
        exp=exp,
        device_key=public,
        type=type.number,
        status=carrier.place if carrier else (certificate.list_no, certificate.idx),
        fields=type.view_fields(view.number, fields, today=day_of(now)),
        signer=signer,
        on_behalf=carrier.on_behalf if carrier else None,
    )
    return SignedView(view.number, view.id, dict(view.name), signed, exp)
