"""Copies that cannot be given yet (OpenID4VCI 1.0, section 9): the request is kept, and given once when it can be.

Rules: 1. put off is what may still come: a case that nobody has decided, a period that has not begun, a suspension,
an authority without a key at this moment; 2. the keys were proven when copies were asked for, and these are counted
then; 3. a transaction is named by a random id, kept as a keyed digest, and belongs to the access token it was made
under; one conditional UPDATE gives it; 4. it ends with that token, which, where it is bound to a key, lives thirty days
from then on, and from every time that the wallet asks and is told to wait.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.rows import Held
from backend.certificates.wallet import not_begun
from backend.openid.models import WalletDeferral, WalletOffer
from backend.openid.offers import key_of
from backend.openid.refusals import InvalidTransaction
from backend.openid.statements import Offer
from backend.registries.calendar import end_of
from backend.security import Box
from certs import base64url, keys
from certs.keys import PublicKey

DAY = 86_400
LIFE = 30 * DAY
SHORTEST = 600


@dataclass(frozen=True)
class Waiting:
    """What was put off. `interval`: seconds after which to ask again."""

    transaction_id: str
    interval: int


def put_off(
    session: Session, offer: Offer, certificate: Held | None, holders: Sequence[PublicKey], *,
    box: Box, now: int,
) -> Waiting:  # fmt: skip
    """Keep the request (rules 2 and 4). `certificate`: None while its case is open."""
    transaction_id = base64url.encode(secrets.token_bytes(24))
    row = {
        "person_id": offer.person_id, "deferral_id": db.new_id(now * 1000), "offer_id": offer.offer_id,
        "transaction_key": key_of("transaction", transaction_id, box=box),
        "holders": [keys.jwk_of(one) for one in holders], "made_at": now, "given_at": None,
    }  # fmt: skip
    session.execute(insert(WalletDeferral).values(row))
    _lives_on(session, offer, now)
    entry = make_entry(
        at=now, actor="wallet", action="copies.put_off", subject=f"offer:{offer.offer_id}", person_id=offer.person_id,
        copies=len(holders),
    )  # fmt: skip
    record(session, entry)
    return Waiting(transaction_id, interval(certificate, now))


def deferral_of(
    session: Session, offers: Sequence[Offer], transaction_id: object, *, box: Box
) -> tuple[WalletDeferral, Offer]:
    """The request that waits, and its offer among those of the access token. Raises InvalidTransaction."""
    if not isinstance(transaction_id, str):
        raise InvalidTransaction("transaction_id is a text")
    key = key_of("transaction", transaction_id, box=box)
    query = select(WalletDeferral).where(WalletDeferral.transaction_key == key)
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    offer = next((one for one in offers if found is not None and one.offer_id == found.offer_id), None)
    if found is None or offer is None or found.given_at is not None:
        raise InvalidTransaction("unknown, given already, or of another access token")
    return found, offer


def use_up(session: Session, waiting: WalletDeferral, *, now: int) -> None:
    """Rule 3. Raises InvalidTransaction where another answer was quicker."""
    mine = WalletDeferral.person_id == waiting.person_id, WalletDeferral.deferral_id == waiting.deferral_id
    given = update(WalletDeferral).where(*mine, WalletDeferral.given_at.is_(None)).values(given_at=now)
    statement = given.returning(WalletDeferral.deferral_id).execution_options(synchronize_session=False)
    if session.execute(statement).first() is None:
        raise InvalidTransaction("given already")


def wait_on(
    session: Session, waiting: WalletDeferral, offer: Offer, certificate: Held | None, transaction_id: str, *, now: int
) -> Waiting:
    """Not yet (rule 4)."""
    waiting.made_at = now
    _lives_on(session, offer, now)
    return Waiting(transaction_id, interval(certificate, now))


def _lives_on(session: Session, offer: Offer, now: int) -> None:
    if offer.bound_to is not None:
        mine = WalletOffer.person_id == offer.person_id, WalletOffer.offer_id == offer.offer_id
        longer = update(WalletOffer).where(*mine).values(token_expires_at=now + LIFE)
        session.execute(longer.execution_options(synchronize_session=False))


def interval(certificate: Held | None, now: int) -> int:
    """Seconds: until the first day where that is known, within ten minutes and a day."""
    if certificate is None or not not_begun(certificate, now):
        return SHORTEST
    return min(max(end_of(date.fromisoformat(certificate.valid_from)) - DAY - now, SHORTEST), DAY)
