"""A city for each test that wants one, a key, and places to restore to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.backups.sealed_file import OperatorKey
from backend.security import Box
from tests.conftest import drop_postgres, new_postgres
from tests.verification.world import City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def key() -> OperatorKey:
    return OperatorKey("key", b"k" * 32)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, engine: Engine, tmp_path: Path) -> Iterator[str]:
    """An empty place of the kind that the test's city is in."""
    if engine.dialect.name == "sqlite":
        yield f"sqlite:///{tmp_path / 'restored' / 'liangma.db'}"
        return
    server = request.getfixturevalue("postgres_url")
    name = new_postgres(server, None)
    yield f"{server}/{name}"
    drop_postgres(server, name)
