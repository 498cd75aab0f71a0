"""A partner's own messages: what became of each, one sent again, and one to try the address with.

Rules: 1. a partner sees its own only, newest first, without the text that was sent; 2. any of them may be sent again,
under the same id; 3. tests and repeats are counted, so that nobody makes us knock at an address without end.
"""

import uuid

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from backend.errors import Conflict, NotFound
from backend.people.limits import count_attempt
from backend.security import Box
from backend.webhooks.endpoints import WebhookNotSet
from backend.webhooks.events import TEST
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.tell import tell

HOUR, MOST_AN_HOUR = 3600, 60


class NoSuchDelivery(NotFound):
    code = "delivery_not_found"
    zh = "没有这条推送"
    en = "No such message"


class WebhookPaused(Conflict):
    code = "webhook_paused"
    zh = "推送已暂停"
    en = "Messages are paused"
    next_zh = "请修复接收端，再用 PUT /api/v1/partners/current/webhook 重新设置"
    next_en = "Mend the receiver, then set the address again with PUT /api/v1/partners/current/webhook"


def own_deliveries(
    session: Session, client_id: str, *, state: str | None, after: tuple[int, uuid.UUID] | None, most: int
) -> list[WebhookDelivery]:
    """At most `most` messages, newest first, told before `after`."""
    query = select(WebhookDelivery).where(WebhookDelivery.client_id == client_id)
    if state is not None:
        query = query.where(WebhookDelivery.state == state)
    if after is not None:
        query = query.where(tuple_(WebhookDelivery.told_at, WebhookDelivery.delivery_id) < after)
    order = WebhookDelivery.told_at.desc(), WebhookDelivery.delivery_id.desc()
    return list(session.scalars(query.order_by(*order).limit(most)))


def send_test(session: Session, client_id: str, *, box: Box, now: int) -> WebhookDelivery:
    """A message that says nothing, on its way. Raises WebhookNotSet, WebhookPaused, TooMany."""
    _may_send(session, client_id, box=box, now=now)
    delivery_id = tell(session, client_id, TEST, {}, box=box, now=now)
    return session.get_one(WebhookDelivery, delivery_id)


def send_again(session: Session, client_id: str, delivery_id: uuid.UUID, *, box: Box, now: int) -> WebhookDelivery:
    """The message, due now, as if told now. Raises NoSuchDelivery, WebhookNotSet, WebhookPaused, TooMany."""
    mine = WebhookDelivery.delivery_id == delivery_id, WebhookDelivery.client_id == client_id
    if session.scalars(select(WebhookDelivery.delivery_id).where(*mine)).first() is None:
        raise NoSuchDelivery
    _may_send(session, client_id, box=box, now=now)
    values = {"state": "waiting", "step": 0, "next_at": now, "ended_at": None}
    session.execute(update(WebhookDelivery).where(*mine).values(values).execution_options(synchronize_session=False))
    return session.get_one(WebhookDelivery, delivery_id, populate_existing=True)


def _may_send(session: Session, client_id: str, *, box: Box, now: int) -> None:
    endpoint = session.get(WebhookEndpoint, client_id)
    if endpoint is None:
        raise WebhookNotSet
    if endpoint.paused_at is not None:
        raise WebhookPaused
    key = box.blind("webhook-send", client_id)
    count_attempt(session, "webhook-send", key, window_seconds=HOUR, most=MOST_AN_HOUR, now=now)
