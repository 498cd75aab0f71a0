"""The power goes: what had been acknowledged before is there after it, and with durability off it is not.

The store lies on an ext4 file system in a file on XFS. A cut is a reflink of that file, one instant of what had reached
the disk, while the city goes on; pages that nobody synced are in memory only and so not in it.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, text

from tests.faults.acting import Codes, Crowd, Ledger
from tests.faults.city import STORES, open_city
from tests.faults.postgres import KILLED, Postgres
from tests.faults.processes import Server, settings_of
from tests.faults.table import Row

CUTS, CONTROL_CUTS = 20, 6
CARELESS = "tests.faults.careless"
OFF: dict[str, dict[str, tuple[str, ...]]] = {  # how each store is made careless
    "sqlite": {"synchronous=NORMAL": (), "synchronous=OFF": ()},
    "postgresql": {"synchronous_commit=off": ("synchronous_commit=off",), "fsync=off": ("fsync=off",)},
}
IDS = "SELECT certificate_id FROM certificates"
ENDED = "SELECT certificate_id FROM certificates WHERE state = 'revoked'"
USED = "SELECT count(*) FROM used_codes"


@dataclass(frozen=True)
class Disk:
    """`folder`: where the file system is mounted; `image`: the file it lies in."""

    folder: Path
    image: Path
    copies: Path


@dataclass(frozen=True)
class Cut:
    """A copy of the disk, and what had been acknowledged before it was made."""

    image: Path
    issued: frozenset[str]
    revoked: frozenset[str]
    redeemed: int


def campaign(kinds: tuple[str, ...] = STORES, *, cuts: int = CUTS, controls: int = CONTROL_CUTS) -> Iterator[Row]:
    for kind in kinds:
        yield power_cuts(kind, cuts=cuts)
        for word, settings in OFF[kind].items():
            yield power_cuts(kind, cuts=controls, careless=word, settings=settings)


def power_cuts(kind: str, *, cuts: int, careless: str = "", settings: tuple[str, ...] = (), every: float = 0.7) -> Row:
    with disk() as where:
        postgres = Postgres(where.folder / "postgresql", settings=settings) if kind == "postgresql" else None
        server = _careless_server(where, careless) if careless and kind == "sqlite" else None
        with open_city(kind, folder=where.folder, postgres=postgres, server=server) as town:
            sync(where.folder)  # the city is built
            fault = f"power cut, {careless}" if careless else "power cut"
            row = Row(fault, town.name, times=cuts, control=bool(careless), recovery=0.0)
            crowd = Crowd(town, Codes(town)).begin()
            made = [_cut(where, crowd.ledger, number) for number in range(cuts) if not time.sleep(every)]
            ledger = crowd.end()
            row.longest = ledger.longest
        for cut in made:
            _examine(row, cut, where, kind)
        row.acknowledged = max(len(cut.issued) + len(cut.revoked) + cut.redeemed for cut in made)
        row.more = "lost: summed over the cuts, each compared with what was acknowledged before it" if careless else ""
        return row


def _careless_server(where: Disk, word: str) -> Server:
    return Server(
        settings_of("", where.folder), ("--interface", "wsgi"), {"FAULTS_SYNCHRONOUS": word.partition("=")[2]}, CARELESS
    )


def _cut(where: Disk, ledger: Ledger, number: int) -> Cut:
    with ledger.lock:
        known = frozenset(ledger.issued), frozenset(ledger.revoked), ledger.redeemed
    image = where.copies / f"cut-{number}.img"
    subprocess.run(["cp", "--reflink=always", str(where.image), str(image)], check=True)
    return Cut(image, *known)


def _examine(row: Row, cut: Cut, where: Disk, kind: str) -> None:
    """Mount the copy, let the database recover, and ask it."""
    began = time.monotonic()
    folder = where.copies / "mounted"
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(cut.image), str(folder)], check=True)
    try:
        issued, revoked, used = _asked(folder, kind)
    except (RuntimeError, psycopg.Error) as error:
        issued, revoked, used = set(), set(), 0
        row.demand(row.control, f"the database does not recover: {error}")
    finally:
        unmount(folder)
        cut.image.unlink()
    row.lost += len(cut.issued - issued) + len(cut.revoked - revoked) + max(0, cut.redeemed - used)
    row.recovery = max(row.recovery or 0.0, time.monotonic() - began)


def _asked(folder: Path, kind: str) -> tuple[set[str], set[str], int]:
    postgres = Postgres(folder / "postgresql") if kind == "postgresql" else None
    try:
        if postgres:
            with suppress(FileNotFoundError):
                (postgres.folder / "data" / "postmaster.pid").unlink()
            postgres.start()
        url = (
            postgres.url.replace("postgresql:", "postgresql+psycopg:")
            if postgres
            else f"sqlite:///{folder / 'liangma.db'}"
        )
        engine = create_engine(url)
        with engine.connect() as connection:
            found = [{_dashed(one) for one in connection.scalars(text(query))} for query in (IDS, ENDED)]
            used = connection.scalar(text(USED)) or 0
        engine.dispose()
        return found[0], found[1], used
    except Exception as error:  # whatever a torn database says, it is a loss
        raise RuntimeError(str(error)) from error
    finally:
        if postgres:
            postgres.stop(KILLED)


def _dashed(value: object) -> str:
    plain = str(value).replace("-", "")
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"


@contextmanager
def disk(megabytes: int = 400) -> Iterator[Disk]:
    """An ext4 file system in a file on an XFS that can copy the file in one instant. Needs root and loop devices."""
    ground = Path("/dev/shm") if shutil.disk_usage("/dev/shm").free > 4 << 30 else Path(tempfile.gettempdir())
    base = Path(tempfile.mkdtemp(prefix="liangma-disk-", dir=ground))
    base.chmod(0o755)
    copies, folder, outer = base / "copies", base / "disk", base / "outer.img"
    copies.mkdir()
    folder.mkdir()
    mounted: list[Path] = []
    try:
        make(outer, 8 * megabytes, "mkfs.xfs", "-q", "-m", "reflink=1")
        mount(outer, copies, mounted)
        image = copies / "disk.img"
        make(image, megabytes, "mkfs.ext4", "-q")
        mount(image, folder, mounted)
        folder.chmod(0o755)
        yield Disk(folder, image, copies)
    finally:
        for one in reversed(mounted):
            unmount(one)
        shutil.rmtree(base, ignore_errors=True)


def make(image: Path, megabytes: int, *command: str) -> None:
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run([*command, str(image)], check=True, capture_output=True)


def mount(image: Path, folder: Path, mounted: list[Path]) -> None:
    subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=True)
    mounted.append(folder)


def sync(folder: Path) -> None:
    subprocess.run(["sync", "-f", str(folder)], check=True)


def unmount(folder: Path) -> None:
    """A process that was just killed may hold a file for a moment."""
    for _ in range(50):
        if subprocess.run(["umount", str(folder)], check=False, capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"{folder} is still in use")
