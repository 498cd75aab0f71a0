"""Working days in China: weekdays, less the days off of each year, plus the weekend days worked to make up for them.

1. The day on which a time limit begins does not count: the first working day is the next one.
2. A make-up day is a working day, whatever day of the week it is; a day off is none; otherwise Monday to Friday.
3. A year whose notice is not known has weekends only, and whatever reached into it says that it is assumed.
4. Nothing here raises: no day is too far, and no year is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """The days of one year that differ from the week, as its notice of the State Council (`source`) has them."""

    year: int
    source: str
    off: frozenset[date]
    working: frozenset[date]


@dataclass(frozen=True)
class DueDay:
    """The last day of a time limit; `assumed` when a year without a notice was reckoned through (rule 3)."""

    day: date
    assumed: bool


@dataclass(frozen=True)
class DayCount:
    """A number of working days, negative when counted backwards; `assumed` as for DueDay."""

    days: int
    assumed: bool


@dataclass(frozen=True)
class Calendar:
    """The years known, by number."""

    years: Mapping[int, Year]

    def is_working(self, day: date) -> bool:
        """Rule 2."""
        year = self.years.get(day.year)
        if year is not None and day in year.working:
            return True
        if year is not None and day in year.off:
            return False
        return day.weekday() < 5

    def after(self, day: date, n: int) -> DueDay:
        """The n-th working day after `day` (rule 1); with n = 0 the day itself."""
        found, assumed = day, False
        for _ in range(n):
            found += ONE_DAY
            assumed |= found.year not in self.years
            while not self.is_working(found):
                found += ONE_DAY
                assumed |= found.year not in self.years
        return DueDay(found, assumed)

    def between(self, first: date, last: date) -> DayCount:
        """Working days after `first` up to and with `last`; negative when `last` came before."""
        if last < first:
            back = self.between(last, first)
            return DayCount(-back.days, back.assumed)
        days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
        return DayCount(sum(map(self.is_working, days)), any(day.year not in self.years for day in days))


def year_of(calendar: Calendar, number: int) -> dict[str, Any]:
    """Everything `schemas.WorkingYear` names."""
    year = calendar.years.get(number)
    working = calendar.between(date(number, 1, 1) - ONE_DAY, date(number, 12, 31))
    return {
        "year": number, "source": year.source if year else None, "working_days": working.days,
        "days_off": sorted(year.off) if year else [], "make_up_days": sorted(year.working) if year else [],
        "known": sorted(calendar.years),
    }  # fmt: skip
