"""One town for the tests of a file on each engine, and one whose `now` is the test's own."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.web.request_limits import RequestLimits
from tests.api.founding import build
from tests.api.town import Town
from tests.conftest import ENGINES, fresh_database, settings_on

RECORDING = frozenset({"FW", "JY"})  # the departments that have a visitor


@pytest.fixture(scope="module", params=ENGINES)
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Shared by the tests of a file: they add to it and never count what is in it."""
    folder = tmp_path_factory.mktemp("town")
    with fresh_database(request, folder) as url:
        yield from _open(url, folder)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return dataclasses.replace(settings, family_offices=RECORDING)


@pytest.fixture
def own_town(app: Flask) -> Town:
    """A town of the test's own."""
    return build(app)


def _open(url: str, folder: Path) -> Iterator[Town]:
    settings = dataclasses.replace(settings_on(url, folder), family_offices=RECORDING)
    engine = db.make_engine(url)
    app = create_app(settings, engine=engine)
    own = app.extensions["liangma"]  # a file asks more in a minute than any account may
    app.extensions["liangma"] = dataclasses.replace(own, request_limits=RequestLimits(None, each=10**9))
    yield build(app)
    engine.dispose()
