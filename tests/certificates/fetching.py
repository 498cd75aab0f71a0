"""A phone that keeps its wallet's last whole answer and asks with its version."""

import re
import uuid
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from certs import base64url, lm1
from tests.people.sign_in import Citizen


class Phone:
    """Keeps the last whole answer and its version, as the page does."""

    def __init__(self, client: FlaskClient, me: Citizen, device_id: uuid.UUID | None = None) -> None:
        self.client, self.me, self.device_id = client, me, device_id or me.device_id
        self.version, self.cards = "", []  # type: tuple[str, list[dict[str, Any]]]

    def ask(self, version: str | None = None) -> TestResponse:
        headers = self.me.headers | {"If-None-Match": self.version if version is None else version}
        return self.client.get(f"/api/v1/wallet?device_id={self.device_id}", headers=headers)

    def fetch(self) -> int:
        """The status; what a whole answer brought is kept."""
        answer = self.ask()
        if answer.status_code == 200:
            self.version, self.cards = answer.headers["ETag"], answer.json["cards"]
        else:
            assert (answer.status_code, answer.data) == (304, b"")
            assert answer.headers["ETag"] == self.version
        assert re.fullmatch(r"[0-9-]{10}T[0-9:]{8}Z", answer.headers["Server-Time"])
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status_code

    def changed(self) -> list[dict[str, Any]]:
        """The cards of a whole answer; the next one says that nothing has changed, and a phone without any is told the
        same as is kept here."""
        assert self.fetch() == 200
        assert self.fetch() == 304
        assert told(self.ask("").json["cards"]) == told(self.cards)
        return self.cards


def told(cards: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without signatures, which are drawn anew each time."""
    return [card | {"views": [one | {"view": signed(one["view"])} for one in card["views"]]} for card in cards]


def signed(text: str) -> bytes:
    return lm1.parse_view(base64url.decode(text)).to_be_signed
