"""The locked npm packages. Without node and npm the tests fail."""

import subprocess

import pytest

from tests.interop.peer import FOLDER, program


@pytest.fixture(scope="session", autouse=True)
def peers() -> None:
    """Installed anew when the lock is younger than the last installation."""
    lock, installed = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([program("npm"), "ci", "--no-audit", "--no-fund"], cwd=FOLDER, check=True, capture_output=True)
