"""What administration sees of a partner: messages to its address, and what its offline gates reported."""

import secrets
import time
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from backend import db
from backend.config import from_env
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from certs import base64url
from tests.docs.live import Live
from tests.e2e.phone import call
from tests.e2e.tour.visitors import City

PARTNER, HOUR = "liangzhou-airport", 3600
EVENTS = ["consent.given", "consent.withdrawn", "double_use.found", "partner.suspended"]
UNREACHABLE, UNKNOWN_NAME = "address_unreachable: ConnectTimeout", "address_unreachable: name"


def be_told(page: Page, city: City) -> None:
    """An address that answered for a while and then did not."""
    remember_messages(city.live, now=int(time.time()))
    page.reload()
    expect(page.locator("[data-delivery=failed]").first).to_be_visible()


def remember_messages(live: Live, *, now: int) -> None:
    """As the worker leaves them; their text is never shown, and none is due."""
    engine = db.make_engine(from_env(live.environment).database_url)
    address = WebhookEndpoint(
        client_id=PARTNER, url="https://messages.liangzhou-airport.example", events=EVENTS, sealed_secret=b"",
        sealed_previous=None, previous_until=None, set_at=now - 90 * HOUR, failures=3, failing_since=now - 2 * HOUR,
        rest_until=now + 2 * HOUR, paused_at=None, pause_reason=None, delivered_at=now - 5 * HOUR,
    )  # fmt: skip
    with db.transaction(engine) as session:
        session.add_all([address, *_messages(now)])
    engine.dispose()


def _messages(now: int) -> Iterator[WebhookDelivery]:
    ended: tuple[tuple[str, str, tuple[tuple[int | None, str | None], ...]], ...] = (
        ("consent.given", "delivered", ((200, None),)),
        ("double_use.found", "delivered", ((503, "status"), (204, None))),
        ("certificate.revoked", "failed", ((None, UNKNOWN_NAME),) * 12),
        ("consent.withdrawn", "waiting", ((500, "status"), (None, UNREACHABLE))),
        ("test", "waiting", ()),
    )
    for place, (event, state, answers) in enumerate(ended):
        told = now - (9 - place) * HOUR
        yield WebhookDelivery(
            delivery_id=db.new_id(), client_id=PARTNER, event=event, sealed_body=b"", told_at=told, state=state,
            tries=len(answers), step=len(answers), next_at=now + 2 * HOUR,
            ended_at=told + HOUR if state != "waiting" else None,
            answers=[{"at": told + 60 * one, "status": status, "error": error}
                     for one, (status, error) in enumerate(answers)],
        )  # fmt: skip


def report_gates(page: Page, city: City) -> None:
    """A code used at two gates, a certificate taken by an old list, a clock ahead, and a refusal."""
    now, used = int(time.time()), _once()
    stale = {"reason": "status_unknown", "mode": "challenge"}
    for gate, rows in (
        ("terminal-south-1", [_seen(now - 900, used), _seen(now - 700), _seen(now - 600, **stale)]),
        (
            "terminal-north-7",
            [_seen(now - 500, used), _seen(now + 200), _seen(now - 400, outcome="refused", reason="code_expired")],
        ),
    ):
        call(city.live.base, "POST", "/seen-codes", {"seen": rows, "gate": gate}, city.gate_token)
    page.reload()
    expect(page.locator("tbody tr").first).to_be_visible()


def _once() -> str:
    return base64url.encode(secrets.token_bytes(16))


def _seen(at: int, once_id: str | None = None, **changed: str) -> dict[str, object]:
    given = {"at": at, "once_id": once_id or _once(), "outcome": "accepted", "mode": "offline", "reason": None,
             "purpose": "boarding", "handle": None, "fields": []}  # fmt: skip
    return given | changed
