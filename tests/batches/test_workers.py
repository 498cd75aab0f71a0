"""Real workers: killed in the middle of a chunk they lose nothing and repeat nothing, and another takes over."""

import os
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.batches import decide, queue, states, turns
from backend.batches.models import Batch
from backend.batches.queue import queue_for
from backend.batches.turns import take_turn
from backend.certificates.models import Certificate, SigningRecord
from backend.store_settings import DEFAULTS
from tests.batches.desk import OTHER, Desk

ROOT = Path(__file__).parents[2]
WORKER = """
import os, sys, threading, time
from backend import db
from backend.batches import reading, turns
from backend.batches.queue import queue_for
from backend.security import Box
from backend.store_settings import DEFAULTS
from certs.catalogue import load_builtin

turns.CHUNK = reading.CHUNK = 10
account, seen = turns._account, []

def wait_in_the_third(*given, **named):
    account(*given, **named)
    seen.append(1)
    if len(seen) == 3:
        print("in the middle", flush=True)
        sys.stdin.read()

turns._account = wait_in_the_third
engine = db.make_engine(sys.argv[1])
box = Box(b"d" * 32, b"i" * 32)
worker = turns.Worker(engine, load_builtin(), box, lambda: int(time.time()), 1_000, "https://liangma.example")
queue_for(engine, DEFAULTS.connect_args).work(lambda: turns.take_turn(worker), threading.Event())
"""


def kill_in_the_third_chunk(desk: Desk) -> None:
    """A worker's process, killed when the chunk is done but not yet committed."""
    child = subprocess.Popen(
        [sys.executable, "-c", WORKER, desk.office.engine.url.render_as_string(hide_password=False)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdin is not None
    lines = iter(child.stdout.readline, b"")
    assert any(line == b"in the middle\n" for line in lines)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    child.stdin.close()


def until_done(desk: Desk, *batches: object) -> None:
    """The queue of this engine works in a thread until the batches are over."""
    stop, over = threading.Event(), threading.Event()

    def turn() -> bool:
        did = take_turn(desk.worker)
        with db.open_session(desk.office.engine, reading=True) as session:
            if all(session.get_one(Batch, one).state == states.DONE for one in batches):
                over.set()
        return did

    work = queue_for(desk.office.engine, DEFAULTS.connect_args).work
    thread = threading.Thread(target=work, args=(turn, stop))
    thread.start()
    ended = over.wait(30)
    stop.set()
    thread.join(30)
    assert ended


@pytest.fixture(autouse=True)
def small_and_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("reading", "turns"):
        monkeypatch.setattr(f"backend.batches.{module}.CHUNK", 10)
    for name in ("LOOK_EVERY", "FEED_EVERY", "AFTER_ERROR"):
        monkeypatch.setattr(queue, name, 0.05)


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(desk: Desk) -> None:
    office, batch = desk.office, desk.upload_people(range(45))
    kill_in_the_third_chunk(desk)
    assert desk.certificates() == 19  # the rows 2 to 20
    assert desk.sums(batch) == (states.RUNNING, 19, 0, 0, 26)
    until_done(desk, batch)
    assert desk.sums(batch) == (states.DONE, 45, 0, 0, 0)
    issued = office.count(AuditEntry, AuditEntry.action == "certificate.issued")
    assert (desk.certificates(), office.count(SigningRecord), issued) == (45, 45, 45)
    assert len({one.record_id for one in office.all(Certificate)}) == 45
    with db.open_session(office.engine, reading=True) as session:
        assert check(session).breaks == ()


def test_an_approved_batch_brings_its_own_tickets_and_they_go_with_it(desk: Desk) -> None:
    batch = desk.upload_people(range(5))
    with db.transaction(desk.office.engine) as session:
        session.get_one(Batch, batch).state = states.WAITING
        decide.approve(session, session.get_one(Batch, batch), actor=OTHER, now=desk.office.now)
    if desk.office.engine.dialect.name == "postgresql":
        assert tickets(desk) == queue.TICKETS
    with db.transaction(desk.office.engine) as session:
        session.get_one(Batch, batch).state = states.READING
    until_done(desk, batch)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_department_has_no_more_than_its_places_at_work(desk: Desk) -> None:
    office = desk.office
    desk.upload_people(range(45))
    desk.upload(office.csv(office.rows("business-licence", range(3))), "business-licence")
    assert desk.work(2) == 2  # both are read, and nothing is issued yet
    with ExitStack() as at_work:
        served: list[int] = []
        for _ in range(4):
            session = at_work.enter_context(db.open_session(office.engine))
            served += [chunk.chunk for chunk in [turns.take_chunk(session, "GA")] if chunk]
        assert served == list(range(states.AT_ONCE))
        assert take_turn(desk.worker)  # the other department's
        assert not take_turn(desk.worker)
    assert desk.certificates() == 3
    desk.work()
    assert desk.certificates() == 48


def tickets(desk: Desk) -> int:
    url = desk.office.engine.url.render_as_string(hide_password=False)
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'batches'").fetchone()
    assert found is not None
    return int(found[0])
