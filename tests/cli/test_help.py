"""`liangma --help` is quick and true, and every command is there."""

import subprocess
import sys

import click
import pytest

from backend.cli import COMMANDS, main
from tests.cli.terminal import ROOT, Terminal

HEAVY = ("sqlalchemy", "flask", "granian", "openpyxl", "PIL", "pypinyin", "rich", "redis", "alembic", "psycopg")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_the_command_itself_says(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert (command.help or "").replace("\n", " ").startswith(COMMANDS[name][1])


def test_asking_for_help_imports_none_of_the_heavy_libraries() -> None:
    program = "import sys; from backend.cli import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines()[-1].split())
    assert modules & set(HEAVY) == set()


@pytest.mark.parametrize(
    ("command", "unused"),
    [("keys", ("granian", "openpyxl", "PIL", "pypinyin")), ("import", ("granian", "openpyxl", "PIL")),
     ("worker", ("granian", "openpyxl", "PIL", "pypinyin"))],
)  # fmt: skip
def test_a_command_imports_what_it_uses_and_not_the_rest(command: str, unused: tuple[str, ...]) -> None:
    program = f"import sys, click; from backend.cli import main; main.get_command(click.Context(main), {command!r})"
    program += "; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & set(unused) == set()


def test_a_command_that_does_not_exist_is_refused(bare: Terminal) -> None:
    bare.type("isue").misused("isue", "Usage: liangma ", "Try 'liangma --help'")
