"""A row that lost something is broken, a control that lost nothing too, and a page keeps the rows of other days."""

import datetime
from pathlib import Path

import pytest

from tests.faults.table import Row, write

DAY = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row("cut", "SQLite", acknowledged=9), True),
        (Row("cut", "SQLite", acknowledged=9, lost=1), False),
        (Row("cut", "SQLite", acknowledged=9, lost=1, control=True), True),
        (Row("cut", "SQLite", acknowledged=9, control=True), False),
        (Row("cut", "SQLite", acknowledged=9, broken=["an answer took 6.0 s"]), False),
    ],
)
def test_a_row_holds_when_nothing_was_lost_and_a_control_when_something_was(row: Row, holds: bool) -> None:
    assert row.holds is holds


def test_a_promise_that_holds_breaks_nothing_and_one_that_does_not_is_named() -> None:
    row = Row("cut", "SQLite")
    row.demand(True, "kept")
    row.demand(False, "an answer took 6.0 s")
    assert row.broken == ["an answer took 6.0 s"]
    assert "**broken: an answer took 6.0 s**" in row.line


def test_a_page_keeps_the_rows_of_faults_that_did_not_run_and_replaces_those_that_did(tmp_path: Path) -> None:
    page = tmp_path / "faults.md"
    write([Row("cut", "SQLite", acknowledged=1), Row("cut", "PostgreSQL", acknowledged=2)], now=DAY, page=page)
    write([Row("cut", "SQLite", acknowledged=3)], now=DAY + datetime.timedelta(1), note="quiet", page=page)
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| cut")]
    assert lines == [
        "| cut | PostgreSQL | 1 | 2 | 0 | – | – | taken 2026-11-23 |",
        "| cut | SQLite | 1 | 3 | 0 | – | – | taken 2026-11-24, quiet |",
    ]
