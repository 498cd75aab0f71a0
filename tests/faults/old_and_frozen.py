"""A node that freezes while another works, and pages of an older version against the newer server.

Rules: 1. what one process spent, the frozen one refuses when it thaws, also a request that it had already been handed;
2. the other answers meanwhile (on SQLite, unless the frozen one holds the turn to write: then it refuses in time);
3. what older pages send is still taken, and what they read is still there.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

from backend.app import create_app
from tests.faults.acting import Caller, Codes, Ledger, show
from tests.faults.city import Town, open_city
from tests.faults.kept import hold_against
from tests.faults.old_client import GONE, differences, fresh_contract
from tests.faults.processes import Server, family
from tests.faults.table import Row

CODES, MOST_WAIT = 40, 5.0


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        yield frozen(kind)
    yield old_client(kinds[0])


def frozen(kind: str, *, codes: int = CODES) -> Row:
    """Two servers on one store. Codes are handed to the frozen one, spent at the other, and answered after the thaw."""
    with open_city(kind, serve=False) as town:
        settings, log = town.people.services.settings, town.folder / "nodes"
        one, two = (Server(settings, ("serve",), log=log) for _ in range(2))
        one.start()
        two.start()
        try:
            return _thaw(town, one, two, codes)
        finally:
            one.kill()
            two.kill()


def _thaw(town: Town, one: Server, two: Server, many: int) -> Row:
    row, first, second = Row("a frozen node thaws", town.name, times=many), Ledger(), Ledger()
    source = Codes(town)
    codes = [source.take() for _ in range(many)]
    _signal(one, signal.SIGSTOP)
    waiting = [threading.Thread(target=_show, args=(one.port, town, code, second)) for code in codes[: many // 2]]
    for thread in waiting:  # handed to the frozen one before the other spends them
        thread.start()
    time.sleep(0.3)
    for code in codes:
        _show(two.port, town, code, first)
    row.demand(sum(first.accepted.values()) == many, f"the other accepted {sum(first.accepted.values())} of {many}")
    row.demand(first.longest <= MOST_WAIT, f"an answer of the other took {first.longest:.1f} s")
    began = time.monotonic()
    _signal(one, signal.SIGCONT)
    for thread in waiting:
        thread.join(timeout=30)
    row.recovery = time.monotonic() - began
    for code in codes[many // 2 :]:
        _show(one.port, town, code, second)
    row.demand(sum(second.accepted.values()) == 0, "the thawed one accepted what was spent")
    row.demand(second.statuses[200] == many, f"the thawed one answered {dict(second.statuses)}")
    hold_against(row, town.engine, first)
    row.more = f"{second.statuses[200]} refused as replayed by the thawed one"
    return row


def _show(port: int, town: Town, code: str, ledger: Ledger) -> None:
    call = Caller(port, ledger, wait=40)
    answer = show(call, town.people.window_token, code)
    call.close()
    if answer.status == 200 and answer.document["accepted"]:
        with ledger.lock:
            ledger.accepted[code] += 1


def _signal(server: Server, number: signal.Signals) -> None:
    for pid in family(server.pid):
        os.kill(pid, number)


def old_client(kind: str) -> Row:
    """The contract that older pages were built with, against the one of this program."""
    with open_city(kind, serve=False) as town:
        contract = fresh_contract(create_app(town.people.services.settings, engine=town.engine))
    row, found = Row("pages of an older version", "–"), differences(contract)
    row.times = row.acknowledged = found.operations
    row.lost = len(found.broken)
    for one in found.broken[:10]:
        row.demand(False, one)
    row.more = f"{found.operations - len(GONE)} operations of version {found.version} still take what those pages send"
    row.more += f"; gone on purpose: {', '.join(GONE)}"
    return row
