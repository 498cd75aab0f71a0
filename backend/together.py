"""Steps of several requests in one commit of SQLite: a commit waits for the disk, and those in line wait with it.

Rules: 1. nobody hears of a step before the commit that holds it; 2. whoever gets the turn does every step that waits,
in the order they came, in one transaction; 3. a step that raises takes nobody along: all are undone, and each is done
again in a transaction of its own; 4. a begin or commit that fails has failed for all of them; 5. a step whose turn does
not come is taken back, or, when somebody is doing it already, waited for; 6. one connection does all the writing:
another's commit would empty its page cache.
"""

import sqlite3
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from backend import embedded
from backend.embedded import EmbeddedConnection, Line

PAUSE = 0.001  # seconds between two looks at a step that somebody else is doing
Step = Callable[[EmbeddedConnection], Any]


class _Asked:
    """A step that waits, and what came of it."""

    __slots__ = ("done", "ended", "error", "step")

    def __init__(self, step: Step) -> None:
        self.step = step
        self.done: Any = None
        self.error: BaseException | None = None
        self.ended = False


class Together:
    """The steps of one database file in this process; `run` blocks until its step is committed."""

    def __init__(self) -> None:
        self._turn = Line()
        self._asked: deque[_Asked] = deque()
        self._driver: EmbeddedConnection | None = None

    def run(self, step: Step, connect: Callable[[], EmbeddedConnection]) -> Any:
        """What the step gives; raises what it raised, or sqlite3.OperationalError when its turn does not come."""
        mine, until = _Asked(step), time.monotonic() + embedded.PATIENCE
        self._asked.append(mine)
        try:
            self._turn.join(until)
        except sqlite3.OperationalError:
            if self._taken_back(mine):
                raise
        else:
            try:
                if not mine.ended:
                    self._lead(connect, until)
            finally:
                self._turn.leave()
        while not mine.ended:
            time.sleep(PAUSE)
        if mine.error is not None:
            raise mine.error
        return mine.done

    def close(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            with suppress(sqlite3.Error):
                driver.close()

    def _taken_back(self, mine: _Asked) -> bool:
        try:
            self._asked.remove(mine)
        except ValueError:
            return False
        return True

    def _lead(self, connect: Callable[[], EmbeddedConnection], until: float) -> None:
        group = list[_Asked]()
        with suppress(IndexError):  # one may be taken back at this moment
            while True:
                group.append(self._asked.popleft())
        try:
            if not self._written(group, connect, until):
                for one in group:
                    self._written([one], connect, until)
        finally:
            for one in group:
                if not one.ended:  # only what ends a process comes here
                    one.error, one.ended = sqlite3.OperationalError("interrupted"), True

    def _written(self, group: list[_Asked], connect: Callable[[], EmbeddedConnection], until: float) -> bool:
        """Whether the group has ended: written, or failed for good. False: one of several steps raised (rule 3)."""
        error = self._try(group, connect, until)
        if isinstance(error, _StepRaised) and len(group) > 1:
            return False
        for one in group:
            one.error = error.__cause__ if isinstance(error, _StepRaised) else error
            one.ended = True
        return True

    def _try(self, group: list[_Asked], connect: Callable[[], EmbeddedConnection], until: float) -> Exception | None:
        driver = None
        try:
            driver, self._driver = self._driver or connect(), None
            driver.begin_writing(until)
            _do(group, driver)
            driver.commit()
        except Exception as error:
            if driver is not None:
                driver.close()  # half-way
            return error
        self._driver = driver
        return None


class _StepRaised(Exception):
    """A step raised what is its cause."""


def _do(group: list[_Asked], driver: EmbeddedConnection) -> None:
    for one in group:
        try:
            one.done = one.step(driver)
        except Exception as error:
            raise _StepRaised from error
