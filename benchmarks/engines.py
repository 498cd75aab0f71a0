"""A benchmark on each engine: the command line, an empty database of each, a city in it, and the exit code."""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from backend import db, migrate
from backend.app import create_app
from backend.config import Settings
from backend.security import Box
from tests import services
from tests.verification.world import City

KEYS: dict[str, Any] = {"data_key": b"d" * 32, "index_key": b"i" * 32, "token_key": b"t" * 32}
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


def city_of(url: str, folder: Path) -> City:
    """A city in an empty database."""
    engine = db.make_engine(url)
    migrate.upgrade(engine)
    place: dict[str, Any] = {"data_dir": folder, "port": 8000, "base_url": "https://liangma.example"}
    settings = Settings(database_url=url, redis_url=None, demo=True, **place, **KEYS)
    return City(create_app(settings, engine=engine), engine, Box(KEYS["data_key"], KEYS["index_key"]))
