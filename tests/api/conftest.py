"""One town for the tests of a file on each engine, and one whose `now` is the test's own."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.web.request_limits import RequestLimits
from tests.api.town import Town, build
from tests.conftest import ENGINES, KEYS, drop_postgres, new_postgres

BASE_URL = "https://liangma.example"
RECORDING = frozenset({"FW", "JY"})  # the departments that have a visitor


@pytest.fixture(scope="module", params=ENGINES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Shared by the tests of a file: they add to it and never count what is in it."""
    folder = tmp_path_factory.mktemp("town")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), folder / "liangma.db")
        yield from _open(f"sqlite:///{folder / 'liangma.db'}", folder)
        return
    server = request.getfixturevalue("postgres_url")
    name = new_postgres(server, request.getfixturevalue("postgres_template"))
    yield from _open(f"{server}/{name}", folder)
    drop_postgres(server, name)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, family_offices=RECORDING)


@pytest.fixture
def own_town(app: Flask) -> Town:
    """A town of the test's own."""
    return build(app)


def _open(url: str, folder: Path) -> Iterator[Town]:
    settings = Settings(
        database_url=url, redis_url=None, data_dir=folder, port=8000, base_url=BASE_URL, demo=True,
        family_offices=RECORDING, **KEYS,
    )  # fmt: skip
    engine = db.make_engine(url)
    app = create_app(settings, engine=engine)
    own = app.extensions["liangma"]  # a file asks more in a minute than any account may
    app.extensions["liangma"] = dataclasses.replace(own, request_limits=RequestLimits(None, each=10**9))
    yield build(app)
    engine.dispose()
