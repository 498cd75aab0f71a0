"""serve, migrate, worker: the processes of a node."""

import signal
import threading
from typing import Any

import click
import structlog
from granian.constants import Interfaces
from granian.server import Server

from backend import migrate as migrations
from backend.audit.checkpoint import make_checkpoint, write_checkpoint
from backend.cli.office import Office, clock, open_office
from backend.demo import city
from backend.retention import forget_expired
from backend.trust import keys, lists
from backend.web import logs

TARGET = "backend.app:from_environment"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option("--prepare", is_flag=True, help="Migrate first and, in the demo, load the city once.")
def serve(host: str, workers: int, prepare: bool) -> None:
    """Serve the API on LIANGMA_PORT."""
    office = open_office()
    if prepare:
        migrations.upgrade(office.engine)
        if office.settings.demo and not city.is_loaded(office.engine):
            from backend.cli.demo import load_city

            load_city(office, people_count=200)
    if office.settings.demo:
        click.echo(city.greeting(office.settings), err=True)
    office.engine.dispose()  # servers open their own connections, after the fork
    server: Any = Server(
        TARGET, address=host, port=office.settings.port, interface=Interfaces.WSGI, factory=True, workers=workers,
        blocking_threads=8, backpressure=512, respawn_failed_workers=True, log_access=False,
    )  # fmt: skip
    server.serve()


@click.command()
def migrate() -> None:
    """Bring the database to this program's schema."""
    office = open_office()
    migrations.upgrade(office.engine)
    click.echo("数据库已是最新 The schema is current")


@click.command()
@click.option("--every", default=60, show_default=True, type=click.IntRange(1), help="Seconds between rounds.")
@click.option("--once", is_flag=True, help="One round, then stop.")
def worker(every: int, once: bool) -> None:
    """Publish lists, write audit checkpoints, forget what has expired."""
    logs.configure()
    office = open_office()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        one_round(office)
        if once:
            return
        stop.wait(every)


def one_round(office: Office) -> None:
    """Each step in its own transaction, so that one that fails does not undo the others."""
    log = structlog.get_logger()
    now = clock()
    with office.step() as session:
        lists.trust_list(session, box=office.box, now=now)
    with office.step() as session:
        token = make_checkpoint(session, keys.platform_signer(session, box=office.box, now=now), now=now)
    path = write_checkpoint(office.settings.data_dir / "checkpoints", token, now=now)
    with office.step() as session:
        forgotten = forget_expired(session, now=now)
    log.info("worker_round", checkpoint=path.name, **forgotten)
