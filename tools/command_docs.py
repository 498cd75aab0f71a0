"""Write docs/commands.md: the help of every command, as the program prints it. A test compares the two."""

from collections.abc import Iterator
from pathlib import Path

import click

from backend.cli import main

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands of `./liangma`

Made from the program's own `--help` by `.venv/bin/python -m tools.command_docs`.
"""


def every(
    command: click.Command, name: str = "liangma", above: click.Context | None = None
) -> Iterator[tuple[str, str]]:
    """(command line, help text) of a command and all below it, as it prints when called from the one above."""
    options = {**command.context_settings, "max_content_width": 100, "terminal_width": 100}
    context = click.Context(command, info_name=name, parent=above, **options)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from every(found, below, context)


def render() -> str:
    """The whole page."""
    return HEAD + "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in every(main))


if __name__ == "__main__":
    PAGE.write_text(render())
