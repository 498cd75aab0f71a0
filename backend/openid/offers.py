"""What the holder does: offer a certificate to another wallet, see what became of it, take it back.

Rules: 1. only a certificate that can be shown now, or from a later day on, is offered, by its holder or whoever
represents them; 2. code and
transaction code are random, reach the holder apart, and are kept as keyed digests only; 3. an offer ends after five
minutes, and a person makes few in an hour; 4. the address of an offer tells the code and never the transaction code;
5. taking it back ends the offer, its access token and every copy that was given on it, at once; 6. when somebody else
represents an organisation, its offers end so, too: a token that outlives the copies would fetch new ones.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, func, insert, or_, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.copies import end_copies
from backend.certificates.models import Certificate, WalletCopy
from backend.certificates.refusals import CertificateUnknown, NotShowable
from backend.certificates.wallet import awaited as not_yet
from backend.certificates.wallet import not_begun, showable
from backend.openid.awaited import mine, to_come
from backend.openid.models import WalletDeferral, WalletOffer
from backend.openid.providers import Providers, named
from backend.openid.refusals import OfferOver, OfferUnknown
from backend.people.limits import count_attempt
from backend.registries.holders import first_when_represented_anew
from backend.security import Box
from backend.web.awaited import Await
from certs import base64url
from certs.catalogue import Catalogue
from certs.errors import MalformedError

LIFE, DIGITS, MOST_TRIES, MOST_AN_HOUR, MOST_SHOWN = 300, 6, 5, 20, 50
ISSUER_STATE = b"offer-issuer-state"


@dataclass(frozen=True)
class NewOffer:
    """`reference` names the offer in its address; `tx_code` is told to the holder this once."""

    offer_id: uuid.UUID
    type_number: int
    reference: str
    code: str
    tx_code: str
    expires_at: int
    issuer_state: str | None  # none where there is nothing yet to choose at the wallet's own request


@dataclass(frozen=True)
class Taken:
    """An offer as its holder sees it. `state`: waiting, authorised, over, blocked, withdrawn or taken."""

    offer_id: uuid.UUID
    state: str
    created_at: int
    expires_at: int
    taken_at: int | None
    wallet: str | None
    copies: int
    standing: int
    event: str | None
    wallet_name: str | None
    vouched_by: dict[str, str] | None
    put_off: bool


def make_offer(
    session: Session, certificate_id: uuid.UUID, person_ids: Sequence[uuid.UUID], *, box: Box, now: int, actor: str
) -> NewOffer:
    """Raises CertificateUnknown, NotShowable, TooMany."""
    certificate = _own(session, certificate_id, person_ids)
    if not may_be_offered(certificate, now):
        raise NotShowable
    return _make(session, certificate.person_id, certificate.type_number, certificate_id, box=box, now=now, actor=actor)


def make_case_offer(
    session: Session, case_no: str, person_ids: Sequence[uuid.UUID], *, awaited: Await, catalogue: Catalogue, box: Box,
    now: int, actor: str,
) -> NewOffer:  # fmt: skip
    """Of the certificate that the case is to end in. Raises OffersCaseUnknown, NothingToCome, TooMany."""
    found, type_ = to_come(session, case_no, person_ids, awaited=awaited, catalogue=catalogue)
    return _make(session, found.person_id, type_.number, None, case_no, box=box, now=now, actor=actor)


def _make(
    session: Session, person_id: uuid.UUID, type_number: int, certificate_id: uuid.UUID | None,
    case_no: str | None = None, *, box: Box, now: int, actor: str,
) -> NewOffer:  # fmt: skip
    count_attempt(session, "wallet-offer", person_id.bytes, window_seconds=3600, most=MOST_AN_HOUR, now=now)
    reference, tx_code = base64url.encode(secrets.token_bytes(18)), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    offer_id = db.new_id()
    offer = NewOffer(
        offer_id, type_number, reference, code_of(reference, box=box), tx_code, now + LIFE,
        None if certificate_id is None else issuer_state(person_id, offer_id, box=box),
    )  # fmt: skip
    row = {
        "person_id": person_id, "offer_id": offer.offer_id, "certificate_id": certificate_id,
        "case_no": case_no, "type_number": type_number, "code_key": key_of("code", offer.code, box=box),
        "tx_key": tx_key(offer.offer_id, tx_code, box=box), "tries": 0, "created_at": now,
        "expires_at": offer.expires_at, "narrowed": False, "copies": 0,
    }  # fmt: skip
    session.execute(insert(WalletOffer).values(row))
    subject = f"offer:{offer.offer_id}"
    record(session, make_entry(at=now, actor=actor, action="offer.made", subject=subject, person_id=person_id))
    return offer


def may_be_offered(certificate: Certificate, now: int) -> bool:
    """Rule 1."""
    return showable(certificate, now) or not_begun(certificate, now)


def waiting_offer(session: Session, reference: str, *, box: Box, now: int) -> tuple[WalletOffer, str]:
    """(The offer at this address that may still be taken, its code). Raises OfferUnknown."""
    code = code_of(reference, box=box)
    offer = offer_by_code(session, code, box=box)
    if offer is None or state_of(offer, now) != "waiting":
        raise OfferUnknown
    return offer, code


def offers_of(
    session: Session, certificate_id: uuid.UUID, person_ids: Sequence[uuid.UUID], *, awaited: Await,
    providers: Providers, now: int,
) -> list[Taken]:  # fmt: skip
    """The certificate's offers, newest first; only whom the city trusts now vouches. Raises CertificateUnknown."""
    certificate = _own(session, certificate_id, person_ids)
    waiting = WalletOffer.certificate_id.is_(None) & (WalletOffer.type_number == certificate.type_number)
    which = or_(WalletOffer.certificate_id == certificate_id, waiting)
    rows = _newest(session, certificate.person_id, which)
    rows = [one for one in rows if one.certificate_id or _ended_in(session, one, awaited) == certificate_id]
    return _told(session, certificate.person_id, rows, comes=_comes(certificate, now), providers=providers, now=now)


def case_offers(
    session: Session, case_no: str, person_ids: Sequence[uuid.UUID], *, awaited: Await, providers: Providers, now: int
) -> list[Taken]:
    """The offers that were made of what the case is to end in, newest first. Raises OffersCaseUnknown."""
    found = mine(session, case_no, person_ids, awaited=awaited)
    rows = _newest(session, found.person_id, WalletOffer.case_no == case_no)
    comes = found.how != "over"
    if found.certificate_id is not None:
        comes = _comes(session.get_one(Certificate, (found.person_id, found.certificate_id)), now)
    return _told(session, found.person_id, rows, comes=comes, providers=providers, now=now)


def withdraw(session: Session, offer_id: uuid.UUID, person_ids: Sequence[uuid.UUID], *, now: int, actor: str) -> int:
    """Rule 5; how many copies it ended. Raises OfferUnknown, OfferOver."""
    own = WalletOffer.offer_id == offer_id, WalletOffer.person_id.in_(person_ids)
    offer = session.scalars(select(WalletOffer).where(*own).with_for_update()).one_or_none()
    if offer is None:
        raise OfferUnknown
    ended = end_copies(session, offer.person_id, WalletCopy.offer_id == offer_id, now=now)
    if offer.withdrawn_at is not None and not ended:
        raise OfferOver
    offer.withdrawn_at = now
    entry = make_entry(
        at=now, actor=actor, action="offer.withdrawn", subject=f"offer:{offer_id}", person_id=offer.person_id,
        copies=ended,
    )  # fmt: skip
    record(session, entry)
    return ended


@first_when_represented_anew
def end_with_representative(session: Session, organisation_id: uuid.UUID, now: int) -> None:
    """Rule 6. A wallet that is being given copies at this moment is waited for, and these end with the others, which
    `certificates.phone_copies` sees to."""
    usable = or_(WalletOffer.expires_at > now, WalletOffer.token_expires_at > now), WalletOffer.withdrawn_at.is_(None)
    ended = update(WalletOffer).where(WalletOffer.person_id == organisation_id, *usable).values(withdrawn_at=now)
    session.execute(ended.execution_options(synchronize_session=False))


def state_of(offer: WalletOffer, now: int) -> str:
    """Expiry comes before anything that uses the offer up (rule 3). One that was authorised waits for its wallet."""
    if offer.withdrawn_at is not None:
        return "withdrawn"
    if offer.taken_at is not None:
        return "taken"
    if offer.expires_at <= now:
        return "over"
    if offer.authorisation_id is not None:
        return "authorised"
    return "blocked" if offer.tries >= MOST_TRIES else "waiting"


def offer_by_code(session: Session, code: str, *, box: Box) -> WalletOffer | None:
    query = select(WalletOffer).where(WalletOffer.code_key == key_of("code", code, box=box))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def code_of(reference: str, *, box: Box) -> str:
    """The pre-authorised code of an offer's address: made from it by a key, so that none of the two is kept."""
    return base64url.encode(box.blind("offer-code", reference))


def issuer_state(person_id: uuid.UUID, offer_id: uuid.UUID, *, box: Box) -> str:
    """What an offer says so that a wallet's own request finds it again; nothing of it can be read."""
    return base64url.encode(box.seal([person_id.hex, offer_id.hex], ISSUER_STATE))


def offer_of_state(session: Session, text: str, *, box: Box) -> WalletOffer | None:
    """The offer that an issuer_state is of; never raises."""
    try:
        person, offer = box.open(base64url.decode(text), ISSUER_STATE)
    except (MalformedError, InvalidTag, ValueError):
        return None
    return session.get(WalletOffer, (uuid.UUID(person), uuid.UUID(offer)))


def key_of(kind: str, secret: str, *, box: Box) -> bytes:
    """What a code or an access token is found by."""
    return box.blind(f"offer-{kind}-key", secret)


def tx_key(offer_id: uuid.UUID, tx_code: str, *, box: Box) -> bytes:
    return box.blind("offer-transaction-code", f"{offer_id}:{tx_code}")


def _own(session: Session, certificate_id: uuid.UUID, person_ids: Sequence[uuid.UUID]) -> Certificate:
    own = Certificate.person_id.in_(person_ids), Certificate.certificate_id == certificate_id
    certificate = session.scalars(select(Certificate).where(*own)).one_or_none()
    if certificate is None:
        raise CertificateUnknown
    return certificate


def _newest(session: Session, person_id: uuid.UUID, which: ColumnElement[bool]) -> list[WalletOffer]:
    query = select(WalletOffer).where(WalletOffer.person_id == person_id, which)
    return list(session.scalars(query.order_by(WalletOffer.offer_id.desc()).limit(MOST_SHOWN)))


def _ended_in(session: Session, offer: WalletOffer, awaited: Await) -> uuid.UUID | None:
    """The certificate of an offer whose wallet has not fetched it since its case was decided."""
    found = awaited(session, offer.case_no or "")
    return None if found is None else found.certificate_id


def _comes(certificate: Certificate, now: int) -> bool:
    """Whether copies are given, now or later."""
    return showable(certificate, now) or not_yet(certificate, now)


def _told(
    session: Session, person_id: uuid.UUID, rows: Sequence[WalletOffer], *, comes: bool, providers: Providers, now: int
) -> list[Taken]:
    """`comes`: what the offers are of is still given, so that a wallet may wait for it."""
    said = _copies(session, person_id, [row.offer_id for row in rows])
    waiting = _put_off(session, person_id) if comes else set[uuid.UUID]()
    return [
        _taken(row, said.get(row.offer_id, (0, None)), named(providers, row.attested_by), row.offer_id in waiting, now)
        for row in rows
    ]


def _copies(
    session: Session, person_id: uuid.UUID, offers: Sequence[uuid.UUID]
) -> dict[uuid.UUID, tuple[int, str | None]]:
    """By offer: how many copies were not ended alone, and what the wallet said last."""
    own = WalletCopy.person_id == person_id, WalletCopy.offer_id.in_(offers)
    standing = func.count() - func.count(WalletCopy.ended_at)
    columns = WalletCopy.offer_id, standing.label("standing"), func.max(WalletCopy.event).label("event")
    query = select(*columns).where(*own).group_by(WalletCopy.offer_id)
    return {row.offer_id: (row.standing, row.event) for row in session.execute(query)}


def _put_off(session: Session, person_id: uuid.UUID) -> set[uuid.UUID]:
    """Offers on which a wallet waits for copies that cannot be given yet."""
    waiting = select(WalletDeferral.offer_id).where(
        WalletDeferral.person_id == person_id, WalletDeferral.given_at.is_(None)
    )
    return set(session.scalars(waiting))


def _taken(
    row: WalletOffer, said: tuple[int, str | None], by: dict[str, str] | None, waits: bool, now: int
) -> Taken:  # fmt: skip
    alive = state_of(row, now) == "taken" and (row.token_expires_at or 0) > now
    return Taken(
        row.offer_id, state_of(row, now), row.created_at, row.expires_at, row.taken_at, row.client_id, row.copies,
        standing=said[0], event=said[1], wallet_name=None if by is None else row.wallet_name, vouched_by=by,
        put_off=waits and alive,
    )  # fmt: skip
