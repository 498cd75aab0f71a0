"""worker: what has to be done regularly."""

import signal
import threading
from pathlib import Path

import click
import structlog

from backend.audit.checkpoint import make_checkpoint, write_checkpoint
from backend.cases.forget import forget_cases
from backend.cases.intake.deadlines import apply_deadlines
from backend.cases.office.checks import log_late_checks
from backend.cli.exits import lines_for
from backend.cli.office import Office, clock, open_office
from backend.cli.proposals import programmes, runner
from backend.proposals.numbers import in_fives
from backend.proposals.run import run_daily
from backend.ratings.follow_up import log_late_follow_ups
from backend.retention import forget_expired
from backend.statistics.count import count_all
from backend.trust import keys, lists
from backend.web import logs

BATCHES = 200  # of each programme that has not walked through its register today, in one round


@click.command()
@click.option("--every", default=60, show_default=True, type=click.IntRange(1), help="Seconds between rounds.")
@click.option("--once", is_flag=True, help="One round, then stop.")
def worker(every: int, once: bool) -> None:
    """Publish lists, write checkpoints, end what is over, offer, sum up statistics, forget."""
    logs.configure()
    office = open_office()
    if once:
        one_round(office)
        return
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        _round_or_log(office)
        stop.wait(every)


def _round_or_log(office: Office) -> None:
    """A worker outlives a database that is away for a while."""
    try:
        one_round(office)
    except Exception as error:
        lines = lines_for(error)
        if lines is None:
            raise
        structlog.get_logger().error("worker_round_failed", what=lines[0])


def one_round(office: Office) -> None:
    """Each step in its own transaction, so that one that fails does not undo the others."""
    now = clock()
    with office.step() as session:
        lists.trust_list(session, box=office.box, now=now)
    path = _checkpoint(office, now)
    deadlines = apply_deadlines(office.engine, now=now)
    late = deadlines.marked + log_late_checks(office.engine, now=now) + log_late_follow_ups(office.engine, now=now)
    offered = run_daily(runner(office), programmes(office).values(), batches=BATCHES)
    counted = count_all(office.engine, now=now)
    with office.step() as session:
        forgotten = forget_expired(session, now=now)
    with office.step() as session:
        forgotten["cases"] = forget_cases(session, years=office.settings.case_years, now=now)
    done = {
        "ended": deadlines.ended, "drafts_ended": deadlines.lapsed, "late": late,
        "offered": in_fives(offered),
    }  # fmt: skip
    structlog.get_logger().info("worker_round", checkpoint=path.name, counted=counted, **done, **forgotten)


def _checkpoint(office: Office, now: int) -> Path:
    folder = office.settings.data_dir / "checkpoints"
    with office.step() as session:
        token = make_checkpoint(session, keys.platform_signer(session, box=office.box, now=now), now=now)
    try:
        return write_checkpoint(folder, token, now=now)
    except FileExistsError:  # another worker wrote the one of this second
        return folder / f"{now}.jws"
