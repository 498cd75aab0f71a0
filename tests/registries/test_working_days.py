"""Working days: what the notices say, counted as administrative law counts, across holidays and ends of years."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from backend.registries.holidays_folder import load_calendar, parse_year
from backend.registries.strict_yaml import DocumentError
from backend.registries.working_days import Calendar, DayCount, DueDay, year_of

KNOWN = load_calendar(Path("/nowhere"))
NO_YEARS = Calendar({})


def all_days(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize(
    ("year", "off", "make_up", "working", "source"),
    [
        (2024, 28, 8, 251, "国办发明电〔2023〕7号"),
        (2025, 28, 5, 248, "国办发明电〔2024〕12号"),
        (2026, 33, 6, 248, "国办发明电〔2025〕7号"),
    ],
)
def test_a_year_has_as_many_days_off_and_working_days_as_its_notice_says(
    year: int, off: int, make_up: int, working: int, source: str
) -> None:
    found = KNOWN.years[year]
    assert (len(found.off), len(found.working), found.source) == (off, make_up, source)
    assert sum(map(KNOWN.is_working, all_days(year))) == working


@pytest.mark.parametrize("day", ["2024-02-04", "2024-10-12", "2025-01-26", "2025-10-11", "2026-02-14", "2026-09-20"])
def test_a_weekend_day_that_makes_up_is_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() >= 5
    assert KNOWN.is_working(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2024-02-12", "2025-01-28", "2025-10-08", "2026-01-02", "2026-02-23", "2026-05-05"])
def test_a_weekday_of_a_holiday_is_not_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() < 5
    assert not KNOWN.is_working(date.fromisoformat(day))


def test_the_first_day_does_not_count_and_none_is_the_day_itself() -> None:
    monday = date(2026, 3, 9)
    assert KNOWN.after(monday, 0).day == monday
    assert KNOWN.after(monday, 1).day == date(2026, 3, 10)
    assert KNOWN.after(monday, 5).day == date(2026, 3, 16)
    assert KNOWN.after(date(2026, 3, 7), 1).day == monday  # begun on a Saturday


def test_a_limit_runs_over_the_spring_festival_with_its_make_up_days() -> None:
    assert KNOWN.after(date(2026, 2, 13), 1).day == date(2026, 2, 14)
    assert KNOWN.after(date(2026, 2, 13), 2).day == date(2026, 2, 24)
    assert KNOWN.after(date(2026, 2, 13), 6).day == date(2026, 2, 28)
    assert KNOWN.after(date(2025, 1, 24), 3).day == date(2025, 2, 5)
    assert NO_YEARS.after(date(2026, 2, 13), 6).day == date(2026, 2, 23)


def test_a_limit_runs_over_the_end_of_the_year() -> None:
    due = KNOWN.after(date(2025, 12, 30), 3)
    assert (due.day, due.assumed) == (date(2026, 1, 5), False)  # 31 December, then Sunday 4 January makes up


def test_a_year_without_a_notice_has_weekends_only_and_says_so() -> None:
    due = KNOWN.after(date(2026, 12, 31), 1)
    assert (due.day, due.assumed) == (date(2027, 1, 1), True)
    assert not KNOWN.after(date(2026, 12, 30), 1).assumed
    assert KNOWN.between(date(2026, 12, 31), date(2027, 1, 4)) == DayCount(2, True)
    assert KNOWN.between(date(2026, 12, 25), date(2026, 12, 31)) == DayCount(4, False)


def test_counting_between_two_days_is_the_way_back_of_counting_on() -> None:
    first = date(2026, 1, 30)
    for n in range(1, 60):
        due = KNOWN.after(first, n).day
        assert KNOWN.is_working(due)
        assert KNOWN.between(first, due).days == n
        assert KNOWN.between(due, first).days == -n
    assert KNOWN.between(first, first).days == 0


GOOD = """year: 2027
source: 国办发明电〔2026〕1号
days_off:
  - {name: 元旦, from: 2027-01-01, to: 2027-01-03}
make_up_days: [2027-01-09]
"""


def test_an_operator_drops_a_further_year_or_mends_a_known_one(tmp_path: Path) -> None:
    (tmp_path / "2027.yaml").write_text(GOOD)
    (tmp_path / "2026.yaml").write_text(GOOD.replace("2027", "2026").replace("01-09", "01-10"))
    calendar = load_calendar(tmp_path)
    assert calendar.after(date(2026, 12, 31), 1) == DueDay(date(2027, 1, 4), False)
    assert calendar.is_working(date(2027, 1, 9))
    assert calendar.is_working(date(2026, 2, 17))
    assert not KNOWN.is_working(date(2026, 2, 17))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("year: 2027", "year: soon", 1, "a year from 2000"),
        ("source: 国办发明电〔2026〕1号", "source: ", 2, "the number of the notice"),
        ("to: 2027-01-03", "to: 2027-01-33", 4, "is not a day"),
        ("to: 2027-01-03", "to: 2028-01-03", 4, "is not in 2027"),
        ("to: 2027-01-03", "to: 2027-03-03", 4, "lasts 1 to"),
        ("from: 2027-01-01, to: 2027-01-03", "from: 2027-01-03, to: 2027-01-01", 4, "lasts 1 to"),
        ("name: 元旦, ", "", 4, "name: missing"),
        ("{name: 元旦, from: 2027-01-01, to: 2027-01-03}", "2027-01-01", 3, "each holiday is a table"),
        ("[2027-01-09]", "[2027-01-08]", 5, "no Saturday or Sunday"),
        ("[2027-01-09]", "[2027-01-02]", 5, "also a day off"),
        ("[2027-01-09]", "2027-01-09", 5, "a list is expected"),
        ("make_up_days", "makeup_days", 5, "not known here"),
        ("year: 2027", "year: 2027\nyear: 2027", 2, "stands twice"),
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_the_reason(old: str, new: str, line: int, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as refused:
        parse_year(GOOD.replace(old, new), "2027.yaml")
    assert (refused.value.file, refused.value.line) == ("2027.yaml", line)


def test_one_year_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD)
    with pytest.raises(DocumentError, match="another file") as refused:
        load_calendar(tmp_path)
    assert refused.value.file.endswith("b.yaml")


def test_a_year_is_told_with_its_notice_and_one_without_says_that_none_is_known() -> None:
    told = year_of(KNOWN, 2026)
    assert (told["source"], told["known"]) == ("国办发明电〔2025〕7号", sorted(KNOWN.years))
    assert (told["days_off"][0], told["make_up_days"][0]) == (date(2026, 1, 1), date(2026, 1, 4))
    off_weekdays = sum(day.weekday() < 5 for day in told["days_off"])
    assert told["working_days"] == 261 - off_weekdays + len(told["make_up_days"])  # 261 days from Monday to Friday
    assert year_of(KNOWN, 2031) == {
        "year": 2031, "source": None, "days_off": [], "make_up_days": [], "working_days": 261,
        "known": sorted(KNOWN.years),
    }  # fmt: skip
