"""batches add|list|show|approve|pause|resume|cancel|failed: issuing many certificates."""

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from backend import db
from backend.batches import decide, make, read, reading
from backend.batches.models import Batch
from backend.batches.states import FILE, OPEN, RUNNING, WAITING
from backend.batches.turns import Worker, take_turn
from backend.cli.bar import bar
from backend.cli.office import ACTOR, Office, clock, open_office
from backend.web.strict import rfc3339

LOOK_EVERY = 1.0  # seconds between looks at a batch that somebody else works on
SUMS = (("签发", "issued"), ("未变", "unchanged"), ("失败", "failed"), ("剩余", "left"))
Act = Callable[..., None]


@click.group()
def batches() -> None:
    """Batches of certificates: add, list, show, approve, pause, resume, cancel, failed."""


@batches.command()
@click.argument("type_id", metavar="TYPE")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--issuer", required=True, help="Code of the issuing department.")
def add(type_id: str, file: Path, issuer: str) -> None:
    """Make a batch of a FILE (CSV or XLSX) of one certificate TYPE: import it, and let the worker issue it."""
    office = open_office()
    with office.step() as session:
        batch_id = make.make_batch(
            session, type=type_id, issuer_code=issuer, source=FILE, catalogue=office.catalogue, actor=ACTOR, now=clock()
        ).batch_id
    with bar(type_id) as progress:
        reading.read_at_hand(worker_of(office), batch_id, file, progress=progress)
    say(office, batch_id)


@batches.command("list")
@click.option("--issuer", help="Only of this department.")
@click.option("--most", default=20, show_default=True, type=click.IntRange(1, 1000))
def list_batches(issuer: str | None, most: int) -> None:
    """List batches, newest first: department, state, rows, and what became of them."""
    with db.open_session(open_office().engine, reading=True) as session:
        found = read.batches(session, issuer_code=issuer, after=None, most=most)
        for one in read.shown(session, found, asker=ACTOR, now=clock()):
            sums = "  ".join(f"{word} {name} {one[name]}" for word, name in SUMS)
            click.echo(f"{one['batch_id']} {one['issuer_code']:4} {one['state']:9} {one['rows']:9} rows  {sums}")


@batches.command()
@click.argument("batch", type=click.UUID)
@click.option("--watch", is_flag=True, help="A bar until it is over or waits for somebody.")
def show(batch: uuid.UUID, watch: bool) -> None:
    """Show one BATCH: who made and approved it, how far it is, and why rows failed."""
    office = open_office()
    if watch:
        with bar(str(batch)) as progress:
            while (one := _read(office, batch))["state"] in ("reading", RUNNING):
                progress(one["rows"] - one["left"], one["rows"])
                time.sleep(LOOK_EVERY)
    say(office, batch)


@batches.command()
@click.argument("batch", type=click.UUID)
def approve(batch: uuid.UUID) -> None:
    """Let a BATCH run that waits for a second person: not for whoever made it."""
    _move(batch, decide.approve)


@batches.command()
@click.argument("batch", type=click.UUID)
def pause(batch: uuid.UUID) -> None:
    """Begin no further chunk of a BATCH."""
    _move(batch, decide.pause)


@batches.command()
@click.argument("batch", type=click.UUID)
def resume(batch: uuid.UUID) -> None:
    """Let a BATCH go on that was paused, or that stopped by itself."""
    _move(batch, decide.resume)


@batches.command()
@click.argument("batch", type=click.UUID)
@click.confirmation_option(prompt="不可恢复，确定？ This is final. Sure?")
def cancel(batch: uuid.UUID) -> None:
    """End a BATCH: what it issued stands, the rest is not issued."""
    _move(batch, decide.cancel)


@batches.command()
@click.argument("batch", type=click.UUID)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to; default standard output.")
def failed(batch: uuid.UUID, out: Path | None) -> None:
    """Write the failed rows of a BATCH as CSV: row, column, code, what is wrong, the value masked."""
    with db.open_session(open_office().engine, reading=True) as session:
        decide.find_batch(session, batch, issuer_code=None)
        with click.open_file(str(out or "-"), "w", encoding="utf-8") as file:
            for part in read.failed_rows(session, batch):
                file.write(part)


def worker_of(office: Office) -> Worker:
    """What turns are taken with."""
    own = office.settings
    return Worker(office.engine, office.catalogue, office.box, clock, own.batch_approval_rows, own.base_url)


def run_now(office: Office, batch_id: uuid.UUID, progress: Callable[[int, int], None]) -> None:
    """Take turns, whoever's they are, until this batch is over or waits; other workers may help."""
    worker = worker_of(office)
    while (one := _read(office, batch_id))["state"] in ("reading", RUNNING):
        progress(one["rows"] - one["left"], one["rows"])
        if not take_turn(worker):
            time.sleep(LOOK_EVERY)
    progress(one["rows"] - one["left"], one["rows"])


def say(office: Office, batch_id: uuid.UUID) -> dict[str, Any]:
    """Print one batch."""
    one = _read(office, batch_id)
    click.echo(f"{one['batch_id']} {one['issuer_code']} {one['state']}  行 rows {one['rows']}")
    click.echo("  ".join(f"{word} {name} {one[name]}" for word, name in SUMS))
    made = f"提交 made {rfc3339(one['made_at'])} {one['made_by_name']}"
    approved = f"  批准 approved {rfc3339(one['approved_at'])} {one['approved_by_name']}" if one["approved_at"] else ""
    click.echo(made + approved)
    for reason in one["reasons"]:
        click.echo(f"失败 failed {reason['rows']}: {reason['code']} {reason['text']['zh']} {reason['text']['en']}")
    if one["stopped_why"]:
        click.echo(f"停止原因 stopped: {one['stopped_why']} {one['stopped_text']['zh']} {one['stopped_text']['en']}")
    if one["state"] == WAITING:
        click.echo(f"等待另一人批准 somebody else approves it: liangma batches approve {batch_id}")
    return one


def _read(office: Office, batch_id: uuid.UUID) -> dict[str, Any]:
    with db.open_session(office.engine, reading=True) as session:
        return _shown(session, decide.find_batch(session, batch_id, issuer_code=None))


def _shown(session: Session, batch: Batch) -> dict[str, Any]:
    return read.shown(session, [batch], asker=ACTOR, now=clock())[0]


def _move(batch_id: uuid.UUID, act: Act) -> None:
    office = open_office()
    with office.step() as session:
        act(session, decide.find_batch(session, batch_id, issuer_code=None), actor=ACTOR, now=clock())
    say(office, batch_id)


def open_of(office: Office, type_number: int, issuer: str) -> uuid.UUID | None:
    """The batch of waiting records of this department and type that is not over, the oldest."""
    with db.open_session(office.engine, reading=True) as session:
        found = read.batches(session, issuer_code=issuer, after=None, most=1000)
        mine = [one for one in found if one.type_number == type_number and one.source != FILE and one.state in OPEN]
        return mine[-1].batch_id if mine else None
