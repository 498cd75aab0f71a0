"""Entries by action and by subject: rare ones come from their indexes, the commonest by their time; all are found."""

import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from backend import db
from backend.audit.look_up import entries
from backend.audit.models import COMMONEST
from backend.audit.record import make_entry, record

INDEX = "ix_audit_entries_action_at"
SUBJECTS = "ix_audit_entries_subject_at"


@pytest.fixture
def log(engine: Engine) -> Engine:
    with db.transaction(engine) as session:
        for number in range(60):
            action = COMMONEST if number % 20 else "certificate.issued"
            record(session, make_entry(at=number, actor="a", action=action, subject=f"verdict:{verdict(number)}"))
    return engine


def verdict(second: int) -> uuid.UUID:
    """The same id at every call, made in that second."""
    return uuid.UUID(int=(second * 1000) << 80 | 0x7 << 76 | 0b10 << 62 | second)


def found(engine: Engine, action: str | None = None, subject: str | None = None) -> list[int]:
    with db.open_session(engine, reading=True) as session:
        rows = entries(session, action=action, subject=subject, person_id=None, after=None, most=100)
        return [one.at for one in rows]


def plan(engine: Engine, action: str | None = None, subject: str | None = None) -> str:
    """How the database would answer the very statement that the program sends."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        sent.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    found(engine, action, subject)
    event.remove(engine, "before_cursor_execute", note)
    statement, values = sent[-1]
    with engine.connect() as connection:
        postgresql = engine.dialect.name == "postgresql"
        if postgresql:
            connection.execute(text("SET LOCAL enable_seqscan = off"))  # a table this small is read whole otherwise
            connection.execute(text("SET LOCAL plan_cache_mode = force_generic_plan"))
        explain = "EXPLAIN" if postgresql else "EXPLAIN QUERY PLAN"
        return str(connection.exec_driver_sql(f"{explain} {statement}", values).all())


@pytest.mark.parametrize("action", [COMMONEST, "certificate.issued"])
def test_entries_are_found_by_action_whether_it_is_rare_or_not(log: Engine, action: str) -> None:
    expected = [at for at in reversed(range(60)) if bool(at % 20) == (action == COMMONEST)]
    assert found(log, action) == expected


def test_a_rare_action_is_found_by_its_index(log: Engine) -> None:
    assert INDEX in plan(log, "certificate.issued")


def test_the_commonest_action_needs_no_index_of_its_own(log: Engine) -> None:
    told = plan(log, COMMONEST)
    assert INDEX not in told
    assert "ix_audit_entries_at" in told


@pytest.mark.parametrize("second", [0, 1, 20, 21])
def test_entries_are_found_by_subject_whether_their_action_is_rare_or_not(log: Engine, second: int) -> None:
    later = make_entry(at=99, actor="a", action="verdict.disputed", subject=f"verdict:{verdict(second)}")
    with db.transaction(log) as session:
        record(session, later)
    assert found(log, subject=f"verdict:{verdict(second)}") == [99, second]
    assert found(log, subject=f"verdict:{verdict(61)}") == []
    assert found(log, subject="verdict:what is this") == []


@pytest.mark.parametrize("subject", [f"verdict:{verdict(1)}", "case:1"])
def test_a_subject_is_found_without_reading_the_log(log: Engine, subject: str) -> None:
    told = plan(log, subject=subject)
    assert SUBJECTS in told
    assert ("ix_audit_entries_at" in told) == subject.startswith("verdict:")
    assert "SCAN audit_entries" not in told
    assert "Seq Scan" not in told
