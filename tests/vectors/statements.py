"""What the files of the statements that phones sign have in common: agents, delegations, desktops, consents, guardians.

Each vector holds a token, the time at which it is looked at, and why it is refused (null: it is not).
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from certs import jws, keys
from certs.errors import MalformedError
from tests.vectors import lm1_world as w

NOW = 1_800_000_000
DIFFERS = "statement_differs"
Vector = tuple[str, str, int, str | None]


@dataclass(frozen=True)
class Statement:
    """What is said, how a phone signs it, and under which type."""

    said: Any
    make: Callable[..., str]
    typ: str

    @property
    def payload(self) -> dict[str, Any]:
        return dict(self.said.payload(NOW))

    def token(self, **changes: Any) -> str:
        return self.make(w.DEVICE, replace(self.said, **changes), iat=NOW)

    def crafted(self, payload: dict[str, Any], typ: str | None = None) -> str:
        """What no phone of ours would sign."""
        return jws.sign({"typ": typ or self.typ}, payload, w.DEVICE)

    def vectors(self, changed: dict[str, dict[str, Any]]) -> list[Vector]:
        """As it was said, in time and out of it, and every change."""
        good = self.token()
        return [
            ("as it was said", good, NOW, None),
            ("five minutes later", good, NOW + 300, None),
            ("too late", good, NOW + 301, "code_expired"),
            ("too early", good, NOW - 301, "code_from_future"),
            *((name, self.token(**changes), NOW, DIFFERS) for name, changes in changed.items()),
            ("more than is said", self.crafted(self.payload | {"more": True}), NOW, DIFFERS),
        ]

    def less(self, member: str) -> Vector:
        payload = {name: value for name, value in self.payload.items() if name != member}
        return "less than is said", self.crafted(payload), NOW, DIFFERS

    def under(self, typ: str) -> Vector:
        return "another kind of statement", self.crafted(self.payload, typ), NOW, "malformed"


def file_text(head: dict[str, Any], vectors: Sequence[Vector]) -> str:
    """The whole file."""
    rows = [{"name": name, "token": token, "now": now, "reason": reason} for name, token, now, reason in vectors]
    document = {"key": keys.jwk_of(w.DEVICE.public)} | head | {"vectors": rows}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def why_refused(check: Callable[..., object], *said: Any, now: int) -> str | None:
    """What a check of the library says of a statement; None where it takes it."""
    try:
        check(*said, now=now)
    except MalformedError as refused:
        return refused.reason
    return None
