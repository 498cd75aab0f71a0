"""kill -9 in issue, redeem, revoke, publish, rotate and in the worker, at random moments under load; and of a batch.

A batch's rows are acknowledged when the operator's screen counted them: that count is drawn after a chunk's commit.
"""

from __future__ import annotations

import os
import pty
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func
from sqlalchemy import select as sql

from backend import db
from backend.certificates.models import Certificate
from backend.demo import records
from backend.registries.import_records import import_file
from backend.trust.models import IssuerKey, PublishedTrustList
from tests.faults.acting import Codes, Crowd
from tests.faults.city import STORES, Town, open_city
from tests.faults.kept import halves, hold_against
from tests.faults.processes import ROOT, Process, environ_of, family
from tests.faults.table import Row
from tests.verification.world import CATALOGUE

COUNTED = re.compile(r"(\d+)/(\d+)")
ALONE = {"LIANGMA_BATCH_APPROVAL_ROWS": "1000000"}  # nobody else is asked
BATCH_TYPE = "driving-licence"
SERVERS, SINGLES, COMMANDS, WORKERS, BATCHES = 14, 8, 14, 4, 14


def campaign(kinds: tuple[str, ...] = STORES) -> Iterator[Row]:
    """On each store: whole servers, single processes, commands, workers, then a batch of 21,000."""
    for kind in kinds:
        with open_city(kind) as town:
            yield kill_servers(town, times=SERVERS, singles=SINGLES)
        with open_city(kind, serve=False) as town:
            yield kill_commands(town, times=COMMANDS, workers=WORKERS)
        with open_city(kind, serve=False) as town:
            yield kill_batches(town, times=BATCHES, people=21_000)


def kill_servers(town: Town, *, times: int, singles: int = 0, load: float = 1.2) -> Row:
    """Departments issue and revoke, windows redeem; the server is killed and started again."""
    row = Row("kill -9 of the server in issue, redeem, revoke", town.name, times=times + singles, recovery=0.0)
    crowd, dice = Crowd(town, Codes(town)).begin(), random.Random(7)
    kinds = [True] * times + [False] * singles
    dice.shuffle(kinds)
    for whole in kinds:
        time.sleep(load * dice.uniform(0.6, 1.4))
        town.sign_in()
        town.server.stand_up()
        began = time.monotonic()
        if whole:
            town.server.kill()
            town.server.start()
        else:
            town.server.kill_one()
            town.server.stand_up()
        row.recovery = max(row.recovery or 0.0, time.monotonic() - began)
    time.sleep(load)
    town.server.stand_up()
    ledger = crowd.end()
    hold_against(row, town.engine, ledger)
    row.more = f"{len(ledger.issued)} issued, {len(ledger.revoked)} revoked, {sum(ledger.accepted.values())} redeemed"
    return row


def kill_commands(town: Town, *, times: int, workers: int) -> Row:
    """`keys rotate`, which publishes too, and `trust publish`, killed somewhere between start and end; acknowledged is
    what was printed."""
    row = Row("kill -9 in publish and rotation, and of the worker", town.name, times=times + workers)
    dice, printed = random.Random(8), list[tuple[str, str]]()
    usual = _seconds_of(town, ("keys", "rotate", "GA"), printed)
    for number in range(times):
        command = ("keys", "rotate", "GA") if number % 2 else ("trust", "publish", "--token")
        if number % 2 == 0:  # so that there is something to publish
            _seconds_of(town, ("keys", "new", "MZ"), printed)
        _run_and_kill(town, command, after=usual * dice.uniform(0.6, 1.05), printed=printed)
    for _ in range(workers):
        worker = Process(town.people.services.settings, ("worker", "--every", "1"))
        worker.start()
        time.sleep(usual * dice.uniform(0.9, 2.0))
        worker.kill()
    with db.open_session(town.engine, reading=True) as session:
        keys = set(session.scalars(sql(IssuerKey.thumbprint)))
        lists = set(session.scalars(sql(PublishedTrustList.jws)))
    row.acknowledged = len(printed)
    row.lost = sum(text not in (lists if what == "publish" else keys) for what, text in printed)
    before = len(lists)
    _seconds_of(town, ("trust", "publish", "--token"), printed)
    row.demand(printed[-1][0] == "publish", f"no trust list after the kills ({before} before)")
    for promise in halves(town.engine):
        row.demand(False, promise)
    row.more = f"{len(keys)} keys, {before} trust lists"
    return row


def kill_batches(town: Town, *, times: int, people: int) -> Row:
    """`liangma issue` on a terminal, killed while it issues; then once to its end."""
    row = Row("kill -9 of a batch issue", town.name, times=times)
    _import(town, people)
    dice = random.Random(9)
    for _ in range(times):
        counted = _issue(town, kill_after=dice.uniform(0.2, 1.4))
        row.lost += max(0, counted - _issued(town)[0])
    began = time.monotonic()
    row.acknowledged = _issue(town, kill_after=None)
    row.recovery = time.monotonic() - began
    certificates, of_records = _issued(town)
    row.lost += max(0, row.acknowledged - certificates)
    made = f"{certificates} certificates of {of_records} records instead of {people}"
    row.demand(certificates == of_records == row.acknowledged == people, made)
    for promise in halves(town.engine):
        row.demand(False, promise)
    row.more = f"each of {people:,} records issued once; recovery is the run that was left alone"
    return row


def _issued(town: Town) -> tuple[int, int]:
    """Certificates, and the records they are of."""
    counts = func.count(), func.count(Certificate.record_id.distinct())
    with db.open_session(town.engine, reading=True) as session:
        certificates, of_records = session.execute(sql(*counts).select_from(Certificate)).one()
    return certificates, of_records


def _seconds_of(town: Town, command: tuple[str, ...], printed: list[tuple[str, str]]) -> float:
    began = time.monotonic()
    _run_and_kill(town, command, after=60, printed=printed)
    return time.monotonic() - began


def _run_and_kill(town: Town, command: tuple[str, ...], *, after: float, printed: list[tuple[str, str]]) -> None:
    """What it printed before it was killed, if it was."""
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.cli", *command], cwd=ROOT, text=True, stdout=subprocess.PIPE,
        env=os.environ | environ_of(town.people.services.settings), stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        told, _ = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        told, _ = process.communicate()
    else:
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    printed += [(command[1], line.strip()) for line in told.splitlines() if line.strip() and told.endswith("\n")]


def _import(town: Town, people: int) -> None:
    type_ = CATALOGUE.by_id(BATCH_TYPE)
    assert type_ is not None
    path = town.people.services.settings.data_dir / "records.csv"
    rows = [records.row(type_, records.record(BATCH_TYPE, number)) for number in range(people)]
    lines = [",".join(rows[0]), *(",".join(f'"{cell}"' for cell in row.values()) for row in rows)]
    path.write_text("\n".join(lines), "utf-8")
    done = import_file(
        town.engine, path, type=BATCH_TYPE, issuer_code=type_.issuers[0], catalogue=CATALOGUE, box=town.people.box,
        now=int(time.time()), report_path=Path(f"{path}.refused"), actor="cli:faults",
    )  # fmt: skip
    assert done.added == people, done


def _issue(town: Town, *, kill_after: float | None) -> int:
    """Rows that the screen counted, of this run and those before. Killed so many seconds after it drew the first."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(ROOT)
        os.execve(
            sys.executable, [sys.executable, "-m", "backend.cli", "issue", BATCH_TYPE],
            os.environ | environ_of(town.people.services.settings) | {"COLUMNS": "120", "TERM": "xterm"} | ALONE,
        )  # fmt: skip
    counted, text, begun, ends = 0, "", False, time.monotonic() + 300
    while time.monotonic() < ends:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if ready:
            try:
                text = text[-200:] + os.read(terminal, 65536).decode(errors="replace")
            except OSError:  # it ended
                break
            drawn = [int(done) for done, _ in COUNTED.findall(text)]
            if drawn and kill_after is not None and not begun:
                begun, ends = True, time.monotonic() + kill_after
            counted = max([counted, *drawn])
    with suppress(ProcessLookupError):
        for pid in family(child):
            os.kill(pid, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return counted
