"""What a citizen is told of their cases: each act once, a reminder before a deferral is over, and nobody else's."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.cases.intake.deadlines import apply_deadlines
from backend.cases.limits import last_day
from backend.notices.notice import Notice, Span
from backend.notices.read import notices, reader_of
from backend.registries.calendar import CHINA, day_of, end_of
from backend.registries.holidays_folder import load_calendar
from backend.security import Box
from tests.cases.desk import GAP, gap, ready
from tests.cases.online import TYPES, Applying
from tests.verification.world import CATALOGUE, City, Phone

CALENDAR = load_calendar(Path("/nowhere"))


def told(city: City, phone: Phone, at: int) -> list[Notice]:
    """The notices of cases at that time, oldest first."""
    return [one for one in reversed(all_told(city, phone, at)) if one.kind.startswith("case_")]


def all_told(city: City, phone: Phone, at: int) -> list[Notice]:
    with db.open_session(city.engine) as session:
        reader = reader_of(session, phone.actor, catalogue=CATALOGUE, calendar=CALENDAR, box=city.box)
        return notices(session, reader, Span(at, 100))


def test_a_deferral_its_reminder_and_its_end_are_told_in_order(app: Flask, engine: Engine, box: Box) -> None:
    noon = datetime.datetime(2026, 2, 10, 12, tzinfo=CHINA)
    city = City(app, engine, box, now=int(noon.timestamp()))
    desk, phone = gap(city)
    until = desk.defer().deferred_until or 0
    assert [one.kind for one in told(city, phone, city.now)] == ["case_deferred"]
    reminded = int(datetime.datetime(2026, 3, 4, tzinfo=CHINA).timestamp())  # 5, 6 and 9 March are left
    assert [one.kind for one in told(city, phone, reminded - 1)] == ["case_deferred"]
    found = told(city, phone, reminded)
    assert [(one.kind, one.at) for one in found[1:]] == [("case_deferral_due", reminded)]
    assert (str(found[1].zh["day"]), found[1].case_no) == ("2026-03-09", desk.case_no)
    apply_deadlines(engine, now=until)
    assert [one.kind for one in told(city, phone, until)] == ["case_deferred", "case_ended"]
    assert told(city, city.phone(6), until) == []


def test_what_followed_in_time_is_told_as_accepted_and_reminded_of_no_more(city: City) -> None:
    desk, phone = gap(city)
    until = desk.defer().deferred_until or 0
    desk.paper(GAP, at=city.now + 1)
    assert [one.kind for one in told(city, phone, until)] == ["case_deferred", "case_accepted"]
    assert told(city, phone, until)[1].zh["day"] == last_day(desk.case.due_promised)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_acceptance_names_the_matter_and_the_promised_day(city: City, language: str) -> None:
    desk, phone = ready(city)
    desk.accept()
    items: list[Any] = city.get("/notices", phone.token).json["items"]
    (found,) = [one for one in items if one["kind"] == "case_accepted"]
    day = str(CALENDAR.after(day_of(city.now), 10).day)
    assert day in found["title"][language]
    assert ("养老保险" if language == "zh" else "pension") in found["title"][language]
    assert found["case_no"] == desk.case_no


def test_a_withdrawal_is_told(city: City) -> None:
    desk, phone = ready(city)
    city.post(f"/me/cases/{desk.case_no}/withdrawal", {"revision": desk.case.revision}, phone.token)
    assert [one.kind for one in told(city, phone, city.now + 60)] == ["case_withdrawn"]


def test_a_draft_is_told_of_seven_days_before_it_ends_and_again_when_it_ended(city: City) -> None:
    phone = city.phone(0, TYPES)
    applying = Applying(city, phone)
    begun = day_of(city.now)
    ends = end_of(begun + datetime.timedelta(days=90))
    warned = ends - 8 * 86_400  # seven days before the last one, from its first second on
    assert told(city, phone, warned - 1) == []
    (found,) = told(city, phone, warned)
    assert (found.kind, found.at, found.case_no) == ("case_lapse_due", warned, applying.no)
    assert found.zh["day"] == begun + datetime.timedelta(days=90)
    apply_deadlines(city.engine, now=ends)
    assert [(one.kind, one.at) for one in told(city, phone, ends)] == [("case_lapsed", ends)]
    assert told(city, city.phone(6), ends) == []
    assert "rating_open" not in {one.kind for one in all_told(city, phone, ends)}  # no window had it
