"""How long the answers of each route take, of one process since it began: for a monitoring system, kept nowhere else.

Rules: 1. every answer counts, under the route's template, a known method and the hundred of its status, so that there
are as many rows as the program has, whatever is asked; 2. a row is its buckets and its sum, and grows only.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
STEPS = (5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)  # milliseconds
Name = tuple[str | None, str, int]


class RouteTime(NamedTuple):
    """One row. `buckets`: answers up to each step, then all of them. `route`: empty where no route was found."""

    route: str
    method: str
    status: str
    buckets: tuple[int, ...]
    seconds: float


class RouteTimes:
    """The rows of this process."""

    def __init__(self) -> None:
        self._rows: dict[Name, list[float]] = {}
        self._lock = threading.Lock()

    def note(self, method: str, rule: str | None, status: int, ms: float) -> None:
        """Count one answer."""
        name = (rule, method if method in METHODS else "OTHER", status // 100)
        place = bisect_left(STEPS, ms)
        with self._lock:
            row = self._rows.get(name)
            if row is None:
                row = self._rows[name] = [0.0] * (len(STEPS) + 2)
            row[place] += 1
            row[-1] += ms

    def told(self) -> Iterator[RouteTime]:
        """The rows as they are now, in order."""
        with self._lock:
            rows = [(name, tuple(row)) for name, row in self._rows.items()]
        for (rule, method, hundred), row in sorted(rows, key=lambda one: (one[0][0] or "", *one[0][1:])):
            counts, sums = [int(one) for one in row[:-1]], list[int]()
            for count in counts:
                sums.append(count + (sums[-1] if sums else 0))
            yield RouteTime(rule or "", method, f"{hundred}xx", tuple(sums), row[-1] / 1000)
