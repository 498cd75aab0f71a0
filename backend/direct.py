"""Statements straight to the driver, for the hot path: it answers in microseconds, what stands around it does not.

Rules: 1. a statement is written in SQLAlchemy Core, compiled once a process and dialect, prepared once a connection
that is kept; 2. a step that stands alone (`at_once`) is a transaction of its own, on a connection kept for such steps:
on PostgreSQL one statement in one round trip; 3. a connection whose step failed is closed, never kept; 4. kept
connections end with their engine.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol
from weakref import WeakKeyDictionary, finalize

import psycopg
from psycopg import pq
from sqlalchemy import Dialect, LargeBinary, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from backend.db import driver_errors
from backend.embedded import EmbeddedConnection

NUMBERED: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # libpq wants $1
BYTEA = 17  # the type's number in PostgreSQL; 0 leaves the type to the server
Row = tuple[Any, ...]


class Prepared(Protocol):
    """A compiled statement. `values`: by parameter name, in the driver's own form (ids are UUID here, hex text there);
    those that the statement fixes itself need not be given."""

    def first(self, driver: Any, values: Mapping[str, Any]) -> Row | None:
        """Run it on a driver connection; its first row, or None."""
        ...


class OnSqlite:
    """The statement by Python's sqlite3, which keeps compiled statements itself."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._fixed: dict[str, Any] = dict(compiled.params)
        self._order: list[str] = compiled.positiontup

    def first(self, driver: sqlite3.Connection, values: Mapping[str, Any]) -> Row | None:
        known = {**self._fixed, **values}
        row: Row | None = driver.execute(self._sql, [known[name] for name in self._order]).fetchone()
        return row


class OnPostgresql:
    """The statement by libpq's blocking call, which gives other threads the processor while it waits.

    Every value travels as text but for bytes; columns come back as text and are read by `readers`, one for each.
    """

    def __init__(self, statement: Any, name: str, readers: tuple[Callable[[str], Any], ...]) -> None:
        compiled = statement.compile(dialect=NUMBERED)
        self._sql, self._name = str(compiled).encode(), f"liangma_{name}".encode()
        self._fixed: dict[str, Any] = dict(compiled.params)
        self._order: list[str] = compiled.positiontup
        binary = [isinstance(compiled.binds[name].type, LargeBinary) for name in self._order]
        self._types = [BYTEA if one else 0 for one in binary]
        self._formats = [pq.Format.BINARY if one else pq.Format.TEXT for one in binary]
        self._readers = readers

    def first(self, driver: "psycopg.Connection[Any]", values: Mapping[str, Any]) -> Row | None:
        connection = driver.pgconn
        known = {**self._fixed, **values}
        given: Any = [_sent(known[name]) for name in self._order]  # None is NULL, which psycopg's types forget
        if driver.autocommit:
            self._prepare(driver)
            result = _check(connection, connection.exec_prepared(self._name, given, self._formats))
        else:
            result = _check(connection, connection.exec_params(self._sql, given, self._types, self._formats))
        if not result.ntuples:
            return None
        found = (result.get_value(0, place) for place in range(result.nfields))
        return tuple(
            None if text is None else read(text.decode()) for read, text in zip(self._readers, found, strict=True)
        )

    def _prepare(self, driver: "psycopg.Connection[Any]") -> None:
        """Once a connection, and on kept ones only: psycopg deallocates every statement after a rollback of its own."""
        prepared = _KNOWN.get(driver) or _KNOWN.setdefault(driver, set())
        if self._name not in prepared:
            _check(driver.pgconn, driver.pgconn.prepare(self._name, self._sql, self._types))
            prepared.add(self._name)


def _sent(value: Any) -> bytes | None:
    if value is None or isinstance(value, bytes):
        return value
    return str(value).encode()


def _check(connection: Any, result: Any) -> Any:
    """The result of a statement that succeeded; raises psycopg's error otherwise."""
    if result.status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        return result
    if connection.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError("the connection to the database is lost")
    raise psycopg.errors.error_from_result(result)


@contextmanager
def at_once(session: Session) -> Iterator[Any]:
    """A driver connection for one indivisible step that may stand alone, such as the redemption of a code.

    Inside the session's transaction when it has one. Otherwise the step is a transaction of its own, committed when
    the block ends. Nothing else may have been written by the request before, and nothing need be written after.
    """
    if session.in_transaction():
        with driver_errors():
            yield _begun(session.connection().connection.driver_connection)
        return
    waiting = _waiting(session)
    with driver_errors():
        driver = waiting.pop() if waiting else _connect(session)
        try:
            if isinstance(driver, EmbeddedConnection):
                driver.begin_writing()
                yield driver
                driver.commit()
            else:
                yield driver
        except BaseException:
            driver.close()  # broken or half-way
            raise
    waiting.append(driver)


def _begun(driver: Any) -> Any:
    """The transaction's connection; psycopg sends BEGIN with its own first statement only."""
    if not isinstance(driver, EmbeddedConnection) and driver.pgconn.transaction_status == pq.TransactionStatus.IDLE:
        driver.execute("SELECT 1")
    return driver


def _connect(session: Session) -> Any:
    pooled = session.get_bind().engine.raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()  # from here on it is ours
    if not isinstance(driver, EmbeddedConnection):
        driver.autocommit = True
    return driver


def _waiting(session: Session) -> "deque[Any]":
    """The kept connections of the session's engine, or rather of its pool: a disposed engine has a new one."""
    engine = session.get_bind().engine
    kept = _KEPT.get(engine.pool)
    if kept is None:
        kept = _KEPT.setdefault(engine.pool, deque())
        event.listen(engine, "engine_disposed", lambda _engine: _close_all(kept))
        finalize(engine.pool, _close_all, kept)
    return kept


def _close_all(kept: "deque[Any]") -> None:
    while kept:
        with suppress(psycopg.Error, sqlite3.Error):
            kept.pop().close()


_KEPT: "WeakKeyDictionary[Pool, deque[Any]]" = WeakKeyDictionary()
_KNOWN: "WeakKeyDictionary[Any, set[bytes]]" = WeakKeyDictionary()  # names of the statements prepared on a connection
