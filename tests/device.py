"""A device that keeps keys (SoftHSM 2), for any test that needs one. The module reads its settings once a process."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backend import key_device
from backend.config import Settings

SOFTHSM = Path("/usr/lib/softhsm/libsofthsm2.so")


def make_token(folder: Path) -> None:
    """A fresh token called keys in the folder, for this process and its children."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    made = ["softhsm2-util", "--init-token", "--free", "--label", "keys", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(made, check=True, capture_output=True)


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh token, for the process; the folder that it lies in."""
    folder = tmp_path_factory.mktemp("softhsm")
    make_token(folder)
    return folder / "tokens"


@pytest.fixture
def device(softhsm: Path, settings: Settings) -> Iterator[Settings]:
    """The process keeps keys in the token."""
    with_device = replace(settings, pkcs11_module=SOFTHSM, pkcs11_token="keys", pkcs11_pin="1234")
    key_device.use(with_device)
    yield with_device
    key_device.use(settings)
