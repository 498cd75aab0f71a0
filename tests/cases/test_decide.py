"""An officer's queue and decisions: whose cases, in which order, by whom, and on what is valid now."""

from typing import Any

import pytest
from sqlalchemy import update

from backend import db
from backend.cases.models import Case, Decision
from backend.matters.models import MatterVersion
from tests.cases.desk import Desk, gap, ready
from tests.cases.office import Officer, taken
from tests.cases.world import states
from tests.verification.world import City

DAY = 86_400


def accepted(city: City, index: int = 0) -> tuple[Desk, Any]:
    desk, phone = ready(city, index)
    desk.accept()
    return desk, phone


def test_an_office_sees_its_cases_by_due_date_with_marks_and_no_other_office_does(city: City) -> None:
    desks = [accepted(city, index)[0] for index in (0, 1, 3)]
    dues = [city.now + 9 * DAY, city.now - DAY, city.now + DAY]
    with db.transaction(city.engine) as session:
        for desk, due in zip(desks, dues, strict=True):
            case = session.get_one(Case, desk.case_no)
            case.due_promised, case.due_statutory, case.yellow_from = due, due, due - 2 * DAY
    officer, stranger = Officer(city, "RS"), Officer(city, "WJ")
    lines = officer.get("/office-cases").json["items"]
    assert [line["case_no"] for line in lines] == [desks[place].case_no for place in (1, 2, 0)]
    assert [line["mark"] for line in lines] == ["red", "yellow", "none"]
    for place, mark in ((1, "red"), (2, "yellow"), (0, "none")):
        found = officer.get(f"/office-cases?mark={mark}").json["items"]
        assert [line["case_no"] for line in found] == [desks[place].case_no]
    seen, cursor = [], ""
    while cursor is not None:
        page = officer.get(f"/office-cases?limit=1{cursor and '&cursor=' + cursor}").json
        seen, cursor = [*seen, *(line["case_no"] for line in page["items"])], page["next_cursor"]
    assert seen == [line["case_no"] for line in lines]
    assert officer.get("/office-cases?state=approved").json["items"] == []
    assert stranger.get("/office-cases").json["items"] == []
    assert stranger.get(f"/office-cases/{desks[0].case_no}").status_code == 404
    assert stranger.take(desks[0].case_no, desks[0].case.revision).status_code == 404


def test_who_took_a_case_sees_the_applicant_and_decides_it_once(city: City) -> None:
    desk, phone = accepted(city)
    officer, colleague = Officer(city, "RS"), Officer(city, "RS")
    before = officer.get(f"/office-cases/{desk.case_no}").json
    assert (before["applicant"], before["acts"]) == (None, ["take"])
    assert {field["value"] for field in before["form"]} == {None}
    seen = desk.case.revision
    assert officer.decide(desk.case_no, seen).json["code"] == "illegal_transition"
    mine = officer.take(desk.case_no, seen).json
    assert mine["applicant"]["kind"] == "citizen"
    assert any(field["value"] for field in mine["form"])
    assert (mine["state"], mine["mine"], mine["acts"]) == (
        "deciding", True, ["take", "approve", "reject", "ask"],
    )  # fmt: skip
    assert colleague.get(f"/office-cases/{desk.case_no}").json["applicant"] is None
    assert colleague.decide(desk.case_no, seen + 1).json["code"] == "taken_by_another"
    assert officer.decide(desk.case_no, seen).json["code"] == "case_changed"
    assert colleague.take(desk.case_no, seen).json["code"] == "case_changed"
    assert colleague.take(desk.case_no, seen + 1).json["mine"]
    assert officer.decide(desk.case_no, seen + 2).json["code"] == "taken_by_another"
    key = {"headers": {"Idempotency-Key": "decide-1"}}
    answers = [colleague.decide(desk.case_no, seen + 2, reason="材料齐全", **key) for _ in range(2)]
    assert answers[0].json == answers[1].json
    decision = answers[0].json["decision"]
    assert (decision["outcome"], decision["by"], decision["reason"]["zh"]) == ("approved", "officer", "材料齐全")
    assert city.get(f"/cases/{desk.case_no}").json["decision"] == decision  # the window hands it over
    assert colleague.decide(desk.case_no, seen + 3).json["possible"] == []
    assert (desk.case.state, desk.case.revision) == ("approved", seen + 3)
    assert city.get(f"/me/cases/{desk.case_no}", phone.token).json["state"] == "approved"


def test_a_rejection_has_a_reason(city: City) -> None:
    desk, _ = accepted(city)
    officer = taken(city, desk)
    seen = desk.case.revision
    assert officer.decide(desk.case_no, seen, "rejected").status_code == 422
    done = officer.decide(desk.case_no, seen, "rejected", reason="不符合条件").json
    assert (done["state"], done["decision"]["reason"]) == ("rejected", {"zh": "不符合条件", "en": "不符合条件"})
    assert done["closed_at"] is not None
    assert desk.case.sealed_result is not None
    assert "不符合条件".encode() not in desk.case.sealed_result


@pytest.mark.parametrize("what", ["suspend", "cancelled", "renew"])
def test_a_certificate_that_ended_or_changed_since_the_acceptance_stops_the_approval(city: City, what: str) -> None:
    desk, phone = accepted(city)
    officer = taken(city, desk)
    held, seen = phone.held["social-security-card"], desk.case.revision
    if what == "renew":
        city.renew(held)
    else:
        city.end(held, what)
    refused = officer.decide(desk.case_no, seen)
    assert (refused.status_code, refused.json["code"]) == (409, "materials_missing")
    assert refused.json["materials"] == ["social-security-card"]
    case = officer.get(f"/office-cases/{desk.case_no}").json
    assert (case["state"], states(case)["social-security-card"], case["revision"]) == ("deciding", "missing", seen + 1)
    with db.open_session(city.engine) as session:
        assert session.get(Decision, desk.case_no) is None
    assert officer.decide(desk.case_no, seen).json["code"] == "case_changed"
    if what == "suspend":
        city.end(held, "resume")
        assert officer.decide(desk.case_no, seen + 1).json["state"] == "approved"
    else:
        assert officer.decide(desk.case_no, seen + 1, "rejected", reason="证照失效").json["state"] == "rejected"


def test_a_case_is_decided_when_its_matter_and_office_left_the_catalogue(city: City) -> None:
    desk, _ = accepted(city)
    with db.transaction(city.engine) as session:
        session.execute(update(MatterVersion).where(MatterVersion.code.startswith("rs-")).values(current=False))
    officer = taken(city, desk)
    assert officer.decide(desk.case_no, desk.case.revision).json["state"] == "approved"


def test_an_office_has_no_case_before_its_acceptance_and_no_other_role_has_any(city: City) -> None:
    desk, phone = gap(city)
    officer = Officer(city, "RS")
    assert officer.get(f"/office-cases/{desk.case_no}").status_code == 404
    assert officer.take(desk.case_no, desk.case.revision).status_code == 404
    for token in (city.window_token, city.gate_token, phone.token):
        assert city.get("/office-cases", token).status_code == 403
        body = {"revision": 1, "outcome": "approved"}
        assert city.post(f"/office-cases/{desk.case_no}/decision", body, token).status_code == 403
