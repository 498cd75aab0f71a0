"""A batch from a department's file to its certificates: `python -m benchmarks.import_issue`.

Asked on PostgreSQL with COPY: processes that issue at once, database beside them, make at least a quarter of the raw
ES256 signatures that as many processes make on the same cores just before and just after; and no process needs more
memory for ten times the rows (private pages; those of a mapped database file may be dropped by the system). Two types,
so that one sees what fields cost: a resident's ID (14 fields, portrait) and the card that a city issues to everybody
of 60 (10, none). All by the wall clock. SQLite, with its one writer, is shown. `--rows N` (1,000 to 1,000,000),
`--engine`, `--type`, `--processes N` that issue at once. Exit 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psycopg
from sqlalchemy import func, select

from backend import db, migrate
from backend.batches import make, reading
from backend.batches.states import FILE
from backend.batches.turns import Worker, take_turn
from backend.certificates.models import Certificate
from backend.security import Box
from backend.trust import keys
from benchmarks.department_file import KINDS, write_file
from certs import sdjwt
from certs.catalogue import load_builtin
from certs.keys import SoftwareSigner, new_private_key
from tests import services

LEAST = 0.25  # of raw signing, on PostgreSQL
MOST_GROWTH = 0.15  # of memory, for ten times the rows
AUTHORITY = "11990100000001011X"
BOX = Box(b"d" * 32, b"i" * 32)
BURST = 1.0  # seconds of raw signs, and of bare SD-JWTs, before and after each act
CLAIMS = {f"field_{n}": "虚构市甲区新路9号" for n in range(14)}
PAYLOAD = bytes(1200)
LONGEST = 3600  # seconds a child may take


class Found(NamedTuple):
    """One act: rows, raw signs and bare SD-JWTs a second of all its processes; most memory of one in MiB."""

    rows: float
    raw: float
    bare: float
    peak: float


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


def worker_of(url: str) -> Worker:
    return Worker(
        db.make_engine(url), load_builtin(), BOX, lambda: int(time.time()), LONGEST * 1_000_000,
        "https://liangma.example",
    )  # fmt: skip


def read(url: str, path: Path, type_id: str) -> None:
    """A child: make the batch and read its file."""
    worker = worker_of(url)
    given = {"type": type_id, "issuer_code": KINDS[type_id].issuer, "source": FILE, "catalogue": worker.catalogue}
    with db.transaction(worker.engine) as session:
        batch_id = make.make_batch(session, now=worker.clock(), actor="cli", **given).batch_id  # type: ignore[arg-type]
    reading.read_at_hand(worker, batch_id, path)


def issue(url: str) -> None:
    """A child: take turns until there is none."""
    worker = worker_of(url)
    while take_turn(worker):
        pass


def sign_raw(claims: int) -> dict[str, float]:
    """Raw signatures and bare SD-JWT VCs of as many claims a second."""
    signer, said = SoftwareSigner(new_private_key()), dict(list(CLAIMS.items())[:claims])
    bare = {
        "disclosable": said, "issuer": "https://liangma.example/issuers/GA", "vct": "https://liangma.example/t",
        "iat": 1_800_000_000, "kid": "k" * 43, "exp": 1_900_000_000, "status": ("https://liangma.example/s/1", 77),
        "signer": signer,
    }  # fmt: skip
    return {
        "raw": a_second(lambda: signer.sign(PAYLOAD)),
        "bare": a_second(lambda: sdjwt.issue(said, **bare)),  # type: ignore[arg-type]
    }


def a_second(act: Callable[[], object]) -> float:
    started, done = time.perf_counter(), 0
    while (now := time.perf_counter()) - started < BURST:
        for _ in range(50):
            act()
        done += 50
    return done / (now - started)


def child(act: str, url: str, path: str, type_id: str) -> None:
    """Say that all is loaded, wait for the word; sign, act, sign; tell when and with how much memory."""
    print("ready", flush=True)
    sys.stdin.readline()
    before = sign_raw(KINDS[type_id].claims)
    with Memory() as memory:
        started = time.time()
        if act == "import":
            read(url, Path(path), type_id)
        else:
            issue(url)
        ended = time.time()
    after = sign_raw(KINDS[type_id].claims)
    rates = {name: (before[name] + after[name]) / 2 for name in before}
    print(json.dumps({"started": started, "ended": ended, "peak": memory.peak, **rates}))


def children(*given: str, count: int, program: str = "import_issue") -> list[dict[str, float]]:
    """What fresh processes found that began together, so that their peak memory is their own."""
    command = [sys.executable, "-m", f"benchmarks.{program}", "--child", *given]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) for _ in range(count)
    ]
    for one in running:
        assert one.stdout is not None
        one.stdout.readline()
    for one in running:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    found = [json.loads(one.communicate(timeout=LONGEST)[0]) for one in running]
    if any(one.returncode for one in running):
        raise SystemExit(f"{given[0]}: a process failed")
    return found


def seconds_of(told: list[dict[str, float]]) -> float:
    """From when the first began until the last ended."""
    return max(one["ended"] for one in told) - min(one["started"] for one in told)


def prepare(url: str, type_id: str = "resident-id", *, in_device: bool = False) -> None:
    """Migrate and open the issuer."""
    engine, now = db.make_engine(url), int(time.time()) - 60
    issuer, type = KINDS[type_id].issuer, load_builtin().by_id(type_id)
    assert type is not None
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        names = {"name_zh": "虚构机关", "name_en": "Office"}
        keys.create_issuer(session, code=issuer, **names, authority_code=AUTHORITY, types=[type.number], now=now)
        keys.new_key(session, issuer, box=BOX, state="active", now=now, in_device=in_device)
    engine.dispose()


def measure(url: str, path: Path, type_id: str, *, rows: int, processes: int) -> dict[str, Found]:
    """What each act found; raw signing is measured before and after it, by as many processes."""
    prepare(url, type_id)
    found = {}
    for act, count in (("import", 1), ("issue", processes)):
        told = children(act, url, str(path), type_id, count=count)
        raw, bare = (sum(one[name] for one in told) for name in ("raw", "bare"))
        found[act] = Found(rows / seconds_of(told), raw, bare, max(one["peak"] for one in told))
    require_issued(url, rows)
    return found


def require_issued(url: str, rows: int) -> None:
    """Exit where it was not each record once."""
    engine = db.make_engine(url)
    with db.open_session(engine, reading=True) as session:
        issued = session.execute(select(func.count()).select_from(Certificate)).scalar_one()
    engine.dispose()
    if issued != rows:
        raise SystemExit(f"{issued} issued of {rows}")


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


def run(engine: str, type_id: str, *, rows: int, processes: int) -> bool:
    """Prints; whether the targets of this engine are held."""
    with tempfile.TemporaryDirectory(prefix="liangma-bench-") as made:
        folder = Path(made)
        tenth_file, full_file = folder / "tenth.csv", folder / "full.csv"
        write_file(tenth_file, rows // 10, type_id)
        write_file(full_file, rows, type_id)
        with databases(engine, folder) as (tenth_url, full_url):
            tenth = measure(tenth_url, tenth_file, type_id, rows=rows // 10, processes=processes)
            full = measure(full_url, full_file, type_id, rows=rows, processes=processes)
    return all([_judged(f"{engine:10} {type_id} {act:6}", act, tenth[act], one) for act, one in full.items()])


def _judged(head: str, act: str, tenth: Found, full: Found) -> bool:
    asked, ratio, growth = act == "issue" and "postgresql" in head, full.rows / full.raw, full.peak / tenth.peak - 1
    target = f" (target {LEAST:.0%})" if asked else ""
    print(
        f"{head} {full.rows:6,.0f} rows/s: {ratio:5.1%} of raw signing{target}, {full.raw:,.0f}/s; "
        f"{full.rows / full.bare:.0%} of bare SD-JWTs, {full.bare:,.0f}/s"
    )
    most = f" (at most {MOST_GROWTH:+.0%})" if asked else ""
    print(f"{'':29} {full.peak:.0f} MiB, with a tenth of the rows {tenth.peak:.0f}: {growth:+.0%}{most}", flush=True)
    return not asked or (ratio >= LEAST and growth <= MOST_GROWTH)


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--type", choices=list(KINDS), action="append")
    parser.add_argument("--processes", type=int, choices=(1, 2, 3, 4), default=2, help="that issue at once")
    parser.add_argument("--child", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(*given.child)
        return 0
    if not 1_000 <= given.rows <= 1_000_000:
        parser.error("--rows is 1,000 to 1,000,000")
    held = [
        run(engine, type_id, rows=given.rows, processes=given.processes)
        for engine in given.engine or ("postgresql", "sqlite")
        for type_id in given.type or KINDS
    ]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
