"""The calendar's years: those that come with the program in `holidays/`, and those an operator dropped in a folder.

One YAML file a year. A year in the folder takes the place of the built-in one. A broken file stops the start:
DocumentError names the file, the line and the reason.
"""

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path

from backend.registries.strict_yaml import DocumentError, Table, read_table
from backend.registries.working_days import Calendar, Year

KEYS = {"year", "source", "days_off", "make_up_days"}
SPAN_KEYS = {"name", "from", "to"}
LONGEST = 15  # days of one holiday


@cache
def load_calendar(folder: Path) -> Calendar:
    """Built-in years plus the folder's `*.yaml` (no folder: none), read once a process. Raises DocumentError."""
    dropped: dict[int, Year] = {}
    for path in sorted(folder.glob("*.yaml")):
        year = parse_year(path.read_text("utf-8"), str(path))
        if year.year in dropped:
            raise DocumentError(str(path), None, f"the year {year.year} is in another file of this folder")
        dropped[year.year] = year
    return Calendar(_built_in() | dropped)


@cache
def _built_in() -> dict[int, Year]:
    folder = files("backend.registries") / "holidays"
    sources = [(entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return {year.year: year for year in (parse_year(text, name) for name, text in sources)}


def parse_year(text: str, source: str) -> Year:
    """The year of one file's text; `source` is the file's name for refusals. Raises DocumentError."""
    table = read_table(text, source)
    _check_keys(table, KEYS, source)
    year = table["year"]
    if isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2200:
        raise DocumentError(source, table.lines["year"], "year: a year from 2000 to 2200 is expected")
    notice = table["source"]
    if not isinstance(notice, str) or not notice.strip():
        raise DocumentError(source, table.lines["source"], "source: the number of the notice is expected")
    off = _days_off(table, year, source)
    working = _make_up_days(table, year, source)
    if off & working:
        reason = f"make_up_days: {min(off & working)} is also a day off"
        raise DocumentError(source, table.lines["make_up_days"], reason)
    return Year(year, notice.strip(), off, working)


def _days_off(table: Table, year: int, source: str) -> frozenset[date]:
    days: set[date] = set()
    line = table.lines["days_off"]
    for span in _list(table, "days_off", source):
        if not isinstance(span, Table):
            raise DocumentError(source, line, "days_off: each holiday is a table with name, from and to")
        _check_keys(span, SPAN_KEYS, source)
        first = _day(span["from"], year, source, span.lines["from"])
        last = _day(span["to"], year, source, span.lines["to"])
        length = (last - first).days + 1
        if not 1 <= length <= LONGEST:
            raise DocumentError(source, span.lines["to"], f"to: a holiday lasts 1 to {LONGEST} days")
        days |= {first + timedelta(days=n) for n in range(length)}
    return frozenset(days)


def _make_up_days(table: Table, year: int, source: str) -> frozenset[date]:
    line = table.lines["make_up_days"]
    days = {_day(one, year, source, line) for one in _list(table, "make_up_days", source)}
    weekdays = [day for day in days if day.weekday() < 5]
    if weekdays:
        raise DocumentError(source, line, f"make_up_days: {min(weekdays)} is no Saturday or Sunday")
    return frozenset(days)


def _list(table: Table, key: str, source: str) -> list[object]:
    value = table[key]
    if not isinstance(value, list):
        raise DocumentError(source, table.lines[key], f"{key}: a list is expected")
    return value


def _day(value: object, year: int, source: str, line: int) -> date:
    try:
        day = date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError as error:
        raise DocumentError(source, line, f"{value} is not a day like {year}-05-01") from error
    if day.year != year:
        raise DocumentError(source, line, f"{day} is not in {year}")
    return day


def _check_keys(table: Table, keys: set[str], source: str) -> None:
    strange = sorted(set(table) - keys)
    if strange:
        raise DocumentError(source, table.lines[strange[0]], f"{strange[0]}: this key is not known here")
    absent = sorted(keys - set(table))
    if absent:
        raise DocumentError(source, table.line, f"{absent[0]}: missing")
