"""Phones, windows and departments over HTTP, and a ledger of what they were told.

Rules of the ledger: 1. an issue or a revocation is acknowledged by its 2xx, a code by `accepted`; 2. an answer that was
lost says nothing: a code is shown again until there is one, an issue is left alone; 3. every answer's time counts.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from backend.demo import records
from certs import lm1
from tests.faults.city import Town
from tests.verification.world import CATALOGUE

VIEWS = (1, 2, 3, 9)
TYPE = "resident-id"
WAIT = 15.0  # seconds a caller waits; five is what is promised


@dataclass(frozen=True)
class Answer:
    """`status` 0: the connection broke or nothing came in time; `document` is then the error's name."""

    status: int
    document: Any
    seconds: float
    kind: str = ""


class Ask(Protocol):
    """Whoever takes a request and gives the answer."""

    def __call__(self, method: str, path: str, token: str = "", body: Any = None, **headers: str) -> Answer: ...


@dataclass
class Ledger:
    """What was acknowledged, shared by all threads."""

    issued: list[str] = field(default_factory=list)
    revoked: list[str] = field(default_factory=list)
    accepted: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def acknowledged(self) -> int:
        return len(self.issued) + len(self.revoked) + sum(self.accepted.values())

    @property
    def redeemed(self) -> int:
        return sum(times > 0 for times in self.accepted.values())

    def note(self, answer: Answer) -> Answer:
        with self.lock:
            self.statuses[answer.status] += 1
            self.longest = max(self.longest, answer.seconds)
            if answer.status == 0:
                self.problems[f"0 {answer.document}"] += 1
            if answer.status >= 400:
                code = answer.document.get("code", "?") if isinstance(answer.document, dict) else "?"
                self.problems[f"{answer.status} {code}" if answer.kind == "application/problem+json" else "bare"] += 1
        return answer


class Caller:
    """One kept-alive connection; anew after it broke, and once more when it was closed before a request was sent: a
    server that refuses without reading the body ends the connection after its answer."""

    def __init__(self, port: int, ledger: Ledger, *, wait: float = WAIT) -> None:
        self._port, self._ledger, self._wait = port, ledger, wait
        self._connection: http.client.HTTPConnection | None = None

    def __call__(self, method: str, path: str, token: str = "", body: Any = None, **headers: str) -> Answer:
        given = {"Content-Type": "application/json"} | headers
        given |= {"Authorization": f"Bearer {token}"} if token else {}
        began = time.monotonic()
        try:
            response = self._sent(method, path, None if body is None else json.dumps(body), given).getresponse()
            text, kind = response.read(), response.headers.get("Content-Type", "")
            document = json.loads(text) if "json" in kind else text.decode(errors="replace")
            answer = Answer(response.status, document, time.monotonic() - began, kind)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            answer = Answer(0, type(error).__name__, time.monotonic() - began)
        return self._ledger.note(answer)

    def _sent(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPConnection:
        if self._connection is not None:
            with suppress(BrokenPipeError, ConnectionResetError):
                self._connection.request(method, path, body, headers)
                return self._connection
            self.close()
        self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=self._wait)
        self._connection.request(method, path, body, headers)
        return self._connection

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Codes:
    """Fresh codes, no two alike: phones x views x seconds around now."""

    def __init__(self, town: Town, phones: int = 8) -> None:
        self._lock = threading.Lock()
        self._shown: list[tuple[Any, bytes]] = []
        for index in range(phones):
            phone = town.people.phone(index)
            last = phone.held[TYPE].clean.get("valid_to")
            if last is None or last > time.strftime("%Y-%m-%d"):
                self._shown += [(phone, town.people.view(phone, phone.held[TYPE], number)) for number in VIEWS]
        self._next = self._walk()

    def _walk(self) -> Iterator[str]:
        used: set[tuple[int, int]] = set()
        while True:
            now = int(time.time())
            for iat in range(now - 40, now + 20):
                for place, (phone, view) in enumerate(self._shown):
                    if (iat, place) not in used and -60 < iat - int(time.time()) < 25:
                        used.add((iat, place))
                        yield lm1.code_text(view, phone.signer, iat=iat)
            time.sleep(0.05)

    def take(self) -> str:
        with self._lock:
            return next(self._next)


class Crowd:
    """Departments that issue and revoke, windows that check, until told to stop; each is a thread."""

    def __init__(self, town: Town, codes: Codes, *, pause: float = 0.0, port: int | None = None) -> None:
        self.town, self.codes, self.ledger = town, codes, Ledger()
        self._pause, self._port = pause, port or town.server.port
        self._stop, self._threads = threading.Event(), list[threading.Thread]()
        self.shown = 0  # verdicts given
        self._numbers = count(1000 + int(time.time() * 10) % 100_000 * 100)

    def begin(self, *, departments: int = 2, windows: int = 2, revokers: int = 1) -> Crowd:
        roles = [(self._issue, departments), (self._check, windows), (self._revoke, revokers)]
        for act, many in roles:
            for _ in range(many):
                self._threads.append(threading.Thread(target=self._go_on, args=(act,), daemon=True))
        for thread in self._threads:
            thread.start()
        return self

    def end(self) -> Ledger:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=3 * WAIT)
        assert not any(thread.is_alive() for thread in self._threads), "a caller hangs"
        return self.ledger

    def _go_on(self, act: Callable[[Caller], None]) -> None:
        call = Caller(self._port, self.ledger)
        while not self._stop.is_set():
            act(call)
            self._stop.wait(self._pause)
        call.close()

    def _issue(self, call: Caller) -> None:
        with self.ledger.lock:
            number = next(self._numbers)
        clerk = self.town.departments[number % len(self.town.departments)]
        answer = call("POST", "/api/v1/certificates", clerk, issue_body(number))
        if answer.status == 201:
            with self.ledger.lock:
                self.ledger.issued += [one["certificate_id"] for one in answer.document["items"]]
        elif answer.status == 0:
            self._stop.wait(0.1)

    def _check(self, call: Caller) -> None:
        code = self.codes.take()
        while not self._stop.is_set():
            answer = show(call, self.town.people.window_token, code)
            if answer.status == 200:
                with self.ledger.lock:
                    self.shown += 1
                    self.ledger.accepted[code] += answer.document["accepted"]
                return
            self._stop.wait(0.1)

    def _revoke(self, call: Caller) -> None:
        with self.ledger.lock:
            known = set(self.ledger.revoked)
            chosen = next((one for one in reversed(self.ledger.issued) if one not in known), None)
        if chosen is None or len(known) * 4 > len(self.ledger.issued):
            self._stop.wait(0.1)
            return
        path = f"/api/v1/certificates/{chosen}/revocations"
        clerk = self.town.departments[len(known) % len(self.town.departments)]
        answer = call("POST", path, clerk, {"kind": "revoked", "reason": "fault"})
        if answer.status == 200:
            with self.ledger.lock:
                self.ledger.revoked.append(chosen)
        elif answer.status == 0:
            self._stop.wait(0.1)


def issue_body(number: int) -> dict[str, Any]:
    type_ = CATALOGUE.by_id(TYPE)
    assert type_ is not None
    return {"type": TYPE, "fields": records.record(TYPE, number)}


def show(call: Ask, token: str, code: str) -> Answer:
    return call("POST", "/api/v1/verifications", token, {"code": code, "purpose": "check"})
