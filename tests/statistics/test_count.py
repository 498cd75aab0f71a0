"""Counts by day: complete at every moment, nothing twice, nothing of an open transaction, and never a whole table."""

import datetime
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, func, select, text, update

from backend import db
from backend.cases.models import CaseMaterial
from backend.certificates.models import Certificate
from backend.statistics.count import LAG, STEP, advance, count_all, counts
from backend.statistics.models import CountedUntil, DayCount
from backend.statistics.sources import SOURCES, Key
from backend.verification.models import VerdictRow
from backend.web.sums import DAY, add_counts, day_number, start_of
from tests.cases.world import open_case, scan
from tests.verification.world import City


def busy(city: City) -> None:
    """Two certificates, a case with one material spared, one code refused as used, one of another system."""
    phone = city.phone(0, ("resident-id", "social-security-card"))
    code = city.code(phone)
    scan(city, open_case(city, "gj-withdrawal-rent", married="no"), code)
    city.verify(code)
    city.verify("https://example.org/")


def everything(engine: Engine) -> dict[str, Counter[Key]]:
    with db.open_session(engine, reading=True) as session:
        return {measure: counts(session, measure, first_day=0, last_day=10**6) for measure in SOURCES}


def test_what_is_counted_when_asked_and_what_the_worker_kept_are_the_same(city: City) -> None:
    busy(city)
    asked = everything(city.engine)
    assert {measure: found.total() for measure, found in asked.items()} == {
        "issued": 2, "scans": 3, "cases": 1, "exempted": 1, "partners": 0, "reported": 0,
    }  # fmt: skip
    assert count_all(city.engine, now=city.now + LAG + 60) > 0
    assert everything(city.engine) == asked
    with db.open_session(city.engine, reading=True) as session:
        assert session.scalars(select(DayCount.count)).all() != []


def test_a_refusal_is_counted_by_its_reason_and_a_case_for_the_office_of_its_matter(city: City) -> None:
    busy(city)
    found, day = everything(city.engine), day_number(city.now)
    assert found["scans"] == {
        (day, "GJ", "window", "accepted"): 1,
        (day, "", "window", "replayed"): 1,
        (day, "", "window", "unsupported_code"): 1,
    }
    assert found["cases"] == {(day, "GJ", "gj-withdrawal-rent", ""): 1}
    assert found["exempted"] == {(day, "GJ", "gj-withdrawal-rent", "id-card"): 1}
    assert found["issued"] == {(day, "GA", "1", "first"): 1, (day, "RS", "6", "first"): 1}


def test_a_renewed_certificate_is_counted_as_a_next_version(city: City) -> None:
    city.renew(city.phone(0).held["resident-id"])
    found = everything(city.engine)["issued"]
    assert {key[3]: count for key, count in found.items()} == {"first": 1, "next": 1}


def test_the_worker_counts_nothing_that_is_nearer_than_the_longest_transaction(city: City) -> None:
    busy(city)
    count_all(city.engine, now=city.now + LAG - 60)
    with db.open_session(city.engine, reading=True) as session:
        assert session.scalars(select(DayCount)).all() == []
        assert set(session.scalars(select(CountedUntil.until))) == {city.now - 60}
    assert everything(city.engine)["scans"].total() == 3


def test_counting_again_counts_nothing_twice(city: City) -> None:
    busy(city)
    asked = everything(city.engine)
    for later in (0, 1, STEP, DAY):
        count_all(city.engine, now=city.now + LAG + 60 + later)
    assert everything(city.engine) == asked


def test_two_workers_at_once_count_nothing_twice(city: City) -> None:
    busy(city)
    asked, now = everything(city.engine), city.now + LAG + 60
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: count_all(city.engine, now=now), range(4)))
    assert everything(city.engine) == asked


def test_a_long_time_is_counted_a_step_at_a_time(city: City) -> None:
    busy(city)
    with db.transaction(city.engine) as session:
        first = session.scalars(select(func.min(CaseMaterial.changed_at))).one()
        assert advance(session, "exempted", now=first + LAG + 2 * STEP)
        assert session.scalars(select(CountedUntil.until)).one() == first + STEP
    with db.transaction(city.engine) as session:
        assert not advance(session, "exempted", now=first + LAG + 2 * STEP)
        assert session.scalars(select(CountedUntil.until)).one() == first + 2 * STEP


def test_only_the_days_and_offices_asked_for_are_told(city: City) -> None:
    busy(city)
    today = day_number(city.now)
    for kept in (False, True):
        if kept:
            count_all(city.engine, now=city.now + LAG + 60)
        with db.open_session(city.engine, reading=True) as session:
            told = counts(session, "issued", first_day=today, last_day=today, offices=("RS",))
            before = counts(session, "issued", first_day=0, last_day=today - 1)
        assert {key[1] for key in told} == {"RS"}
        assert before == {}


def test_the_kept_counts_are_what_is_told_when_the_rows_are_gone(city: City) -> None:
    busy(city)
    asked = everything(city.engine)
    count_all(city.engine, now=city.now + LAG + 60)
    with db.transaction(city.engine) as session:
        session.execute(delete(VerdictRow))
        session.execute(update(CaseMaterial).values(state="missing"))
    assert everything(city.engine) == asked


def test_a_day_begins_at_midnight_in_china() -> None:
    midnight = start_of(datetime.date(2026, 11, 22))
    assert datetime.datetime.fromtimestamp(midnight, datetime.UTC).isoformat() == "2026-11-21T16:00:00+00:00"
    assert day_number(midnight) == day_number(midnight - 1) + 1 == day_number(midnight + DAY - 1)


def test_two_processes_that_add_to_one_counter_lose_nothing(engine: Engine) -> None:
    row = {"measure": "scans", "day": 1, "office": "", "subject": "window", "item": "accepted", "count": 3}
    for _ in range(2):
        with db.transaction(engine) as session:
            add_counts(session, DayCount, [row])
    with db.open_session(engine, reading=True) as session:
        assert session.scalars(select(DayCount.count)).one() == 6


@pytest.mark.parametrize("measure", list(SOURCES))
def test_counting_walks_an_index_and_never_a_whole_table(city: City, measure: str) -> None:
    if city.engine.dialect.name != "sqlite":
        return  # PostgreSQL reads a table this small whole, whatever indexes there are
    statement = SOURCES[measure].statement(city.now, city.now + 60)
    compiled = statement.compile(dialect=city.engine.dialect, compile_kwargs={"literal_binds": True})
    with city.engine.connect() as connection:
        plan = [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]
    walked = [step for step in plan if step.startswith(("SCAN", "SEARCH")) and "(subquery" not in step]
    assert walked
    assert all(step.startswith("SEARCH") for step in walked), plan


def test_a_certificate_counts_on_the_day_of_its_issue(city: City) -> None:
    held = city.phone(0).held["resident-id"]
    with db.transaction(city.engine) as session:
        which = Certificate.certificate_id == held.certificate_id
        session.execute(update(Certificate).where(which).values(issued_at=city.now - DAY))
    assert {key[0] for key in everything(city.engine)["issued"]} == {day_number(city.now) - 1}
