"""Acceptance: only when nothing is missing now, by the revision that was seen, and once."""

from typing import Any

import pytest
from sqlalchemy import update

from backend import db
from backend.cases.limits import calendar_of, last_day
from backend.cases.models import Case
from backend.matters.models import MatterVersion
from backend.registries.calendar import day_of
from tests.cases.desk import GAP, PENSION, Desk, gap, ready
from tests.cases.world import states
from tests.verification.world import GATE_ID, City


def accept(city: City, desk: Desk, revision: int, **headers: str) -> Any:
    return city.post(f"/cases/{desk.case_no}/acceptance", {"revision": revision}, **headers)


def test_a_complete_case_is_accepted_and_its_limits_begin(city: City) -> None:
    desk, _ = ready(city)
    before = desk.case.revision
    case = accept(city, desk, before).json
    assert (case["state"], case["ready"], case["revision"], case["mark"]) == ("accepted", True, before + 1, "none")
    calendar, today = calendar_of(city.services), day_of(desk.case.accepted_at or 0)
    expected = [calendar.after(today, days).day.isoformat() for days in (10, 45)]
    assert [case["due"]["promised"], case["due"]["statutory"]] == expected
    assert [step.act for step in desk.steps] == ["open", "add", "fill", "add", "add", "accept"]
    assert [step.revision for step in desk.steps] == [1, 2, 3, 4, 5, 6]
    assert desk.steps[-1].changed == ["due", "state"]


def test_a_case_that_lacks_something_is_not_accepted_and_all_of_it_is_named(city: City) -> None:
    desk = Desk(city)
    answer = accept(city, desk, 1)
    assert (answer.status_code, answer.json["code"]) == (409, "materials_missing")
    assert answer.json["materials"] == ["application", "id-card", GAP, "social-security-card"]
    assert (desk.case.state, desk.case.revision, desk.case.due_promised) == ("draft", 1, None)


def test_a_certificate_suspended_between_scan_and_acceptance_counts_no_more(city: City) -> None:
    desk, phone = ready(city)
    city.end(phone.held["resident-id"], "suspend")
    seen = desk.case.revision
    refused = accept(city, desk, seen)
    assert (refused.status_code, refused.json["materials"]) == (409, ["id-card"])
    case = city.get(f"/cases/{desk.case_no}").json
    assert (states(case)["id-card"], case["state"], case["revision"]) == ("missing", "draft", seen + 1)
    assert (desk.steps[-1].act, desk.steps[-1].changed) == ("weigh", ["id-card"])
    assert accept(city, desk, seen).json["code"] == "case_changed"
    assert accept(city, desk, seen + 1).json["code"] == "materials_missing"
    assert desk.case.revision == seen + 1  # nothing new was found
    city.end(phone.held["resident-id"], "resume")
    assert accept(city, desk, seen + 1).json["state"] == "accepted"


def test_whoever_saw_an_older_revision_is_told_what_changed_and_nothing_is_done(city: City) -> None:
    desk, _ = gap(city)
    seen = desk.case.revision
    desk.paper(GAP)
    answer = accept(city, desk, seen)
    assert (answer.status_code, answer.json["code"], answer.json["changed"]) == (409, "case_changed", [GAP])
    assert (answer.json["revision"], answer.json["state"]) == (seen + 1, "draft")
    assert accept(city, desk, seen + 7).json["code"] == "case_changed"
    assert [desk.case.state, desk.case.revision] == ["draft", seen + 1]


def test_an_acceptance_sent_twice_is_done_once(city: City) -> None:
    desk, _ = ready(city)
    seen = desk.case.revision
    answers = [accept(city, desk, seen, **{"Idempotency-Key": "accept-1"}) for _ in range(2)]
    assert answers[0].json == answers[1].json
    assert (answers[0].status_code, desk.case.revision) == (200, seen + 1)
    again = accept(city, desk, seen)
    assert (again.json["code"], again.json["changed"]) == ("case_changed", ["due", "state"])
    wrong = accept(city, desk, seen + 1)
    assert (wrong.json["code"], wrong.json["state"], wrong.json["possible"]) == (
        "illegal_transition", "accepted", ["represent", "add", "fill"],
    )  # fmt: skip


@pytest.mark.parametrize("act", ["acceptance", "deferral"])
def test_an_act_of_another_window_or_role_reaches_no_case(city: City, act: str) -> None:
    desk, _ = ready(city)
    with city.app.app_context(), db.transaction(city.engine) as session:
        other = city.sign_in(session, "staff:00000000-0000-7000-8000-000000000009", "window", GATE_ID)
    body = {"revision": desk.case.revision}
    assert city.post(f"/cases/{desk.case_no}/{act}", body, other).status_code == 404
    assert city.post(f"/cases/{desk.case_no}/{act}", body, city.gate_token).status_code == 403
    for bad in ({}, {"revision": 0}, {"revision": "x"}, body | {"state": "approved"}):
        assert city.post(f"/cases/{desk.case_no}/{act}", bad).status_code == 422
    assert desk.case.state == "draft"


def test_a_case_goes_on_when_its_matter_and_office_left_the_catalogue(city: City) -> None:
    desk, _ = ready(city)
    with db.transaction(city.engine) as session:
        session.execute(update(MatterVersion).where(MatterVersion.code.startswith("rs-")).values(current=False))
    assert city.post("/cases", {"matter": PENSION}).status_code == 404
    case = accept(city, desk, desk.case.revision).json
    assert (case["state"], case["matter"]["code"], desk.case.office) == ("accepted", PENSION, "RS")


def test_papers_are_taken_back_only_before_acceptance_and_a_closed_case_takes_none(city: City) -> None:
    desk, phone = ready(city)
    accept(city, desk, desk.case.revision)
    path = f"/cases/{desk.case_no}/materials/{GAP}"
    assert city.put(path, {"state": "missing"}).json["code"] == "illegal_transition"
    assert city.put(path, {"state": "provided"}).status_code == 200
    with db.transaction(city.engine) as session:
        session.get_one(Case, desk.case_no).state = "ended"
    assert city.put(path, {"state": "provided"}).json["possible"] == []
    code = city.code(phone)
    refused = city.post(f"/cases/{desk.case_no}/scans", {"code": code})
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")
    assert city.verify(code)["accepted"]  # it was not used up


def test_the_last_days_that_a_page_shows_are_days_of_the_calendar(city: City) -> None:
    desk, _ = ready(city)
    case = desk.accept()
    assert last_day(case.due_promised) == calendar_of(city.services).after(day_of(city.now), 10).day
    assert last_day(None) is None
