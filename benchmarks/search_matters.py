"""What finding a matter among 5,000 costs, as a ratio to looking one up: `python -m benchmarks.search_matters`.

The look-up is `offered_matter`: a SELECT by code through the same session. Both are timed in turn in one run, in CPU
time of this thread on SQLite and by the clock on PostgreSQL, whose work is done elsewhere; every query is another one.
Exit 1 when the 99th percentile of the searches is above five times the median look-up, on either.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import Engine

from backend import db, migrate
from backend.matters.import_matters import import_matters
from backend.matters.offered import offered_matter, offered_matters
from backend.matters.terms import Matter
from certs.catalogue import load_builtin
from tests import services
from tests.matters.many import many_matters, queries

MATTERS, TARGET = 5_000, 5.0


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=3_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    arguments = parser.parse_args()
    matters = many_matters(MATTERS)
    asked = list(dict.fromkeys(queries(matters, arguments.queries)))
    within = []
    if arguments.engine != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            engine = db.make_engine(f"sqlite:///{Path(folder) / 'matters.db'}")
            within.append(_compare("SQLite", engine, matters, asked, time.thread_time))
    if arguments.engine != "sqlite":
        with _postgres() as engine:
            within.append(_compare("PostgreSQL", engine, matters, asked, time.perf_counter))
    return 0 if all(within) else 1


@contextmanager
def _postgres() -> Iterator[Engine]:
    with services.postgres() as url:
        name = f"b_{uuid.uuid4().hex}"
        with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        engine = db.make_engine(f"{url}/{name}")
        yield engine
        engine.dispose()


def _compare(
    name: str, engine: Engine, matters: Sequence[Matter], asked: Sequence[str], clock: Callable[[], float]
) -> bool:
    migrate.upgrade(engine)
    with db.transaction(engine) as session:
        import_matters(session, matters, catalogue=load_builtin(), now=1_800_000_000, actor="cli:benchmark")
    began = time.thread_time()
    _search(engine, "登记")
    print(
        f"{name}: {len(matters)} matters, index made in {time.thread_time() - began:.1f} s of CPU, {len(asked)} queries"
    )
    looking, searching = [], []
    for place, query in enumerate(asked):
        code = matters[place * 7 % len(matters)].code
        times = [clock()]
        _look_up(engine, code)
        times.append(clock())
        _search(engine, query)
        times.append(clock())
        looking.append(times[1] - times[0])
        searching.append(times[2] - times[1])
    searching.sort()
    floor, p99 = median(looking), searching[len(searching) * 99 // 100]
    print(
        f"  look-up p50 {floor * 1e6:.0f} µs, p99 {sorted(looking)[len(looking) * 99 // 100] * 1e6:.0f} µs"
        f" · search p50 {median(searching) / floor:.2f}, p99 {p99 / floor:.2f} (target {TARGET}), "
        f"slowest {searching[-1] / floor:.1f} look-ups"
    )
    return p99 <= TARGET * floor


def _look_up(engine: Engine, code: str) -> None:
    with db.open_session(engine) as session:
        offered_matter(session, code)


def _search(engine: Engine, query: str) -> None:
    with db.open_session(engine) as session:
        offered_matters(session, query, limit=20)


if __name__ == "__main__":
    sys.exit(main())
