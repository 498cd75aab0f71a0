"""Keys rotate while the city is under load: no good code is refused. A revocation is known on every process in time.

And, once a campaign, what other tests prove in full: five ways to tamper with the log, and no name in what is stored.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

from tests.faults.acting import TYPE, VIEWS, Answer, Caller, Codes, Crowd, Ledger, show
from tests.faults.city import Town, open_city
from tests.faults.kept import hold_against
from tests.faults.processes import ROOT, Server, run
from tests.faults.table import Row

ROTATIONS, REVOCATIONS, MOST_SECONDS = 5, 10, 5.0
PROVED = {
    "tampering with the log": ("tests/audit/test_chain.py",),
    "canaries in log, database and dump": ("tests/api/test_canaries.py",),
}


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        with open_city(kind) as town:
            yield rotate(town, times=ROTATIONS)
        with open_city(kind, serve=False) as town:
            yield revoke(town, times=REVOCATIONS)
    for name, files in PROVED.items():
        yield _proved(name, files)


def rotate(town: Town, *, times: int) -> Row:
    """Every second a rotation of the issuer whose codes are shown and who goes on issuing."""
    row = Row("keys rotate under load", town.name, times=times)
    crowd = Crowd(town, Codes(town)).begin()
    for _ in range(times):
        run(town.people.services.settings, "keys", "rotate", "GA")
        time.sleep(0.5)
    ledger = crowd.end()
    verdicts, accepted = crowd.shown, sum(ledger.accepted.values())
    row.demand(accepted == verdicts, f"{verdicts - accepted} good codes were refused")
    row.demand(set(ledger.statuses) <= {200, 201}, f"answers {dict(ledger.statuses)}")
    hold_against(row, town.engine, ledger)
    row.more = f"{verdicts} verifications, {verdicts - accepted} failed; {len(ledger.issued)} issued meanwhile"
    return row


def revoke(town: Town, *, times: int) -> Row:
    """Revoked through one server; how long until both refuse. Each server has two processes and is asked many times."""
    row, ledger = Row("revocation is effective", town.name, times=times), Ledger()
    servers = [Server(town.people.services.settings, log=town.folder / "nodes") for _ in range(2)]
    try:
        for server in servers:
            server.start()
        calls = [Caller(server.port, ledger) for server in servers]
        slowest = max(_until_refused(town, calls, ledger, index) for index in range(times))
        row.recovery = slowest
        row.demand(slowest <= MOST_SECONDS, f"only after {slowest:.1f} s")
        hold_against(row, town.engine, ledger)
        row.more = "recovery: from the answer to the last code that was still accepted anywhere"
    finally:
        for server in servers:
            server.kill()
    return row


def _until_refused(town: Town, calls: list[Caller], ledger: Ledger, index: int) -> float:
    phone = town.people.phone(500 + index)
    held = phone.held[TYPE]
    texts = (town.people.code(phone, number=view) for _ in range(2) for view in VIEWS if not _tick(town))
    warm = show(calls[0], town.people.window_token, next(texts))
    ledger.accepted[f"{index}"] += _accepted(warm)
    path = f"/api/v1/certificates/{held.certificate_id}/revocations"
    done = calls[0]("POST", path, town.department, {"kind": "revoked", "reason": "fault"})
    assert done.status == 200, done
    ledger.revoked.append(str(held.certificate_id))
    began, last = time.monotonic(), 0.0
    for number, text in enumerate(texts):
        if _accepted(show(calls[number % 2], town.people.window_token, text)):
            last = time.monotonic() - began
            ledger.accepted[f"{index}/{number}"] += 1
    return last


def _tick(town: Town) -> None:
    """Codes of another second are other codes."""
    town.people.now = max(town.people.now + 1, int(time.time()) - 40)


def _accepted(answer: Answer) -> bool:
    return answer.status == 200 and bool(answer.document["accepted"])


def _proved(name: str, files: tuple[str, ...]) -> Row:
    row, began = Row(name, "both"), time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    told = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else "nothing"
    row.demand(done.returncode == 0, told)
    row.more = f"`{files[0]}` passes ({time.monotonic() - began:.0f} s)"
    return row
