"""What happens in rooms that know nothing of webhooks: looked for by the worker, told once.

Rules: 1. a double use is told to the verifier whose gate had accepted the code offline, with the time and kind of the
other use; 2. a partner learns that it was suspended; 3. the id of a message follows from what is told, so that it is
told once, however often and by however many workers it is found; 4. what is older than LOOK_BACK is told no more.
"""

import uuid
from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.audit.models import AuditEntry
from backend.security import Box
from backend.verification.models import SeenCode
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.tell import Plain, tell
from certs import base64url

LOOK_BACK = 86_400  # seconds
MOST = 500  # of each kind, in one round
SUSPENDED, PARTNER = "partner.suspended", "partner:"
NAMES = uuid.UUID("6f1d1f0e-3c0b-4d3f-9f57-6a2a7e1f7c11")  # of ids made by rule 3


def tell_noticed(session: Session, *, box: Box, now: int) -> int:
    """How many messages were put on their way."""
    found = [*_double_uses(session, box=box, now=now), *_suspensions(session, box=box, now=now)]
    return sum(one is not None for one in found)


def made_id(*parts: object) -> uuid.UUID:
    """Rule 3."""
    return uuid.uuid5(NAMES, ":".join(str(part) for part in parts))


def _double_uses(session: Session, *, box: Box, now: int) -> Iterator[uuid.UUID | None]:
    """Rule 1. A message has the id of the report, so that those which were told are passed over by the database."""
    told = exists().where(WebhookDelivery.delivery_id == SeenCode.seen_id)
    doubled = SeenCode.outcome == "accepted", SeenCode.first_at.is_not(None), SeenCode.uploaded_at > now - LOOK_BACK
    query = select(SeenCode).join(WebhookEndpoint, WebhookEndpoint.client_id == SeenCode.verifier_id)
    rows = session.scalars(query.where(*doubled, ~told).order_by(SeenCode.uploaded_at).limit(MOST)).all()
    for row in rows:
        payload: dict[str, Plain] = {
            "once_id": base64url.encode(row.once_id), "gate": row.gate, "accepted_at": row.at,
            "used_at": row.first_at, "used_by": row.first_kind,
        }  # fmt: skip
        yield tell(session, row.verifier_id, "double_use.found", payload, box=box, now=now, message=row.seen_id)


def _suspensions(session: Session, *, box: Box, now: int) -> Iterator[uuid.UUID | None]:
    """Rule 2."""
    lately = AuditEntry.action == SUSPENDED, AuditEntry.at > now - LOOK_BACK
    rows = session.scalars(select(AuditEntry).where(*lately).limit(MOST)).all()
    for row in rows:
        client_id = row.subject.removeprefix(PARTNER)
        payload: dict[str, Plain] = {"client_id": client_id, "state": "suspended", "since": row.at}
        message = made_id(SUSPENDED, row.chain, row.seq)
        yield tell(session, client_id, SUSPENDED, payload, box=box, now=now, message=message)
