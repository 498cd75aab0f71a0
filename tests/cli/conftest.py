"""Terminals: an empty one, one on a migrated office with an issuer and a window, one on a small demo city."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

ISSUER = ("--name-zh", "公安局", "--name-en", "Public Security Bureau", "--authority-code", "11110000000021135M")


@pytest.fixture
def bare(tmp_path: Path) -> Terminal:
    """Secrets are set, nothing else was done."""
    return Terminal(tmp_path)


@pytest.fixture(scope="session")
def office_once(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("office"))
    terminal.type("migrate").must()
    terminal.type("keys", "issuer", "GA", *ISSUER, "--types", "1,5").must()
    return terminal


@pytest.fixture
def office(office_once: Terminal, tmp_path: Path) -> Terminal:
    """A migrated database with the issuer GA, which may sign the types 1 and 5."""
    return office_once.copied_to(tmp_path)


@pytest.fixture(scope="session")
def city_once(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    terminal = Terminal(tmp_path_factory.mktemp("city"), {"LIANGMA_DEMO": "1"})
    terminal.type("migrate").must()
    terminal.type("demo", "load", "--people", 4).must()
    return terminal


@pytest.fixture
def city(city_once: Terminal, tmp_path: Path) -> Terminal:
    """The demo city with four citizens."""
    return city_once.copied_to(tmp_path)
