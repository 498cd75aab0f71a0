"""What an entry meets: a database that takes nothing now is told as that, a log that takes nothing as that."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from backend import db
from backend.audit.models import AuditChain
from backend.audit.record import NotRecorded, make_entry, record, record_many, recording
from tests.audit.log import NOW

ENTRY = make_entry(at=NOW, actor="a", action="b", subject="c")
STANDBY, READ_ONLY_DISK, OTHER = "25006", "42501", "P0001"


@contextmanager
def refused(engine: Engine, table: str, sqlstate: str) -> Iterator[None]:
    """PostgreSQL refuses rows of the table by this name."""
    with engine.begin() as connection:
        raises = f"$$BEGIN RAISE 'no' USING ERRCODE = '{sqlstate}'; END$$"
        connection.execute(text(f"CREATE FUNCTION away() RETURNS trigger LANGUAGE plpgsql AS {raises}"))
        connection.execute(text(f"CREATE TRIGGER away BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION away()"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP FUNCTION away() CASCADE"))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", ["audit_chains", "audit_entries"])  # a thread's first entry begins its chain
@pytest.mark.parametrize("count", [1, 30])  # one by one, and as a copy
def test_a_standby_and_a_read_only_disk_are_a_database_that_is_away_and_no_broken_log(
    engine: Engine, table: str, count: int
) -> None:
    for sqlstate in (STANDBY, READ_ONLY_DISK):
        with refused(engine, table, sqlstate), db.open_session(engine) as session:
            with pytest.raises(DBAPIError) as caught:
                record_many(session, [ENTRY] * count)
            assert db.is_away(caught.value), sqlstate
    with refused(engine, table, OTHER), db.open_session(engine) as session, pytest.raises(NotRecorded):
        record_many(session, [ENTRY] * count)
    with db.open_session(engine) as session:
        assert session.get(AuditChain, 1) is None


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_so_is_a_file_that_nobody_may_write_to(engine: Engine) -> None:
    with db.open_session(engine) as session:
        session.connection().exec_driver_sql("PRAGMA query_only = ON")
        try:
            with pytest.raises(OperationalError, match="readonly"):
                record(session, ENTRY)
        finally:
            session.connection().exec_driver_sql("PRAGMA query_only = OFF")
        session.rollback()
        raises = "BEGIN SELECT RAISE(FAIL, 'no'); END"
        session.execute(text(f"CREATE TEMP TRIGGER away BEFORE INSERT ON main.audit_entries {raises}"))
        with pytest.raises(NotRecorded):
            record(session, ENTRY)


@pytest.mark.parametrize("away", db.AWAY)
def test_the_driver_s_own_errors_of_a_database_that_is_away_are_not_the_log_s(away: type[Exception]) -> None:
    with pytest.raises(away), recording:
        raise away("no")
