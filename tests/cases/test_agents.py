"""Agents at the window, in the order of the rules: whose code counts for what, who may name whom, and what ends it."""

import pytest
from sqlalchemy import func, select

from backend import db
from backend.cases.agents import CaseAgent
from backend.verification.models import UsedCode
from tests.cases.agents import (
    accept,
    answer,
    bring,
    fill,
    id_code,
    long_ago,
    pack,
    papers,
    why,
)
from tests.cases.desk import PENSION, ready
from tests.cases.joint import birth, offices, part_of
from tests.cases.office import Officer
from tests.cases.online import TYPES
from tests.cases.world import form, offer_matters, open_case, scan, states
from tests.verification.world import City

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # says nothing of the engine


def test_an_agents_code_counts_for_what_is_asked_of_the_agent_alone(city: City) -> None:
    agent, owner = city.phone(80), city.phone(81, TYPES)
    case_no = open_case(city, PENSION, channel="agent")
    came = bring(city, case_no, agent).json["case"]
    assert (came["agent"]["basis"], came["applicant"], came["applicant_known"]) == ("none", None, False)
    assert came["agent"]["name"] == agent.held["resident-id"].clean["name"]
    assert (states(came)["agent-id"], states(came)["id-card"], states(came)["agent-letter"]) == (
        "exempt", "missing", "missing",
    )  # fmt: skip
    assert (form(came), came["may_name_applicant"]) == ({}, True)
    assert why(accept(city, case_no)) == (409, "applicant_missing", None)
    own_code = city.post(f"/cases/{case_no}/scans", {"code": id_code(city, agent, at=city.now + 1)})
    assert why(own_code) == (409, "agent_is_applicant", None)
    both = scan(city, case_no, pack(city, owner))["case"]
    assert (both["agent"]["basis"], states(both)["agent-letter"]) == ("present", "exempt")
    assert form(both)["name"] == both["applicant"]["name"] == owner.held["resident-id"].clean["name"]
    assert why(bring(city, case_no, owner, at=city.now + 2)) == (409, "agent_is_applicant", None)
    papers(city, case_no)
    fill(city, case_no)
    assert accept(city, case_no).json["state"] == "accepted"
    [line] = city.get("/me/agencies", agent.token).json["items"]
    assert (line["case_no"], line["basis"], line["state"]) == (case_no, "present", "accepted")
    assert owner.held["resident-id"].clean["name"] not in str(line)
    assert city.get(f"/me/cases/{case_no}", agent.token).status_code == 404
    mine = city.get(f"/me/cases/{case_no}", owner.token).json["agent"]
    assert (mine["basis"], mine["window"]["zh"][:4]) == ("present", "hall")
    assert agent.held["resident-id"].clean["name"] not in str(mine)
    reads = [one["case_no"] for one in city.get("/history", agent.token).json["items"]]
    assert reads == [case_no]


@ONCE
def test_a_code_that_says_too_little_or_a_matter_that_asks_for_the_person_is_refused_and_the_code_unused(
    city: City,
) -> None:
    agent = city.phone(80)
    case_no = open_case(city, PENSION, channel="agent")
    code = city.code(agent, number=2)
    assert why(city.post(f"/cases/{case_no}/scans", {"code": code, "role": "agent"})) == (
        409, "agent_not_identified", None,
    )  # fmt: skip
    personal = city.post("/cases", {"matter": "mz-marriage-registration", "answers": {}}).json
    assert personal["agents_allowed"] is False
    assert why(bring(city, personal["case_no"], agent)) == (403, "agent_not_allowed", None)
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(UsedCode)) == 0
        assert session.scalars(select(CaseAgent)).all() == []


@ONCE
def test_a_spouse_who_comes_as_the_agent_strikes_off_nothing_of_the_spouses(city: City) -> None:
    owner, spouse = city.phone(0, ("resident-id", "marriage")), city.phone(1)
    case_no = open_case(city, "gj-withdrawal-rent", married="yes")
    first = scan(city, case_no, pack(city, owner))["case"]
    assert (states(first)["marriage"], states(first)["spouse-id"]) == ("exempt", "missing")
    as_agent = bring(city, case_no, spouse)
    assert (as_agent.status_code, states(as_agent.json["case"])["spouse-id"]) == (200, "missing")
    as_spouse = scan(city, case_no, id_code(city, spouse, at=city.now + 1))["case"]
    assert states(as_spouse)["spouse-id"] == "exempt"
    again = bring(city, case_no, spouse, at=city.now + 2).json["case"]
    assert states(again)["spouse-id"] == "exempt"


@ONCE
def test_the_answers_and_who_is_there_must_agree(city: City) -> None:
    desk, owner = ready(city, 81)
    agent = city.phone(80)
    fill(city, desk.case_no)
    assert answer(city, desk.case_no, channel="agent").status_code == 200
    assert why(accept(city, desk.case_no))[:2] == (409, "agent_missing")
    assert answer(city, desk.case_no, channel="nobody").status_code == 422
    assert states(answer(city, desk.case_no, channel="self").json)["agent-letter"] == "not_applicable"
    assert bring(city, desk.case_no, agent).json["case"]["agent"]["basis"] == "present"
    told_why = accept(city, desk.case_no).json
    assert [told_why[name] for name in ("code", "question", "answer")] == ["agent_not_answered", "channel", "agent"]
    assert city.delete(f"/cases/{desk.case_no}/agent").json["agent"] is None
    assert accept(city, desk.case_no).json["state"] == "accepted"
    assert answer(city, desk.case_no, channel="agent").json["code"] == "illegal_transition"
    late = bring(city, desk.case_no, city.phone(82))
    assert why(late) == (409, "authorisation_over", "not_named")
    assert owner.token


@ONCE
def test_an_agent_comes_only_while_the_applicant_is_there(city: City) -> None:
    agent, owner = city.phone(80), city.phone(81, TYPES)
    offer_matters(city)
    case_no = open_case(city, PENSION, channel="agent")
    scan(city, case_no, pack(city, owner))
    long_ago(city, 1801)
    assert why(bring(city, case_no, agent)) == (409, "authorisation_over", "not_named")
    scan(city, case_no, pack(city, owner, at=city.now + 1))
    assert bring(city, case_no, agent).json["case"]["agent"]["basis"] == "present"


@ONCE
def test_an_organisations_agent_fills_what_the_form_asks_of_one_and_only_then_must_it(city: City) -> None:
    head, agent = city.phone(83), city.phone(80)
    city.certify(head, "business-licence")
    case_no = open_case(city, "sc-food-business-permit", business="sale")
    alone = scan(city, case_no, pack(city, head))["case"]
    assert [one["required"] for one in alone["form"] if one["name"].startswith("agent_")] == [False, False]
    both = bring(city, case_no, agent).json["case"]
    assert [one["required"] for one in both["form"] if one["name"].startswith("agent_")] == [True, True]
    assert form(both)["agent_name"] == agent.held["resident-id"].clean["name"]
    assert form(both)["legal_representative"] == head.held["business-licence"].clean["legal_representative"]
    assert states(both)["agent-id"] == "exempt"
    assert bring(city, case_no, head, at=city.now + 1).json["code"] == "agent_is_applicant"
    without = city.delete(f"/cases/{case_no}/agent").json
    assert ("agent_name" in form(without), states(without)["agent-id"]) == (False, "not_applicable")


def test_a_part_of_a_joint_matter_has_the_agent_of_its_case_for_the_officer_who_took_it(city: City) -> None:
    desk, _ = birth(city)
    agent = city.phone(80)
    bring(city, desk.case_no, agent)
    desk.accept()
    part = part_of(city, desk.case_no, offices(city, desk.case_no)[0])
    officer = Officer(city, part.office)
    assert officer.get(f"/office-cases/{part.case_no}").json["agent"] is None
    taken = officer.take(part.case_no, part.revision).json
    assert (taken["agent"]["basis"], taken["applicant"] is None) == ("present", False)
    [line] = city.get("/me/agencies", agent.token).json["items"]
    assert line["case_no"] == desk.case_no
