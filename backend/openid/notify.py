"""What a wallet says of the copies it was given: kept, lost on the way, or thrown away.

Rules: 1. a batch is named by the id that came with it, under the access token it was given on; 2. saying the same
again changes nothing; 3. copies that the wallet did not keep are ended at once, for nobody would ever ask to.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.certificates.copies import end_copies
from backend.certificates.models import WalletCopy
from backend.openid.refusals import InvalidNotification, UnknownNotification
from backend.openid.statements import Offer

KEPT = "credential_accepted"
EVENTS = (KEPT, "credential_failure", "credential_deleted")


def note(session: Session, offers: Sequence[Offer], body: Mapping[str, Any], *, now: int) -> None:
    """`offers`: those of the access token. Raises InvalidNotification, UnknownNotification."""
    named, event = body.get("notification_id"), body.get("event")
    if not isinstance(named, str) or event not in EVENTS:
        raise InvalidNotification("notification_id, and event as the standard names them")
    if not isinstance(body.get("event_description", ""), str):
        raise InvalidNotification("event_description is a text")
    batch_id = _uuid(named)
    offer = next((one for one in offers if _said(session, one, batch_id, event)), None)
    if offer is None:
        raise UnknownNotification("no batch of this access token")
    if event != KEPT:
        mine = WalletCopy.offer_id == offer.offer_id, WalletCopy.batch_id == batch_id
        ended = end_copies(session, offer.person_id, *mine, now=now)
        entry = make_entry(
            at=now, actor="wallet", action="copies.ended", subject=f"offer:{offer.offer_id}",
            person_id=offer.person_id, batch=batch_id, copies=ended,
        )  # fmt: skip
        record(session, entry)


def _said(session: Session, offer: Offer, batch_id: uuid.UUID, event: str) -> bool:
    """Write it down on the batch, when it is one of this offer."""
    mine = WalletCopy.person_id == offer.person_id, WalletCopy.offer_id == offer.offer_id
    said = update(WalletCopy).where(*mine, WalletCopy.batch_id == batch_id).values(event=event)
    noted = said.returning(WalletCopy.copy_id).execution_options(synchronize_session=False)
    return bool(session.execute(noted).all())


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise UnknownNotification("not one of ours") from error
