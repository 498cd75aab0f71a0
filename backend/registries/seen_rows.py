"""Which (number, holder) pairs a file has had already. Kept on disk, so memory does not grow with the file."""

import sqlite3
from collections.abc import Sequence


class SeenRows:
    """A temporary set of keys with the row that brought each; gone when closed."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # "" is a private file that SQLite removes itself
        self._database.execute("PRAGMA cache_size=-2048")
        self._database.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, keys: Sequence[bytes]) -> list[bool]:
        """For each key in order: was it new?"""
        self._database.execute("BEGIN")
        statement = "INSERT OR IGNORE INTO seen VALUES (?)"
        new = [self._database.execute(statement, (key,)).rowcount == 1 for key in keys]
        self._database.execute("COMMIT")
        return new

    def close(self) -> None:
        self._database.close()
