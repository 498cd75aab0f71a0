"""SQLite as the embedded store: its settings hold on every connection, and a turn to write is always given back."""

import multiprocessing
import sqlite3
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backend import db, embedded
from backend.embedded import EmbeddedConnection, SharedLine

FORK = multiprocessing.get_context("fork")


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
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
        assert found == ["wal", 2, 1, 1]
        connection.close()


def test_what_is_deleted_is_overwritten_in_the_file(path: str) -> None:
    assert "secure_delete=ON" in embedded.PRAGMAS  # Debian's SQLite does so unasked, others do not
    key = b"the key of somebody who is erased"
    for mode, stays in (("OFF", True), (None, False)):
        connection = EmbeddedConnection(path)
        if mode is not None:
            connection.execute(f"PRAGMA secure_delete={mode}")
        connection.execute("CREATE TABLE kept (key BLOB)")
        connection.execute("INSERT INTO kept VALUES (?)", (key,))
        connection.execute("DELETE FROM kept")
        connection.execute("DROP TABLE kept")
        connection.close()  # the last: the log goes into the file
        assert (key in Path(path).read_bytes()) is stays
        Path(path).unlink()


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


def test_a_commit_that_fails_undoes_everything_and_gives_the_turn_back(
    path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pool does not roll back after it: SQLAlchemy takes a connection whose commit failed to be clean."""
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    engine = db.make_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (n INTEGER PRIMARY KEY)")
        connection.exec_driver_sql(
            "CREATE TABLE child (parent INTEGER REFERENCES parent (n) DEFERRABLE INITIALLY DEFERRED)"
        )
    one, other = two(path)
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO child VALUES (7)")  # counts at the commit
    other.begin_writing()
    assert other.execute("SELECT count(*) FROM child").fetchone() == (0,)
    other.commit()
    one.close()
    other.close()
    engine.dispose()


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


def hold(line: SharedLine, told: Connection) -> None:
    line.join()
    told.send("holds")
    told.recv()


def begun(context: Any, path: str) -> tuple[Any, Connection]:
    """Another process that holds the line of a database, and nothing of the database itself."""
    here, there = context.Pipe()
    other = context.Process(target=hold, args=(SharedLine(path), there))
    other.start()
    assert here.poll(20)
    assert here.recv() == "holds"
    return other, here


def test_a_writer_waits_for_another_process_and_then_has_its_turn(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _ = two(path)
    other, told = begun(FORK, path)
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        one.begin_writing()
    told.send("end")
    other.join(20)
    one.begin_writing()
    one.commit()


def test_a_process_that_is_killed_in_its_turn_leaves_the_line(path: str) -> None:
    one, _ = two(path)
    other, _ = begun(FORK, path)
    other.kill()
    other.join(20)
    one.begin_writing()
    assert one.in_transaction
    one.commit()


def test_a_forked_child_waits_for_its_parent_too(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line = SharedLine(path)
    line.join()
    line.leave()  # the file is open when the child comes
    here, there = FORK.Pipe()
    child = FORK.Process(target=hold, args=(line, there))
    child.start()
    assert here.poll(20)
    assert here.recv() == "holds"
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        line.join()
    here.send("end")
    child.join(20)


def test_without_room_for_its_file_a_line_keeps_one_process_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)
    line = SharedLine(str(tmp_path / "no such folder" / "own.db"))
    for _ in range(2):
        line.join()
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            line.join()
        line.leave()


def test_a_job_through_a_file_keeps_few_pages_and_the_next_transaction_has_its_cache_again(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path / 'one.db'}")
    pages = text("PRAGMA cache_size")
    with db.job_transaction(engine) as session:
        small = session.scalar(pages)
    with db.transaction(engine) as session:
        usual = session.scalar(pages)
    with pytest.raises(ValueError, match="a job that fails"), db.job_transaction(engine):
        raise ValueError("a job that fails")
    with db.transaction(engine) as session:
        again = session.scalar(pages)
    engine.dispose()
    assert (small, usual, again) == (-16_384, -65_536, -65_536)
