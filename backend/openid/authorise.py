"""The holder's answer to a wallet that asked: which certificates it may copy, or none.

Rules: 1. to choose from are the holder's own certificates, and those of whom they represent, of the types that were
asked for and that can be shown now; an offer's `issuer_state` leaves that one certificate of its type; 2. of each type
one at most is chosen, and one at all; 3. a yes makes a code of one minute, kept as a keyed digest, and an offer for
each certificate; the offer of an `issuer_state` is used up by one conditional UPDATE; 4. a request is answered once;
5. answers of a person are counted with the offers they make.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.models import Certificate
from backend.certificates.reading import Card, card_of
from backend.certificates.rows import open_fields
from backend.openid import redirects
from backend.openid.models import WalletAuthorisation, WalletOffer
from backend.openid.offers import MOST_AN_HOUR, key_of, may_be_offered
from backend.openid.pushed import Waiting, answer_once
from backend.openid.refusals import AuthorisationUnknown, ChoiceWrong
from backend.people.limits import count_attempt
from backend.security import Box
from certs import base64url
from certs.catalogue import Catalogue, CertificateType

CODE_LIFE = 60
AUTHORISATION_CODE = "authorisation-code"
DENIED = "access_denied"


@dataclass(frozen=True)
class Choice:
    """What may be chosen of one type that was asked for."""

    type: CertificateType
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Answerer:
    """`person_ids`: their own first, then of whom they represent."""

    person_ids: Sequence[uuid.UUID]
    account: str


def choices(
    session: Session, waiting: Waiting, person_ids: Sequence[uuid.UUID], *, catalogue: Catalogue, box: Box, now: int
) -> list[Choice]:
    """In the order of the request; a type of which there is nothing has no cards."""
    found = _mine(session, waiting, person_ids, catalogue, now)
    return [
        Choice(type, tuple(card_of(session, one, type, open_fields(one, box=box), box=box) for one in found[type.id]))
        for type in _types(waiting, catalogue)
    ]


def approve(
    session: Session, waiting: Waiting, who: Answerer, chosen: Sequence[uuid.UUID], *, catalogue: Catalogue, box: Box,
    base_url: str, now: int,
) -> str:  # fmt: skip
    """The address to send the user back to, with the code. Raises ChoiceWrong, AuthorisationUnknown, TooMany."""
    picked = _picked(_mine(session, waiting, who.person_ids, catalogue, now), chosen)
    person_id, asked, code = who.person_ids[0], waiting.asked, base64url.encode(secrets.token_bytes(32))
    count_attempt(session, "wallet-offer", person_id.bytes, window_seconds=3600, most=MOST_AN_HOUR, now=now)
    answer_once(session, waiting, now=now)
    authorisation_id = db.new_id()
    row = {
        "person_id": person_id, "authorisation_id": authorisation_id, "code_key": code_key(code, box=box),
        "client_id": asked.client_id, "redirect_uri": asked.redirect_uri, "challenge": asked.challenge,
        "bound_to": asked.bound_to, "created_at": now, "expires_at": now + CODE_LIFE,
        "attested_by": None if asked.wallet is None else asked.wallet.provider,
    }  # fmt: skip
    session.execute(insert(WalletAuthorisation).values(row))
    for configuration, certificate in picked.items():
        narrowed = configuration in asked.narrowed
        if not _by_offer(session, waiting, certificate, authorisation_id, narrowed=narrowed, now=now):
            _new_offer(session, certificate, authorisation_id, narrowed=narrowed, now=now)
    subject = f"authorisation:{authorisation_id}"
    entry = make_entry(
        at=now, actor=who.account, action="wallet.authorised", subject=subject, person_id=person_id,
        certificates=len(picked),
    )  # fmt: skip
    record(session, entry)
    return redirects.answer(asked.redirect_uri, {"code": code, "state": asked.state, "iss": base_url})


def refuse(session: Session, waiting: Waiting, *, base_url: str, now: int) -> str:
    """The address to send the user back to, with the refusal. Raises AuthorisationUnknown."""
    answer_once(session, waiting, now=now)
    given = {"error": DENIED, "state": waiting.asked.state, "iss": base_url}
    return redirects.answer(waiting.asked.redirect_uri, given)


def code_key(code: str, *, box: Box) -> bytes:
    return key_of(AUTHORISATION_CODE, code, box=box)


def _types(waiting: Waiting, catalogue: Catalogue) -> list[CertificateType]:
    found = [catalogue.by_id(one) for one in waiting.asked.wanted]
    return [one for one in found if one is not None]


def _mine(
    session: Session, waiting: Waiting, person_ids: Sequence[uuid.UUID], catalogue: Catalogue, now: int
) -> dict[str, list[Certificate]]:
    """Rule 1: by configuration, newest first."""
    types = {type.number: type.id for type in _types(waiting, catalogue)}
    query = select(Certificate).where(Certificate.person_id.in_(person_ids), Certificate.type_number.in_(types))
    rows = session.scalars(query.order_by(Certificate.certificate_id.desc()))
    found: dict[str, list[Certificate]] = {configuration: [] for configuration in types.values()}
    for one in rows:
        if may_be_offered(one, now):
            found[types[one.type_number]].append(one)
    offered = _offered(session, waiting)
    if offered is not None and offered.type_number in types:
        same = [one for one in found[types[offered.type_number]] if one.certificate_id == offered.certificate_id]
        found[types[offered.type_number]] = same
    return found


def _picked(mine: dict[str, list[Certificate]], chosen: Sequence[uuid.UUID]) -> dict[str, Certificate]:
    """Rule 2."""
    wanted = set(chosen)
    picked = {name: [one for one in rows if one.certificate_id in wanted] for name, rows in mine.items()}
    if not wanted or sum(map(len, picked.values())) != len(wanted) or any(len(rows) > 1 for rows in picked.values()):
        raise ChoiceWrong
    return {name: rows[0] for name, rows in picked.items() if rows}


def _offered(session: Session, waiting: Waiting) -> WalletOffer | None:
    return None if waiting.asked.offer is None else session.get(WalletOffer, waiting.asked.offer)


def _by_offer(
    session: Session,
    waiting: Waiting,
    certificate: Certificate,
    authorisation_id: uuid.UUID,
    *,
    narrowed: bool,
    now: int,
) -> bool:
    """Rule 3's second half; False when no offer led here. Raises AuthorisationUnknown when the offer is over."""
    offered = _offered(session, waiting)
    if offered is None or offered.certificate_id != certificate.certificate_id:
        return False
    mine = WalletOffer.person_id == certificate.person_id, WalletOffer.offer_id == offered.offer_id
    waits = WalletOffer.taken_at.is_(None), WalletOffer.withdrawn_at.is_(None), WalletOffer.authorisation_id.is_(None)
    used = update(WalletOffer).where(*mine, *waits)
    used = used.values(authorisation_id=authorisation_id, narrowed=narrowed, expires_at=now + CODE_LIFE)
    found = session.execute(used.returning(WalletOffer.offer_id).execution_options(synchronize_session=False)).first()
    if found is None:
        raise AuthorisationUnknown
    return True


def _new_offer(
    session: Session, certificate: Certificate, authorisation_id: uuid.UUID, *, narrowed: bool, now: int
) -> None:
    row = {
        "person_id": certificate.person_id, "offer_id": db.new_id(), "certificate_id": certificate.certificate_id,
        "type_number": certificate.type_number, "tries": 0, "created_at": now, "expires_at": now + CODE_LIFE,
        "narrowed": narrowed, "copies": 0, "authorisation_id": authorisation_id,
    }  # fmt: skip
    session.execute(insert(WalletOffer).values(row))
