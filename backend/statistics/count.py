"""Counts by day that are complete at every moment and fast however many rows there are.

Rules: 1. each measure has a mark: rows written before it are in `day_counts`, rows after it are counted when asked;
2. the worker moves a mark together with the counts it stands for, in one transaction, at most STEP at a time, and never
nearer to now than LAG, so that no transaction that is still open falls behind it; 3. two workers count nothing twice;
4. both parts are read again when the mark moved in between.
"""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.errors import Conflict
from backend.statistics.models import CountedUntil, DayCount
from backend.statistics.sources import SOURCES, Key, counted
from backend.web.sums import add_counts

LAG = 300  # seconds; longer than any transaction may stay open
STEP = 3600  # seconds of rows a transaction
TRIES = 5


def count_all(engine: Engine, *, now: int) -> int:
    """Bring every measure up to LAG before `now`; the number of steps that had something to count."""
    steps = 0
    for measure in SOURCES:
        more = True
        while more:
            with db.transaction(engine) as session:
                more = advance(session, measure, now=now)
            steps += more
    return steps


def advance(session: Session, measure: str, *, now: int) -> bool:
    """Rule 2: one step of one measure. True when there was something, so that there may be more."""
    source, end = SOURCES[measure], now - LAG
    mark = _lock_mark(session, measure)
    if mark >= end:
        return False
    first = source.first(session, mark)
    found = first is not None and first < end
    if first is not None and found:
        end = min(first + STEP, end)
        _keep(session, measure, counted(session, source, mark, end))
    moved = update(CountedUntil).where(CountedUntil.measure == measure).values(until=end)
    session.execute(moved.execution_options(synchronize_session=False))
    return found


def counts(
    session: Session, measure: str, *, first_day: int, last_day: int, offices: Collection[str] | None = None
) -> Counter[Key]:
    """Everything counted on the days from `first_day` to `last_day` (both included), of these offices or of all."""
    for _ in range(TRIES):
        mark = _mark(session, measure)
        total = _kept(session, measure, first_day, last_day)
        total.update(counted(session, SOURCES[measure], mark))
        if _mark(session, measure) == mark:
            return _only(total, first_day, last_day, offices)
    raise Conflict("the counts are being brought up to date")


def _only(total: Counter[Key], first_day: int, last_day: int, offices: Collection[str] | None) -> Counter[Key]:
    wanted = {
        key: count
        for key, count in total.items()
        if first_day <= key[0] <= last_day and (offices is None or key[1] in offices)
    }
    return Counter(wanted)


def _kept(session: Session, measure: str, first_day: int, last_day: int) -> Counter[Key]:
    columns = DayCount.day, DayCount.office, DayCount.subject, DayCount.item, DayCount.count
    query = select(*columns).where(DayCount.measure == measure, DayCount.day.between(first_day, last_day))
    return Counter({(day, office, subject, item): n for day, office, subject, item, n in session.execute(query)})


def _keep(session: Session, measure: str, found: Counter[Key]) -> None:
    rows = [
        {"measure": measure, "day": day, "office": office, "subject": subject, "item": item, "count": count}
        for (day, office, subject, item), count in sorted(found.items())
    ]
    add_counts(session, DayCount, rows)


def _mark(session: Session, measure: str) -> int:
    return session.scalars(select(CountedUntil.until).where(CountedUntil.measure == measure)).first() or 0


def _lock_mark(session: Session, measure: str) -> int:
    """Rule 3: the mark, locked until the transaction ends; 0 when nothing was counted before."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(CountedUntil).values(measure=measure, until=0).on_conflict_do_nothing())
    query = select(CountedUntil.until).where(CountedUntil.measure == measure).with_for_update()
    return session.scalars(query).one()
