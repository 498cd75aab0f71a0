"""A partner with an address on this machine that may be called, on both engines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.security import Box
from backend.web.request import clock
from backend.webhooks.send import send_due
from backend.webhooks.tell import tell
from tests.people.sign_in import partner
from tests.webhooks.receiver import Receiver, receiving

NAME = "bank.one"


@dataclass
class Bank:
    """The partner, signed in; `later` is how far the worker's clock is ahead."""

    client: FlaskClient
    headers: dict[str, str]
    engine: Engine
    box: Box
    receiver: Receiver
    later: int = 0

    def ask(self, method: str, path: str, **body: Any) -> Any:
        given = {"json": body} if body else {}
        return self.client.open(f"/api/v1/partners/current{path}", method=method, headers=self.headers, **given)

    def listen(self, *events: str, url: str | None = None, **more: Any) -> Any:
        """Set the address; the answer."""
        return self.ask(
            "PUT", "/webhook", url=url or self.receiver.url, events=list(events) or ["consent.given"], **more
        )

    def tell(self, event: str = "consent.given", **payload: Any) -> str:
        with db.transaction(self.engine) as session:
            return str(tell(session, NAME, event, payload, box=self.box, now=self.now))

    @property
    def now(self) -> int:
        return clock() + self.later

    def send(self) -> int:
        """One pass of a worker; how many tries it made."""
        return send_due(self.engine, box=self.box, local={self.receiver.address}, clock=lambda: self.now)

    def deliveries(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", "/deliveries").json["items"]
        return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture
def bank(settings: Settings, engine: Engine, box: Box, receiver: Receiver) -> Bank:
    local = frozenset({receiver.address})
    client = create_app(replace(settings, outbound_local=local), engine=engine).test_client()
    return Bank(client, partner(client, NAME), engine, box, receiver)
