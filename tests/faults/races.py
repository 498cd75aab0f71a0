"""Five hundred codes, each shown at the same moment to two servers by several windows: one winner each."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator

from backend import db
from tests.faults.acting import Caller, Codes, Ledger, show
from tests.faults.city import Town, open_city
from tests.faults.kept import hold_against
from tests.faults.processes import Server
from tests.faults.table import Row
from tests.verification.world import HALL

CODES, WINDOWS, SHIFT = 500, 4, 100


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        with open_city(kind, serve=False) as town:
            servers = [Server(town.people.services.settings, log=town.folder / "races") for _ in range(2)]
            try:
                for server in servers:
                    server.start()
                yield race(town, [server.port for server in servers], codes=CODES)
            finally:
                for server in servers:
                    server.kill()


def race(town: Town, ports: list[int], *, codes: int) -> Row:
    """Each code is shown by every window to every server; they meet before each one. Nobody is refused so often that
    the limit on refused codes would answer instead."""
    row, ledger = Row("two servers race for the same codes", town.name, times=codes), Ledger()
    source, gate, current = Codes(town), threading.Barrier(WINDOWS, timeout=60), [""]
    answers: dict[str, list[str]] = {}
    clerks = [[_sign_in(town) for _ in range(0, codes, SHIFT)] for _ in range(WINDOWS)]

    def window(place: int) -> None:
        call = Caller(ports[place % len(ports)], ledger)
        for number in range(codes):
            if gate.wait() == 0:
                current[0] = source.take()
            gate.wait()
            answer = show(call, clerks[place][number // SHIFT], current[0])
            told = str(answer.status)
            if answer.status == 200:
                told = "accepted" if answer.document["accepted"] else answer.document["reason"]
            with ledger.lock:
                answers.setdefault(current[0], []).append(told)
                ledger.accepted[current[0]] += told == "accepted"

    threads = [threading.Thread(target=window, args=(place,), daemon=True) for place in range(WINDOWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    won = sum(sorted(told) == ["accepted", *["replayed"] * (WINDOWS - 1)] for told in answers.values())
    row.demand(won == codes, f"{codes - won} codes without exactly one winner")
    hold_against(row, town.engine, ledger)
    row.more = f"{won} of {codes} have exactly one winner of {WINDOWS} who tried"
    return row


def _sign_in(town: Town) -> str:
    with town.people.app.app_context(), db.transaction(town.engine) as session:
        return town.people.sign_in(session, f"staff:{uuid.uuid4()}", "window", HALL)
