"""A working day of a city in virtual time, and the weeks that follow from it: `python -m tests.simulate`.

Citizens with phones come to windows or apply online for fifteen matters; officers decide; every act is a use case of
the program on a real database, every code is signed by a phone's key. Prints what was done, spared and waited for, and
every invariant that was broken; exit 1 when there was one.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random

from backend import db, migrate
from tests import services
from tests.cases.invariants import violations
from tests.conftest import new_postgres
from tests.simulate.clockwork import at
from tests.simulate.day import Days
from tests.simulate.errands import ERRANDS
from tests.simulate.tally import figures
from tests.simulate.town import Town

FIRST = date(2026, 3, 10)  # an ordinary Tuesday


def main() -> int:
    """Simulates and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--citizens", type=int, default=10_000)
    parser.add_argument("--windows", type=int, default=40)
    parser.add_argument("--days", type=int, default=50, help="of the calendar, the first one included")
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    engines = ("sqlite", "postgresql") if given.engine == "both" else (given.engine,)
    broken: list[str] = []
    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="liangma-city-") as folder, database(engine, Path(folder)) as url:
            print(f"{engine}: {given.citizens} citizens, {given.windows} windows, {len(ERRANDS)} matters", flush=True)
            broken += simulate(url, Path(folder), given.citizens, given.windows, days=given.days, seed=given.seed)
    return 1 if broken else 0


@contextmanager
def database(engine: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'city.db'}"
        return
    with services.postgres() as url:
        yield f"{url}/{new_postgres(url, None)}"


def simulate(url: str, folder: Path, citizens: int, windows: int, *, days: int, seed: int) -> Sequence[str]:
    """Prints the figures; returns the violations. The same seed gives the same city and the same intentions."""
    engine = db.make_engine(url)
    migrate.upgrade(engine)
    began = time.perf_counter()
    town = Town(engine, folder, url=url, citizens=citizens, windows=windows, now=at(FIRST, 0) - 3600)
    print(f"  city loaded in {time.perf_counter() - began:.0f} s", flush=True)
    run, broken = Days(town, first=FIRST, chance=Random(seed)), list[str]()
    for until, live in (("the day", run.run_first), (f"{days - 1} days later", lambda: run.run_after(days))):
        began = time.perf_counter()
        live()
        spent = time.perf_counter() - began
        with db.open_session(engine, reading=True) as session:
            lines = figures(session, run.tally, now=run.clock.now)
            found = [*violations(session, opened=run.tally.opened), *run.tally.twice()]
        print(f"  after {until} ({run.tally.acts} acts so far, {spent:.0f} s of real time)", flush=True)
        for line in lines:
            print(f"    {line}", flush=True)
        print(f"    invariant violations: {len(found)}", flush=True)
        for one in found[:20]:
            print(f"      {one}", flush=True)
        broken += found
    engine.dispose()
    return broken


if __name__ == "__main__":
    sys.exit(main())
