"""Verdicts and log entries by month: made ahead, joined without copying, moved, dropped whole. PostgreSQL only."""

import threading
import uuid
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text

from backend import db, migrate, months
from backend.audit.models import AuditEntry
from backend.verification.models import VerdictRow

NOW = months.begins(2026, 11) + 20 * 86_400
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def verdict(at: int) -> dict[str, Any]:
    words = dict.fromkeys(("verifier_id", "actor", "purpose", "form", "outcome", "receipt"), "x")
    lists = {"shown": [], "checks": []}
    rest = {"case_no": None, "matter_code": None, "reason": None}
    return {"person_id": uuid.uuid4(), "at": at, "verdict_id": db.new_id(at * 1000), **words, **lists, **rest}


def entry(seq: int, at: int) -> dict[str, Any]:
    words = dict.fromkeys(("actor", "action", "subject", "detail"), "x")
    return {"chain": 7, "seq": seq, "at": at, "person_id": None, "digest": b"d", "hash": b"h", **words}


def fill(engine: Engine, times: list[int]) -> None:
    with db.transaction(engine) as session:
        session.execute(insert(VerdictRow), [verdict(at) for at in times])
        session.execute(insert(AuditEntry), [entry(seq, at) for seq, at in enumerate(times, 1)])


def lies(engine: Engine, table: str) -> list[tuple[str, int]]:
    """(part, time) of each row."""
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT tableoid::regclass::text, at FROM {table} ORDER BY at"))
        return [(name, at) for name, at in rows]


def explained(engine: Engine, statement: Any) -> str:
    compiled = statement.compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as connection:
        return "\n".join(connection.scalars(text(f"EXPLAIN {str(compiled).replace(':', chr(92) + ':')}")))


def test_months_are_made_ahead_and_each_row_lies_in_its_own(engine: Engine) -> None:
    with db.transaction(engine) as session:
        (first,) = {part.ends for part in months.parts(session, "verdicts") if part.ends}
    assert first is not None
    year, month = months.month_of(first)
    made = []
    for _ in range(2):  # a second time nothing is missing
        with db.transaction(engine) as session:
            made.append(months.make_ahead(session, now=first + 86_400))
    assert (len(made[0]), made[1]) == (8, [])
    times = [first - 1, first, months.begins(year, month + 1), months.begins(year, month + 4)]
    fill(engine, times)
    for table in months.TABLES:
        parts = [name for name, _ in lies(engine, table)]
        own = [f"{table}_{y:04}_{m:02}" for y, m in map(months.month_of, times[1:3])]
        assert parts == [f"{table}_before", *own, f"{table}_later"]


def test_what_no_month_took_is_moved_when_its_month_is_made(engine: Engine) -> None:
    late = months.begins(2031, 5)
    fill(engine, [late + 5, late + 40 * 86_400])
    with db.transaction(engine) as session:
        months.make_ahead(session, now=late)
    assert [name for name, _ in lies(engine, "verdicts")] == ["verdicts_2031_05", "verdicts_2031_06"]
    assert [name for name, _ in lies(engine, "audit_entries")] == ["audit_entries_2031_05", "audit_entries_2031_06"]


def test_two_workers_at_once_make_each_month_once(engine: Engine) -> None:
    made: list[str] = []
    barrier = threading.Barrier(2)

    def work() -> None:
        barrier.wait(timeout=10)
        with db.transaction(engine) as session:
            made.extend(months.make_ahead(session, now=months.begins(2032, 1)))

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert len(made) == len(set(made)) == 8


@pytest.mark.parametrize("prepared", [False, True])
def test_tables_that_hold_rows_become_months_and_one_piece_again_and_lose_none(engine: Engine, prepared: bool) -> None:
    migrate.downgrade(engine, "0036")
    fill(engine, [NOW - 90 * 86_400, NOW])
    if prepared:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in months.TABLES:
                for statement in months.prepare(table, now=NOW):
                    connection.execute(text(statement))
    migrate.upgrade(engine, "0037")
    with db.transaction(engine) as session:
        (bound,) = {part.ends for part in months.parts(session, "verdicts") if part.ends}
        months.make_ahead(session, now=bound or 0)
    assert bound is not None
    assert not prepared or bound == months.begins(2027, 1)
    with db.transaction(engine) as session:
        session.execute(insert(VerdictRow), [verdict(bound + 3)])
    assert [name for name, _ in lies(engine, "verdicts")][:2] == ["verdicts_before"] * 2
    assert lies(engine, "verdicts")[2][0].startswith("verdicts_20")
    migrate.downgrade(engine, "0036")
    assert [at for _, at in lies(engine, "verdicts")] == [NOW - 90 * 86_400, NOW, bound + 3]
    assert {name for name, _ in lies(engine, "audit_entries")} == {"audit_entries"}
    migrate.upgrade(engine)
    assert len(lies(engine, "verdicts")) == 3


def test_a_question_about_days_reads_the_months_of_these_days_alone(engine: Engine) -> None:
    with db.transaction(engine) as session:
        months.make_ahead(session, now=months.begins(2031, 1))
    first, later = months.begins(2031, 2), months.begins(2031, 3)
    history = select(VerdictRow.verdict_id).where(
        VerdictRow.person_id == uuid.UUID(int=1), VerdictRow.at >= first, VerdictRow.at < later
    )
    log = select(AuditEntry.hash).where(AuditEntry.at >= first, AuditEntry.at < later).order_by(AuditEntry.at.desc())
    for plan, table in ((explained(engine, history), "verdicts"), (explained(engine, log), "audit_entries")):
        assert f"{table}_2031_02" in plan
        assert not any(f"{table}_{other}" in plan for other in ("before", "2031_01", "2031_03", "later"))


def test_a_month_goes_as_a_whole_and_the_others_stay(engine: Engine) -> None:
    start = months.begins(2031, 1)
    with db.transaction(engine) as session:
        months.make_ahead(session, now=start)
    fill(engine, [start - 9, start + 5, months.begins(2031, 2) + 5])
    with db.transaction(engine) as session:
        gone = months.drop_before(session, "verdicts", before=months.begins(2031, 2))
    assert gone == ["verdicts_2031_01", "verdicts_before"]
    assert [at for _, at in lies(engine, "verdicts")] == [start - 9, months.begins(2031, 2) + 5]
