"""How many requests a minute one account or address makes, and everybody together (`limit_classes`).

Rules: 1. windows of a minute; in Redis, so that all nodes count together, in one round trip; without Redis in this
process's memory; 2. it fails open and says so in the log: what can be guessed is counted elsewhere, in SQL, where it
fails closed (`backend.people.limits`); 3. a store that failed is left alone for five seconds, or each request would
wait for it; 4. an answer says what is left (RateLimit and RateLimit-Policy, as the IETF draft has them).
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

import structlog
from redis import Redis
from redis.exceptions import RedisError

from backend.errors import TooMany
from backend.web.limit_classes import LimitClass

MINUTE, LEFT_ALONE = 60, 5.0
MOST_REMEMBERED = 100_000
COMPARED = 8
EVERYBODY = "everybody"
log = structlog.get_logger()


class Counter(Protocol):
    """Adds one to each key of a minute and says how many they are now."""

    def add(self, minute: int, keys: tuple[str, ...]) -> list[int]: ...


@dataclass
class InMemory:
    """Counts of the minute that runs, in this process. Where there are too many keys, the smallest of those counted
    longest ago is forgotten: a flood of new ones resets nobody who goes on asking, nor whoever sends it, for what was
    counted often stays; and the sum of all is asked each time."""

    _minute: int = 0
    _counts: OrderedDict[str, int] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, minute: int, keys: tuple[str, ...]) -> list[int]:
        with self._lock:
            if self._minute != minute:
                self._minute, self._counts = minute, OrderedDict()
            for key in keys:
                self._counts[key] = self._counts.get(key, 0) + 1
                self._counts.move_to_end(key)
            while len(self._counts) > MOST_REMEMBERED:
                self._forget()
            return [self._counts[key] for key in keys]

    def _forget(self) -> None:
        oldest = list(islice(self._counts, COMPARED))
        for key in oldest:
            self._counts.move_to_end(key)
        del self._counts[min(oldest, key=self._counts.__getitem__)]


class InRedis:
    """The same for all nodes. Raises RedisError."""

    def __init__(self, url: str, *, timeout: float) -> None:
        self._redis = Redis.from_url(url, socket_timeout=timeout, socket_connect_timeout=timeout)

    def add(self, minute: int, keys: tuple[str, ...]) -> list[int]:
        pipe = self._redis.pipeline(transaction=False)
        for key in keys:
            pipe.incr(f"liangma:{minute}:{key}")
            pipe.expire(f"liangma:{minute}:{key}", 2 * MINUTE)
        return [int(count) for count in pipe.execute()[::2]]


@dataclass(frozen=True)
class Left:
    """What an answer says of its limit."""

    name: str
    most: int
    left: int
    seconds: int

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        return (
            ("RateLimit-Policy", f'"{self.name}";q={self.most};w={MINUTE}'),
            ("RateLimit", f'"{self.name}";r={self.left};t={self.seconds}'),
        )


class RequestLimits:
    """`redis_url` None counts in this process. `everybody`: most requests a minute of all together; `each`: in place
    of the classes' own numbers."""

    def __init__(
        self, redis_url: str | None, *, everybody: int = 600_000, each: int | None = None, timeout: float = 0.3
    ) -> None:
        self._counter: Counter = InRedis(redis_url, timeout=timeout) if redis_url else InMemory()
        self._everybody, self._each = everybody, each
        self._again_at = 0.0

    def count(self, limit: LimitClass, who: str, *, now: int) -> Left | None:
        """Count one request; what is left, or None where it is not counted. Raises TooMany."""
        if limit.each is None or time.monotonic() < self._again_at:
            return None
        most = self._each or limit.each
        try:
            mine, all_ = self._counter.add(now // MINUTE, (f"{limit.name}:{who}", EVERYBODY))
        except RedisError as error:
            self._again_at = time.monotonic() + LEFT_ALONE
            log.warning("request_limits_open", kind=type(error).__name__)
            return None
        seconds = MINUTE - now % MINUTE
        if mine > most or all_ > self._everybody:
            raise TooMany(retry_after=seconds)
        return Left(limit.name, most, most - mine, seconds)
