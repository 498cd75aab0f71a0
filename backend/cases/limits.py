"""Time limits of a case, by the calendar of working days, and the mark of its lateness.

1. Limits begin with the acceptance, whose day does not count; both are fixed then and never move.
2. Yellow from the day on which at most a fifth of the promised working days is left; where nothing is left to count
   (a matter done at once) from the end of that day.
3. Red from the end of the statutory last day. A closed case keeps the mark it had when it was closed.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

from backend.cases.models import Case
from backend.matters.terms import TimeLimit
from backend.registries.calendar import day_of, end_of
from backend.registries.holidays_folder import load_calendar
from backend.registries.working_days import Calendar
from backend.web.request import Services

DAY = 86_400
NONE, YELLOW, RED = "none", "yellow", "red"
MARKS = (NONE, YELLOW, RED)


def calendar_of(services: Services) -> Calendar:
    """This start's calendar."""
    return load_calendar(services.settings.holidays_dir)


def start_limits(case: Case, limit: TimeLimit, *, calendar: Calendar, now: int) -> None:
    """Rules 1 and 2, for a case that is accepted now."""
    today = day_of(now)
    promised = calendar.after(today, limit.promised_days)
    statutory = calendar.after(today, max(limit.statutory_days, limit.promised_days))
    case.accepted_at = now
    case.due_promised, case.due_statutory = end_of(promised.day), end_of(statutory.day)
    case.due_assumed = case.due_assumed or statutory.assumed
    last_days = calendar.after(today, limit.promised_days - limit.promised_days // 5).day
    case.yellow_from = end_of(last_days) - DAY if limit.promised_days else case.due_promised


def mark(case: Case, now: int) -> str:
    """none | yellow | red (rules 2 and 3)."""
    if case.yellow_from is None or case.due_statutory is None:
        return NONE
    at = now if case.closed_at is None else min(now, case.closed_at)
    if at >= case.due_statutory:
        return RED
    return YELLOW if at >= case.yellow_from else NONE


def marked(wanted: str, now: int) -> ColumnElement[bool]:
    """The cases that `mark` finds so, as a condition."""
    at = func.coalesce(Case.closed_at, now)
    red = and_(Case.due_statutory.is_not(None), Case.due_statutory <= at)
    late = and_(Case.yellow_from.is_not(None), Case.yellow_from <= at)
    if wanted == RED:
        return red
    unlimited = or_(Case.yellow_from.is_(None), Case.due_statutory.is_(None))
    in_time = or_(unlimited, and_(Case.yellow_from > at, Case.due_statutory > at))
    return and_(late, Case.due_statutory > at) if wanted == YELLOW else in_time


def last_day(until: int | None) -> date | None:
    """The last day of a limit that is kept as the first second after it."""
    return None if until is None else day_of(until - 1)


def due_of(case: Case) -> dict[str, Any] | None:
    """The last days promised and allowed; None before the acceptance."""
    if case.accepted_at is None:
        return None
    promised, statutory = last_day(case.due_promised), last_day(case.due_statutory)
    return {"promised": promised, "statutory": statutory, "assumed": case.due_assumed}
