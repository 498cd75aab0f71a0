"""Statements straight to the driver, for the hot path: it answers in microseconds, what stands around it does not.

Rules: 1. a statement is written in SQLAlchemy Core, compiled once a process and dialect, prepared once a connection
that is kept, but never through a pooler, where the next transaction is another connection's; 2. a step that stands
alone (`at_once`) is a transaction of its own, on a connection kept for such steps: on PostgreSQL one statement in one
round trip; 3. a connection whose step failed is closed, never kept, and when it was lost, so are all that wait: what
broke one broke them all; 4. kept connections end with their engine; 5. on SQLite steps that wait for their turn at the
same time share one commit (`together`); 6. a step that only reads (`look`) waits for no writer there: it has a
connection that cannot write.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from contextvars import copy_context
from operator import itemgetter
from typing import Any, Protocol, TypeVar
from weakref import WeakKeyDictionary, finalize

import psycopg
from psycopg import pq
from sqlalchemy import Dialect, Engine, LargeBinary, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from backend.db import AWAY, as_away, engine_of
from backend.embedded import EmbeddedConnection
from backend.together import Together

NUMBERED: Dialect = PGDialect_psycopg(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]  # libpq wants $1
BYTEA = 17  # the type's number in PostgreSQL; 0 leaves the type to the server
Done = TypeVar("Done")
Row = tuple[Any, ...]


class Prepared(Protocol):
    """A compiled statement. Each of its parameters has a name and no value of its own; there is one or more."""

    def first(self, driver: Any, values: Mapping[str, Any]) -> Row | None:
        """Run it on a driver connection; its first row, or None. `values` by name, in the driver's own form (the text
        of ids, say); names that the statement does not know are passed over."""
        ...


class OnSqlite:
    """The statement by Python's sqlite3, which keeps compiled statements itself."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._in_order = _in_order(compiled.positiontup)

    def first(self, driver: sqlite3.Connection, values: Mapping[str, Any]) -> Row | None:
        row: Row | None = driver.execute(self._sql, self._in_order(values)).fetchone()
        return row


class OnPostgresql:
    """The statement by libpq's blocking call, which gives other threads the processor while it waits.

    Every value travels as text but for bytes, and every column comes back as text.
    """

    def __init__(self, statement: Any, name: str) -> None:
        compiled = statement.compile(dialect=NUMBERED)
        self._sql, self._name = str(compiled).encode(), f"liangma_{name}".encode()
        self._in_order = _in_order(compiled.positiontup)
        binary = [isinstance(compiled.binds[name].type, LargeBinary) for name in compiled.positiontup]
        self._types = [BYTEA if one else 0 for one in binary]
        self._formats = [pq.Format.BINARY if one else pq.Format.TEXT for one in binary]

    def first(self, driver: "psycopg.Connection[Any]", values: Mapping[str, Any]) -> Row | None:
        connection = driver.pgconn
        given: Any = [  # None is NULL, which psycopg's types forget
            value if value is None or type(value) is bytes else str(value).encode() for value in self._in_order(values)
        ]
        if driver.autocommit and driver.prepare_threshold is not None:  # None: a pooler stands in between
            self._prepare(driver)
            result = _check(connection, connection.exec_prepared(self._name, given, self._formats))
        else:
            result = _check(connection, connection.exec_params(self._sql, given, self._types, self._formats))
        if not result.ntuples:
            return None
        found = [result.get_value(0, place) for place in range(result.nfields)]
        return tuple([None if text is None else text.decode() for text in found])

    def _prepare(self, driver: "psycopg.Connection[Any]") -> None:
        """Once a connection, and on kept ones only: psycopg deallocates every statement after a rollback of its own."""
        prepared = _KNOWN.get(driver) or _KNOWN.setdefault(driver, set())
        if self._name not in prepared:
            _check(driver.pgconn, driver.pgconn.prepare(self._name, self._sql, self._types))
            prepared.add(self._name)


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """Values by name in the order of these names; of one name `itemgetter` gives no sequence."""
    return itemgetter(*names) if len(names) > 1 else lambda values: (values[names[0]],)


def _check(connection: Any, result: Any) -> Any:
    """The result of a statement that succeeded; raises psycopg's error otherwise."""
    if result.status in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
        return result
    if connection.status != pq.ConnStatus.OK:
        raise psycopg.OperationalError("the connection to the database is lost")
    raise psycopg.errors.error_from_result(result)


def watch(around: Callable[[str, str], AbstractContextManager[None]]) -> Callable[[], None]:
    """From now on each prepared statement runs inside `around` (its SQL, the kind of database), and a step of SQLite's
    in the context of who asked for it, whoever does it; what is returned ends that. Methods are exchanged, so that
    where nobody watches nothing is asked."""
    on_sqlite, on_postgresql, together = OnSqlite.first, OnPostgresql.first, Together.run

    def sqlite(self: OnSqlite, driver: sqlite3.Connection, values: Mapping[str, Any]) -> Row | None:
        with around(self._sql, "sqlite"):
            return on_sqlite(self, driver, values)

    def postgresql(self: OnPostgresql, driver: Any, values: Mapping[str, Any]) -> Row | None:
        with around(self._sql.decode(), "postgresql"):
            return on_postgresql(self, driver, values)

    def run(self: Together, step: Callable[[Any], Any], connect: Callable[[], Any]) -> Any:
        context = copy_context()
        return together(self, lambda driver: context.run(step, driver), connect)

    def undo() -> None:
        OnSqlite.first, OnPostgresql.first, Together.run = on_sqlite, on_postgresql, together  # type: ignore[method-assign]

    OnSqlite.first, OnPostgresql.first, Together.run = sqlite, postgresql, run  # type: ignore[method-assign]
    return undo


def at_once(session: Session, step: Callable[[Any], Done]) -> Done:
    """What `step` gives for a driver connection: one indivisible step that may stand alone, such as the redemption of
    a code.

    Inside the session's transaction when it has one. Otherwise the step is a transaction of its own, committed when it
    ends. Nothing else may have been written by the request before, and nothing need be written after.
    """
    try:
        if session.in_transaction():
            return step(_begun(session.connection().connection.driver_connection))
        done: Done = _kept(session).run(step, lambda: _connect(session))
        return done
    except AWAY as error:
        raise as_away(error) from error


def look(session: Session, step: Callable[[Any], Done]) -> Done:
    """The same for a step of one statement that reads; it sees whatever was committed when it began."""
    try:
        if session.in_transaction():
            return step(_begun(session.connection().connection.driver_connection))
        if engine_of(session).dialect.name != "sqlite":
            done: Done = _kept(session).run(step, lambda: _connect(session))
            return done
        return _readers(session).run(step, lambda: _connect_reader(session))
    except AWAY as error:
        raise as_away(error) from error


def _begun(driver: Any) -> Any:
    """The transaction's connection; psycopg sends BEGIN with its own first statement only."""
    if not isinstance(driver, EmbeddedConnection) and driver.pgconn.transaction_status == pq.TransactionStatus.IDLE:
        driver.execute("SELECT 1")
    return driver


class _Kept:
    """The connections of one engine that wait for their next step: PostgreSQL's, or those that only read."""

    def __init__(self) -> None:
        self._waiting: deque[Any] = deque()

    def run(self, step: Callable[[Any], Done], connect: Callable[[], Any]) -> Done:
        driver = self._waiting.pop() if self._waiting else connect()
        try:
            done = step(driver)
        except BaseException:
            if getattr(driver, "broken", False):
                self.close()
            driver.close()  # broken or half-way
            raise
        self._waiting.append(driver)
        return done

    def close(self) -> None:
        while self._waiting:
            with suppress(psycopg.Error, sqlite3.Error):
                self._waiting.pop().close()


def _connect(session: Session) -> Any:
    pooled = engine_of(session).raw_connection()
    driver: Any = pooled.driver_connection
    pooled.detach()  # from here on it is ours
    if not isinstance(driver, EmbeddedConnection):
        driver.autocommit = True
    return driver


def _connect_reader(session: Session) -> Any:
    """On SQLite: every commit empties its memory of pages anyway, so that is small."""
    driver = _connect(session)
    for pragma in ("query_only=ON", "cache_size=-2048"):
        driver.execute(f"PRAGMA {pragma}")
    return driver


def _kept(session: Session) -> _Kept | Together:
    """The kept connections of the session's engine, or rather of its pool: a disposed engine has a new one."""
    engine = engine_of(session)
    kept = _KEPT.get(engine.pool)
    if kept is None:
        kept = _KEPT.setdefault(engine.pool, Together() if engine.dialect.name == "sqlite" else _Kept())
        _end_with(engine, kept)
    return kept


def _readers(session: Session) -> _Kept:
    """Those of SQLite that only read."""
    engine = engine_of(session)
    kept = _READERS.get(engine.pool)
    if kept is None:
        kept = _READERS.setdefault(engine.pool, _Kept())
        _end_with(engine, kept)
    return kept


def _end_with(engine: Engine, kept: _Kept | Together) -> None:
    event.listen(engine, "engine_disposed", lambda _engine: kept.close())
    finalize(engine.pool, kept.close)


_KEPT: "WeakKeyDictionary[Pool, _Kept | Together]" = WeakKeyDictionary()
_READERS: "WeakKeyDictionary[Pool, _Kept]" = WeakKeyDictionary()
_KNOWN: "WeakKeyDictionary[Any, set[bytes]]" = WeakKeyDictionary()  # names of the statements prepared on a connection
