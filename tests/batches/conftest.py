"""The office of the demo city on both engines, and a worker that takes turns in it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from backend.security import Box
from certs.catalogue import load_builtin
from tests.batches.desk import Desk
from tests.registries.office import clock_now, open_office


@pytest.fixture
def desk(engine: Engine, box: Box, tmp_path: Path) -> Desk:
    return Desk(open_office(engine, box, load_builtin(), tmp_path, now=clock_now()))
