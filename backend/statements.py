"""A statement that is asked often, by the driver itself inside the session's transaction: a fifth of the engine's time.

Rules: 1. it is written in SQLAlchemy Core, its parameters have names and no values; 2. values go in and come out as
Python has them, of ids, whole numbers, bytes, texts and truths, and no other kind; a text that PostgreSQL would take
only as far as its first NUL is refused there; 3. one row comes back, the first; 4. the session's transaction is begun
where it has none, and nothing here ends it; 5. a lost connection is asked once more through the engine, whose pool
learns of it only so and gives out none of its age again.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Boolean, Integer, LargeBinary, Uuid
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm import Session

from backend.direct import OnPostgresql, OnSqlite, Prepared, at_once

Row = tuple[Any, ...]


class Statement:
    """`name` is its own on a connection. `make` writes it for a kind of database (sqlite | postgresql)."""

    def __init__(self, name: str, make: Callable[[str], Any]) -> None:
        self._name, self._make = name, make
        self._known: dict[str, tuple[Prepared, list[Callable[[Any], Any] | None]]] = {}

    def first(self, session: Session, values: Mapping[str, Any]) -> Row | None:
        """Its first row, or None."""
        dialect = session.connection().dialect
        prepared, readers = self._known.get(dialect.name) or self._prepare(dialect)
        given = {name: value.hex if type(value) is uuid.UUID else value for name, value in values.items()}
        if dialect.name == "postgresql" and any([type(one) is str and "\0" in one for one in given.values()]):
            raise DataError("driver", None, ValueError("a text holds NUL"))
        try:
            row = at_once(session, lambda driver: prepared.first(driver, given))
        except OperationalError:
            if getattr(session.connection().connection.driver_connection, "closed", False):
                session.connection().exec_driver_sql("SELECT 1")
            raise
        if row is None:
            return None
        return tuple(
            [one if one is None or read is None else read(one) for read, one in zip(readers, row, strict=True)]
        )

    def _prepare(self, dialect: Any) -> tuple[Prepared, list[Callable[[Any], Any] | None]]:
        statement = self._make(dialect.name)
        prepared: Prepared = (
            OnPostgresql(statement, self._name) if dialect.name == "postgresql" else OnSqlite(statement, dialect)
        )
        found = prepared, [_reader(column.type) for column in statement.exported_columns]
        self._known[dialect.name] = found
        return found


def _reader(kind: Any) -> Callable[[Any], Any] | None:
    """What a driver gives as the column means it: PostgreSQL's text, SQLite's own kinds."""
    if isinstance(kind, Uuid):
        return uuid.UUID
    if isinstance(kind, Boolean):
        return _true
    if isinstance(kind, Integer):  # and the larger ones
        return int
    return _bytes if isinstance(kind, LargeBinary) else None


def _true(value: Any) -> bool:
    return value in (1, "t")


def _bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else bytes.fromhex(value[2:])
