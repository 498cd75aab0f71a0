"""Tell a partner that something happened: one row, in the transaction of what happened; the worker sends it.

Rules: 1. a partner without an address or the channel, or that did not choose the event, is told nothing; 2. a message
carries ids, states, numbers and times, never a value of a field; 3. its text is made now and kept sealed, so that every
try sends, and signs, the same bytes.
"""

import uuid
from collections.abc import Mapping

import orjson
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.partners.registration import registration_of
from backend.security import Box
from backend.web.strict import rfc3339
from backend.webhooks.events import EVENTS, TEST
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint

Plain = str | int | bool | None
CHANNEL = "webhook"
MOST_TEXT = 200  # characters of one value: enough for any id


def tell(
    session: Session, client_id: str, event: str, payload: Mapping[str, Plain], *, box: Box, now: int,
    message: uuid.UUID | None = None,
) -> uuid.UUID | None:  # fmt: skip
    """Put a message on its way; its id, or None where nobody listens. Raises ValueError for what rule 2 forbids.

    `message`: the id of what is told once only; None, too, when that was told before.
    """
    if event not in EVENTS and event != TEST:
        raise ValueError(f"unknown event {event!r}")
    if any(isinstance(value, str) and len(value) > MOST_TEXT for value in payload.values()):
        raise ValueError("a message carries ids and states only")
    endpoint = session.get(WebhookEndpoint, client_id)
    if endpoint is None or (event != TEST and event not in endpoint.events):
        return None
    if CHANNEL not in registration_of(session, client_id, now=now).channels:
        return None
    delivery_id = message or db.new_id(now * 1000)
    body = {"type": event, "timestamp": rfc3339(now), "data": dict(payload)}
    row = {
        "delivery_id": delivery_id, "client_id": client_id, "event": event, "told_at": now, "state": "waiting",
        "tries": 0, "step": 0, "next_at": now, "answers": [], "ended_at": None,
        "sealed_body": box.seal(orjson.dumps(body).decode(), context_of(delivery_id)),
    }  # fmt: skip
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(WebhookDelivery).values(row).on_conflict_do_nothing()
    return session.execute(new.returning(WebhookDelivery.delivery_id)).scalar_one_or_none()


def context_of(delivery_id: uuid.UUID) -> bytes:
    """What a sealed body is bound to."""
    return b"webhook:" + delivery_id.bytes
