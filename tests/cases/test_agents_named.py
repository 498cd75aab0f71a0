"""Agents whom a phone or a letter names: who may name whom, and what ends it."""

from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.cases.agents import CaseAgent
from backend.cases.models import CaseCertificate
from tests.cases.agents import (
    PAPERS,
    accept,
    alike,
    appoint,
    authorisation,
    bring,
    id_code,
    letter,
    long_ago,
    online,
    pack,
    papers,
    person,
    told,
    why,
)
from tests.cases.desk import GAP, PENSION
from tests.cases.online import TYPES, Applying
from tests.cases.world import form, open_case, scan, states
from tests.verification.world import City

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # says nothing of the engine


def test_a_phone_names_an_agent_who_brings_the_case_to_a_window(city: City) -> None:
    owner, agent, other = city.phone(81, TYPES), city.phone(80), city.phone(82)
    case_no = online(city, owner)
    assert why(bring(city, case_no, agent))[:2] == (404, "case_not_found")
    named = appoint(city, owner, case_no, agent)
    assert named.status_code == 200, named.text
    assert (named.json["agent"]["basis"], named.json["answers"]) == ("phone", {"channel": "agent"})
    assert told(city, agent)["agency_given"].case_no is None
    assert owner.held["resident-id"].clean["name"] not in str(told(city, agent))
    assert "case_agent_acts" not in told(city, owner)
    assert why(bring(city, case_no, other))[:2] == (404, "case_not_found")
    as_applicant = city.post(f"/cases/{case_no}/scans", {"code": id_code(city, agent, at=city.now + 1)})
    assert why(as_applicant)[:2] == (404, "case_not_found")
    came = bring(city, case_no, agent, at=city.now + 2).json["case"]
    assert [states(came)[code] for code in ("agent-letter", "agent-id", "id-card", GAP)] == [
        "exempt", "exempt", "exempt", "missing",
    ]  # fmt: skip
    assert told(city, owner)["case_agent_acts"].case_no == case_no
    papers(city, case_no, GAP)
    assert accept(city, case_no).json["state"] == "accepted"
    assert city.delete(f"/me/cases/{case_no}/agent", owner.token).status_code == 200
    after = city.get(f"/cases/{case_no}").json
    assert (after["state"], states(after)["agent-letter"], after["agent"]["basis"]) == ("accepted", "exempt", "phone")
    assert why(bring(city, case_no, agent, at=city.now + 3)) == (409, "authorisation_over", "taken_back")
    assert city.get("/me/agencies", agent.token).json["items"] == []
    with db.open_session(city.engine) as session:
        assert check(session).breaks == ()
        [row] = session.scalars(select(CaseAgent))
        stored = b"".join(str(vars(row)).encode() for row in [row]) + (row.sealed or b"")
        secret = [*person(city, agent).values(), *person(city, owner).values()]
        assert [one for one in secret if one.encode() in stored] == []


@ONCE
def test_a_statement_serves_its_own_case_once_and_names_a_person_of_the_registry(city: City) -> None:
    owner, agent = city.phone(81, TYPES), city.phone(80)
    case_no, path = online(city, owner), "/me/cases/{}/agent"
    other_no = Applying(city, owner, offered=True).no
    right = person(city, agent)

    def put(body: dict[str, Any], number: str = case_no) -> Any:
        return city.put(path.format(number), body, owner.token)

    first = authorisation(city, owner, case_no, right)
    revision = city.get(f"/me/cases/{other_no}", owner.token).json["revision"]
    for body, number in (
        (first | {"revision": revision}, other_no),
        (authorisation(city, owner, case_no, right, signer=agent.signer), case_no),
        (authorisation(city, owner, case_no, right, name="别人"), case_no),
        (first | {"until": "2027-01-01"}, case_no),
    ):
        assert put(body, number).json["code"] in ("consent_refused", "invalid")
    assert put(authorisation(city, owner, case_no, right, days=181)).json["code"] == "invalid"
    nobody, misnamed = (
        put(authorisation(city, owner, case_no, right | wrong))
        for wrong in ({"citizen_number": "11010519491231002X"}, {"name": "别人"})
    )
    assert alike(nobody, misnamed)
    assert (nobody.status_code, nobody.json["code"]) == (422, "agent_not_found")
    assert put(authorisation(city, owner, case_no, person(city, owner))).json["code"] == "agent_is_applicant"
    assert put(first).status_code == 200
    assert put(first).json["code"] == "case_changed"
    again = put(first | {"revision": first["revision"] + 1})
    assert (again.json["code"], again.json["errors"][0]["problem"]) == ("consent_refused", "statement_differs")


def test_what_is_taken_back_is_over_at_once_until_the_applicant_comes(city: City) -> None:
    owner, agent = city.phone(81, TYPES), city.phone(80)
    case_no = online(city, owner)
    appoint(city, owner, case_no, agent)
    bring(city, case_no, agent)
    papers(city, case_no, GAP)
    back = city.delete(f"/me/cases/{case_no}/agent", owner.token)
    assert (back.status_code, back.json["agent"], back.json["answers"]) == (200, None, {"channel": "self"})
    assert city.delete(f"/me/cases/{case_no}/agent", owner.token).json["code"] == "agent_missing"
    assert "agency_taken_back" in told(city, agent)
    assert why(accept(city, case_no)) == (409, "authorisation_over", "taken_back")
    assert why(bring(city, case_no, agent, at=city.now + 1)) == (409, "authorisation_over", "taken_back")
    with db.open_session(city.engine) as session:
        mine = CaseCertificate.certificate_id == agent.held["resident-id"].certificate_id
        assert session.scalars(select(CaseCertificate).where(mine)).all() == []
    long_ago(city, 5)
    scan(city, case_no, pack(city, owner, at=city.now + 2))
    assert accept(city, case_no).json["state"] == "accepted"


@ONCE
@pytest.mark.parametrize("how", ["until_passed", "id_not_valid"])
def test_an_acceptance_looks_again_whether_the_agent_may_act(city: City, how: str) -> None:
    owner, agent = city.phone(81, TYPES), city.phone(80)
    case_no = online(city, owner)
    appoint(city, owner, case_no, agent, days=1)
    bring(city, case_no, agent)
    papers(city, case_no, GAP)
    if how == "id_not_valid":
        city.end(agent.held["resident-id"], "suspend")
    else:
        with db.transaction(city.engine) as session:
            session.scalars(select(CaseAgent)).one().until = city.now
        assert city.get("/me/agencies", agent.token).json["items"] == []
    assert why(accept(city, case_no)) == (409, "authorisation_over", how)


def test_a_letter_names_the_applicant_and_the_applicant_hears_of_it(city: City) -> None:
    owner, agent, other = city.phone(81, TYPES), city.phone(80), city.phone(82)
    case_no = open_case(city, PENSION, channel="agent")
    right = person(city, owner)
    assert why(letter(city, case_no, right))[:2] == (409, "agent_missing")
    bring(city, case_no, agent)
    nobody, misnamed = (
        letter(city, case_no, right | wrong) for wrong in ({"citizen_number": "11010519491231002X"}, {"name": "别人"})
    )
    assert alike(nobody, misnamed)
    assert (nobody.status_code, nobody.json["code"]) == (422, "applicant_not_found")
    assert letter(city, case_no, person(city, agent)).json["code"] == "agent_is_applicant"
    named = letter(city, case_no, right).json
    assert (named["agent"]["basis"], named["applicant"]["name"]) == ("paper", right["name"])
    assert (states(named)["agent-letter"], states(named)["id-card"], form(named)) == ("missing", "missing", {})
    assert letter(city, case_no, right).json["code"] == "applicant_known"
    assert told(city, owner)["case_agent_acts"].case_no == case_no
    assert city.delete(f"/cases/{case_no}/agent").json["code"] == "illegal_transition"
    assert why(bring(city, case_no, other)) == (409, "authorisation_over", "not_named")
    refused = city.post(f"/cases/{case_no}/scans", {"code": id_code(city, other, at=city.now + 1)}).json
    assert refused["verdict"]["reason"] == "holder_mismatch"
    papers(city, case_no, *PAPERS, "agent-letter", "id-card", "social-security-card")
    assert city.delete(f"/me/cases/{case_no}/agent", owner.token).json["agent"] is None
    assert why(accept(city, case_no)) == (409, "authorisation_over", "taken_back")
    with db.open_session(city.engine) as session:
        actions = select(AuditEntry.action).where(AuditEntry.action.like("case.applicant%"))
        assert sorted(session.scalars(actions)) == ["case.applicant_named", *["case.applicant_refused"] * 2]


@ONCE
def test_a_clerk_does_not_try_names_for_ever(city: City) -> None:
    agent, owner = city.phone(80), city.phone(81)
    case_no = open_case(city, PENSION, channel="agent")
    bring(city, case_no, agent)
    wrong = person(city, owner) | {"name": "别人"}
    tries = [letter(city, case_no, wrong).status_code for _ in range(21)]
    assert tries == [422] * 20 + [429]
    assert letter(city, case_no, person(city, owner)).status_code == 429
