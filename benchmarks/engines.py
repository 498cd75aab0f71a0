"""A benchmark on each engine: the command line, an empty database of each, and the exit code."""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests import services

Compare = Callable[[str, str, Path, int, Callable[[], float]], bool]


def compare_on_engines(description: str | None, compare: Compare, *, rounds: int) -> int:
    """`compare`: name of the engine, database URL, a folder, rounds, a clock in seconds -> within its target. SQLite is
    measured by the thread's processor time, PostgreSQL by the clock on the wall, for it works in other processes."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    within = []
    with tempfile.TemporaryDirectory() as folder:
        if given.engine != "postgresql":
            url = f"sqlite:///{Path(folder) / 'bench.db'}"
            within.append(compare("SQLite", url, Path(folder), given.rounds, time.thread_time))
        if given.engine != "sqlite":
            with services.postgres() as server:
                with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                    connection.execute("CREATE DATABASE bench")
                within.append(compare("PostgreSQL", f"{server}/bench", Path(folder), given.rounds, time.perf_counter))
    return 0 if all(within) else 1
