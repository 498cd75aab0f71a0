"""The database: engine, base class, ids, and the one place that commits.

A request has one session and one commit (`finish`); a job step has one through `transaction`. Use cases never commit.
SQLite runs WAL with synchronous=FULL and BEGIN IMMEDIATE for writers; PostgreSQL connections carry every timeout.
"""

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, TypeVar

import psycopg
from sqlalchemy import BigInteger, Connection, Engine, Index, LargeBinary, MetaData, Uuid, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import JSON

from backend.drawn import draw
from backend.embedded import EmbeddedConnection
from backend.errors import ConfigError, Raced
from backend.store_settings import DEFAULTS, DatabaseSettings

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
ONLY = "only"  # the kind of database that something of the models is for
TRIES = 3  # of what is raced
Given = TypeVar("Given")
NOBODY = uuid.UUID(int=0)  # the person_id of a row whose holder is not known (a malformed code, say)


def found_by_time(table: str, column: str) -> Index:
    """What is forgotten by its time is found by it: an index over ranges of blocks, where there is such a thing."""
    options: dict[str, Any] = {"postgresql_using": "brin", "postgresql_with": {"autosummarize": "on"}}
    return Index(f"ix_{table}_{column}", column, info={ONLY: "postgresql"}, **options)


def is_on(dialect: str, item: Any) -> bool:
    """Whether a table, index or constraint of the models is there on this kind of database."""
    return bool(getattr(item, "info", {}).get(ONLY, dialect) == dialect)


class Base(DeclarativeBase):
    """Every table. Times are whole seconds since 1970 (UTC), so they compare with codes without conversion."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        int: BigInteger,
        bytes: LargeBinary,
        uuid.UUID: Uuid,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def new_id(now_ms: int | None = None) -> uuid.UUID:
    """A UUIDv7 (RFC 9562): time-ordered, 74 random bits, made by the application and never by a sequence."""
    ms = time.time_ns() // 1_000_000 if now_ms is None else now_ms
    random = int.from_bytes(draw()) >> 54
    value = (ms & (2**48 - 1)) << 80 | 0x7 << 76 | random >> 62 << 64 | 0b10 << 62 | random & (2**62 - 1)
    return uuid.UUID(int=value)


def make_engine(url: str, reach: DatabaseSettings = DEFAULTS, *, name: str = "LIANGMA_DATABASE_URL") -> Engine:
    """An engine with the house's safety settings for SQLite or PostgreSQL; raises ConfigError for any other. `name`:
    the setting that the address comes from."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError(f"{name} is not the address of a database") from error
    if parsed.get_backend_name() == "sqlite":
        options = {"timeout": 5, "check_same_thread": False, "factory": EmbeddedConnection}
        engine = create_engine(parsed, connect_args=options, hide_parameters=True)  # errors are logged, values are not
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    if parsed.get_backend_name() == "postgresql":
        engine = create_engine(parsed, connect_args=reach.connect_args, hide_parameters=True, **reach.pool_args)
        if reach.pooled:
            event.listen(engine, "first_connect", _waits_are_set)
        return engine
    raise ConfigError(f"{name}: {parsed.get_backend_name()!r} is not supported; use sqlite or postgresql")


def _waits_are_set(driver: Any, _record: Any) -> None:
    """Through a pooler the waits come from its configuration: without them a hung statement would hold us for ever."""
    shown = driver.execute("SELECT current_setting('statement_timeout'), current_setting('lock_timeout')").fetchone()
    driver.rollback()
    if "0" in shown:
        raise ConfigError(
            "LIANGMA_DATABASE_POOLER: the pooler sets no statement_timeout and lock_timeout (connect_query)"
        )


def _sqlite_begin(connection: Connection) -> None:
    if connection.get_execution_options().get("reading", False):
        connection.exec_driver_sql("BEGIN")
        return
    try:
        connection.connection.driver_connection.begin_writing()  # type: ignore[union-attr]  # EmbeddedConnection
    except AWAY as error:
        raise as_away(error) from error


def open_session(engine: Engine, *, reading: bool = False) -> Session:
    """A session on the engine. `reading` lets SQLite readers run beside the one writer."""
    return Session(engine.execution_options(reading=True) if reading else engine, expire_on_commit=False)


def engine_of(session: Session) -> Engine:
    """The engine that `open_session` was given; a tenth of the time of asking SQLAlchemy for it."""
    bind = session.bind
    return bind if isinstance(bind, Engine) else session.get_bind().engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One job step: commits at the end, rolls back on any exception."""
    with open_session(engine) as session, session.begin():
        yield session


@contextmanager
def job_transaction(engine: Engine) -> Iterator[Session]:
    """`transaction` of a job that goes through a whole file: on SQLite it keeps few pages, so memory stays flat."""
    with transaction(engine) as session:
        driver = session.connection().connection.driver_connection
        if not isinstance(driver, EmbeddedConnection):
            yield session
            return
        with driver.small_cache():
            yield session
            session.flush()  # what is still to be written is written with the small cache too


AWAY = (
    sqlite3.OperationalError,
    psycopg.OperationalError,
    psycopg.errors.ReadOnlySqlTransaction,  # a standby that was not promoted yet
    psycopg.errors.InsufficientPrivilege,  # as PostgreSQL calls a disk that turned read-only
)


def as_away(error: BaseException) -> OperationalError:
    """A driver's error of `AWAY` as SQLAlchemy would raise it, which the edge answers with 503."""
    return OperationalError("driver", None, error)


def is_away(error: BaseException) -> bool:
    """Whether it says, as SQLAlchemy's or the driver's own, that the database takes nothing now, and not that what was
    asked of it is wrong."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(error, OperationalError) or isinstance(told, AWAY)


def is_raced(error: BaseException) -> bool:
    """Whether somebody wrote the same at the same moment, or waited for us as we for them: done anew it is right."""
    told = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(error, IntegrityError | Raced) or isinstance(told, psycopg.errors.DeadlockDetected)


def anew(act: Callable[[], Given]) -> Given:
    """What `act` gives, which is a transaction of its own: where it is raced it is done anew, `TRIES` times in all."""
    for _ in range(TRIES - 1):
        try:
            return act()
        except Exception as error:
            if not is_raced(error):
                raise
    return act()


def finish(session: Session, *, keep: bool) -> None:
    """End a request's session: commit when `keep`, else roll back. The only commit of the request path, but for
    `direct.at_once`."""
    if not session.in_transaction():  # nothing was read or written, or not through it
        return
    try:
        if keep:
            session.commit()
        else:
            session.rollback()
    finally:
        session.close()


COPY_TYPES = {"BIGINT": "int8", "INTEGER": "int4", "BYTEA": "bytea", "UUID": "uuid", "BOOLEAN": "bool"}


def insert_many(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns (two at least) the fastest way: COPY, or one prepared statement on
    SQLite.

    Keys and constraints hold as for any insert (IntegrityError on PostgreSQL too); columns of JSON are not for this.
    """
    if not rows:
        return
    names = list(rows[0])
    columns = [model.__table__.c[name] for name in names]
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        _copy(connection, model.__tablename__, columns, map(itemgetter(*names), rows))
        return
    plan = [(column.name, isinstance(column.type, Uuid)) for column in columns]
    values = [tuple(_hex(row[name]) if is_id else row[name] for name, is_id in plan) for row in rows]
    marks = ", ".join("?" * len(names))
    connection.exec_driver_sql(f"INSERT INTO {model.__tablename__} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608


def _copy(connection: Connection, table: str, columns: list[Any], rows: Iterable[tuple[Any, ...]]) -> None:
    types = [COPY_TYPES.get(column.type.compile(connection.dialect), "text") for column in columns]
    names = ", ".join(f'"{column.name}"' for column in columns)
    driver = connection.connection.driver_connection
    assert driver is not None
    try:
        statement = f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            copy.set_types(types)
            for row in rows:
                copy.write_row(row)
    except psycopg.errors.UniqueViolation as error:
        raise IntegrityError(f"COPY {table}", None, error) from error
    except AWAY as error:
        raise as_away(error) from error


def _hex(value: uuid.UUID | None) -> str | None:
    return None if value is None else value.hex
