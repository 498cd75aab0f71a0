"""Asks a program of npm peers one question in JSON and reads its answer."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def program(name: str) -> str:
    """The locked one beside this Python."""
    found = shutil.which(name, path=Path(sys.executable).parent)
    assert found, f"{name} is needed for the interoperability tests: run `make test`"
    return found


def ask(script: str, **question: Any) -> dict[str, Any]:
    """{ok: …} or {error: text}."""
    run = subprocess.run(
        [program("node"), script], cwd=FOLDER, input=json.dumps(question), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    told: dict[str, Any] = json.loads(run.stdout)
    return told
