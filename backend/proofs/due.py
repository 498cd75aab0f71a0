"""Until when a request is to be answered, by working days, and the mark of its lateness.

1. The day of the request does not count. 2. Yellow from the day on which at most a fifth of the promised working days
is left; where nothing is left to count, from the beginning of the last day. 3. Red from the end of the last day. What
was answered keeps the mark it had then.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, func

from backend.proofs.models import ProofRequest
from backend.registries.calendar import day_of, end_of
from backend.registries.working_days import Calendar

DAY = 86_400
NONE, YELLOW, RED = "none", "yellow", "red"
MARKS = (NONE, YELLOW, RED)


def limits(promised_days: int, *, calendar: Calendar, now: int) -> dict[str, Any]:
    """The columns `due`, `yellow_from` and `due_assumed` (rules 1 and 2)."""
    today = day_of(now)
    last = calendar.after(today, promised_days)
    warned = calendar.after(today, promised_days - max(promised_days // 5, 1) if promised_days else 0)
    return {
        "due": end_of(last.day),
        "yellow_from": min(end_of(warned.day), end_of(last.day) - DAY),
        "due_assumed": last.assumed,
    }


def mark(row: ProofRequest, now: int) -> str:
    """none | yellow | red (rules 2 and 3)."""
    at = now if row.answered_at is None else min(now, row.answered_at)
    if at >= row.due:
        return RED
    return YELLOW if at >= row.yellow_from else NONE


def marked(wanted: str, now: int) -> ColumnElement[bool]:
    """The same for a query."""
    at = func.coalesce(ProofRequest.answered_at, now)
    if wanted == RED:
        return ProofRequest.due <= at
    if wanted == YELLOW:
        return and_(ProofRequest.due > at, ProofRequest.yellow_from <= at)
    return ProofRequest.yellow_from > at
