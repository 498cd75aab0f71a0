"""A batch from a department's file to its certificates, on SQLite and PostgreSQL: `python -m benchmarks.import_issue`.

Prints rows a second as a ratio of raw ES256 signing, and of making a bare SD-JWT VC of as many fields, both measured in
turn with the chunks of the same run and in every process that issues; and the most private memory of a process at a
tenth and at the full size (pages of a mapped database file are not counted: the system may drop them). `--rows N`
(1,000 to 1,000,000), `--engine`, `--processes N` that issue at once.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from sqlalchemy import func, select

from backend import db, migrate
from backend.batches import make, reading
from backend.batches.states import FILE
from backend.batches.turns import Worker, take_turn
from backend.certificates.models import Certificate
from backend.demo import people, records
from backend.security import Box
from backend.trust import keys
from certs import sdjwt
from certs.catalogue import load_builtin
from certs.keys import SoftwareSigner, new_private_key
from tests import services

TYPE, ISSUER, AUTHORITY = "resident-id", "GA", "11990100000001011X"
BOX = Box(b"d" * 32, b"i" * 32)
EACH = 100  # raw signs, and bare SD-JWTs, between two chunks
CLAIMS = {f"field_{n}": "虚构市甲区新路9号" for n in range(14)}
PAYLOAD = bytes(1200)
LONGEST = 3600  # seconds a child may take


@dataclass
class Pace:
    """Times raw signing and bare SD-JWTs between the chunks of a job: all see the same moments of the machine."""

    signer: SoftwareSigner = field(default_factory=lambda: SoftwareSigner(new_private_key()))
    raw_seconds: float = 0.0
    bare_seconds: float = 0.0
    signs: int = 0

    def progress(self, _done: int, _total: int) -> None:
        started = time.perf_counter()
        for _ in range(EACH):
            self.signer.sign(PAYLOAD)
        middle = time.perf_counter()
        for _ in range(EACH):
            sdjwt.issue(
                CLAIMS, disclosable=CLAIMS, issuer="https://liangma.example/issuers/GA", vct="https://liangma.example/t",
                iat=1_800_000_000, kid="k" * 43, exp=1_900_000_000, status=("https://liangma.example/s/1", 77),
                signer=self.signer,
            )  # fmt: skip
        self.raw_seconds += middle - started
        self.bare_seconds += time.perf_counter() - middle
        self.signs += EACH

    @property
    def seconds(self) -> float:
        return self.raw_seconds + self.bare_seconds


class Memory:
    """The most private memory this process had, in MiB, sampled twenty times a second."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.05):
            lines = Path("/proc/self/status").read_text().splitlines()
            self.peak = max(self.peak, *(int(one.split()[1]) / 1024 for one in lines if one.startswith("RssAnon")))


def write_file(path: Path, rows: int) -> None:
    """A CSV of the demo city's citizens, sixteen portraits in turn."""
    type = load_builtin().by_id(TYPE)
    assert type is not None
    portraits = [people.portrait(n) for n in range(16)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [one.columns[0] for one in type.fields.values()])
        writer.writeheader()
        for n in range(rows):
            person = people.person(n)
            values = {
                "name": person.name, "sex": person.sex, "ethnicity": person.ethnicity, "address": person.address,
                "birth_date": person.birth_date.isoformat(), "citizen_number": person.citizen_number,
                "portrait": portraits[n % 16], "issuing_authority": "虚构市公安局", "valid_from": "2020-01-01",
                "valid_to": "2040-01-01",
            }  # fmt: skip
            writer.writerow(records.row(type, values))


def worker_of(url: str) -> Worker:
    return Worker(
        db.make_engine(url), load_builtin(), BOX, lambda: int(time.time()), LONGEST * 1_000_000,
        "https://liangma.example",
    )  # fmt: skip


def read(url: str, path: Path) -> dict[str, float]:
    """A child: make the batch and read its file."""
    worker, pace = worker_of(url), Pace()
    given = {"type": TYPE, "issuer_code": ISSUER, "source": FILE, "catalogue": worker.catalogue, "actor": "cli"}
    with db.transaction(worker.engine) as session:
        batch_id = make.make_batch(session, now=worker.clock(), **given).batch_id  # type: ignore[arg-type]
    with Memory() as memory:
        started = time.perf_counter()
        reading.read_batch(worker, batch_id, file=path, progress=pace.progress)
        seconds = time.perf_counter() - started - pace.seconds
    return {"seconds": seconds, "raw": pace.signs / pace.raw_seconds, "bare": pace.signs / pace.bare_seconds} | {
        "peak_mib": memory.peak
    }


def issue(url: str) -> dict[str, float]:
    """A child: take turns until there is none."""
    worker, pace, turns = worker_of(url), Pace(), 0
    with Memory() as memory:
        started = time.perf_counter()
        while take_turn(worker):
            pace.progress(0, 0)
            turns += 1
        seconds = time.perf_counter() - started - pace.seconds
    if not turns:
        pace.progress(0, 0)
    return {"seconds": seconds, "raw": pace.signs / pace.raw_seconds, "bare": pace.signs / pace.bare_seconds} | {
        "peak_mib": memory.peak
    }


def prepare(url: str) -> None:
    """Migrate and open the issuer."""
    engine, now = db.make_engine(url), int(time.time()) - 60
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        names = {"name_zh": "公安局", "name_en": "Public Security"}
        keys.create_issuer(session, code=ISSUER, **names, authority_code=AUTHORITY, types=[1], now=now)
        keys.new_key(session, ISSUER, box=BOX, state="active", now=now)
    engine.dispose()


def children(act: str, url: str, path: Path, count: int) -> list[dict[str, float]]:
    """What fresh processes found, so that their peak memory is their own."""
    command = [sys.executable, "-m", "benchmarks.import_issue", "--child", act, url, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(count)]
    found = [json.loads(one.communicate(timeout=LONGEST)[0]) for one in running]
    if any(one.returncode for one in running):
        raise SystemExit(f"{act}: a process failed")
    return found


def measure(url: str, path: Path, rows: int, processes: int) -> dict[str, tuple[float, float, float, float]]:
    """(rows, raw signs, bare SD-JWTs a second, MiB) of each act; the rates of several processes are sums."""
    prepare(url)
    found = {}
    for act, count in (("import", 1), ("issue", processes)):
        told = children(act, url, path, count)
        seconds = sum(one["seconds"] for one in told) / count
        raw, bare = (sum(one[name] for one in told) for name in ("raw", "bare"))
        found[act] = rows / seconds, raw, bare, max(one["peak_mib"] for one in told)
    engine = db.make_engine(url)
    with db.open_session(engine, reading=True) as session:
        issued = session.execute(select(func.count()).select_from(Certificate)).scalar_one()
    engine.dispose()
    if issued != rows:
        raise SystemExit(f"{issued} issued of {rows}")
    return found


@contextmanager
def databases(engine: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases' URLs."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/tenth.db", f"sqlite:///{folder}/full.db"
        return
    with services.postgres(fsync=True) as server:
        names = [f"b_{uuid.uuid4().hex}" for _ in range(2)]
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            for name in names:
                connection.execute(f'CREATE DATABASE "{name}"')
        yield f"{server}/{names[0]}", f"{server}/{names[1]}"


def run(engine: str, rows: int, processes: int) -> None:
    with tempfile.TemporaryDirectory(prefix="liangma-bench-") as made:
        folder = Path(made)
        tenth_file, full_file = folder / "tenth.csv", folder / "full.csv"
        write_file(tenth_file, rows // 10)
        write_file(full_file, rows)
        with databases(engine, folder) as (tenth_url, full_url):
            tenth = measure(tenth_url, tenth_file, rows // 10, processes)
            full = measure(full_url, full_file, rows, processes)
    for act, (rate, raw, bare, peak) in full.items():
        ratios = f"{rate / raw:6.1%} of raw signing ({raw:,.0f}/s), {rate / bare:6.1%} of bare SD-JWTs ({bare:,.0f}/s)"
        print(f"{engine:11} {act:7} {rate:8,.0f} rows/s   {ratios}")
        less = tenth[act][3]
        peaks = f"{less:.0f} MiB at {rows // 10:,} rows, {peak:.0f} MiB at {rows:,} ({peak / less - 1:+.0%})"
        print(f"{engine:11} {act:7} a process has at most {peaks}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--processes", type=int, choices=(1, 2, 3, 4), default=2, help="that issue at once")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        act, url, path = given.child
        print(json.dumps(read(url, Path(path)) if act == "import" else issue(url)))
        return
    if not 1_000 <= given.rows <= 1_000_000:
        parser.error("--rows is 1,000 to 1,000,000")
    for engine in given.engine or ("sqlite", "postgresql"):
        run(engine, given.rows, given.processes)


if __name__ == "__main__":
    main()
