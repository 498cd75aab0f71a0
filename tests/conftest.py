"""Fixtures: a really migrated database on both engines, an app on it, and a client. Nothing is mocked."""

import gc
import shutil
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend import db, migrate
from backend.app import create_app
from backend.config import Settings
from backend.security import Box
from tests import cheap_hashes, routes_once, services, statements_once
from tests.again import Again
from tests.certs.outside import folder
from tests.device import device, softhsm  # noqa: F401 - fixtures for every room

ENGINES = ("sqlite", "postgresql")
LONG = ("e2e", "docs", "examples", "interop", "simulate", "faults", "backups")  # rooms that start servers or browsers
BASE_URL = "https://liangma.example"
KEYS = {"data_key": b"d" * 32, "index_key": b"i" * 32, "token_key": b"t" * 32}


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Again(), "again")
    config.option.loadscopereorder = False  # files are shared out in the order of `pytest_collection_modifyitems`
    routes_once.compile_once()
    statements_once.compile_once()
    cheap_hashes.use()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Several processes take one file after the other: rooms with few and long tests first, then the files with most
    tests, so that at the end none is left alone with a long one."""
    if hasattr(config, "workerinput"):
        tests = Counter(item.path for item in items)
        room = {path: path.relative_to(config.rootpath / "tests").parts[0] for path in tests}
        items.sort(key=lambda item: (room[item.path] not in LONG, -tests[item.path], item.path))


def pytest_collection_finish() -> None:
    """Thousands of collected tests and all modules stay to the end: they are not searched for garbage again and again,
    which was a quarter of a test's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_report_header() -> str:
    return folder.header()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with services.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with services.redis() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    engine = db.make_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """The name of a migrated PostgreSQL database to copy."""
    name = new_postgres(postgres_url, None)
    engine = db.make_engine(f"{postgres_url}/{name}")
    migrate.upgrade(engine)
    engine.dispose()
    return name


def new_postgres(url: str, template: str | None) -> str:
    name = f"t_{uuid.uuid4().hex}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        source = f'TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        connection.execute(f'CREATE DATABASE "{name}" {source}')
    return name


def drop_postgres(url: str, name: str) -> None:
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def in_one_minute() -> time_machine.travel:
    """What is counted by the minute is asked within one: the next begins with the block."""
    return time_machine.travel(time.time() // 60 * 60 + 60)


@contextmanager
def fresh_database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The URL of a migrated database of one's own, on the engine that is the fixture's parameter."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "liangma.db")
        yield f"sqlite:///{folder / 'liangma.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    name = new_postgres(server, request.getfixturevalue("postgres_template"))
    yield f"{server}/{name}"
    drop_postgres(server, name)


def settings_on(database_url: str, folder: Path) -> Settings:
    return Settings(
        database_url=database_url, redis_url=None, data_dir=folder, port=8000, base_url=BASE_URL, demo=True, **KEYS
    )  # fmt: skip


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh migrated database: each test that touches data runs on both engines."""
    with fresh_database(request, tmp_path) as url:
        yield url


@pytest.fixture(scope="module", params=ENGINES)
def city_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """One migrated database for the tests of a file on each engine, for rooms that share a city."""
    folder = tmp_path_factory.mktemp("city")
    with fresh_database(request, folder) as url:
        yield settings_on(url, folder)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = db.make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def box() -> Box:
    return Box(KEYS["data_key"], KEYS["index_key"])


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_on(database_url, tmp_path)


@pytest.fixture
def app(settings: Settings, engine: Engine) -> Flask:
    return create_app(settings, engine=engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
