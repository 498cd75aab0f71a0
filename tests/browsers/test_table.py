"""The page of browsers tells what failed, what an engine lacks and what is done then; words apart are told apart."""

import datetime
from pathlib import Path

from tests.browsers.abilities import ABILITIES
from tests.browsers.looks import apart
from tests.browsers.table import Found, write

DAY = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


def test_a_page_names_each_engines_version_what_works_there_and_what_fails(tmp_path: Path) -> None:
    first, second = Found("One", "1.2", "phones"), Found("Two", "3", "desks")
    first.steps, second.steps = {"sign in": (True, "")}, {"sign in": (False, "no | field\nthere"), "show": (True, "9")}
    first.abilities = {ABILITIES[0].name: False}
    write([first, second], now=DAY, to=tmp_path / "page.md")
    lines = (tmp_path / "page.md").read_text("utf-8").splitlines()
    assert "## Found on 2026-11-23" in lines
    assert "| One | 1.2 | phones |" in lines
    assert "| sign in | works | **fails**: no \\| field there |" in lines
    assert "| show | – | works: 9 |" in lines
    assert f"| {ABILITIES[0].name} | no | – | {ABILITIES[0].without} |" in lines
    assert (first.failures, second.failures) == (0, 1)


def test_words_that_stand_once_on_both_pages_are_compared_and_no_others() -> None:
    here = {"wallet": [["show", 10, 100, 16], ["twice", 0, 0, 9], ["twice", 9, 9, 9]], "gate": [["only here", 1, 1, 1]]}
    there = {"wallet": [["show", 40, 95, 16], ["twice", 5, 5, 9]], "matters": [["only there", 1, 1, 1]]}
    assert apart(here, there) == [30]
