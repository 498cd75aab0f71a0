"""The rules of the house that a reader would otherwise have to keep by heart."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.house.each import each

ROOT = Path(__file__).parents[2]
PROGRAM = sorted(path for folder in ("certs", "backend") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES, MOST_FUNCTION_LINES = 300, 40
FORBIDDEN_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"})
CLOCKS = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "datetime.datetime.now", "datetime.datetime.utcnow",
     "date.today", "datetime.date.today", "time.time", "time.time_ns"}
)  # fmt: skip
CLOCK_PLACES = {  # where the clock is read: the edge, the commands, and the making of ids
    "backend/web/request.py": None,
    "backend/web/logs.py": "_clock",
    "backend/db.py": "new_id",
    "certs/__main__.py": None,
}
COMMIT_PLACES = frozenset(  # requests and steps; a step that stands alone; the driver under both
    {"backend/db.py", "backend/together.py", "backend/embedded.py"}
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@each(PROGRAM)
def test_no_file_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@each(PROGRAM)
def test_no_function_is_longer_than_40_lines(path: Path) -> None:
    long = [
        f"{function.name}: {function.end_lineno - function.lineno + 1}"
        for function in functions(tree_of(path))
        if (function.end_lineno or 0) - function.lineno + 1 > MOST_FUNCTION_LINES
    ]
    assert long == []


@each([path for path in PROGRAM if path.read_text("utf-8").strip()])
def test_every_module_says_what_it_promises(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))


@each(PROGRAM)
def test_nothing_is_left_to_do(path: Path) -> None:
    assert re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b", path.read_text("utf-8")) == []


@each(PROGRAM)
def test_time_is_an_argument_and_the_clock_is_read_at_the_edge(path: Path) -> None:
    name = name_of(path)
    if name.startswith("backend/cli/") or name.endswith("/routes.py"):
        return
    allowed = CLOCK_PLACES.get(name, "")
    assert [place for place in clock_readings(path) if allowed is not None and place != allowed] == []


def clock_readings(path: Path) -> list[str]:
    """The function (or '' for the module) around each reading of the clock."""
    tree = tree_of(path)
    inside = {node: function.name for function in functions(tree) for node in ast.walk(function)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [inside.get(call, "module") for call in calls if ast.unparse(call.func) in CLOCKS]


@each([path for path in PROGRAM if name_of(path) not in COMMIT_PLACES])
def test_only_the_database_module_commits(path: Path) -> None:
    calls = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
    assert [ast.unparse(call) for call in calls if ast.unparse(call.func).endswith(".commit")] == []


@each([path for path in PROGRAM if name_of(path).startswith("backend/") and path.name != "__init__.py"])
def test_nothing_in_the_program_asks_whether_it_is_being_tested(path: Path) -> None:
    assert re.findall(r"\bpytest\b|PYTEST_CURRENT_TEST|\bTESTING\b|\bunittest\b", path.read_text("utf-8")) == []


def test_no_file_or_folder_is_a_drawer_for_odds_and_ends() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    bad = [name for name in listed if FORBIDDEN_NAMES & {part.split(".")[0].lower() for part in name.split("/")}]
    assert bad == []


@each(TESTS)
def test_no_test_is_skipped_or_sleeps(path: Path) -> None:
    tree = tree_of(path)
    used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert (
        used & {"pytest.skip", "pytest.xfail", "pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail"} == set()
    )
    if path.name.startswith(("test_", "conftest")):  # others wait for the servers they start
        assert "time.sleep" not in used


@each(TESTS)
def test_a_page_is_waited_for_with_a_function(path: Path) -> None:
    """An expression is evaluated anew each time, which the policy of the pages forbids: it has to be true at once."""
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    asked = [ast.unparse(one.args[0]) for one in calls if ast.unparse(one.func).endswith(".wait_for_function")]
    assert [text for text in asked if not re.match(r"""f?["']\(.*?\) =>|[A-Z]+$""", text)] == []
