"""Add to counters that other processes add to as well: one statement, no lost count, on both engines."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.db import Base

PART = 500  # rows a statement
CHINA_OFFSET, DAY = 8 * 3600, 86_400
EPOCH = date(1970, 1, 1)


def day_number(at: int) -> int:
    """The day in China of `at` (seconds since 1970), counted from 1970-01-01."""
    return (at + CHINA_OFFSET) // DAY


def start_of(day: date) -> int:
    """The second at which the day begins in China (seconds since 1970)."""
    return (day - EPOCH).days * DAY - CHINA_OFFSET


def day_column(at: Any) -> Any:
    """The same of a column, inside a statement."""
    return (at + CHINA_OFFSET) // DAY


def add_counts(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Add each row's `count` to the row with its key, made when it is new. No key stands twice in `rows`."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    table = cast(Table, model.__table__)
    for start in range(0, len(rows), PART):
        given: Any = dialect.insert(table).values(list(rows[start : start + PART]))
        grown = {"count": table.c.count + given.excluded["count"]}
        session.execute(given.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=grown))
