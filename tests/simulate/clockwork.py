"""Virtual time: processes are generators that yield the seconds until they go on; the earliest goes first."""

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from backend.registries.calendar import CHINA
from backend.registries.working_days import Calendar

Process = Iterator[int]
HOUR = 3600


class Clockwork:
    """`now` never goes back. `tell` is told every reading."""

    def __init__(self, now: int, tell: Callable[[int], None]) -> None:
        self.now, self._tell = now, tell
        self._waiting: list[tuple[int, int, Process]] = []
        self._count = 0

    def begin(self, process: Process, *, at: int | None = None) -> None:
        self._count += 1  # of two at the same second the one that was begun first goes first
        heapq.heappush(self._waiting, (max(self.now, at or self.now), self._count, process))

    def run(self, until: int) -> None:
        """Everything that happens before `until`."""
        while self._waiting and self._waiting[0][0] < until:
            self.now, _, process = heapq.heappop(self._waiting)
            self._tell(self.now)
            seconds = next(process, None)
            if seconds is not None:
                self.begin(process, at=self.now + max(1, seconds))
        self.now = until
        self._tell(until)


def at(day: date, hour: float) -> int:
    """The second of that hour of the day in China."""
    return int(datetime(day.year, day.month, day.day, tzinfo=CHINA).timestamp()) + int(hour * HOUR)


def next_working(calendar: Calendar, day: date) -> date:
    """The first working day after `day`."""
    return calendar.after(day, 1).day


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=n) for n in range(count)]
