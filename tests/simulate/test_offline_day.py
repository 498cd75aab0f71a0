"""A day of three gates in virtual time: one is never online, two fetch deltas now and then. Thousands of codes are
shown, fresh, again, elsewhere, late, early, forged, of views that ended and of certificates that are suspended, resumed
and revoked meanwhile. Nothing passes that the gate could have known better, and at the end every double use is found.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.security import Box
from backend.trust import lists, offline
from certs import base64url, delta, keys, lm1
from certs.delta import Base
from examples.gate.gate import Gate, SetUp
from examples.gate.office import Office
from examples.gate.store import Store
from tests.verification.world import BASE_URL, CATALOGUE, GATE_ID, City, Held, Phone

DAY, HOUR, CODES, PEOPLE, MOVES = 86_400, 3600, 2400, 12, 40
KIND = CATALOGUE.numbers[1]
FIELDS = [*KIND.fields, *KIND.derived]
ONLINE = {"gate-north": (0, 5, 11, 17), "gate-south": (0, 12), "gate-far": (0,)}  # hours of the day
SHOWINGS = ["fresh"] * 10 + ["again", "elsewhere", "elsewhere", "late", "early", "forged", "ended"]


class InProcess(Office):
    """The office without a network between: its use cases during the day, its route when it is told."""

    def __init__(self, city: City) -> None:
        self.city, self.now = city, city.now

    def published(self, path: str) -> str:
        with db.transaction(self.city.engine) as session:
            if "?" not in path:
                return offline.bundle(session, CATALOGUE, box=self.city.box, base_url=BASE_URL, now=self.now)
            asked: dict[str, Any] = dict(pair.split("=", 1) for pair in path.partition("?")[2].split("&"))
            base = Base(**asked | {name: int(asked[name]) for name in ("number", "iat")})
            made = offline.delta_with_etag(
                session, CATALOGUE, base=base, box=self.city.box, base_url=BASE_URL, now=self.now
            )
            return made[0]

    def registration(self) -> Any:
        return {"purposes": {"boarding": {"1": FIELDS}}}

    def tell(self, gate: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        answer = self.city.post("/seen-codes", {"gate": gate, "seen": rows}, self.city.gate_token)
        assert answer.json is not None, answer.text
        answers: list[dict[str, Any]] = answer.json["results"]
        return answers


@dataclass
class Ledger:
    """What is so, whatever the gates think: since when each certificate is in which state, and who accepted what."""

    since: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    knows: dict[str, int] = field(default_factory=dict)  # gate: when its bundle was true
    accepted: dict[bytes, list[str]] = field(default_factory=dict)
    blind: int = 0  # accepted though it was not valid any more, which the gate could not know
    verdicts: Counter[str] = field(default_factory=Counter)

    def state(self, handle: str, at: int) -> str:
        return [state for since, state in self.since[handle] if since <= at][-1]


class Story:
    """The day as it happens, from a seed."""

    def __init__(self, city: City, folder: Path, seed: int) -> None:
        self.city, self.chance, self.start = city, random.Random(seed), city.now
        self.office, self.ledger = InProcess(city), Ledger()
        self.phones = [city.phone(n) for n in range(PEOPLE)]
        self.views = {phone.index: city.view(phone, self.card(phone), 3) for phone in self.phones}
        self.ended = {phone.index: city.view(phone, self.card(phone), 3, exp=city.now) for phone in self.phones}
        self.ledger.since = {self.card(phone).handle: [(city.now - 1, "valid")] for phone in self.phones}
        anchor = keys.thumbprint(delta.hold(self.bundle(), anchor=None, now=city.now).whole.anchor)
        self.gates = {
            name: Gate(SetUp(GATE_ID, name, "boarding", base64url.encode(anchor)), Store(folder / name), now=city.now)
            for name in ONLINE
        }
        self.shown: list[tuple[int, str, str]] = []  # when, at which gate, the code

    @staticmethod
    def card(phone: Phone) -> Held:
        return phone.held["resident-id"]

    def bundle(self) -> str:
        with db.transaction(self.city.engine) as session:
            lists.trust_list(session, box=self.city.box, now=self.city.now)
            return offline.bundle(session, CATALOGUE, box=self.city.box, base_url=BASE_URL, now=self.city.now)

    def run(self) -> None:
        happenings: list[tuple[int, Callable[[int], None]]] = [
            (self.chance.randrange(DAY), self.show) for _ in range(CODES)
        ]
        happenings += [(self.chance.randrange(DAY), self.move) for _ in range(MOVES)]
        happenings += [(hour * HOUR, partial(self.meet, name)) for name in ONLINE for hour in ONLINE[name]]
        for at, what in sorted(happenings, key=lambda one: one[0]):
            what(self.start + at)

    def meet(self, name: str, at: int) -> None:
        """The gate is online for a moment: it fetches, and tells nothing before the day is over."""
        self.office.now = self.city.now = at
        self.gates[name].refresh(self.office, now=at)
        self.ledger.knows[name] = at

    def move(self, at: int) -> None:
        """A certificate is suspended, resumed or revoked."""
        phone = self.chance.choice(self.phones)
        held, self.city.now = self.card(phone), at
        state = self.ledger.state(held.handle, at)
        if state == "revoked":
            return
        act = "resume" if state == "suspended" else self.chance.choice(["suspend", "suspend", "suspend", "revoked"])
        self.city.end(held, act)
        now_so = {"resume": "valid", "suspend": "suspended"}.get(act, act)
        self.ledger.since[held.handle].append((at, now_so))

    def show(self, at: int) -> None:
        kind, name = self.chance.choice(SHOWINGS), self.chance.choice(list(ONLINE))
        if kind in ("again", "elsewhere"):
            self.show_old(kind, at)
            return
        phone = self.chance.choice(self.phones)
        view = self.ended[phone.index] if kind == "ended" else self.views[phone.index]
        away = {"late": self.chance.randint(-400, -91), "early": self.chance.randint(31, 400)}
        signer = self.phones[phone.index - 1].signer if kind == "forged" else phone.signer
        code = lm1.code_text(view, signer, iat=at + away.get(kind, self.chance.randint(-60, 25)))
        reason = {"late": "code_expired", "early": "code_from_future", "forged": "device_signature_invalid",
                  "ended": "view_expired"}.get(kind)  # fmt: skip
        self.judge(name, code, at, phone, reason)

    def show_old(self, kind: str, at: int) -> None:
        """A code that passed a moment ago is shown once more, there or at another gate."""
        if not self.shown:
            return
        before, there, code = self.shown[-1]
        others = [name for name in ONLINE if name != there]
        name, later = there if kind == "again" else self.chance.choice(others), before + self.chance.randint(0, 25)
        parsed = lm1.parse(code)
        assert isinstance(parsed, lm1.ViewCode)
        phone = next(one for one in self.phones if self.card(one).handle == parsed.view.handle)
        used = name in self.ledger.accepted[parsed.once_id]
        reason = "code_expired" if later > parsed.iat + 90 else "replayed" if used else None
        self.judge(name, code, later, phone, reason)

    def judge(self, name: str, code: str, at: int, phone: Phone, reason: str | None) -> None:
        """What the gate says is what follows from what it could know."""
        known = min(at, self.ledger.knows[name])
        if reason is None:
            knew = self.ledger.state(self.card(phone).handle, known)
            reason = {"suspended": "status_suspended", "revoked": "status_revoked"}.get(knew)
        judged = self.gates[name].judge(code, now=at)
        assert (judged.accepted, judged.reason) == (reason is None, reason), (name, at - self.start)
        self.ledger.verdicts[reason or "accepted"] += 1
        if judged.accepted:
            self.ledger.accepted.setdefault(lm1.parse(code).once_id, []).append(name)
            self.ledger.blind += self.ledger.state(self.card(phone).handle, at) != "valid"
            self.shown.append((at, name, code))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", [7])
def test_three_gates_accept_nothing_wrong_in_a_day_and_every_double_use_is_found(
    app: Flask, engine: Engine, box: Box, tmp_path: Path, seed: int
) -> None:
    real = int(time.time())
    city = City(app, engine, box, now=real - DAY - 2 * HOUR)
    story = Story(city, tmp_path, seed)
    story.run()
    ledger = story.ledger
    assert len(ledger.verdicts) == 8, ledger.verdicts  # everything happened
    stale = story.gates["gate-far"].judge(
        lm1.code_text(story.views[0], story.phones[0].signer, iat=story.start + DAY + 1), now=story.start + DAY + 1
    )
    assert stale.reason == "bundle_stale"
    city.now = real
    with app.app_context(), db.transaction(engine) as session:
        city.gate_token = city.sign_in(session, f"partner:{GATE_ID}", "partner", GATE_ID)
    for gate in story.gates.values():
        gate.tell_now(story.office, now=real)
    found = Counter(one["once_id"] for gate in story.gates.values() for one in gate.doubles())
    twice = {base64url.encode(one): len(at) - 1 for one, at in ledger.accepted.items() if len(at) > 1}
    assert len(twice) > 50
    assert found == twice
    first, last = (datetime.fromtimestamp(at, UTC).date() for at in (story.start - DAY, real + DAY))
    report = city.get(f"/seen-codes/report?from={first}&to={last}", city.gate_token).json
    assert report is not None
    assert report["accepted"] == ledger.verdicts["accepted"]
    assert report["double_uses"] == sum(twice.values())
    assert report["not_valid"] == ledger.blind > 10
