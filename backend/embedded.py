"""SQLite as the embedded store: durable settings, and writers of one process in line instead of in a race.

SQLite's own answer to two writers is to sleep and try again, which is unfair and slow; here they wait for each other.
"""

import hashlib
import sqlite3
import threading
from typing import Any

PATIENCE = 5.0  # seconds a writer waits for its turn; then the database counts as busy
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536", "mmap_size=268435456")


class EmbeddedConnection(sqlite3.Connection):
    """A connection that says BEGIN itself, so that DDL is transactional too. `begin_writing` waits for its turn."""

    def __init__(self, database: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(database, *args, **kwargs)
        self._line = _LINES.setdefault(database, threading.Lock())
        self._first = False
        self.isolation_level = None
        for pragma in PRAGMAS:
            self.execute(f"PRAGMA {pragma}")
        self.create_function("sha256", 1, lambda data: hashlib.sha256(data).digest(), deterministic=True)

    def begin_writing(self) -> None:
        """BEGIN IMMEDIATE, in turn; raises sqlite3.OperationalError when the turn does not come."""
        if not self._line.acquire(timeout=PATIENCE):
            raise sqlite3.OperationalError("database is locked")
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
            self._line.release()


_LINES: dict[str, threading.Lock] = {}  # one line for each database file
