"""Statements straight to the driver in a session's transaction: values as Python has them, and lost connections."""

import uuid
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Engine,
    LargeBinary,
    String,
    Uuid,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.exc import DataError, OperationalError

from backend import db
from backend.people.models import Nonce
from backend.statements import Statement

GIVEN = {"id": uuid.uuid4(), "number": 1 << 40, "bytes": b"\x00\xff\\x", "text": "文 '\\\"", "none": None, "yes": True}


def _echo(_dialect: str) -> Any:
    kinds = {"id": Uuid, "number": BigInteger, "bytes": LargeBinary, "text": String, "none": BigInteger, "yes": Boolean}
    return select(*(cast(bindparam(name, type_=kind), kind).label(name) for name, kind in kinds.items()))


def _count(_dialect: str) -> Any:
    least, most = (bindparam(name, type_=BigInteger) for name in ("least", "most"))
    return select(func.count()).select_from(Nonce).where(Nonce.expires_at >= least, Nonce.expires_at <= most)


ECHO, COUNT = Statement("echo", _echo), Statement("count", _count)
ALL = {"least": 0, "most": 9}


def nonce(number: int) -> Nonce:
    return Nonce(nonce=bytes([number]), use="code", owner="me", expires_at=number, used_at=None)


def test_values_go_in_and_come_out_as_python_has_them(engine: Engine) -> None:
    with db.open_session(engine) as session:
        row = ECHO.first(session, GIVEN)
    assert row == tuple(GIVEN.values())
    assert [type(one) for one in row] == [type(one) for one in GIVEN.values()]


def test_a_text_that_postgresql_would_cut_short_is_not_taken(engine: Engine) -> None:
    told = {**GIVEN, "text": "a\x00b"}
    with db.open_session(engine) as session:
        if engine.dialect.name == "sqlite":
            assert ECHO.first(session, told)[3] == "a\x00b"
        else:
            with pytest.raises(DataError):
                ECHO.first(session, told)


def test_it_sees_what_its_transaction_wrote_and_ends_nothing(engine: Engine) -> None:
    with db.open_session(engine) as session:
        session.add(nonce(1))
        session.flush()
        assert COUNT.first(session, ALL) == (1,)
        assert session.in_transaction()
        session.rollback()
        assert COUNT.first(session, ALL) == (0,)


def test_no_row_is_none(engine: Engine) -> None:
    nothing = Statement("nothing", lambda kind: _count(kind).having(func.count() > literal_column("5")))
    with db.open_session(engine) as session:
        assert nothing.first(session, ALL) is None


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # the other has no server to lose
def test_one_lost_connection_is_told_to_the_pool_for_all_of_its_age(engine: Engine) -> None:
    with db.open_session(engine) as one, db.open_session(engine) as two:  # two connections that go back to the pool
        for session in (one, two):
            assert COUNT.first(session, ALL) == (0,)
    other = db.make_engine(engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        pids = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(text(f"SELECT pg_terminate_backend(pid, 10000) FROM ({pids}) AS others"))
    other.dispose()
    with db.open_session(engine) as session, pytest.raises(OperationalError):
        COUNT.first(session, ALL)
    with db.open_session(engine) as one, db.open_session(engine) as two:
        assert [COUNT.first(session, ALL) for session in (one, two)] == [(0,), (0,)]
