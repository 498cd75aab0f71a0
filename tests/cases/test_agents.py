"""Agents at the window, in the order of the rules: whose code counts for what, who may name whom, and what ends it."""

from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.cases.agents import CaseAgent
from backend.cases.models import CaseCertificate
from backend.verification.models import UsedCode
from tests.cases.agents import alike, appoint, authorisation, bring, id_code, letter, long_ago, person, told
from tests.cases.desk import GAP, PENSION, ready
from tests.cases.joint import birth, offices, part_of
from tests.cases.office import Officer
from tests.cases.online import TYPED, TYPES, Applying
from tests.cases.world import form, offer_matters, open_case, scan, states
from tests.verification.world import City, Phone

PAPERS = ("application", GAP)
ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # says nothing of the engine


def pack(city: City, phone: Phone, *, at: int | None = None) -> str:
    entries = [(held.handle, 9) for held in phone.held.values()]
    return city.pack(phone, entries, iat=city.now if at is None else at)


def papers(city: City, case_no: str, *codes: str) -> None:
    for code in codes or PAPERS:
        assert city.put(f"/cases/{case_no}/materials/{code}", {"state": "provided"}).status_code == 200


def fill(city: City, case_no: str) -> None:
    body = {"revision": city.get(f"/cases/{case_no}").json["revision"], "fields": TYPED}
    assert city.put(f"/cases/{case_no}/form", body).status_code == 200


def accept(city: City, case_no: str) -> Any:
    revision = city.get(f"/cases/{case_no}").json["revision"]
    return city.post(f"/cases/{case_no}/acceptance", {"revision": revision})


def answer(city: City, case_no: str, **answers: str) -> Any:
    revision = city.get(f"/cases/{case_no}").json["revision"]
    return city.put(f"/cases/{case_no}/answers", {"revision": revision, "answers": answers})


def online(city: City, owner: Phone) -> str:
    """A pension case that its applicant began on the phone and sent in, but for what may follow."""
    applying = Applying(city, owner)
    assert applying.fill(TYPED).status_code == 200
    assert applying.submit().status_code == 200
    return applying.no


def why(response: Any) -> tuple[int, str, str | None]:
    return response.status_code, response.json["code"], response.json.get("reason")


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
