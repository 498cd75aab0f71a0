"""The office of the demo city on both engines."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from backend.security import Box
from certs.catalogue import load_builtin
from tests.registries.office import Office, clock_now, open_office


@pytest.fixture
def office(engine: Engine, box: Box, tmp_path: Path) -> Office:
    return open_office(engine, box, load_builtin(), tmp_path, now=clock_now())
