"""serve: the HTTP server of a node.

Rules: 1. SIGHUP reloads without a refused request: for each worker a new process begins, with the program as it then
lies on the disk, both serve side by side for a while, then the old one answers what it has taken and ends; 2. SIGTERM
ends likewise, and during a reload at once: what was taken is answered, nothing more is taken (`leaving`); 3. a worker
that does not end is ended; 4. all processes take from one queue of connections, which the parent holds: were each to
hold one, as the server has it on Linux, what waits in a queue would be lost with its process; 5. `liangma worker`,
asked for by --with-worker, ends with the server; a reload leaves it alone.
"""

import multiprocessing
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import click
from granian._granian import ListenerSpec
from granian.constants import Interfaces
from granian.server.mp import MPServer

from backend.app import create_app
from backend.cli import leaving
from backend.cli.demo import load_city
from backend.cli.migrate import bring_up
from backend.cli.office import Office, clock, open_office
from backend.cli.worker import beside
from backend.demo import city, doings
from backend.errors import ConfigError
from backend.papers.fonts import check_fonts
from backend.people.sms import gateway_for
from backend.web import logs

TARGET = "backend.app:from_environment"
PATIENCE = 30  # seconds, rule 3
THREADS = 8  # of a process; `docs/scale.md` has what was measured
MEMORY = {"MALLOC_ARENA_MAX": "1"}  # threads share one heap: with one each, what SQLite lets go of in one is kept there


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@click.option(
    "--threads",
    default=THREADS,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Requests that a process answers at once.",
)
@click.option(
    "--overlap",
    default=10,
    show_default=True,
    type=click.IntRange(1, 120),
    help="Seconds that old and new processes serve side by side at a reload (SIGHUP).",
)
@click.option("--prepare", is_flag=True, help="Migrate first and, in the demo, load the city once.")
@click.option("--lived-in", is_flag=True, help="With --prepare: people of the demo city did something already.")
@click.option("--with-worker", is_flag=True, help="`liangma worker` beside it: for a city on one machine.")
def serve(
    host: str, workers: int, threads: int, overlap: int, prepare: bool, lived_in: bool, with_worker: bool
) -> None:
    """Serve the API on LIANGMA_PORT."""
    office = open_office()
    _check(office, host)
    if prepare:
        bring_up(office)
        if office.settings.demo and not city.is_loaded(office.engine):
            load_city(office, people_count=200)
            if lived_in:
                services = create_app(office.settings, engine=office.engine).extensions["liangma"]
                doings.live(services, now=clock())
    if office.settings.demo:
        click.echo(city.greeting(office.settings), err=True)
    office.engine.dispose()  # servers open their own connections
    os.environ.update(MEMORY | os.environ)
    multiprocessing.set_start_method("spawn", force=True)  # a forked process would have the program of old (rule 1)
    server: Any = OneQueue(
        TARGET, address=host, port=office.settings.port, interface=Interfaces.WSGI, factory=True, workers=workers,
        blocking_threads=threads, backpressure=512, respawn_failed_workers=True, respawn_interval=overlap,
        workers_kill_timeout=PATIENCE, log_access=False, log_dictconfig=logs.SERVER,
    )  # fmt: skip
    with _worker_beside() if with_worker else nullcontext():
        server.serve(spawn_target=leaving.work)


@contextmanager
def _worker_beside() -> Iterator[None]:
    """Rule 5."""
    own = multiprocessing.Process(target=beside, name="worker")
    own.start()
    try:
        yield
    finally:
        own.terminate()
        own.join(PATIENCE)
        own.kill()


class OneQueue(MPServer):
    """Rules 1 to 4; granian's own parent would sleep through a signal that another of its threads was given."""

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        self._ending = threading.Event()
        threading.Thread(target=self._hear, args=(leaving.ear(),), name="signals", daemon=True).start()
        super().startup(spawn_target, target_loader)  # type: ignore[no-untyped-call]

    def _hear(self, hears: int) -> None:
        while True:
            number = os.read(hears, 1)[0]
            if number == leaving.GENTLY:
                self.reload_signal = True
            elif number in leaving.ENDS:
                self.interrupt_signal = True
                self._ending.set()
            self.main_loop_interrupt.set()

    def signal_handler_interrupt(self, *_: Any) -> None:
        """`_hear` did it, and a reload must not be done twice."""

    signal_handler_reload = signal_handler_interrupt

    def _init_shared_socket(self) -> None:
        held: Any = ListenerSpec(self.bind_addr, self.bind_port, self.backlog).build()
        self._shd = held
        self._sso = socket.socket(fileno=held.get_fd())
        self._sso.set_inheritable(True)

    def _respawn_workers(self, workers: Any, spawn_target: Any, target_loader: Any, delay: float = 0) -> None:
        for index in workers:
            self.respawned_wrks[index] = time.monotonic()
            old = self.wrks[index]
            self.wrks[index] = self._spawn_worker(idx=index, target=spawn_target, callback_loader=target_loader)
            self.wrks[index].start()
            if self._ending.wait(delay) or not self._left(old):
                self.wrks.append(old)  # ends with the others
                self.main_loop_interrupt.set()
                return

    def _left(self, old: Any) -> bool:
        """The old worker is gone; false when everything is to end meanwhile."""
        until = time.monotonic() + PATIENCE
        if old.is_alive():
            old.interrupt_by_parent = True
            os.kill(old.inner.pid, leaving.GENTLY)
        while old.is_alive() and time.monotonic() < until:
            old.join(0.1)
            if self._ending.is_set():
                return False
        if old.is_alive():
            old.kill()
            old.join()
        return True


def _check(office: Office, host: str) -> None:
    """What would stop every worker stops the command first, and is said once: types, database, fonts, SMS gateway,
    port."""
    _ = office.catalogue, office.engine
    check_fonts(office.settings.fonts_dir)
    gateway_for(office.settings)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, office.settings.port))
        except OSError as error:
            raise ConfigError(f"LIANGMA_PORT {office.settings.port}, --host {host}: {error.strerror}") from error
