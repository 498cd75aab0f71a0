"""SQLite as the embedded store: its settings hold on every connection, and a turn to write is always given back."""

import sqlite3
from pathlib import Path

import pytest

from backend.embedded import EmbeddedConnection


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "own.db")


def two(path: str) -> tuple[EmbeddedConnection, EmbeddedConnection]:
    one, other = EmbeddedConnection(path), EmbeddedConnection(path)
    one.execute("CREATE TABLE IF NOT EXISTS t (n INTEGER)")
    return one, other


def test_every_connection_syncs_each_commit_and_keeps_foreign_keys(path: str) -> None:
    for connection in two(path):
        found = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert found == ["wal", 2, 1]
        connection.close()


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_turn_ends_with_its_transaction(path: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    one, other = two(path)
    one.begin_writing()
    one.execute("INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.begin_writing()
    getattr(one, end)()
    other.begin_writing()
    assert other.execute("SELECT count(*) FROM t").fetchone() == (1 if end == "commit" else 0,)
    other.commit()
    one.close()
    other.close()


def test_a_begin_that_fails_gives_the_turn_back(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    one, other = two(path)
    one.execute("BEGIN")
    with pytest.raises(sqlite3.OperationalError, match="within a transaction"):
        one.begin_writing()
    one.execute("ROLLBACK")
    other.begin_writing()
    other.commit()
    one.close()
    other.close()
