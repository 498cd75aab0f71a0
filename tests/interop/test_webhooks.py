"""The library of Standard Webhooks accepts what we sign and refuses what was changed, is old, or is for another."""

import time
import uuid

import pytest

from backend.webhooks import signing
from tests.interop.peer import ask

BODY = '{"type":"test","timestamp":"2026-11-22T00:00:00Z","data":{"名":"值"}}'
OLD, NEW = signing.new_secret(), signing.new_secret()
NAMES = ("webhook-id", "webhook-timestamp", "webhook-signature")


def received(secret: str, *, body: str = BODY, age: int = 0, **changed: str) -> dict[str, object]:
    """What the partner's library says of a message signed by both secrets."""
    made = signing.headers(uuid.UUID(int=7), BODY.encode(), told=(NEW, OLD), at=int(time.time()) - age)
    return ask("webhooks.mjs", secret=secret, body=body, headers={name: made[name] for name in NAMES} | changed)


@pytest.mark.parametrize("secret", [OLD, NEW], ids=["before", "today"])
def test_a_message_is_accepted_by_the_secret_of_today_and_the_one_before(secret: str) -> None:
    assert received(secret) == {"ok": {"type": "test", "timestamp": "2026-11-22T00:00:00Z", "data": {"名": "值"}}}


def test_what_was_changed_is_old_or_is_for_another_is_refused() -> None:
    assert "error" in received(NEW, body=BODY.replace("test", "tess"))
    assert "error" in received(NEW, **{"webhook-id": str(uuid.UUID(int=8))})
    assert "error" in received(NEW, age=600)
    assert "error" in received(signing.new_secret())
