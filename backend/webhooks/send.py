"""The worker's part: send what is due, each try by one worker only.

Rules: 1. a try is claimed by a conditional UPDATE that counts it, committed before anything is sent, so that two
workers never make the same try; 2. one that a worker could not finish is made again after CLAIM seconds; 3. no
transaction is open while an address is asked; 4. any answer of 2xx is a success, everything else is not, redirects
included; nothing of the answer but its status is kept; 5. the messages of a partner go one after another, oldest first;
the first that fails ends its turn; a few partners are served at a time, so that a slow one holds up nobody else;
6. what became of a try counts only where no later one was claimed meanwhile, and for the address only where it is
still the same; 7. a partner that was closed, or has lost the channel, is sent nothing; a suspended one is, for it must
hear of that, and of consents that end.
"""

import uuid
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sqlalchemy import Engine, case, func, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.outbound import OutboundFailed, OutboundRefused, fetch
from backend.partners.models import Partner
from backend.partners.states import CLOSED
from backend.security import Box
from backend.webhooks import backoff, signing
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.tell import CHANNEL, context_of

CLAIM = 120  # seconds; an address is asked for TIMEOUT at most
TIMEOUT, MOST_ANSWER = 5.0, 65_536
MOST_A_TURN, PARTNERS_AT_A_TIME = 50, 8
KEPT_ANSWERS = 12


@dataclass(frozen=True)
class Try:
    """One claimed try: number `tries` of this message."""

    delivery_id: uuid.UUID
    client_id: str
    url: str
    body: bytes
    secrets: tuple[str, ...]
    tries: int
    at: int


@dataclass(frozen=True)
class Outcome:
    """What the address answered; `error` where it did not answer with 2xx."""

    status: int | None
    error: str | None


def send_due(engine: Engine, *, box: Box, local: Collection[str], clock: Callable[[], int]) -> int:
    """Send what is due at all addresses; how many tries were made."""
    with db.open_session(engine, reading=True) as session:
        waiting = _partners(session, now=clock())
    if not waiting:
        return 0
    with ThreadPoolExecutor(min(PARTNERS_AT_A_TIME, len(waiting)), thread_name_prefix="webhooks") as pool:
        return sum(pool.map(lambda one: _turn(engine, one, box=box, local=local, clock=clock), waiting))


def overdue(session: Session, *, now: int) -> tuple[int, int]:
    """(messages, seconds): how many a worker would send now, and for how long the first of them could have gone."""
    since = case(
        (WebhookEndpoint.rest_until > WebhookDelivery.next_at, WebhookEndpoint.rest_until),
        else_=WebhookDelivery.next_at,
    )
    due = WebhookDelivery.state == "waiting", WebhookDelivery.next_at <= now
    query = select(func.count(), func.min(since)).select_from(WebhookDelivery)
    query = query.join(WebhookEndpoint, WebhookEndpoint.client_id == WebhookDelivery.client_id)
    theirs = WebhookDelivery.client_id.in_(_partners(session, now=now))
    count, first = session.execute(query.where(theirs, *due)).one()
    return int(count), 0 if first is None else now - int(first)


def _partners(session: Session, *, now: int) -> list[str]:
    due = select(WebhookDelivery.client_id).where(
        WebhookDelivery.client_id == WebhookEndpoint.client_id, WebhookDelivery.state == "waiting",
        WebhookDelivery.next_at <= now,
    )  # fmt: skip
    open_ones = WebhookEndpoint.paused_at.is_(None), WebhookEndpoint.rest_until <= now, Partner.state != CLOSED
    theirs = select(WebhookEndpoint.client_id, Partner.registration)
    theirs = theirs.join(Partner, Partner.client_id == WebhookEndpoint.client_id).where(*open_ones, due.exists())
    return [row.client_id for row in session.execute(theirs) if CHANNEL in row.registration["channels"]]


def _turn(engine: Engine, client_id: str, *, box: Box, local: Collection[str], clock: Callable[[], int]) -> int:
    """Rule 5."""
    for made in range(MOST_A_TURN):
        with db.transaction(engine) as session:
            claimed = claim(session, client_id, box=box, now=clock())
        if claimed is None:
            return made
        outcome = attempt(claimed, local=local)
        with db.transaction(engine) as session:
            settle(session, claimed, outcome, now=clock())
        if outcome.error is not None:
            return made + 1
    return MOST_A_TURN


def claim(session: Session, client_id: str, *, box: Box, now: int) -> Try | None:
    """Rule 1: the oldest message that is due, if its address is neither resting nor paused."""
    endpoint = session.get(WebhookEndpoint, client_id, populate_existing=True)
    if endpoint is None or endpoint.paused_at is not None or endpoint.rest_until > now:
        return None
    due = WebhookDelivery.client_id == client_id, WebhookDelivery.state == "waiting", WebhookDelivery.next_at <= now
    oldest = select(WebhookDelivery).where(*due).order_by(WebhookDelivery.next_at, WebhookDelivery.delivery_id).limit(1)
    found = session.scalars(oldest.with_for_update(skip_locked=True).execution_options(populate_existing=True)).first()
    if found is None:
        return None
    same = WebhookDelivery.delivery_id == found.delivery_id, WebhookDelivery.tries == found.tries, *due
    counted = update(WebhookDelivery).where(*same).values(tries=found.tries + 1, next_at=now + CLAIM)
    taken = counted.returning(WebhookDelivery.tries).execution_options(synchronize_session=False)
    tries = session.execute(taken).scalar_one_or_none()
    if tries is None:
        return None
    body = box.open(found.sealed_body, context_of(found.delivery_id)).encode()
    return Try(found.delivery_id, client_id, endpoint.url, body, _secrets(endpoint, box, now=now), tries, now)


def attempt(one: Try, *, local: Collection[str]) -> Outcome:
    """Rules 3 and 4."""
    headers = signing.headers(one.delivery_id, one.body, told=one.secrets, at=one.at)
    try:
        answer = fetch(
            one.url, method="POST", headers=headers, body=one.body, most=MOST_ANSWER, timeout=TIMEOUT, local=local,
            kind="webhook",
        )  # fmt: skip
    except (OutboundRefused, OutboundFailed) as error:
        return Outcome(None, f"{error.code}: {error.detail}"[:80])
    return Outcome(answer.status, None if 200 <= answer.status < 300 else "status")


def settle(session: Session, one: Try, outcome: Outcome, *, now: int) -> None:
    """Rule 6."""
    latest = WebhookDelivery.delivery_id == one.delivery_id, WebhookDelivery.tries == one.tries
    row = session.scalars(select(WebhookDelivery).where(*latest).with_for_update()).first()
    if row is not None:
        told = {"at": one.at, "status": outcome.status, "error": outcome.error}
        row.answers = [*row.answers, told][-KEPT_ANSWERS:]
        _move(row, outcome, now=now)
    here = WebhookEndpoint.client_id == one.client_id, WebhookEndpoint.url == one.url
    endpoint = session.scalars(select(WebhookEndpoint).where(*here).with_for_update()).first()
    if endpoint is not None:
        _note(session, endpoint, outcome, now=now)


def _move(row: WebhookDelivery, outcome: Outcome, *, now: int) -> None:
    if outcome.error is None:
        row.state, row.ended_at = "delivered", now
        return
    row.step += 1
    due = backoff.next_try(row.delivery_id, row.step, now=now)
    if due is None:
        row.state, row.ended_at = "failed", now
    else:
        row.next_at = due


def _note(session: Session, endpoint: WebhookEndpoint, outcome: Outcome, *, now: int) -> None:
    if outcome.error is None:
        endpoint.failures, endpoint.failing_since, endpoint.rest_until, endpoint.delivered_at = 0, None, 0, now
        return
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.rest_until = backoff.rest(endpoint.failures, now=now)
    reason = backoff.pause(endpoint.failures, outcome.status)
    if reason is not None and endpoint.paused_at is None:
        endpoint.paused_at, endpoint.pause_reason = now, reason
        subject = f"partner:{endpoint.client_id}"
        record(session, make_entry(at=now, actor="worker", action="webhook.paused", subject=subject, reason=reason))


def _secrets(endpoint: WebhookEndpoint, box: Box, *, now: int) -> tuple[str, ...]:
    context = signing.context_of(endpoint.client_id)
    current = box.open(endpoint.sealed_secret, context)
    if endpoint.sealed_previous is None or (endpoint.previous_until or 0) <= now:
        return (current,)
    return current, box.open(endpoint.sealed_previous, context)
