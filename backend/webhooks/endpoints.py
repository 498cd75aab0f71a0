"""A partner's own address for messages: set, read, removed.

Rules: 1. an address is https and public by its text; what its name leads to is looked at before every connection;
2. the secret is made here and told once; a new one on request, the one before signs for another day; 3. setting an
address, even the same again, ends a pause; 4. a removed address takes its messages with it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import delete
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import NotFound
from backend.outbound import check_url
from backend.security import Box
from backend.webhooks import signing
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint


class WebhookNotSet(NotFound):
    code = "webhook_not_set"
    zh = "尚未设置推送地址"
    en = "No address for messages is set"
    next_zh = "请先用 PUT /api/v1/partners/current/webhook 设置"
    next_en = "Set one with PUT /api/v1/partners/current/webhook"


@dataclass(frozen=True)
class EndpointShown:
    """An address as its partner sees it. `secret` only where it was made by this request. Times: seconds since 1970."""

    url: str
    events: list[Any]
    state: str  # active | resting | paused
    failures: int
    failing_since: int | None
    rest_until: int | None
    paused_at: int | None
    pause_reason: str | None
    delivered_at: int | None
    set_at: int
    previous_secret_until: int | None
    secret: str | None


def set_endpoint(
    session: Session, client_id: str, *, url: str, events: Sequence[str], change_secret: bool, actor: str,
    local: Collection[str], box: Box, now: int,
) -> EndpointShown:  # fmt: skip
    """Rules 1 to 3. Raises OutboundRefused."""
    check_url(url, local=local)
    row = session.get(WebhookEndpoint, client_id, with_for_update=True, populate_existing=True)
    made = signing.new_secret() if row is None or change_secret else None
    sealed = box.seal(made, signing.context_of(client_id)) if made else b""
    if row is None:
        row = WebhookEndpoint(client_id=client_id, sealed_secret=sealed, sealed_previous=None, previous_until=None)
        row.delivered_at = None
        session.add(row)
    elif made:
        row.sealed_previous, row.previous_until = row.sealed_secret, now + signing.OVERLAP
        row.sealed_secret = sealed
    row.url, row.events, row.set_at = url, sorted(set(events)), now
    row.failures, row.failing_since, row.rest_until, row.paused_at, row.pause_reason = 0, None, 0, None, None
    session.flush()
    entry = make_entry(at=now, actor=actor, action="webhook.set", subject=f"partner:{client_id}",
                       events=row.events, new_secret=made is not None)  # fmt: skip
    record(session, entry)
    return _shown(row, made, now=now)


def own_endpoint(session: Session, client_id: str, *, now: int) -> EndpointShown:
    """Raises WebhookNotSet."""
    row = session.get(WebhookEndpoint, client_id)
    if row is None:
        raise WebhookNotSet
    return _shown(row, None, now=now)


def endpoint_for_staff(session: Session, client_id: str, *, now: int) -> EndpointShown:
    """The same without the path, which may hold a secret of the partner's. Raises WebhookNotSet."""
    shown = own_endpoint(session, client_id, now=now)
    parts = urlsplit(shown.url)
    return replace(shown, url=f"{parts.scheme}://{parts.netloc}/")


def remove_endpoint(session: Session, client_id: str, *, actor: str, now: int) -> None:
    """Rule 4. Raises WebhookNotSet."""
    theirs = delete(WebhookDelivery).where(WebhookDelivery.client_id == client_id)
    session.execute(theirs.execution_options(synchronize_session=False))  # first, as a worker locks them first
    gone = delete(WebhookEndpoint).where(WebhookEndpoint.client_id == client_id).returning(WebhookEndpoint.client_id)
    if session.execute(gone.execution_options(synchronize_session=False)).first() is None:
        raise WebhookNotSet
    record(session, make_entry(at=now, actor=actor, action="webhook.removed", subject=f"partner:{client_id}"))


def _shown(row: WebhookEndpoint, secret: str | None, *, now: int) -> EndpointShown:
    resting = row.rest_until > now
    ends = row.previous_until if row.previous_until is not None and row.previous_until > now else None
    return EndpointShown(
        url=row.url, events=list(row.events), failures=row.failures, failing_since=row.failing_since,
        state="paused" if row.paused_at is not None else "resting" if resting else "active",
        rest_until=row.rest_until if resting else None, paused_at=row.paused_at, pause_reason=row.pause_reason,
        delivered_at=row.delivered_at, set_at=row.set_at, previous_secret_until=ends, secret=secret,
    )  # fmt: skip
