"""Somebody else acts while a transaction is in the middle, on PostgreSQL: in a thread, until it is done or waits."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from backend import db

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer
_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


class Meanwhile:
    """`begin` once, in the middle of what it disturbs; `end` when that is over: what the act gave, or its error."""

    def __init__(self, engine: Engine, act: Callable[[], object]) -> None:
        self._engine, self._act = engine, act
        self._thread: threading.Thread | None = None
        self._given: list[object] = []

    def begin(self) -> None:
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._do)
        self._thread.start()
        ends = time.monotonic() + 20
        while self._thread.is_alive() and not waiting(self._engine):
            assert time.monotonic() < ends
            time.sleep(0.01)

    def end(self) -> Any:
        assert self._thread is not None
        self._thread.join(20)
        (given,) = self._given
        return given

    def _do(self) -> None:
        try:
            self._given.append(self._act())
        except Exception as error:
            self._given.append(error)


def waiting(engine: Engine) -> int:
    """How many sessions of this database wait for a lock."""
    with db.open_session(engine, reading=True) as session:
        found: int = session.execute(text(_WAITING)).scalar_one()
    return found


def before(act: Callable[..., Any], other: Meanwhile) -> Callable[..., Any]:
    """`act`, before which the other begins."""

    def disturbed(*given: Any, **named: Any) -> Any:
        other.begin()
        return act(*given, **named)

    return disturbed


def after(act: Callable[..., Any], other: Meanwhile) -> Callable[..., Any]:
    """`act`, after which the other begins."""

    def disturbed(*given: Any, **named: Any) -> Any:
        found = act(*given, **named)
        other.begin()
        return found

    return disturbed
