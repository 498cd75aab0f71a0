"""Officers answer, and people follow and withdraw: each outcome, whose request it is, and which revision was seen."""

import uuid

from sqlalchemy import select

from backend import db
from backend.proofs.due import DAY, MARKS
from backend.proofs.models import ProofRequest
from backend.proofs.read import queue, queue_lines
from tests.cases.office import Officer
from tests.proofs.asking import INCOME, SELF, STATEMENT, ask, asked, officer, reply
from tests.statements import sent
from tests.verification.world import City

INCOME_OF = {"income": INCOME, "low-income": {"persons": 2, "yearly": 9000}}


def test_an_officer_issues_and_the_proof_is_in_the_wallet(city: City) -> None:
    phone = city.phone()
    request = asked(city, phone, "income", INCOME)
    token = officer(city, "MZ")
    (line,) = city.get("/proof-requests", token).json["items"]
    assert (line["request_id"], line["mark"], line["person"][1:]) == (request["request_id"], "none", "**")
    opened = city.get(f"/proof-requests/{request['request_id']}", token).json
    assert opened["person"]["name"] in opened["draft"]
    assert "3200元" in opened["draft"]
    answered = reply(city, token, opened)
    assert (answered.status_code, answered.json["state"], answered.json["answered_by"]) == (200, "issued", "officer")
    mine = city.get(f"/me/proof-requests/{request['request_id']}", phone.token).json
    assert (mine["statement"], mine["certificate"]["state"], mine["revision"]) == (STATEMENT, "valid", 2)
    shown = city.get(f"/certificates/{mine['certificate_id']}", phone.token).json
    assert {"收入证明", STATEMENT} <= {field["value"] for field in shown["fields"]}
    assert asked(city, phone, "income", INCOME)["reused"]
    assert city.get("/proof-requests", token).json["items"] == []
    assert len(city.get("/me/proof-requests", phone.token).json["items"]) == 2


def test_a_refusal_needs_a_reason_and_issuing_a_statement(city: City) -> None:
    phone = city.phone(types=())
    request, token = asked(city, phone, "no-crime", {"use": "work"}), officer(city, "GA")
    assert reply(city, token, request, statement=None).json["errors"][0]["path"] == "/statement"
    assert reply(city, token, request, outcome="refused", reason=" ").json["errors"][0]["path"] == "/reason"
    refused = reply(city, token, request, outcome="refused", reason="查询结果不符合出具条件")
    assert (refused.json["state"], refused.json["reason"]["zh"]) == ("refused", "查询结果不符合出具条件")
    assert refused.json["certificate_id"] is None
    assert "无犯罪记录证明不予出具" in [one["title"]["zh"] for one in city.get("/notices", phone.token).json["items"]]
    assert asked(city, phone, "no-crime", {"use": "work"})["state"] == "waiting"  # may be asked again


def test_who_saw_an_older_revision_does_nothing_and_what_is_closed_stays_so(city: City) -> None:
    phone = city.phone(types=())
    request, token = asked(city, phone, "income", INCOME), officer(city, "MZ")
    stale = reply(city, token, request, revision=7)
    assert (stale.status_code, stale.json["code"], stale.json["revision"]) == (409, "proof_request_changed", 1)
    path = f"/me/proof-requests/{request['request_id']}/withdrawal"
    withdrawn = city.post(path, {"revision": 1}, phone.token)
    assert (withdrawn.json["state"], withdrawn.json["acts"], withdrawn.json["revision"]) == ("withdrawn", [], 2)
    assert reply(city, token, request).json["code"] == "proof_request_changed"
    assert reply(city, token, request, revision=2).json["code"] == "proof_request_closed"
    assert city.post(path, {"revision": 2}, phone.token).json["code"] == "proof_request_closed"


def test_a_request_exists_for_its_person_and_its_office_only(city: City) -> None:
    phone, other = city.phone(0, ()), city.phone(1, ())
    request = asked(city, phone, "income", INCOME)
    one, elsewhere = f"/proof-requests/{request['request_id']}", officer(city, "GA")
    assert city.get(f"/me{one}", other.token).status_code == 404
    assert city.post(f"/me{one}/withdrawal", {"revision": 1}, other.token).status_code == 404
    assert city.get(one, elsewhere).status_code == 404
    assert reply(city, elsewhere, request).status_code == 404
    assert city.get("/proof-requests", elsewhere).json["items"] == []
    assert city.get(f"/proof-requests/{uuid.uuid4()}", officer(city, "MZ")).status_code == 404
    assert city.get(one).status_code == city.get(one, phone.token).status_code == 403


def test_the_queue_is_in_the_order_of_last_days_and_can_be_paged(city: City) -> None:
    phone, token = city.phone(types=()), officer(city, "MZ")
    later = asked(city, phone, "low-income", {"persons": 2, "yearly": 9000})
    first = asked(city, phone, "income", INCOME)
    page = city.get("/proof-requests?limit=1", token).json
    assert [one["request_id"] for one in page["items"]] == [first["request_id"]]
    rest = city.get(f"/proof-requests?limit=1&cursor={page['next_cursor']}", token).json
    assert [one["request_id"] for one in rest["items"]] == [later["request_id"]]
    assert rest["next_cursor"] is None
    assert city.get("/proof-requests?mark=red", token).json["items"] == []
    assert len(city.get("/proof-requests?mark=none", token).json["items"]) == 2


def test_the_queue_is_read_in_two_statements_however_many_people_wait_in_it(city: City) -> None:
    asked_for = []
    for number in (0, 1, 2):
        asked(city, city.phone(number, ()), "income", INCOME)
        with sent(city.engine) as statements, db.open_session(city.engine) as session:
            rows = queue(session, office="MZ", state="waiting", marked_as=None, limit=20, cursor=None, now=city.now)
            assert len(queue_lines(session, rows, services=city.services, now=city.now)) == number + 1
        asked_for.append(len([one for one in statements if one.startswith("SELECT")]))
    assert asked_for == [2, 2, 2]


def test_what_is_closed_is_opened_by_the_officer_who_answered_and_by_nobody_else(city: City) -> None:
    phone = city.phone()
    by_rule = asked(city, phone, "no-house", SELF)
    waiting, withdrawn = (asked(city, phone, kind, INCOME_OF[kind]) for kind in ("income", "low-income"))
    mine, colleague, other_office = Officer(city, "MZ"), Officer(city, "MZ"), Officer(city, "ZR")
    assert reply(city, mine.token, waiting).status_code == 200
    assert city.post(f"/me/proof-requests/{withdrawn['request_id']}/withdrawal", {"revision": 1}, phone.token).json
    name, number = phone.held["resident-id"].clean["name"], phone.held["resident-id"].clean["citizen_number"]
    seen = mine.get(f"/proof-requests/{waiting['request_id']}").json
    assert (seen["person"], seen["statement"]) == ({"name": name, "number": number}, STATEMENT)
    assert seen["answers"]
    for officer_, closed in ((colleague, waiting), (colleague, withdrawn), (mine, withdrawn), (other_office, by_rule)):
        shown = officer_.get(f"/proof-requests/{closed['request_id']}")
        assert shown.status_code == 200
        assert shown.json["person"] == {"name": f"{name[0]}**", "number": ""}
        assert (shown.json["answers"], shown.json["explanation"], shown.json["statement"]) == ([], [], None)
        assert number not in shown.text


def test_closed_requests_are_found_by_the_mark_they_had_when_they_were_closed(city: City) -> None:
    token = officer(city, "MZ")
    request = asked(city, city.phone(types=()), "income", INCOME)
    assert reply(city, token, request).status_code == 200
    with db.transaction(city.engine) as session:
        row = session.scalars(select(ProofRequest)).one()
        row.asked_at, row.answered_at = city.now - 90 * DAY, city.now - 80 * DAY
        row.yellow_from, row.due = city.now - 70 * DAY, city.now - 60 * DAY
    found = {mark: city.get(f"/proof-requests?state=issued&mark={mark}", token).json["items"] for mark in MARKS}
    assert {mark: [one["mark"] for one in lines] for mark, lines in found.items()} == {
        "none": ["none"], "yellow": [], "red": []
    }  # fmt: skip


def test_a_window_asks_for_nothing_in_a_citizen_s_name(city: City) -> None:
    phone = city.phone(types=())
    phone.token = city.window_token
    assert ask(city, phone, "income", INCOME).status_code == 403
