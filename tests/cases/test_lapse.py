"""Drafts begun online that nobody goes on with: when the clock ends them, and what keeps them."""

import datetime

from sqlalchemy import select

from backend import db
from backend.cases.intake.deadlines import apply_deadlines, lapse
from backend.cases.models import Case, CaseStep
from backend.registries.calendar import day_of, end_of
from tests.cases.desk import GAP, Desk
from tests.cases.online import TYPED, TYPES, Applying
from tests.verification.world import City

DAY = 86_400


def end(now: int) -> int:
    """The first second after the ninetieth day."""
    return end_of(day_of(now) + datetime.timedelta(days=90))


def last(city: City, case_no: str) -> CaseStep:
    with db.open_session(city.engine) as session:
        query = select(CaseStep).where(CaseStep.case_no == case_no).order_by(CaseStep.revision.desc())
        return session.scalars(query).all()[0]


def test_a_draft_ends_after_ninety_days_without_an_act_and_only_once(city: City) -> None:
    applying, ends = Applying(city, city.phone(0, TYPES)), end(city.now)
    assert apply_deadlines(city.engine, now=ends - 1).lapsed == 0
    assert [apply_deadlines(city.engine, now=at).lapsed for at in (ends, ends + DAY)] == [1, 0]
    step = last(city, applying.no)
    assert (step.act, step.state, step.revision, step.at) == ("lapse", "ended", 2, ends)
    refused = applying.fill(TYPED, revision=2)
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")
    assert (applying.read()["state"], applying.case["acts"]) == ("ended", [])


def test_an_act_begins_the_days_anew_and_whoever_was_faster_wins(city: City) -> None:
    begun = city.now
    applying = Applying(city, city.phone(0, TYPES))
    with db.transaction(city.engine) as session:  # begun long ago, and filled in today
        step = session.scalars(select(CaseStep).where(CaseStep.case_no == applying.no)).one()
        step.at = begun - 80 * DAY
    assert applying.fill(TYPED).status_code == 200
    assert apply_deadlines(city.engine, now=end(begun - 80 * DAY)).lapsed == 0
    with db.transaction(city.engine) as session:  # found by the walk before the act, looked at after it
        assert not lapse(session, session.get_one(Case, applying.no), now=end(begun) - 1)
    assert apply_deadlines(city.engine, now=end(begun)).lapsed == 1


def test_a_few_drafts_at_a_time_end_the_oldest_first(city: City) -> None:
    phone = city.phone(0, TYPES)
    applying = [Applying(city, phone) for _ in range(3)]
    with db.transaction(city.engine) as session:
        for place, one in enumerate(applying):
            session.scalars(select(CaseStep).where(CaseStep.case_no == one.no)).one().at -= place * DAY
    ends = end(city.now)
    assert apply_deadlines(city.engine, now=ends, most=2).lapsed == 2
    assert [one.read()["state"] for one in applying] == ["draft", "ended", "ended"]
    assert apply_deadlines(city.engine, now=ends, most=2).lapsed == 1


def test_drafts_of_windows_and_what_was_deferred_online_do_not_lapse(city: City) -> None:
    desk = Desk(city)
    applying = Applying(city, city.phone(0, TYPES), offered=True)
    assert applying.fill(TYPED).status_code == 200
    assert applying.submit(defer=True).status_code == 200
    assert (applying.case["state"], applying.states()[GAP]) == ("deferred", "deferred")
    done = apply_deadlines(city.engine, now=end(city.now) + DAY)
    assert (done.lapsed, done.ended, desk.case.state, applying.read()["state"]) == (0, 1, "draft", "ended")
    assert last(city, applying.no).act == "expire"
