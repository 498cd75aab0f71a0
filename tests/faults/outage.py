"""One way to look at anything that goes away and comes back: every answer in time, none invented, right again soon.

Rules: 1. no answer takes longer than five seconds; 2. what cannot be answered is a problem document (503, or 507 for a
full disk); 3. ten seconds after the end everything is right: a fresh code is accepted, a certificate is issued; 4. what
was acknowledged before, meanwhile and after is kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.faults.acting import Answer, Caller, Codes, Crowd, Ledger, issue_body, show
from tests.faults.city import Town
from tests.faults.kept import hold_against
from tests.faults.table import Row

MOST_WAIT, MOST_RECOVERY = 5.0, 10.0
AWAY = (503, 507)
Act = Callable[[], object]


def outage(
    row: Row, town: Town, *, begin: Act, end: Act, seconds: float, load: float = 1.0, restarts: bool = False,
) -> Ledger:  # fmt: skip
    """Run the crowd through it: nothing can be written while it lasts, so callers must be refused. `restarts`: the end
    is a start of the server, which breaks connections."""
    codes = Codes(town)
    crowd = Crowd(town, codes, pause=0.01).begin()
    time.sleep(load)
    begin()
    time.sleep(0.2)
    told = dict(crowd.ledger.statuses)
    time.sleep(seconds)
    end()
    row.recovery = max(row.recovery or 0.0, recovery(town, codes, crowd.ledger))
    away = {status: many - told.get(status, 0) for status, many in crowd.ledger.statuses.items()}
    time.sleep(load)
    ledger = crowd.end()
    town.engine.dispose()  # its connections may have ended with the database
    hold_against(row, town.engine, ledger)
    refused = sum(away.get(status, 0) for status in AWAY)
    row.demand(row.longest is not None and row.longest <= MOST_WAIT, f"an answer took {row.longest:.1f} s")
    row.demand(row.recovery <= MOST_RECOVERY, f"right again only after {row.recovery:.1f} s")
    row.demand(refused > 0, "nobody was refused, so nothing was away")
    known = tuple(str(status) for status in AWAY)
    if restarts:  # the end of the fault broke connections itself
        known = (*known, "0 ")
    others = {one: many for one, many in ledger.problems.items() if many and not one.startswith(known)}
    row.demand(not others, f"other refusals: {others}")
    row.more = "; ".join(filter(None, (row.more, f"{refused} refusals")))
    return ledger


def recovery(town: Town, codes: Codes, ledger: Ledger, *, patience: float = 30) -> float:
    """Seconds until a fresh code is accepted and a certificate is issued."""
    began = time.monotonic()
    call, number = Caller(town.server.port, ledger), int(time.time() * 10) % 10_000_000 + 20_000_000
    while time.monotonic() < began + patience:
        code = codes.take()
        shown = show(call, town.people.window_token, code)
        made = call("POST", "/api/v1/certificates", town.department, issue_body(number))
        _note(ledger, code, shown, made)
        if made.status == 201 and shown.status == 200 and shown.document["accepted"]:
            call.close()
            return time.monotonic() - began
        number += made.status == 201
        time.sleep(0.1)
    return patience


def _note(ledger: Ledger, code: str, shown: Answer, made: Answer) -> None:
    with ledger.lock:
        if shown.status == 200 and shown.document["accepted"]:
            ledger.accepted[code] += 1
        if made.status == 201:
            ledger.issued += [one["certificate_id"] for one in made.document["items"]]
