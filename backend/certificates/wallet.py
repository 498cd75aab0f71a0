"""What a phone carries: the holder's certificates as cards, each with views that the issuer signed for this phone's
key.

Rules: 1. a person sees their own certificates and those of organisations they represent, the newest version of
each; 2. only a valid certificate within its period gets views; 3. a view lives 7 to 8 days, ends on a whole day,
and never outlives the certificate; 4. views are signed for a phone that is the person's own and not removed; 5. they
are renewed four days before they end.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.carried import Opened, newest_of
from backend.certificates.models import Certificate
from backend.certificates.reading import Card
from backend.certificates.refusals import CertificateUnknown, NotShowable, ViewUnknown
from backend.certificates.rows import Carried, Held, open_fields
from backend.people.models import Device
from backend.registries.calendar import day_of, end_of
from backend.security import Box
from backend.trust.keys import NoActiveKey, signer_for
from certs import keys, lm1
from certs.catalogue import Catalogue, ViewDef
from certs.place import OnBehalf

DAY = 86_400
DAY_LONG = timedelta(days=1)
VIEW_DAYS = 7
RENEW_BEFORE = 4 * DAY


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
    """A card and its signed views; none when the certificate cannot be shown now. `changes_at`: as the function."""

    card: Card
    views: tuple[SignedView, ...]
    changes_at: int | None


def wallet(
    session: Session, person_ids: Sequence[uuid.UUID], public: keys.PublicKey, *, catalogue: Catalogue, box: Box,
    now: int,
) -> list[WalletCard]:  # fmt: skip
    """The cards of these persons in order of type, with every view signed for the phone whose key is `public`."""
    found = newest_of(session, person_ids, catalogue=catalogue, box=box)
    return [card_with_views(session, one, public, box=box, now=now) for one in found]


def card_with_views(
    session: Session, one: Opened, public: keys.PublicKey, *, box: Box, now: int, carrier: Carrier | None = None
) -> WalletCard:
    """A card with every view, signed; with none when the certificate cannot be shown now."""
    views = views_of(session, one, public, box=box, now=now, carrier=carrier)
    return WalletCard(one.card, views, changes_at(one, now))


def changes_at(one: Opened, now: int) -> int | None:
    """When time alone changes what a phone is told of it, Unix seconds: it begins or ends, or a value that follows from
    a day does. None: never, as it stands."""
    row, today = one.row, day_of(now)
    if row.state != "valid" or (row.valid_to is not None and row.valid_to < today.isoformat()):
        return None
    begins = date.fromisoformat(row.valid_from)
    if begins > today:
        return end_of(begins - DAY_LONG)
    ends = [] if row.valid_to is None else [end_of(date.fromisoformat(row.valid_to))]
    other = one.type.next_change(one.fields, today=today)
    return min([*ends, *([] if other is None else [end_of(other - DAY_LONG)])], default=None)


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
    coded = type.view_fields(view, fields, today=day_of(now))
    exp = view_exp(certificate, now, carrier)
    return _sign(certificate, type.number, type.views[view], coded, public, signer, exp=exp, carrier=carrier)


def showable(certificate: Certificate | Held | Carried, now: int) -> bool:
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


def latest_exp(now: int) -> int:
    """When a view that is signed now ends if its certificate does not before, Unix seconds."""
    return -(-(now + VIEW_DAYS * DAY) // DAY) * DAY


def view_exp(certificate: Certificate | Carried, now: int, carrier: Carrier | None = None) -> int:
    """Rule 3, seconds since 1970."""
    ends = [latest_exp(now)]
    if certificate.valid_to is not None:
        ends.append(end_of(date.fromisoformat(certificate.valid_to)))
    if carrier is not None and carrier.until is not None:
        ends.append(carrier.until)
    return min(ends)


def views_of(
    session: Session, one: Opened, public: keys.PublicKey, *, box: Box, now: int, carrier: Carrier | None = None
) -> tuple[SignedView, ...]:
    """Every view, signed; none when the certificate cannot be shown now."""
    if not showable(one.row, now):
        return ()
    try:
        signer = signer_for(session, one.row.issuer_code, box=box, now=now)
    except NoActiveKey:  # one issuer without a key must not close the whole wallet
        return ()
    coded = one.type.fields_of_views(one.fields, today=day_of(now))
    exp = view_exp(one.row, now, carrier)
    return tuple(
        [_sign(one.row, one.type.number, view, coded[view.number], public, signer, exp=exp, carrier=carrier)
         for view in one.type.views.values()]
    )  # fmt: skip


def _sign(
    certificate: Certificate | Carried, type: int, view: ViewDef, fields: dict[int, Any], public: keys.PublicKey,
    signer: keys.Signer, *, exp: int, carrier: Carrier | None,
) -> SignedView:  # fmt: skip
    """`fields`: the view's values by label."""
    signed = lm1.view_bytes(
        issuer=certificate.issuer_code,
        handle=carrier.handle if carrier else certificate.handle,
        exp=exp,
        device_key=public,
        type=type,
        status=carrier.place if carrier else (certificate.list_no, certificate.idx),
        fields=fields,
        signer=signer,
        on_behalf=carrier.on_behalf if carrier else None,
    )
    return SignedView(view.number, view.id, dict(view.name), signed, exp)
