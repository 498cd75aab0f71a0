"""Deferral: who may have it, until when, how it is completed, and how it ends."""

import datetime

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.cases.intake.deadlines import apply_deadlines
from backend.cases.intake.deferral import DeferralOver
from backend.cases.limits import last_day
from backend.registries.calendar import CHINA, day_of
from backend.security import Box
from tests.cases.desk import GAP, Desk, gap, ready
from tests.cases.world import scan, states
from tests.verification.world import City

DAY = 86_400


def noon(day: str) -> int:
    return int(datetime.datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=CHINA).timestamp())


@pytest.mark.parametrize(
    ("opened", "due", "assumed"),
    [
        ("2026-02-10", "2026-03-09", False),  # over the Spring Festival and two days that make up for it
        ("2025-12-22", "2026-01-13", False),  # over the end of the year; 4 January makes up
        ("2026-12-21", "2027-01-11", True),  # into a year whose days off are not known
    ],
)
def test_the_deadline_is_counted_in_working_days(
    app: Flask, engine: Engine, box: Box, opened: str, due: str, assumed: bool
) -> None:
    desk, _ = gap(City(app, engine, box, now=noon(opened)))
    case = desk.defer()
    assert (case.state, str(last_day(case.deferred_until)), case.due_assumed) == ("deferred", due, assumed)
    assert str(last_day(desk.materials[GAP].due_at)) == due
    ends = desk.materials[GAP].due_at or 0
    assert apply_deadlines(engine, now=ends - 1).ended == 0
    assert apply_deadlines(engine, now=ends).ended == 1
    assert (desk.case.state, desk.case.closed_at, desk.steps[-1].act) == ("ended", ends, "expire")
    assert apply_deadlines(engine, now=ends + DAY).ended == 0
    assert desk.case.revision == len(desk.steps)


def test_the_last_material_accepts_the_case_and_only_then_limits_begin(city: City) -> None:
    desk, _ = gap(city)
    answer = city.post(f"/cases/{desk.case_no}/deferral", {"revision": desk.case.revision})
    assert (answer.json["state"], states(answer.json)[GAP], answer.json["due"]) == ("deferred", "deferred", None)
    later = city.now + DAY
    case = desk.paper(GAP, at=later)
    assert (case.state, case.accepted_at) == ("accepted", later)
    assert [step.act for step in desk.steps][-3:] == ["defer", "add", "complete"]
    assert apply_deadlines(city.engine, now=later + 60 * DAY).ended == 0


def test_a_certificate_shown_later_exempts_what_was_deferred_and_accepts_the_case(city: City) -> None:
    desk, phone = gap(city)
    desk.defer()
    city.certify(phone, "general-proof", proof_kind="社会保险参保证明", issue_date=str(day_of(city.now)), valid_to=None)
    case = desk.show(phone, at=city.now + 1)
    assert (case.state, desk.materials[GAP].state) == ("accepted", "exempt")


def test_a_certificate_that_ceased_to_be_valid_meanwhile_keeps_the_case_waiting(city: City) -> None:
    desk, phone = gap(city)
    desk.defer()
    city.end(phone.held["resident-id"], "suspend")
    assert desk.paper(GAP).state == "deferred"
    assert desk.materials["id-card"].state == "missing"
    city.end(phone.held["resident-id"], "resume")
    assert desk.show(phone, at=city.now + 1).state == "accepted"


def test_a_certificate_that_is_valid_again_spares_its_paper_on_the_verdict_it_was_shown_under(city: City) -> None:
    desk, phone = gap(city)
    card = phone.held["social-security-card"]
    verdict = desk.materials["social-security-card"].verdict_id
    assert verdict is not None
    city.end(card, "suspend")
    scan(city, desk.case_no, city.code(phone, iat=city.now + 1))
    assert (desk.materials["social-security-card"].state, desk.materials["social-security-card"].verdict_id) == (
        "missing", None,
    )  # fmt: skip
    city.end(card, "resume")
    desk.defer()
    again = desk.materials["social-security-card"]
    assert (again.state, again.verdict_id) == ("exempt", verdict)


def test_what_was_taken_back_is_deferred_again_with_the_same_day(city: City) -> None:
    desk, phone = gap(city)
    desk.defer()
    due = desk.materials[GAP].due_at
    city.end(phone.held["resident-id"], "suspend")  # so that the case waits
    desk.paper(GAP)
    desk.paper(GAP, state="missing")
    assert (desk.materials[GAP].state, desk.materials[GAP].due_at) == ("deferred", due)


def test_nothing_is_taken_after_the_last_day_even_before_the_clock_ended_the_case(city: City) -> None:
    desk, phone = gap(city)
    ends = desk.defer().deferred_until or 0
    for act in (lambda: desk.paper(GAP, at=ends), lambda: desk.show(phone, at=ends)):
        with pytest.raises(DeferralOver):
            act()
    assert desk.case.state == "deferred"
    assert desk.paper(GAP, at=ends - 1).state == "accepted"


def test_what_may_not_follow_refuses_the_deferral_and_is_named(city: City) -> None:
    phone = city.phone(0, ("resident-id", "social-security-card"))
    desk = Desk(city)
    desk.show(phone)
    answer = city.post(f"/cases/{desk.case_no}/deferral", {"revision": 2})
    assert (answer.status_code, answer.json["code"]) == (409, "not_deferrable")
    assert (answer.json["reason"], answer.json["materials"]) == ("material_not_deferrable", ["application"])
    assert desk.case.state == "draft"


def test_an_unknown_applicant_or_a_case_that_lacks_nothing_has_nothing_to_defer(city: City) -> None:
    desk = Desk(city)
    for code in ("application", "id-card", "social-security-card"):
        desk.paper(code)
    refused = city.post(f"/cases/{desk.case_no}/deferral", {"revision": 4}).json
    assert (refused["code"], refused["reason"]) == ("not_deferrable", "applicant_unknown")
    desk.paper(GAP)
    refused = city.post(f"/cases/{desk.case_no}/deferral", {"revision": 5}).json
    assert (refused["code"], refused["reason"]) == ("not_deferrable", "nothing_missing")


@pytest.mark.parametrize(
    ("since", "until", "lifted", "barred"),
    [(-DAY, DAY, None, True), (0, 10**6, None, True), (-DAY, 0, None, False), (60, DAY, None, False),
     (-DAY, DAY, -1, False)],
)  # fmt: skip
def test_a_barred_applicant_gets_no_deferral_while_the_bar_holds(
    city: City, since: int, until: int, lifted: int | None, barred: bool
) -> None:
    desk, phone = gap(city)
    lifted_at = None if lifted is None else city.now + lifted
    desk.bar(phone, since=city.now + since, until=city.now + until, lifted_at=lifted_at)
    if not barred:
        assert desk.defer().state == "deferred"
        return
    answer = city.post(f"/cases/{desk.case_no}/deferral", {"revision": desk.case.revision})
    assert (answer.status_code, answer.json["code"]) == (409, "applicant_barred")
    assert answer.json["reason"] == {"zh": "承诺不实", "en": "a false commitment"}
    assert (desk.case.state, desk.materials[GAP].state) == ("draft", "missing")


def test_one_notice_names_all_that_is_missing(city: City) -> None:
    desk = Desk(city)
    notice = city.get(f"/cases/{desk.case_no}/missing-notice").json
    lines = {line["code"]: line for line in notice["materials"]}
    assert list(lines) == ["id-card", "social-security-card", "application", GAP]
    assert lines["id-card"]["where"] == {"by": "authority", "zh": "市公安局", "en": "Public Security Bureau"}
    assert (lines["application"]["form"], lines["application"]["due"]) == ("form", None)
    assert "补齐前不能受理" in lines["application"]["consequence"]["zh"]
    assert lines[GAP]["due"] > str(datetime.datetime.fromtimestamp(city.now, CHINA).date())
    assert "终止" in lines[GAP]["consequence"]["zh"]


def test_the_notice_of_a_deferred_case_keeps_its_day_and_that_of_a_complete_one_is_empty(city: City) -> None:
    desk, _ = gap(city)
    due = str(last_day(desk.defer().deferred_until))
    (line,) = city.get(f"/cases/{desk.case_no}/missing-notice").json["materials"]
    assert (line["code"], line["state"], line["due"]) == (GAP, "deferred", due)
    full, _ = ready(city, 1)
    assert city.get(f"/cases/{full.case_no}/missing-notice").json["materials"] == []
