"""Appending to the log: in the transaction of what is recorded, by one statement, by many writers at once."""

import hashlib
import threading

import pytest
from sqlalchemy import Engine, insert, select

from backend import db
from backend.audit.models import AuditChain, AuditEntry
from backend.audit.record import CHAINS, advance_head, ensure_chain, make_entry, record, record_many, this_chain
from tests.audit.log import LENGTH, NOW, look


def test_an_entry_and_what_it_records_are_one_transaction(engine: Engine, chain: int) -> None:
    session = db.open_session(engine)
    record(session, make_entry(at=NOW, actor="a", action="b", subject="c"))
    session.rollback()
    session.close()
    report = look(engine)
    assert (report.entries, report.breaks) == (LENGTH, ())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite links by steps, as record does
def test_the_head_advanced_inside_a_larger_statement_links_as_record_does(engine: Engine, chain: int) -> None:
    made = make_entry(at=NOW, actor="a", action="b", subject="c")
    with db.transaction(engine) as session:
        ensure_chain(session, chain)
        before = session.execute(select(AuditChain.hash)).scalar_one()
        seq, link = session.execute(advance_head(chain, made.digest)).one()
        assert link == hashlib.sha256(before + made.digest).digest()
        row = {"chain": chain, "seq": seq, "at": made.at, "actor": made.actor, "action": made.action}
        more = {"subject": made.subject, "detail": made.detail, "digest": made.digest, "hash": link}
        session.execute(insert(AuditEntry).values({**row, **more}))
    report = look(engine)
    assert (report.entries, report.breaks) == (LENGTH + 1, ())


@pytest.mark.parametrize("chains", [8, 1])  # 1: all writers queue for the same head
def test_writers_at_once_leave_valid_chains(engine: Engine, monkeypatch: pytest.MonkeyPatch, chains: int) -> None:
    monkeypatch.setattr("backend.audit.record.CHAINS", chains)
    start, errors = threading.Barrier(4), list[Exception]()

    def write(name: str) -> None:
        try:
            start.wait(timeout=20)
            for number in range(25):
                with db.transaction(engine) as session:
                    entries = [make_entry(at=NOW, actor=name, action="a", subject=f"s:{number}:{n}") for n in range(2)]
                    record_many(session, entries)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(f"staff:{name}",)) for name in range(4)]
    for thread in threads:
        thread.start()
    reports = [look(engine) for _ in range(5)]  # a check meanwhile must not see breaks that are none
    for thread in threads:
        thread.join(timeout=120)
    assert errors == []
    assert [report.breaks for report in reports] == [()] * 5
    report = look(engine)
    assert (report.entries, report.breaks) == (200, ())


def test_the_threads_of_a_process_write_to_different_chains_and_each_always_to_its_own() -> None:
    start, found = threading.Barrier(CHAINS), list[set[int]]()

    def ask() -> None:
        start.wait(timeout=20)
        found.append({this_chain() for _ in range(3)})

    threads = [threading.Thread(target=ask) for _ in range(CHAINS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(chain for own in found for chain in own) == list(range(CHAINS))
