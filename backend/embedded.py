"""SQLite as the embedded store: durable settings, and writers in line instead of in a race.

SQLite's own answer to two writers is to sleep up to a tenth of a second and try again, which is unfair and slow; here
those of a process wait for each other, and processes for a lock on a small file beside the database, which ends with
whoever holds it. The line is for speed only: what keeps two writers apart is the database's own lock.
The file is not mapped into memory: it grows with every few commits, and each time it would be mapped anew.
"""

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

PATIENCE = 4.0  # seconds a writer waits for its turn in all; then the database counts as busy
PAUSES = 0.0001, 0.002  # seconds between two looks whether another process is done: the first, and the longest
CACHE, SMALL_CACHE = "cache_size=-65536", "cache_size=-16384"  # KiB of pages a connection
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",  # an erased holder's key is overwritten, whatever this SQLite was built with
    CACHE,  # the next commit by another connection empties it
    "wal_autocheckpoint=4000",  # pages: 16 MiB, so that a page written again and again is copied to the file once
)


class Line:
    """Where a process's writers wait for the one before them; raises sqlite3.OperationalError when the turn does not
    come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def join(self, until: float | None = None) -> None:
        """`until`: when patience ends, on the monotonic clock; from now when it is None."""
        left = PATIENCE if until is None else max(0.0, until - time.monotonic())
        if not self._lock.acquire(timeout=left):
            raise sqlite3.OperationalError("database is locked")

    def leave(self) -> None:
        self._lock.release()

    def __enter__(self) -> None:
        self.join()

    def __exit__(self, *_: object) -> None:
        self.leave()


class SharedLine(Line):
    """The same among processes that write to one database file. One writer of each process at most looks at the lock,
    so it is looked at often. Where no file can stand beside the database, processes are on their own."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self._path = f"{database}-turn"
        self._file, self._owner = -1, -1

    def join(self, until: float | None = None) -> None:
        until = time.monotonic() + PATIENCE if until is None else until
        super().join(until)
        try:
            if self._owner != os.getpid():  # a forked child shares its parent's file, and with it the parent's lock
                self._open()
            if self._file >= 0:
                self._wait(until)
        except BaseException:
            super().leave()
            raise

    def leave(self) -> None:
        if self._file >= 0:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        super().leave()

    def _open(self) -> None:
        self._file, self._owner = -1, os.getpid()
        with suppress(OSError):
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _wait(self, until: float) -> None:
        pause, longest = PAUSES
        while not self._taken():
            if time.monotonic() > until:
                raise sqlite3.OperationalError("database is locked")
            time.sleep(pause)
            pause = min(2 * pause, longest)

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class EmbeddedConnection(sqlite3.Connection):
    """A connection that says BEGIN itself, so that DDL is transactional too. `begin_writing` waits for its turn."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, *args, **kwargs)
        self._line = _line_of(database)
        self._first = False
        self.isolation_level = None
        for pragma in PRAGMAS:
            self.execute(f"PRAGMA {pragma}")

    def begin_writing(self, until: float | None = None) -> None:
        """BEGIN IMMEDIATE, in turn; raises sqlite3.OperationalError when the turn does not come. `until`: as in
        `Line.join`."""
        self._line.join(until)
        self._first = True
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self._leave()
            raise

    @contextmanager
    def small_cache(self) -> Iterator[None]:
        """For a job that goes through everything once: what it kept would only make the process grow."""
        self.execute(f"PRAGMA {SMALL_CACHE}")
        try:
            yield
        finally:
            self.execute(f"PRAGMA {CACHE}")

    def commit(self) -> None:
        """What cannot be committed (a full disk, a failing one) is undone here: a pool believes a connection whose
        commit failed to be clean, and the turn would be held until somebody happens to use it again."""
        try:
            super().commit()
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self.rollback()
            raise
        self._leave()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._leave()

    def close(self) -> None:
        super().close()
        self._leave()

    def _leave(self) -> None:
        if self._first:
            self._first = False
            self._line.leave()


def _line_of(database: str) -> Line:
    line = _LINES.get(database)
    if line is None:
        line = _LINES.setdefault(database, Line() if database == ":memory:" else SharedLine(database))
    return line


_LINES: dict[str, Line] = {}  # one line for each database file
