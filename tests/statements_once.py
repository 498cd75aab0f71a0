"""SQLAlchemy keeps the text of each statement it compiled with the engine, and each test has an engine of its own. Here
engines of one kind share what they keep, as the requests of a running office do: the text of a statement is a function
of the statement and of the kind of database, of which the tests have two.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from backend import db

MOST = 5_000  # statements


def compile_once() -> None:
    """From now on, in this process."""
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kind.__eq__ = _same_kind  # type: ignore[assignment, method-assign]
        kind.__hash__ = _hash_of_kind  # type: ignore[assignment, method-assign]
    kept, make_engine = LRUCache[object, object](MOST), db.make_engine

    def make_engine_that_shares(url: str, *how: Any, **named: Any) -> Engine:
        engine = make_engine(url, *how, **named)
        engine._compiled_cache = kept  # type: ignore[assignment]
        return engine

    db.make_engine = make_engine_that_shares


def _same_kind(one: object, other: object) -> bool:
    return type(one) is type(other)


def _hash_of_kind(one: object) -> int:
    return hash(type(one))
