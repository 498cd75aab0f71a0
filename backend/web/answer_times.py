"""How long the answers take that somebody waits for at a counter: a histogram a day, no single request in it.

Rules: 1. only answers that succeeded, of the routes in KINDS, are measured; 2. they are summed in memory and written
down at most every WRITE_EVERY seconds, after the answer has left; 3. what a killed process had not written is lost: a
few seconds of a sample; 4. a database that does not take them fails no request, and the counts wait for the next time.
"""

import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from backend import db
from backend.web.models import AnswerTime
from backend.web.sums import add_counts, day_number

KINDS = {  # method and rule -> kind
    "POST /api/v1/verifications": "verification",
    "POST /api/v1/cases/<string:case_no>/scans": "scan",
}
STEPS = (1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 2000, 5000)  # milliseconds
LONGER = 0  # stands for "longer than the last step"
WRITE_EVERY = 10  # seconds


@dataclass
class AnswerTimes:
    """The counts of one process that are not yet written: (day, kind, step) -> answers."""

    _counts: Counter[tuple[int, str, int]] = field(default_factory=Counter)
    _written_at: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, route: str, ms: float, *, now: int) -> bool:
        """Count one answer. True when it is time to `write`."""
        kind = KINDS.get(route)
        if kind is None:
            return False
        with self._lock:
            self._counts[day_number(now), kind, step_of(ms)] += 1
            due = now - self._written_at >= WRITE_EVERY
            if due:
                self._written_at = now
        return due

    def write(self, engine: Engine) -> None:
        """Write down what has been counted, in a transaction of its own."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        if not taken:
            return
        rows = [
            {"day": day, "kind": kind, "at_most": step, "count": count}
            for (day, kind, step), count in sorted(taken.items())
        ]
        try:
            with db.transaction(engine) as session:
                add_counts(session, AnswerTime, rows)
        except (DBAPIError, PoolTimeout) as error:
            structlog.get_logger().warning("answer_times_kept_back", kind=type(error).__name__)
            with self._lock:
                self._counts.update(taken)


def step_of(ms: float) -> int:
    """The smallest step that is not below `ms`, or LONGER."""
    place = bisect_left(STEPS, ms)
    return STEPS[place] if place < len(STEPS) else LONGER
