"""SQLite as the embedded store: durable settings, and writers of one process in line instead of in a race.

SQLite's own answer to two writers is to sleep and try again, which is unfair and slow; here they wait for each other.
The file is not mapped into memory: it grows with every few commits, and each time it would be mapped anew.
"""

import sqlite3
import threading
from typing import Any

PATIENCE = 5.0  # seconds a writer waits for its turn; then the database counts as busy
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-65536",  # KiB of pages a connection; the next commit by another connection empties it
    "wal_autocheckpoint=4000",  # pages: 16 MiB, so that a page written again and again is copied to the file once
)


class Line:
    """Where writers wait for the one before them; raises sqlite3.OperationalError when the turn does not come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def join(self) -> None:
        if not self._lock.acquire(timeout=PATIENCE):
            raise sqlite3.OperationalError("database is locked")

    def leave(self) -> None:
        self._lock.release()

    def __enter__(self) -> None:
        self.join()

    def __exit__(self, *_: object) -> None:
        self.leave()


class EmbeddedConnection(sqlite3.Connection):
    """A connection that says BEGIN itself, so that DDL is transactional too. `begin_writing` waits for its turn."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, *args, **kwargs)
        self._line = _LINES.setdefault(database, Line())
        self._first = False
        self.isolation_level = None
        for pragma in PRAGMAS:
            self.execute(f"PRAGMA {pragma}")

    def begin_writing(self) -> None:
        """BEGIN IMMEDIATE, in turn; raises sqlite3.OperationalError when the turn does not come."""
        self._line.join()
        self._first = True
        try:
            self.execute("BEGIN IMMEDIATE")
        except sqlite3.Error:
            self._leave()
            raise

    def commit(self) -> None:
        super().commit()
        self._leave()

    def rollback(self) -> None:
        super().rollback()
        self._leave()

    def close(self) -> None:
        super().close()
        self._leave()

    def _leave(self) -> None:
        if self._first:
            self._first = False
            self._line.leave()


_LINES: dict[str, Line] = {}  # one line for each database file
