"""The month before the walk: invented sums of past days, as the office keeps them, so that charts have what to show."""

import math
from datetime import UTC, datetime

from backend import db
from backend.config import from_env
from backend.statistics.models import DayCount
from backend.web.models import AnswerTime
from tests.docs.live import Live

DAY = 86_400
CHINA = 8 * 3600
DAYS = 29  # before today
SUNDAY = 6
MATTERS = (("RS", "rs-pension-transfer", 9), ("GJ", "gj-loan", 6))
REASONS = (
    ("window", "accepted", 40),
    ("partner", "accepted", 25),
    ("window", "code_expired", 3),
    ("window", "replayed", 2),
)
ISSUED = (("GA", "1", 12), ("RS", "6", 7), ("SC", "2", 3))
STEPS = ((5, 6), (10, 20), (20, 12), (50, 3))  # milliseconds, answers


def remember_month(live: Live, *, now: float) -> None:
    """Write the sums of the days before today; those of today the office counts itself."""
    engine = db.make_engine(from_env(live.environment).database_url)
    today = int(now + CHINA) // DAY
    with db.transaction(engine) as session:
        for day in range(today - DAYS, today):
            session.add_all([*_counts(day), *_times(day)])
    engine.dispose()


def _busy(day: int, usual: int) -> int:
    """Fewer come at weekends, and it goes up and down."""
    weekday = datetime.fromtimestamp(day * DAY, UTC).weekday()
    return round(usual * (1.4 + math.sin(day)) * (0.3 if weekday >= SUNDAY - 1 else 1))


def _counts(day: int) -> list[DayCount]:
    rows = [("issued", office, subject, "first", usual) for office, subject, usual in ISSUED]
    rows += [("scans", "", kind, item, usual) for kind, item, usual in REASONS]
    rows += [("cases", office, matter, "", usual) for office, matter, usual in MATTERS]
    rows += [("exempted", office, matter, "id", 3 * usual) for office, matter, usual in MATTERS]
    return [
        DayCount(measure=measure, day=day, office=office, subject=subject, item=item, count=_busy(day, usual))
        for measure, office, subject, item, usual in rows
    ]


def _times(day: int) -> list[AnswerTime]:
    return [
        AnswerTime(day=day, kind=kind, at_most=step, count=_busy(day, usual))
        for kind in ("verification", "scan")
        for step, usual in STEPS
    ]
