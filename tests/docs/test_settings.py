"""Every setting that the program reads stands in the operators' table with its default, and no other does."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from backend.config import SECRETS, Settings, from_env
from tests.docs.live import ROOT
from tests.test_config import GIVEN

PAGE = (ROOT / "docs/operators.md").read_text("utf-8")
NAME = re.compile(r"LIANGMA_[A-Z0-9_]*[A-Z0-9]")
HERE = {"LIANGMA_BACKUP_KEY_FILE", "LIANGMA_BACKUP_PASSPHRASE_FILE"}  # read by two commands, not at every start


class Asked(Mapping[str, str]):
    """An environment that remembers which names it was asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given, self.names = given, set[str]()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self.given[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


def rows() -> dict[str, str]:
    """Setting -> what the table says its default is; `…_TCP_MS` has the first two words of the row's first name."""
    found = {}
    for line in PAGE.split("## From an empty machine")[0].splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if not line.startswith("| `LIANGMA_"):
            continue
        names = re.findall(r"`([^`]+)`", cells[1])
        whole, defaults = [_whole(name, names[0]) for name in names], cells[2].split(", ")
        given = defaults if len(defaults) == len(whole) else [cells[2]] * len(whole)
        found |= dict(zip(whole, given, strict=True))
    return found


def _whole(name: str, first: str) -> str:
    return "_".join(first.split("_")[:2]) + name.removeprefix("…") if name.startswith("…") else name


@pytest.fixture
def read(tmp_path: Path) -> tuple[set[str], Settings]:
    """The names that reading the settings asks for, and what they are where nothing but secrets is set."""
    asked = Asked({"LIANGMA_DATA_DIR": str(tmp_path), **GIVEN})
    settings = from_env(asked)
    return asked.names, settings


def test_the_page_names_every_setting_and_no_other(read: tuple[set[str], Settings]) -> None:
    names, _ = read
    assert set(rows()) == names | HERE


def test_the_program_names_no_setting_that_the_page_does_not() -> None:
    told = {name for path in (ROOT / "backend").rglob("*.py") for name in NAME.findall(path.read_text("utf-8"))}
    stems = {name for name in told if any(row.startswith(f"{name}_") for row in rows())}
    assert told - stems - set(rows()) == set()


def test_no_page_speaks_of_a_setting_that_is_not_there() -> None:
    pages = [*(ROOT / "docs").glob("*.md"), ROOT / "README.md", ROOT / "docker-compose.yml", ROOT / "Dockerfile"]
    told = {name for page in pages for name in NAME.findall(page.read_text("utf-8"))}
    stems = {name for name in told if any(row.startswith(f"{name}_") for row in rows())}
    assert told - stems - set(rows()) == set()


def test_the_defaults_of_the_page_are_those_of_the_program(read: tuple[set[str], Settings]) -> None:
    _, settings = read
    for name, default in rows().items():
        field = name.removeprefix("LIANGMA_").lower()
        short = field.removeprefix("database_")
        owner = settings.database if hasattr(settings.database, short) and field != short else settings
        value = getattr(owner, short if owner is settings.database else field, None)
        if name.removeprefix("LIANGMA_") in SECRETS or not re.fullmatch(r"\d+", default):
            assert default, name
        else:
            assert int(value) == int(default), name
