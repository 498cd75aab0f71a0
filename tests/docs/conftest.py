"""One live demo city for all guides."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.docs.live import ROOT, Live, environment_for, serve

PEOPLE = "12"


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("city")
    for command in (["migrate"], ["demo", "load", "--people", PEOPLE]):
        program = [sys.executable, "-m", "backend.cli", *command]
        subprocess.run(program, cwd=ROOT, env=environment_for(folder, 0), check=True, capture_output=True)
    with serve(folder) as running:
        yield running
