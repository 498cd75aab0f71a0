"""Steps of several requests in one commit of SQLite: a commit waits for the disk, and those in line wait with it.

Rules: 1. nobody hears of a step before the commit that holds it; 2. whoever comes while nobody writes leads: does every
step that waits, in the order they came, in one transaction, and goes on with those that came meanwhile, for waking
another takes as long as a commit; after `TURNS`, or when its own patience ends, it wakes the first of them to lead;
3. a step that raises takes nobody along: all are undone, and each is done again in a transaction of its own; 4. a begin
or commit that fails has failed for all of them; 5. a step whose turn does not come is taken back, or, when somebody is
doing it already, waited for; 6. one connection does all the writing: another's commit would empty its page cache.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from backend import embedded
from backend.embedded import EmbeddedConnection

TURNS = 8  # commits that one request does for others before it is answered itself
Step = Callable[[EmbeddedConnection], Any]


class _Asked:
    """A step that waits, and what came of it. `woken` is free when it has ended, or when it is to lead."""

    __slots__ = ("done", "ended", "error", "leads", "step", "until", "woken")

    def __init__(self, step: Step) -> None:
        self.step = step
        self.until = time.monotonic() + embedded.PATIENCE
        self.done: Any = None
        self.error: BaseException | None = None
        self.ended = self.leads = False
        self.woken = threading.Lock()
        self.woken.acquire()

    def end(self, error: BaseException | None) -> None:
        self.error, self.ended = error, True
        self.woken.release()


class Together:
    """The steps of one database file in this process; `run` blocks until its step is committed."""

    def __init__(self) -> None:
        self._guard = threading.Lock()  # of the next two, never held while anything waits
        self._asked: list[_Asked] = []
        self._led = False
        self._driver: EmbeddedConnection | None = None

    def run(self, step: Step, connect: Callable[[], EmbeddedConnection]) -> Any:
        """What the step gives; raises what it raised, or sqlite3.OperationalError when its turn does not come."""
        mine = _Asked(step)
        with self._guard:
            self._asked.append(mine)
            mine.leads, self._led = not self._led, True
        if not mine.leads:
            self._wait(mine)
        if mine.leads:
            self._lead(connect, mine.until)
        if mine.error is not None:
            raise mine.error
        return mine.done

    def close(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            with suppress(sqlite3.Error):
                driver.close()

    def _wait(self, mine: _Asked) -> None:
        if mine.woken.acquire(timeout=embedded.PATIENCE):
            return
        with self._guard:
            if mine in self._asked and not mine.leads:
                self._asked.remove(mine)
                raise sqlite3.OperationalError("database is locked")
        mine.woken.acquire()

    def _lead(self, connect: Callable[[], EmbeddedConnection], until: float) -> None:
        turns = TURNS
        try:
            while turns and (group := self._taken()):
                self._do(group, connect)
                turns = turns - 1 if time.monotonic() < until else 0
        finally:
            self._leave()

    def _taken(self) -> list[_Asked]:
        with self._guard:
            group, self._asked = self._asked, []
        return group

    def _leave(self) -> None:
        with self._guard:
            self._led = bool(self._asked)
            if self._led:
                self._asked[0].leads = True
                self._asked[0].woken.release()

    def _do(self, group: list[_Asked], connect: Callable[[], EmbeddedConnection]) -> None:
        try:
            if not self._written(group, connect):
                for one in group:
                    self._written([one], connect)
        finally:
            for one in group:
                if not one.ended:  # only what ends a process comes here
                    one.end(sqlite3.OperationalError("interrupted"))

    def _written(self, group: list[_Asked], connect: Callable[[], EmbeddedConnection]) -> bool:
        """Whether the group has ended: written, or failed for good. False: one of several steps raised (rule 3)."""
        error = self._try(group, connect)
        if isinstance(error, _StepRaised) and len(group) > 1:
            return False
        for one in group:
            one.end(error.__cause__ if isinstance(error, _StepRaised) else error)
        return True

    def _try(self, group: list[_Asked], connect: Callable[[], EmbeddedConnection]) -> Exception | None:
        driver = None
        try:
            driver, self._driver = self._driver or connect(), None
            driver.begin_writing(group[0].until)
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
