"""Lists may be read from a read-only copy of the database, which is a moment behind.

Rules: 1. only a route that says so (`may_lag`) and only what it reads: single use, revocation, sign-in and limits never
come here; 2. whoever has just written reads from the primary for as long as the copy may be behind: a mark in Redis by
account, with that life; what cannot be asked or marked reads from the primary; 3. how far the copy is behind is
measured, not believed: the primary's place in its log is noted with the time, and the copy has what it replayed; one
that is further behind than it may be, or was not measured, is not read; 4. a copy that fails is left alone for five
seconds.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from backend import db
from backend.config import Settings

EVERY, LEFT_ALONE = 0.5, 5.0  # seconds
AT_PRIMARY = text("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
AT_COPY = text("SELECT coalesce(pg_last_wal_replay_lsn(), pg_current_wal_lsn()) - '0/0'::pg_lsn")
View = TypeVar("View", bound=Callable[..., Any])
log = structlog.get_logger()


def may_lag(view: View) -> View:
    """Rule 1. Stands under `allow`."""
    view.may_lag = True  # type: ignore[attr-defined]
    return view


class Replica:
    """One copy. `lag`: seconds that it may be behind."""

    def __init__(self, primary: Engine, copy: Engine, marks: Redis, *, lag: int) -> None:
        self._primary, self._copy, self._marks, self._lag = primary, copy, marks, lag
        self._noted: deque[tuple[float, int]] = deque(maxlen=128)  # (when, the primary's place)
        self._turn = threading.Lock()
        self._fresh, self._measured_at, self._again_at = False, 0.0, 0.0

    @property
    def copy(self) -> Engine:
        return self._copy

    def session(self, subject: str) -> Session | None:
        """A session on the copy for what `subject` reads; None where it reads from the primary."""
        if not self._is_fresh() or self._has_written(subject):
            return None
        session = db.open_session(self._copy, reading=True)
        try:
            session.connection()
        except SQLAlchemyError as error:
            self._leave_alone(error)
            session.close()
            return None
        return session

    def wrote(self, subject: str) -> None:
        """Rule 2: somebody's writes have just been committed."""
        try:
            self._marks.set(f"liangma:wrote:{subject}", b"1", ex=self._lag + 1)
        except RedisError as error:
            self._leave_alone(error)

    def _has_written(self, subject: str) -> bool:
        try:
            return self._marks.exists(f"liangma:wrote:{subject}") != 0
        except RedisError as error:
            self._leave_alone(error)
            return True

    def _is_fresh(self) -> bool:
        now = time.monotonic()
        if now < self._again_at:
            return False
        if now - self._measured_at >= EVERY and self._turn.acquire(blocking=False):
            try:
                self._fresh = self._measure(now)
            except SQLAlchemyError as error:
                self._leave_alone(error)
            finally:
                self._measured_at = time.monotonic()
                self._turn.release()
        return self._fresh

    def _measure(self, now: float) -> bool:
        """Rule 3. What was measured holds until the next time, so that much is added."""
        with self._primary.connect() as connection:
            self._noted.append((now, int(connection.scalar(AT_PRIMARY))))
        with self._copy.connect() as connection:
            replayed = int(connection.scalar(AT_COPY))
        known = [when for when, place in self._noted if place <= replayed]
        return bool(known) and time.monotonic() - max(known) + EVERY <= self._lag

    def _leave_alone(self, error: Exception) -> None:
        """Rule 4; as long as a mark would have lived, at least."""
        self._fresh, self._again_at = False, time.monotonic() + max(LEFT_ALONE, self._lag + 1)
        log.warning("replica_left_alone", kind=type(error).__name__)


def make_replica(primary: Engine, settings: Settings) -> Replica | None:
    """The copy that the settings name, if they name one."""
    if settings.replica_url is None or settings.redis_url is None:
        return None
    copy = db.make_engine(settings.replica_url, settings.database, name="LIANGMA_REPLICA_URL")
    timeout = settings.redis_ms / 1000
    marks = Redis.from_url(settings.redis_url, socket_timeout=timeout, socket_connect_timeout=timeout)
    return Replica(primary, copy, marks, lag=settings.replica_lag)
