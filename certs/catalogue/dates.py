"""Dates without a clock: reading them as people write them, adding years, ages, and days since 1970-01-01."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from certs.catalogue.numbers import ascii_form
from certs.catalogue.problems import FieldProblem

EPOCH = date(1970, 1, 1)
OPEN_END = frozenset({"长期", "长期有效", "永久", "无固定期限", "永久有效", "9999-12-31", "OPEN"})

_WRITTEN = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?(?:[ T]00:00(?::00)?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def date_iso(value: object) -> str:
    """A date as YYYY-MM-DD, read from ISO, 2015/1/2, 2015.01.02, 2015年1月2日, 20150102 or a date object."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = ascii_form(value)
    match = _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text)
    if not match:
        raise FieldProblem("not_a_date")
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        raise FieldProblem("not_a_date") from None


def is_open_end(value: object) -> bool:
    """Whether the value says that a period has no end (长期)."""
    return isinstance(value, str) and ascii_form(value) in OPEN_END


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month when it has no such day."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def age_on(born: date, day: date) -> int:
    """Full years lived on `day`; who was born on 29 February grows older on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The first day on which `age_on` says that many years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February
        return date(born.year + years, 3, 1)


def to_days(iso: str) -> int:
    """Days since 1970-01-01 of an ISO date; negative before it."""
    return (date.fromisoformat(iso) - EPOCH).days


def from_days(days: int) -> str:
    """The ISO date of a day count. Raises OverflowError outside the years 1 to 9999."""
    return (EPOCH + timedelta(days=days)).isoformat()
