"""What administration does about a partner's address: pause it, let it go on, try it, send a message again.

Rules: 1. a pause by staff, and the end of any pause, are recorded with who did it; what was told meanwhile waits and is
sent afterwards, as far as its tries go; again, both change nothing; 2. the partner setting its address ends a pause of
staff, too: to stop a partner altogether it is suspended; 3. a test and a repeat are counted as the partner's own and
recorded, and refused while the partner is not registered for messages; 4. nobody here reads what a message says, or
more of the address than its host.
"""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict
from backend.partners.registration import ChannelNotRegistered, require_channel
from backend.security import Box
from backend.webhooks import deliveries
from backend.webhooks.endpoints import EndpointShown, WebhookNotSet, endpoint_for_staff
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint

BY_STAFF = "staff"


class NotRegisteredForMessages(Conflict):
    code = "partner_without_webhook"
    zh = "该第三方未登记推送渠道，不会收到推送"
    en = "This partner is not registered for messages and is sent none"
    next_zh = "请先为其申请登记渠道 webhook，并由另一人批准"
    next_en = "Apply for the channel webhook for it first; somebody else approves"


def pause(session: Session, client_id: str, *, actor: str, now: int) -> EndpointShown:
    """Rules 1 and 2. Raises WebhookNotSet."""
    row = _locked(session, client_id)
    if row.paused_at is None:
        row.paused_at, row.pause_reason = now, BY_STAFF
        _note(session, client_id, "webhook.paused", actor=actor, now=now, reason=BY_STAFF)
    return endpoint_for_staff(session, client_id, now=now)


def resume(session: Session, client_id: str, *, actor: str, now: int) -> EndpointShown:
    """Rule 1: as if nothing had failed. Raises WebhookNotSet."""
    row = _locked(session, client_id)
    if row.paused_at is not None:
        row.paused_at, row.pause_reason = None, None
        row.failures, row.failing_since, row.rest_until = 0, None, 0
        _note(session, client_id, "webhook.resumed", actor=actor, now=now)
    return endpoint_for_staff(session, client_id, now=now)


def send_test(session: Session, client_id: str, *, box: Box, actor: str, now: int) -> WebhookDelivery:
    """Rule 3. Raises NotRegisteredForMessages, WebhookNotSet, WebhookPaused, TooMany."""
    _registered(session, client_id, now=now)
    sent = deliveries.send_test(session, client_id, box=box, now=now)
    _note(session, client_id, "webhook.tested", actor=actor, now=now, delivery=sent.delivery_id)
    return sent


def send_again(
    session: Session, client_id: str, delivery_id: uuid.UUID, *, box: Box, actor: str, now: int
) -> WebhookDelivery:
    """Rule 3. Raises NotRegisteredForMessages, NoSuchDelivery, WebhookNotSet, WebhookPaused, TooMany."""
    _registered(session, client_id, now=now)
    sent = deliveries.send_again(session, client_id, delivery_id, box=box, now=now)
    _note(session, client_id, "webhook.sent_again", actor=actor, now=now, delivery=delivery_id)
    return sent


def _registered(session: Session, client_id: str, *, now: int) -> None:
    try:
        require_channel(session, client_id, "webhook", now=now)
    except ChannelNotRegistered as error:
        raise NotRegisteredForMessages from error


def _locked(session: Session, client_id: str) -> WebhookEndpoint:
    row = session.get(WebhookEndpoint, client_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise WebhookNotSet
    return row


def _note(session: Session, client_id: str, action: str, *, actor: str, now: int, **more: Any) -> None:
    record(session, make_entry(at=now, actor=actor, action=action, subject=f"partner:{client_id}", **more))
