"""Browser tests share a city: whom the walk through all pages lets die, no other test asks for."""

import ast
from pathlib import Path

from tests.e2e.tour.families import DEAD, GONE, NAMED

BROWSER_TESTS = Path(__file__).parents[1] / "e2e"
ITS_OWN = BROWSER_TESTS / "tour" / "families.py"


def numbers_of(path: Path) -> set[int]:
    """The whole numbers that a module gives names to."""
    named = [node.value for node in ast.parse(path.read_text()).body if isinstance(node, ast.Assign)]
    constants = (one for value in named for one in ast.walk(value) if isinstance(one, ast.Constant))
    return {one.value for one in constants if type(one.value) is int}


def test_nobody_else_asks_for_those_who_die() -> None:
    others = [path for path in BROWSER_TESTS.rglob("*.py") if path != ITS_OWN]
    assert {GONE, DEAD, NAMED} <= numbers_of(ITS_OWN)
    assert [path.name for path in others if numbers_of(path) & {GONE, DEAD, NAMED}] == []
