"""The applicant's own cases: whose they are, what they say, and withdrawing from every state that allows it."""

from typing import Any

import pytest
from sqlalchemy import event

from backend import db
from backend.cases.models import Case
from backend.cases.states import LAST, STANDING
from tests.cases.desk import GAP, gap, ready
from tests.cases.online import Applying, covered
from tests.cases.world import open_case, scan
from tests.verification.world import City


def test_an_applicant_sees_where_the_case_stands_and_what_is_missing(city: City) -> None:
    desk, phone = gap(city)
    case = city.get(f"/me/cases/{desk.case_no}", phone.token).json
    assert (case["state"], case["due"], [one["code"] for one in case["missing"]]) == ("draft", None, [GAP])
    assert case["office"]["zh"] == "市人力资源和社会保障局"
    desk.defer()
    desk.paper(GAP)
    case = city.get(f"/me/cases/{desk.case_no}", phone.token).json
    assert (case["state"], case["missing"], case["acts"]) == ("accepted", [], ["withdraw"])
    assert [step["act"] for step in case["steps"]] == ["open", "add", "fill", "add", "defer", "add", "complete"]
    assert case["due"]["promised"] < case["due"]["statutory"]
    assert "mark" not in case


def test_a_case_is_seen_by_its_applicant_and_by_nobody_else(city: City) -> None:
    desk, phone = gap(city)
    stranger = city.phone(6)
    assert [one["case_no"] for one in city.get("/me/cases", phone.token).json["items"]] == [desk.case_no]
    assert city.get("/me/cases", stranger.token).json["items"] == []
    assert city.get(f"/me/cases/{desk.case_no}", stranger.token).status_code == 404
    body = {"revision": desk.case.revision}
    assert city.post(f"/me/cases/{desk.case_no}/withdrawal", body, stranger.token).status_code == 404
    assert city.get("/me/cases").status_code == 403
    assert desk.case.state == "draft"


def test_a_spouse_who_showed_a_certificate_does_not_see_the_case(city: City) -> None:
    phone, spouse = city.phone(0, ("resident-id", "marriage")), city.phone(1)
    case_no = open_case(city, "gj-withdrawal-rent", married="yes")
    scan(city, case_no, city.pack(phone, [(phone.held["resident-id"].handle, 3), (phone.held["marriage"].handle, 9)]))
    assert scan(city, case_no, city.code(spouse))["verdict"]["accepted"]
    assert city.get(f"/me/cases/{case_no}", phone.token).status_code == 200
    assert city.get(f"/me/cases/{case_no}", spouse.token).status_code == 404


def test_a_company_s_case_is_seen_by_its_representative(city: City) -> None:
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    case_no = open_case(city, "sc-food-business-permit")
    scan(city, case_no, city.code(phone))
    assert city.get("/me/cases", phone.token).json["items"] == []
    scan(city, case_no, city.code(phone, "business-licence", 9))
    assert [one["case_no"] for one in city.get("/me/cases", phone.token).json["items"]] == [case_no]


def test_the_list_is_paged_without_loss(city: City) -> None:
    desk, phone = gap(city)
    numbers = {desk.case_no}
    for later in (1, 2):
        case_no = open_case(city, "gj-withdrawal-rent", married="no")
        scan(city, case_no, city.code(phone, iat=city.now - later))
        numbers.add(case_no)
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = city.get(f"/me/cases?limit=1{cursor and '&cursor=' + cursor}", phone.token).json
        seen += [one["case_no"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert (len(seen), set(seen)) == (3, numbers)


def test_the_list_says_which_cases_were_sent_in_and_asks_the_database_once_for_all(city: City) -> None:
    sent = covered(city)
    begun = [Applying(city, sent.phone) for _ in range(2)]
    assert sent.submit().json["state"] == "draft"
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM case_consents" in statement:
            asked.append(statement)

    event.listen(city.engine, "before_cursor_execute", note)
    items = city.get("/me/cases", sent.phone.token).json["items"]
    event.remove(city.engine, "before_cursor_execute", note)
    assert {one["case_no"]: one["submitted"] for one in items} == {sent.no: True} | {one.no: False for one in begun}
    assert len(asked) == 1


@pytest.mark.parametrize("state", [*STANDING, *LAST])
def test_a_case_is_withdrawn_from_every_state_but_the_last_ones(city: City, state: str) -> None:
    desk, phone = ready(city)
    with db.transaction(city.engine) as session:
        session.get_one(Case, desk.case_no).state = state
    seen = desk.case.revision
    path = f"/me/cases/{desk.case_no}/withdrawal"
    assert city.post(path, {"revision": seen - 1}, phone.token).json["code"] == "case_changed"
    answers = [city.post(path, {"revision": seen}, phone.token, **{"Idempotency-Key": "withdraw-1"}) for _ in range(2)]
    if state in LAST:
        assert [answer.json["code"] for answer in answers] == ["illegal_transition"] * 2
        assert (desk.case.state, desk.case.revision) == (state, seen)
        return
    assert answers[0].json == answers[1].json
    assert (answers[0].json["state"], answers[0].json["acts"], desk.case.revision) == ("withdrawn", [], seen + 1)
    assert answers[0].json["closed_at"] is not None
