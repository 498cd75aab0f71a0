"""The simulation at work, in small: a city of twenty-five, its one day and what follows from it."""

from pathlib import Path

import pytest

from tests.simulate.__main__ import simulate


def test_a_small_city_lives_through_its_day_and_breaks_no_invariant(
    sqlite_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "city.db"
    path.write_bytes(sqlite_template.read_bytes())
    assert simulate(f"sqlite:///{path}", tmp_path, 25, 2, days=25, seed=2) == []
    printed = capsys.readouterr().out
    for word in ("decided", "exempt by certificates", "minutes", "waits p50", "lateness", "refusals"):
        assert word in printed
    assert printed.count("invariant violations: 0") == 2
