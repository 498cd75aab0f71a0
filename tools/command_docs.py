"""Write docs/commands.md: the help of every command, as the program prints it. A test compares the two."""

from collections.abc import Iterator
from pathlib import Path

import click

from backend.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands of `./liangma`

Made from the program's own `--help` by `.venv/bin/python -m tools.command_docs`.
"""


def every(command: click.Command, path: tuple[str, ...] = ("liangma",)) -> Iterator[tuple[str, str]]:
    """(command line, help text) of a command and all below it."""
    context = click.Context(command, info_name=" ".join(path), max_content_width=100, terminal_width=100)
    yield " ".join(path), command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from every(below, (*path, name))


def render() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in every(main))


if __name__ == "__main__":
    PAGE.write_text(render())
