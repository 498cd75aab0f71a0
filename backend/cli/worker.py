"""worker: what has to be done regularly, by a process of its own or by one beside `serve`."""

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import click
import structlog

from backend import months
from backend.audit.checkpoint import SignerOf, make_checkpoint, write_files
from backend.audit.tiles import LogBroken
from backend.batches.forget import forget_failures
from backend.batches.queue import queue_for
from backend.batches.turns import Worker, take_turn
from backend.cases.forget import forget_cases
from backend.cases.intake.deadlines import apply_deadlines
from backend.cases.office.checks import log_late_checks
from backend.cli.batches import worker_of
from backend.cli.exits import lines_for
from backend.cli.office import Office, clock, open_office
from backend.cli.proposals import programmes, runner
from backend.delegations.keep import end_lost
from backend.guardians.deaths import settle_deaths
from backend.issuers.decide import remind
from backend.privacy.retention import forget_daily
from backend.proposals.numbers import in_fives
from backend.proposals.run import run_daily
from backend.ratings.follow_up import log_late_follow_ups
from backend.regions.take import take_due
from backend.requests.duty import tell_due
from backend.requests.ended import tell_ended
from backend.requests.forget import forget_requests
from backend.requests.told import tell_expired
from backend.retention import forget_expired
from backend.statistics.count import count_all
from backend.trust import keys, lists
from backend.web import logs, traces
from backend.webhooks.noticed import tell_noticed
from backend.webhooks.send import send_due

ROUND = 60  # seconds between rounds
SEND_EVERY = 5  # seconds between looks for messages to partners
BATCHES = 200  # of each programme that has not walked through its register today, in one round


@click.command()
@click.option("--every", default=ROUND, show_default=True, type=click.IntRange(1), help="Seconds between rounds.")
@click.option("--once", is_flag=True, help="One round, then stop.")
@click.option("--only-batches", is_flag=True, help="Nothing but batches: for further processes that help with them.")
def worker(every: int, once: bool, only_batches: bool) -> None:
    """Publish lists, write checkpoints, end what is over, tell partners, offer, sum up statistics, forget."""
    logs.configure()
    office = open_office()
    traces.begin(office.settings)
    if once:
        one_round(office)
        send(office)
        work_off(office)
        return
    _keep_at_it(office, _ends(), every=every, only_batches=only_batches)


def beside() -> None:
    """The process beside `serve`: it ends when it is told to, and with its parent, however that ended."""
    logs.configure()
    office = open_office()
    traces.begin(office.settings)
    stop = _ends()
    threading.Thread(target=_end_with_parent, args=(stop,), name="parent", daemon=True).start()
    _keep_at_it(office, stop, every=ROUND)


def _end_with_parent(stop: threading.Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        stop.set()


def _ends() -> threading.Event:
    """Set when this process is told to end."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _keep_at_it(office: Office, stop: threading.Event, *, every: int, only_batches: bool = False) -> None:
    issuing = threading.Thread(target=_issue, args=(office, worker_of(office), stop), name="batches")
    issuing.start()
    while not stop.is_set() and not only_batches:
        _do_or_log(one_round, office)
        _wait(stop, office, every)
    issuing.join()


def _issue(office: Office, own: Worker, stop: threading.Event) -> None:
    """Turns of batches in a thread of their own, so that neither waits for the other."""
    queue_for(office.engine, office.settings.database.connect_args).work(lambda: take_turn(own), stop)


def work_off(office: Office) -> None:
    """Turns of batches until none is left."""
    own = worker_of(office)
    while take_turn(own):
        pass


def _wait(stop: threading.Event, office: Office, seconds: int) -> None:
    """Until the next round is due; messages to partners go on their way meanwhile."""
    ends = time.monotonic() + seconds
    while not stop.is_set() and (left := ends - time.monotonic()) > 0:
        _do_or_log(send, office)
        stop.wait(min(left, SEND_EVERY))


def _do_or_log(what: Callable[[Office], None], office: Office) -> None:
    """A worker outlives a database that is away for a while."""
    try:
        what(office)
    except Exception as error:
        lines = lines_for(error)
        if lines is None:
            raise
        structlog.get_logger().error("worker_round_failed", what=lines[0])


def send(office: Office) -> None:
    """Send the messages to partners that are due."""
    local = office.settings.webhooks_local
    tries = send_due(office.engine, box=office.box, local=local, clock=clock)
    if tries:
        structlog.get_logger().info("worker_sent", tries=tries)


def one_round(office: Office) -> None:
    """Each step in its own transaction, so that one that fails does not undo the others."""
    now = clock()
    with office.step() as session:
        months.make_ahead(session, now=now)
    with office.step() as session:
        lists.trust_list(session, box=office.box, now=now)
    path = _checkpoint(office, now)
    deadlines = apply_deadlines(office.engine, now=now)
    late = deadlines.marked + log_late_checks(office.engine, now=now) + log_late_follow_ups(office.engine, now=now)
    offered = run_daily(runner(office), programmes(office).values(), batches=BATCHES)
    counted = count_all(office.engine, now=now)
    with office.step() as session:
        told = tell_expired(session, box=office.box, now=now) + tell_due(session, means=office, now=now)
    with office.step() as session:
        noticed = tell_noticed(session, box=office.box, now=now) + tell_ended(session, box=office.box, now=now)
    with office.step() as session:
        settled = settle_deaths(session, catalogue=office.catalogue, box=office.box, now=now)
    with office.step() as session:
        given_back = end_lost(session, now=now)
    with office.step() as session:
        keys_wait = remind(session, now=now)
    with office.step() as session:
        forgotten = forget_expired(session, now=now)
    with office.step() as session:
        forgotten |= forget_requests(session, now=now)
    with office.step() as session:
        forgotten["failed_rows"] = forget_failures(session, now=now)
    with office.step() as session:
        forgotten["cases"] = forget_cases(session, years=office.settings.case_years, now=now)
    with office.step() as session:
        forgotten |= forget_daily(session, box=office.box, years=office.settings.case_years, now=now)
    local = office.settings.outbound_local
    regions = take_due(office.engine, catalogue=office.catalogue, local=local, clock=clock)
    done = {
        "ended": deadlines.ended, "drafts_ended": deadlines.lapsed, "late": late,
        "offered": in_fives(offered), "requests_told": told, "noticed": noticed, "regions": regions,
        "deaths_settled": settled, "delegations_ended": given_back, "keys_wait": keys_wait,
    }  # fmt: skip
    structlog.get_logger().info("worker_round", checkpoint=path and path.name, counted=counted, **done, **forgotten)


def _checkpoint(office: Office, now: int) -> Path | None:
    """The file of the newest; a log with a gap and a full disk are told, and keep nothing else from being done."""
    try:
        make_checkpoint(office.engine, signer_of(office, now), now=now, every=office.settings.checkpoint_seconds)
    except LogBroken as error:
        structlog.get_logger().error("log_broken", detail=error.detail)
    try:
        return write_files(office.engine, office.settings.checkpoints_dir)
    except OSError as error:  # its file is written when there is room again
        structlog.get_logger().error("checkpoint_not_written", why=error.strerror)
        return None


def signer_of(office: Office, now: int) -> SignerOf:
    """The platform's key, asked for when something is signed."""
    return lambda session: keys.platform_signer(session, box=office.box, now=now)
