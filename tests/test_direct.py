"""Statements straight to the driver: what is kept between requests, what never is, and one writer on SQLite."""

import gc
import sqlite3
import threading
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, LargeBinary, bindparam, insert, select, text
from sqlalchemy.exc import OperationalError

from backend import db, direct
from backend.audit.models import AuditChain
from backend.audit.record import ensure_chain
from backend.direct import OnPostgresql, OnSqlite, at_once, look
from backend.verification.models import UsedCode

WRITE = insert(UsedCode).values(
    once_id=bindparam("once_id", type_=LargeBinary), used_at=bindparam("at"), verdict_id=bindparam("verdict_id")
)
LOOK = select(UsedCode.used_at, UsedCode.verdict_id).where(
    UsedCode.once_id == bindparam("once_id", type_=LargeBinary), UsedCode.used_at <= bindparam("at")
)


def compiled(engine: Engine, statement: Any, name: str) -> direct.Prepared:
    dialect = engine.dialect
    return OnPostgresql(statement, name) if dialect.name == "postgresql" else OnSqlite(statement, dialect)


def row(once_id: bytes) -> dict[str, Any]:
    return {"once_id": once_id, "at": 1, "verdict_id": None}


def write(engine: Engine, once_id: bytes, fail: Exception | None = None) -> Any:
    """One step on a kept connection; the connection it ran on."""
    prepared = compiled(engine, WRITE, "write")

    def step(driver: Any) -> Any:
        prepared.first(driver, row(once_id))
        if fail is not None:
            raise fail
        return driver

    with db.open_session(engine) as session:
        return at_once(session, step)


def written(engine: Engine) -> list[bytes]:
    with db.open_session(engine, reading=True) as session:
        return sorted(session.scalars(select(UsedCode.once_id)))


def end_processes(engine: Engine, kept: list[Any]) -> None:
    """What a restart of the database does to connections that wait."""
    pids = [driver.info.backend_pid for driver in kept]
    with engine.connect() as connection:
        for pid in pids:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": pid})


def open_at_once(engine: Engine, count: int) -> list[Any]:
    """That many connections in use at the same time, all kept afterwards."""
    barrier, found = threading.Barrier(count), list[Any]()

    def step(driver: Any) -> None:
        found.append(driver)
        barrier.wait(timeout=20)

    def run() -> None:
        with db.open_session(engine) as session:
            at_once(session, step)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return found


def test_a_statement_reads_its_parameters_by_name_and_none_is_null(engine: Engine) -> None:
    write(engine, b"one")
    with db.open_session(engine) as session:
        reads = compiled(engine, LOOK, "look")
        found = at_once(session, lambda driver: reads.first(driver, row(b"one")))
        none = at_once(session, lambda driver: reads.first(driver, row(b"two")))
    assert found is not None
    assert (str(found[0]), found[1], none) == ("1", None, None)


def test_null_bytes_and_words_of_sql_travel_as_they_are(engine: Engine) -> None:
    for once_id in (b"", b"\x00\xff'); DROP", bytes(range(256))):
        write(engine, once_id)
    assert written(engine) == sorted([b"", b"\x00\xff'); DROP", bytes(range(256))])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_kept_connection_knows_the_statement_the_second_time(engine: Engine) -> None:
    one, two = write(engine, b"one"), write(engine, b"two")
    assert one is two
    names = [row[0] for row in one.execute("SELECT name FROM pg_prepared_statements")]
    assert names == ["liangma_write"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_of_the_pool_is_left_without_prepared_statements(engine: Engine) -> None:
    prepared = compiled(engine, WRITE, "write")
    with db.transaction(engine) as session:
        session.execute(select(AuditChain.seq))
        at_once(session, lambda driver: prepared.first(driver, row(b"one")))
        assert list(session.execute(text("SELECT name FROM pg_prepared_statements"))) == []


def test_a_step_that_stands_alone_is_committed_when_it_ends(engine: Engine) -> None:
    with db.open_session(engine) as session:
        prepared = compiled(engine, WRITE, "write")
        at_once(session, lambda driver: prepared.first(driver, row(b"one")))
        assert not session.in_transaction()
        assert written(engine) == [b"one"]


def test_a_step_inside_a_transaction_goes_with_it(engine: Engine) -> None:
    prepared = compiled(engine, WRITE, "write")
    for keep in (False, True):
        session = db.open_session(engine)
        ensure_chain(session, 3)
        at_once(session, lambda driver: prepared.first(driver, row(b"one")))
        db.finish(session, keep=keep)
        assert written(engine) == ([b"one"] if keep else [])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_step_first_in_a_transaction_that_is_undone_is_undone_too(engine: Engine) -> None:
    prepared = compiled(engine, WRITE, "write")
    session = db.open_session(engine)
    session.connection()  # begun, and nothing sent yet
    at_once(session, lambda driver: prepared.first(driver, row(b"one")))
    db.finish(session, keep=False)
    assert written(engine) == []


def test_a_connection_is_used_again(engine: Engine) -> None:
    assert write(engine, b"one") is write(engine, b"two")


def test_after_a_failed_step_nothing_is_written_and_the_connection_is_not_kept(engine: Engine) -> None:
    first = write(engine, b"one")
    if engine.dialect.name == "sqlite":  # on PostgreSQL a step is its one statement
        with pytest.raises(ZeroDivisionError):
            write(engine, b"two", fail=ZeroDivisionError())
    else:
        with pytest.raises(psycopg.errors.UniqueViolation):
            write(engine, b"one")
    assert written(engine) == [b"one"]
    assert write(engine, b"three") is not first
    assert written(engine) == [b"one", b"three"]


def test_the_driver_s_own_trouble_is_the_trouble_that_the_edge_knows(engine: Engine) -> None:
    trouble = psycopg.OperationalError if engine.dialect.name == "postgresql" else sqlite3.OperationalError
    with pytest.raises(OperationalError):
        write(engine, b"one", fail=trouble("no"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("trouble", [psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege])
def test_a_standby_and_a_disk_that_turned_read_only_are_that_trouble_too(
    engine: Engine, trouble: type[psycopg.Error]
) -> None:
    with pytest.raises(OperationalError):
        write(engine, b"one", fail=trouble("no"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_after_a_restart_of_the_database_one_step_fails_and_not_one_for_each_connection(engine: Engine) -> None:
    kept = open_at_once(engine, 3)
    assert len(set(kept)) == 3
    end_processes(engine, kept)
    with pytest.raises(OperationalError):
        write(engine, b"one")
    assert [driver.closed for driver in kept] == [True] * 3
    assert write(engine, b"two") not in kept
    assert written(engine) == [b"two"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_step_that_fails_on_a_sound_connection_ends_no_other(engine: Engine) -> None:
    write(engine, b"one")
    kept = open_at_once(engine, 3)
    with pytest.raises(psycopg.errors.UniqueViolation):
        write(engine, b"one")
    assert sorted(driver.closed for driver in kept) == [False, False, True]


def looked(engine: Engine, once_id: bytes) -> Any:
    """What a look finds, and the connection it ran on."""
    prepared = compiled(engine, LOOK, "look")
    with db.open_session(engine) as session:
        return look(session, lambda driver: (prepared.first(driver, row(once_id)), driver))


def test_a_look_sees_what_was_committed_and_waits_for_no_writer(engine: Engine) -> None:
    write(engine, b"one")
    writing = db.open_session(engine)
    ensure_chain(writing, 3)  # on SQLite it has the write lock from here on
    found, first = looked(engine, b"one")
    db.finish(writing, keep=True)
    assert found is not None
    write(engine, b"two")
    found, second = looked(engine, b"two")
    assert found is not None
    assert first is second
    assert looked(engine, b"three")[0] is None


def test_a_look_inside_a_transaction_sees_what_it_wrote(engine: Engine) -> None:
    prepared, reads = compiled(engine, WRITE, "write"), compiled(engine, LOOK, "look")
    session = db.open_session(engine)
    ensure_chain(session, 3)
    at_once(session, lambda driver: prepared.first(driver, row(b"one")))
    assert look(session, lambda driver: reads.first(driver, row(b"one"))) is not None
    db.finish(session, keep=False)
    assert looked(engine, b"one")[0] is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_look_cannot_write(engine: Engine) -> None:
    prepared = compiled(engine, WRITE, "write")
    _, driver = looked(engine, b"one")
    with db.open_session(engine) as session, pytest.raises(OperationalError, match="driver"):
        look(session, lambda driver: prepared.first(driver, row(b"one")))
    assert is_closed(driver)
    assert written(engine) == []


def test_connections_that_look_end_with_their_engine(engine: Engine) -> None:
    _, driver = looked(engine, b"one")
    engine.dispose()
    assert is_closed(driver)


def test_kept_connections_end_with_their_engine(engine: Engine) -> None:
    driver = write(engine, b"one")
    pool = engine.pool  # held, as by a connection that is still out
    engine.dispose()
    assert is_closed(driver)
    assert engine.pool is not pool
    assert write(engine, b"two") is not driver


def test_kept_connections_end_with_an_engine_that_nobody_holds(database_url: str) -> None:
    driver = write(db.make_engine(database_url), b"one")
    gc.collect()
    assert is_closed(driver)


def is_closed(driver: Any) -> bool:
    if isinstance(driver, psycopg.Connection):
        return driver.closed
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        driver.execute("SELECT 1")
    return True


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_all_threads_write_through_one_connection_on_sqlite(engine: Engine) -> None:
    start, used = threading.Barrier(4), list[Any]()

    def run(name: int) -> None:
        start.wait(timeout=20)
        for number in range(10):
            used.append(write(engine, bytes([name, number])))

    threads = [threading.Thread(target=run, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(used) == len(written(engine)) == 40
    assert len(set(map(id, used))) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_writer_whose_turn_does_not_come_is_told_so_and_the_next_one_writes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.embedded.PATIENCE", 0.05)

    def step(driver: Any) -> None:
        with pytest.raises(OperationalError, match="locked"):
            write(engine, b"a step beside a step")

    with db.open_session(engine) as session:
        at_once(session, step)
    with db.transaction(engine) as session:
        ensure_chain(session, 3)
        with pytest.raises(OperationalError, match="locked"):
            write(engine, b"a step beside a transaction")
    write(engine, b"one")
    assert written(engine) == [b"one"]
