"""What the gate keeps on its disk, in one SQLite file: bundle, registration, codes accepted, what is not told yet.

Rules: 1. a code is used by one INSERT of its one-time id, whoever comes second finds it taken, after a restart too;
2. the use and its line in the queue are one transaction; 3. a line leaves the queue when the office answered for it.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any

KEEP = 86_400 + 125  # seconds for which an accepted code is remembered: a day, and what a clock may be off

TABLES = """
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (once_id TEXT PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS queue (once_id TEXT, outcome TEXT, row TEXT NOT NULL, PRIMARY KEY (once_id, outcome));
CREATE TABLE IF NOT EXISTS doubles (once_id TEXT PRIMARY KEY, answer TEXT NOT NULL);
"""


class Store:
    """One gate's file. Opening it makes the tables."""

    def __init__(self, file: Path) -> None:
        self._base = sqlite3.connect(file, timeout=5)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = FULL")  # what a passenger was told must outlive a power cut
        self._base.executescript(TABLES)

    def read(self, name: str) -> Any:
        """The kept value, or None."""
        found = self._base.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        return None if found is None else json.loads(found[0])

    def keep(self, **values: Any) -> None:
        with self._base:
            pairs = [(name, json.dumps(value)) for name, value in values.items()]
            self._base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", pairs)

    def use(self, row: dict[str, Any]) -> bool:
        """Use an accepted code up: True for the first, False for everybody after."""
        with self._base:
            self._base.execute("DELETE FROM seen WHERE at < ?", (row["at"] - KEEP,))
            taken = self._base.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (row["once_id"], row["at"]))
            if taken.rowcount == 1:
                self._queue(row)
            return taken.rowcount == 1

    def refuse(self, row: dict[str, Any]) -> None:
        with self._base:
            self._queue(row)

    def waiting(self, most: int) -> list[dict[str, Any]]:
        """The oldest lines that the office has not answered for."""
        rows = self._base.execute("SELECT row FROM queue ORDER BY rowid LIMIT ?", (most,))
        return [json.loads(row) for (row,) in rows]

    def told(self, rows: list[dict[str, Any]], answers: list[dict[str, Any]]) -> None:
        """The office answered for these rows, in their order."""
        with self._base:
            for row, answer in zip(rows, answers, strict=True):
                self._base.execute(
                    "DELETE FROM queue WHERE once_id = ? AND outcome = ?", (row["once_id"], row["outcome"])
                )
                if answer["result"] == "used_elsewhere":
                    kept = (row["once_id"], json.dumps({"at": row["at"], "first": answer["first"]}))
                    self._base.execute("INSERT OR REPLACE INTO doubles VALUES (?, ?)", kept)

    def doubles(self) -> list[dict[str, Any]]:
        """Codes that were accepted here and had been used elsewhere."""
        rows = self._base.execute("SELECT once_id, answer FROM doubles ORDER BY once_id")
        return [{"once_id": once_id, **json.loads(answer)} for once_id, answer in rows]

    def _queue(self, row: dict[str, Any]) -> None:
        line = (row["once_id"], row["outcome"], json.dumps(row))
        self._base.execute("INSERT OR IGNORE INTO queue VALUES (?, ?, ?)", line)
