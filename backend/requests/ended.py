"""An asker is told when a certificate that was disclosed to it is valid no more, while it may still read the result.

Rules: 1. what ended, or was suspended, in the last day is looked for in the log; 2. told are those whose consent still
stands: given, not withdrawn, its days not over; 3. each once (`webhooks.noticed`), with the request, the type and the
state of the certificate now: the asker was never told its id.
"""

import uuid

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditEntry
from backend.certificates.models import Certificate
from backend.certificates.states import FINAL_KINDS
from backend.people.models import Person
from backend.requests.models import HolderRequest
from backend.requests.states import GIVEN
from backend.security import Box
from backend.verification.models import VerdictRow
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.noticed import LOOK_BACK, made_id
from backend.webhooks.tell import tell

EVENT, CERTIFICATE = "certificate.revoked", "certificate:"
ENDINGS = tuple(f"certificate.{how}" for how in (*sorted(FINAL_KINDS), "suspended", "changed", "renewed"))


def tell_ended(session: Session, *, box: Box, now: int) -> int:
    """How many messages were put on their way."""
    return sum(_tell(session, found, box=box, now=now) for found in _found(session, now=now))


def _found(session: Session, *, now: int) -> list[tuple[AuditEntry, HolderRequest]]:
    """Rules 1 and 2, but for which certificate: entries of a holder, with requests that the holder's phone answered."""
    holder = or_(HolderRequest.person_id == AuditEntry.person_id, HolderRequest.person_id == Person.represented_by)
    stands = HolderRequest.state == GIVEN, HolderRequest.sealed_result.is_not(None), HolderRequest.ends_at > now
    query = (
        select(AuditEntry, HolderRequest)
        .join(Person, Person.person_id == AuditEntry.person_id)
        .join(HolderRequest, holder)
        .join(WebhookEndpoint, WebhookEndpoint.client_id == HolderRequest.asker_id)
        .where(AuditEntry.action.in_(ENDINGS), AuditEntry.at > now - LOOK_BACK, *stands)
        .order_by(AuditEntry.at)
    )
    return [(entry, request) for entry, request in session.execute(query)]


def _tell(session: Session, found: tuple[AuditEntry, HolderRequest], *, box: Box, now: int) -> bool:
    """Rule 3."""
    entry, request = found
    message = made_id(request.request_id, entry.chain, entry.seq)
    if session.get(WebhookDelivery, message) is not None:
        return False
    certificate_id = entry.subject.removeprefix(CERTIFICATE)
    shown = _shown(session, request)
    if certificate_id not in shown or entry.person_id is None:
        return False
    row = session.get(Certificate, (entry.person_id, uuid.UUID(certificate_id)), populate_existing=True)
    if row is None or row.state == "valid":
        return False
    payload = {"request_id": str(request.request_id), "type": shown[certificate_id], "state": row.state}
    told = tell(session, request.asker_id, EVENT, payload, box=box, now=now, message=message)
    return told is not None


def _shown(session: Session, request: HolderRequest) -> dict[str, str]:
    """Certificate id -> type id of what was disclosed on the request."""
    mine = VerdictRow.person_id == request.person_id, VerdictRow.verdict_id == request.verdict_id
    lines = session.scalars(select(VerdictRow.shown).where(*mine)).first() or []
    return {line["certificate_id"]: line["type"] for line in lines}
