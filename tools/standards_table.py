"""The last table of docs/standards.md: feature × wallet or verifier × result, read from the marks of the tests."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "standards.md"
BEGIN, END = "<!-- proven by tests: begin -->\n", "<!-- proven by tests: end -->\n"
MARK = "proves"
HEAD = "| feature | wallet or verifier | result | test |\n|---|---|---|---|\n"


def rows() -> list[tuple[str, str, str, str]]:
    """(feature, by, result, test) of every mark, in the order of files and lines."""
    return [row for path in sorted((ROOT / "tests").rglob("test_*.py")) for row in _of(path)]


def render() -> str:
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows())


def written(page: str) -> str:
    """The table as it stands in the page."""
    return page.partition(BEGIN)[2].partition(END)[0]


def _of(path: Path) -> Iterator[tuple[str, str, str, str]]:
    text = path.read_text("utf-8")
    if f"@{MARK}(" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        for mark in getattr(node, "decorator_list", ()):
            if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == MARK:
                said = {one.arg: ast.literal_eval(one.value) for one in mark.keywords}
                feature = ast.literal_eval(mark.args[0])
                yield feature, said["by"], said.get("result", "works"), f"`{path.relative_to(ROOT)}`"


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    PAGE.write_text(page.replace(BEGIN + written(page) + END, BEGIN + render() + END), "utf-8")
