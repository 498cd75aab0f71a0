"""Redis is killed, frozen and flushed: codes are still used once, reading goes on, guessing is still limited.

Rules: 1. single use is the database's; 2. limits on reading fail open; 3. limits on guessing count in SQL, so what
Redis forgets they remember, and when SQL cannot count, a guess is not tried.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import redis

from backend.people.limits import LIMITS
from tests import services
from tests.faults.acting import Caller, Codes, Ledger, show
from tests.faults.city import Town, open_city
from tests.faults.kept import hold_against
from tests.faults.table import Row

READS = ("/api/v1/trust-list", "/api/v1/certificate-types", "/api/v1/time")
MOST_WAIT = 5.0


@dataclass
class Cache:
    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=10)

    def freeze(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def flush(self) -> None:
        redis.Redis.from_url(self.url).flushall()


@contextmanager
def running() -> Iterator[Cache]:
    binary = shutil.which("redis-server")
    assert binary is not None, "Redis is not installed"
    port = services.free_port()
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen([binary, *arguments], stdout=subprocess.DEVNULL, cwd=tempfile.gettempdir())
    try:
        services.wait_for_port(port, process)
        yield Cache(port, process)
    finally:
        process.kill()
        process.wait(timeout=10)


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        for word in ("killed", "frozen", "flushed"):
            yield without(kind, word)


def without(kind: str, word: str, *, codes: int = 60) -> Row:
    """Half of everything before Redis is touched, half after."""
    with running() as cache, open_city(kind, redis=cache.url) as town:
        row, ledger = Row(f"Redis {word}", town.name), Ledger()
        call, source = Caller(town.server.port, ledger), Codes(town)
        guessed = _guess(call, LIMITS["staff"].account - 3)
        shown = [_show(town, call, ledger, source) for _ in range(codes // 2)]
        {"killed": cache.kill, "frozen": cache.freeze, "flushed": cache.flush}[word]()
        shown += [_show(town, call, ledger, source) for _ in range(codes // 2)]
        again = [show(call, town.people.window_token, code).document for code in shown]
        row.demand(all(one["reason"] == "replayed" for one in again), "a used code was not refused as replayed")
        reads = [call("GET", path) for path in READS * 5]
        row.demand(all(one.status == 200 for one in reads), "something could not be read")
        guessed += _guess(call, 12)
        tried = sum(status == 401 for status in guessed)
        row.demand(tried <= LIMITS["staff"].account, f"{tried} guesses were tried")
        row.demand(guessed[-1] == 429, "guessing was not limited")
        hold_against(row, town.engine, ledger)
        row.demand((row.longest or 0) <= MOST_WAIT, f"an answer took {row.longest:.1f} s")
        slowest = max(one.seconds for one in reads)
        row.more = f"{len(again)} shown again and refused; {tried} of {len(guessed)} guesses tried; "
        row.more += f"slowest read {slowest:.2f} s"
        return row


def _show(town: Town, call: Caller, ledger: Ledger, source: Codes) -> str:
    code = source.take()
    answer = show(call, town.people.window_token, code)
    ledger.accepted[code] += answer.status == 200 and answer.document["accepted"]
    return code


def _guess(call: Caller, times: int) -> list[int]:
    """Wrong passwords for one login; 401 was tried, 429 was not."""
    body = {"login": "somebody", "password": "wrong", "totp": "000000"}
    return [call("POST", "/api/v1/auth/staff-sessions", body=body).status for _ in range(times)]
