"""The disk is full, turns read-only, or fails to sync: refused clearly, nothing lost, right again when it is.

Full and read-only are small file systems of their own; a failing sync is `fsync.c`, loaded before the database's own
code, which fails for as long as a file stands in its way.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import psycopg

from tests.faults.city import NAMES, open_city
from tests.faults.outage import outage
from tests.faults.postgres import KILLED, Postgres
from tests.faults.power import make, mount, sync, unmount
from tests.faults.processes import Server, settings_of
from tests.faults.table import Row

SOURCE = Path(__file__).with_name("fsync.c")
MEGABYTES = {"sqlite": 160, "postgresql": 400}
SECONDS = 4.0


def campaign(kinds: tuple[str, ...]) -> Iterator[Row]:
    for kind in kinds:
        yield full(kind)
        yield read_only(kind)
        yield sync_fails(kind)
        if kind == "postgresql":
            yield standby(kind)


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A file system in memory of that size. Needs root."""
    folder = Path(tempfile.mkdtemp(prefix="liangma-small-"))
    size = f"size={megabytes}m,mode=755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "liangma", str(folder)], check=True)
    try:
        yield folder
    finally:
        unmount(folder)
        folder.rmdir()


def full(kind: str) -> Row:
    """Somebody else's file takes what is left."""
    with small_disk(MEGABYTES[kind]) as folder:
        filler = folder / "somebody-elses"

        def fill() -> None:
            with suppress(OSError), filler.open("wb", buffering=0) as file:
                while True:
                    file.write(b"\0" * 4096)

        return _on(kind, folder, "disk full", fill, filler.unlink)


def read_only(kind: str) -> Row:
    """The kernel's answer to a failing disk: the file system is read-only from now on, until it is mounted anew, which
    takes a start of everything on it."""
    with spoilt_disk() as (folder, image):
        row = Row("disk turns read-only", NAMES[kind])
        postgres = Postgres(folder / "postgresql") if kind == "postgresql" else None
        with open_city(kind, folder=folder, postgres=postgres) as town:

            def mend() -> None:
                town.leave()
                if postgres:
                    postgres.stop(KILLED)
                else:
                    town.server.kill()
                unmount(folder)
                subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=True)
                _ = postgres.start() if postgres else town.server.start()

            sync(folder)
            spoil = partial(subprocess.run, ["mount", "-o", "remount,abort", str(folder)], check=True)
            outage(row, town, begin=spoil, end=mend, seconds=SECONDS, restarts=kind == "sqlite")
        return row


def standby(kind: str) -> Row:
    """PostgreSQL takes questions only, as a standby does to which a failover points too early."""
    with open_city(kind) as town:
        row = Row("PostgreSQL is read-only, as a standby", town.name)
        assert town.postgres is not None
        url = town.postgres.url

        def say(value: str) -> None:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("SET default_transaction_read_only = off")
                connection.execute(f"ALTER SYSTEM SET default_transaction_read_only = {value}".encode())
                connection.execute("SELECT pg_reload_conf()")

        outage(row, town, begin=partial(say, "on"), end=partial(say, "off"), seconds=SECONDS)
        return row


@contextmanager
def spoilt_disk(megabytes: int = 300) -> Iterator[tuple[Path, Path]]:
    """An ext4 file system in a file: where it is mounted, and the file. Needs root and loop devices."""
    base = Path(tempfile.mkdtemp(prefix="liangma-disk-"))
    base.chmod(0o755)
    folder, image = base / "disk", base / "disk.img"
    folder.mkdir()
    mounted: list[Path] = []
    make(image, megabytes, "mkfs.ext4", "-q")
    mount(image, folder, mounted)
    folder.chmod(0o755)
    try:
        yield folder, image
    finally:
        unmount(folder)
        shutil.rmtree(base, ignore_errors=True)


def sync_fails(kind: str) -> Row:
    """fsync and fdatasync give EIO."""
    with small_disk(MEGABYTES[kind]) as folder:
        library, switch = _library(folder), folder / "fails"
        environ = {"LD_PRELOAD": str(library), "FAULTS_FSYNC": str(switch)}
        return _on(kind, folder, "fsync fails", switch.touch, switch.unlink, environ=environ, again=True)


def _library(folder: Path) -> Path:
    library = folder / "fsync.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    library.chmod(0o755)
    return library


def _on(
    kind: str, folder: Path, word: str, begin: Callable[[], object], end: Callable[[], object],
    environ: dict[str, str] | None = None, *, again: bool = False,
) -> Row:  # fmt: skip
    """`again`: PostgreSQL stops for good when its log cannot be synced; whoever watches over it starts it again."""
    given = environ or {}
    postgres = Postgres(folder / "postgresql", environ=given) if kind == "postgresql" else None
    server = Server(settings_of("", folder), environ=given if kind == "sqlite" else {})
    with open_city(kind, folder=folder, postgres=postgres, server=server) as town:
        row = Row(word, town.name)

        def mend() -> None:
            end()
            if postgres and again:
                postgres.stop(KILLED)
                postgres.start()

        outage(row, town, begin=begin, end=mend, seconds=SECONDS)
        return row
