"""Averages by matter and by hall that lead to nobody.

1. A rating waits until TOGETHER of the same matter (or hall) wait, and then they are published at once: what two
readings differ in is TOGETHER ratings, never one. 2. Matter and hall are counted apart, each under the lock of its own
row, the hall first. 3. What was published is only added to.
"""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.ratings.models import Rating, RatingFigure

TOGETHER = 5
LEVELS = (1, 2, 3, 4, 5)
MOST = 500
Kind = Literal["matter", "hall"]


@dataclass(frozen=True)
class Figure:
    """`levels`: how many ratings of level 1 to 5; `average` to two places."""

    code: str
    count: int
    average: float
    levels: tuple[int, ...]


def add(session: Session, rating: Rating) -> None:
    """Rules 1 and 2, for a new rating."""
    if rating.hall:
        _add(session, "hall", rating.hall, rating.level)
    _add(session, "matter", rating.matter_code, rating.level)


def figures(session: Session, kind: Kind, *, code: str | None = None) -> list[Figure]:
    """What is published, the most rated first, at most MOST; of one matter or hall when `code` names it."""
    query = select(RatingFigure).where(RatingFigure.kind == kind, RatingFigure.count > 0)
    if code is not None:
        query = query.where(RatingFigure.code == code)
    rows = session.scalars(query.order_by(RatingFigure.count.desc(), RatingFigure.code).limit(MOST))
    return [Figure(row.code, row.count, _average(row.published), tuple(row.published)) for row in rows]


def _add(session: Session, kind: Kind, code: str, level: int) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    none = [0] * len(LEVELS)
    row = {"kind": kind, "code": code, "published": none, "waiting": none, "count": 0}
    session.execute(dialect.insert(RatingFigure).values(row).on_conflict_do_nothing())
    query = select(RatingFigure).where(RatingFigure.kind == kind, RatingFigure.code == code)
    figure = session.scalars(query.with_for_update().execution_options(populate_existing=True)).one()
    waiting = [count + (one == level) for one, count in zip(LEVELS, figure.waiting, strict=True)]
    if sum(waiting) >= TOGETHER:
        figure.published = [old + new for old, new in zip(figure.published, waiting, strict=True)]
        figure.count, waiting = sum(figure.published), none
    figure.waiting = waiting


def _average(levels: list[int]) -> float:
    return round(sum(level * count for level, count in zip(LEVELS, levels, strict=True)) / sum(levels), 2)
