"""docs/commands.md says what the program's own help says."""

from tools import command_docs


def test_every_command_is_in_the_docs_exactly_as_its_help_prints_it() -> None:
    assert command_docs.PAGE.read_text() == command_docs.render()


def test_every_command_explains_itself() -> None:
    for name, text in command_docs.every(command_docs.main):
        assert len(text.splitlines()) > 3, name
        assert "Usage:" in text
