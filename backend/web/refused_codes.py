"""A limit on refused codes for each signed-in caller, so that nobody fills the record with made-up codes.

Rules: 1. only refusals count: whoever sends good codes never meets it; 2. over the limit nothing is verified until the
minute is over. Counted in this process's memory, for it guards room and time; it is no limit on guessing.
"""

import threading
from dataclasses import dataclass, field

from backend.errors import TooMany

PER_MINUTE = 600


@dataclass
class RefusedCodes:
    """Refused codes by subject in the minute that runs."""

    most: int = PER_MINUTE
    _minute: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, subject: str, *, now: int) -> None:
        """Raises TooMany for a subject that had its refusals of this minute."""
        if self._counts.get(subject, 0) >= self.most and self._minute == now // 60:
            raise TooMany(retry_after=60 - now % 60)

    def count(self, subject: str, *, now: int) -> None:
        """One more refused code."""
        with self._lock:
            if self._minute != now // 60:
                self._minute, self._counts = now // 60, {}
            self._counts[subject] = self._counts.get(subject, 0) + 1
