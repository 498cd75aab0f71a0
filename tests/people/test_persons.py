"""Rules of who is who, on both engines."""

import threading
import uuid

import pytest
from sqlalchemy import Engine, func, select

from backend import db
from backend.people.models import Person, Route
from backend.people.persons import (
    IdentityNotMatched,
    ensure_person,
    ensure_persons,
    find_person,
    identity_of,
    person_of,
    persons_reachable,
    set_representative,
)
from backend.security import Box
from backend.web.request import PUBLIC, Actor

NUMBER = "11010119900101001X"


def test_a_number_leads_to_one_person_for_ever(engine: Engine, box: Box) -> None:
    with db.transaction(engine) as session:
        first = ensure_person(session, "citizen", NUMBER, "张三", box=box, now=1)
    with db.transaction(engine) as session:
        assert ensure_person(session, "citizen", NUMBER, "张三丰", box=box, now=2) == first
        assert find_person(session, "citizen", NUMBER, box=box) == first
        assert identity_of(session, first, box=box).name == "张三"
        assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_a_citizen_and_an_organisation_of_one_number_are_two(engine: Engine, box: Box) -> None:
    with db.transaction(engine) as session:
        both = ensure_persons(session, [("citizen", "1", "甲"), ("organisation", "1", "甲")], box=box, now=1)
        assert len(set(both)) == 2
        assert [identity_of(session, each, box=box).kind for each in both] == ["citizen", "organisation"]


def test_many_are_registered_in_order_with_repeats_and_known_ones_among_them(engine: Engine, box: Box) -> None:
    with db.transaction(engine) as session:
        known = ensure_person(session, "citizen", "n7", "七", box=box, now=1)
        entries = [("citizen", f"n{n % 900}", f"名{n % 900}") for n in range(1000)]
        ids = ensure_persons(session, entries, box=box, now=2)
        assert ids[7] == known
        assert ids[:100] == ids[900:]
        assert len(set(ids)) == 900
        assert identity_of(session, ids[899], box=box).number == "n899"
        assert session.scalar(select(func.count()).select_from(Person)) == 900
        assert session.scalar(select(func.count()).select_from(Route)) == 900


def test_two_registries_naming_one_number_at_once_get_one_person(engine: Engine, box: Box) -> None:
    gate, found = threading.Barrier(2), []
    numbers = [f"n{n}" for n in range(50)]

    def run(order: list[str]) -> None:
        gate.wait()
        with db.transaction(engine) as session:
            ids = ensure_persons(session, [("citizen", number, "名") for number in order], box=box, now=1)
        found.append(dict(zip(order, ids, strict=True)))

    threads = [threading.Thread(target=run, args=(order,)) for order in (numbers, numbers[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert len(found) == 2
    assert found[0] == found[1]
    with db.open_session(engine, reading=True) as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 50


def test_an_organisation_is_reached_by_its_representative_and_nobody_else(engine: Engine, box: Box) -> None:
    with db.transaction(engine) as session:
        boss, other = (ensure_person(session, "citizen", number, "名", box=box, now=1) for number in ("a", "b"))
        companies = sorted(ensure_person(session, "organisation", code, "司", box=box, now=1) for code in ("c", "d"))
        for company in companies:
            set_representative(session, company, boss)
        set_representative(session, other, boss)  # a citizen is represented by nobody
        assert persons_reachable(session, boss) == [boss, *companies]
        assert persons_reachable(session, other) == [other]
        set_representative(session, companies[0], other)
        assert persons_reachable(session, boss) == [boss, companies[1]]


def test_who_is_no_account_is_no_person(engine: Engine) -> None:
    staff = Actor(subject=f"staff:{uuid.uuid4()}", role="window")
    stranger = Actor(subject=f"account:{uuid.uuid4()}", role="citizen")
    with db.open_session(engine, reading=True) as session:
        for actor in (PUBLIC, staff, stranger):
            with pytest.raises(IdentityNotMatched):
                person_of(session, actor)
