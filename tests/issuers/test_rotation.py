"""A key is rotated, into the device and out of it, while another thread issues and a third verifies: nothing fails.

The verifier has a memory of its own, as another process has; the clock goes on by seconds between the rotations.
"""

import threading
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import Engine

from backend import db
from backend.config import Settings
from backend.trust import keys, lists
from certs import keys as vault_keys
from certs import lm1, verify
from tests.issuers.conftest import DAY, NOW, Ministry

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ROUNDS, EACH, AHEAD = 4, 2, 20


@dataclass
class Load:
    """Codes that were shown, what became of them, and the time."""

    ministry: Ministry
    elsewhere: Engine
    now: int = NOW + 10
    shown: list[str] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)
    over: bool = False
    breath: threading.Event = field(default_factory=threading.Event)  # never set: others get their turn

    def issue(self) -> None:
        phone = vault_keys.SoftwareSigner(vault_keys.new_private_key())
        fields: dict[int, Any] = {self.ministry.catalogue.numbers[1].label_of("over_18"): True}
        while not self.over:
            if len(self.shown) - len(self.said) > AHEAD:
                self.breath.wait(0.001)
                continue
            now = self.now
            with db.open_session(self.ministry.engine) as session:
                signer = keys.signer_for(session, "GA", box=self.ministry.box, now=now)
            view = lm1.view_bytes(
                issuer="GA", handle="Zb3kQ9xA", exp=now + 10 * DAY, device_key=phone.public, type=1, status=(1, 0),
                fields=fields, signer=signer,
            )  # fmt: skip
            self.shown.append(lm1.code_text(view, phone, iat=now))

    def judge(self) -> None:
        while not self.over or len(self.said) < len(self.shown):
            for text in self.shown[len(self.said) :]:
                self.said.append(self.verdict(text))
            self.breath.wait(0.001)

    def verdict(self, text: str) -> Any:
        now = self.now
        with db.open_session(self.elsewhere, reading=True) as session:
            believed = lists.current_trust(session, self.ministry.catalogue, now=now)
        return verify.verify(text, trust=believed, required=verify.Required("window-1"), now=now)

    def go_on(self, threads: list[threading.Thread]) -> None:
        """Until some more codes were shown and verified."""
        goal = len(self.said) + EACH
        while len(self.said) < goal and all(thread.is_alive() for thread in threads):
            threads[0].join(0.001)


def test_no_verification_fails_while_keys_are_rotated_under_load(
    ministry: Ministry, device: Settings, database_url: str
) -> None:
    load = Load(ministry, db.make_engine(database_url))
    threads = [threading.Thread(target=each) for each in (load.issue, load.judge)]
    for thread in threads:
        thread.start()
    for turn in range(ROUNDS):
        ministry.agree(ministry.ask("rotate", in_device=turn % 2 == 0, now=load.now), now=load.now)
        for _ in range(2 * keys.CACHE_SECONDS):
            load.go_on(threads)
            load.now += 1
    load.over = True
    for thread in threads:
        thread.join(timeout=30)
    load.elsewhere.dispose()
    assert [one.reason for one in load.said if not isinstance(one, verify.Accepted)] == []
    assert len(load.said) == len(load.shown) >= ROUNDS * EACH * keys.CACHE_SECONDS
    assert len({lm1.parse(text).view.kid for text in load.shown}) == ROUNDS + 1
