"""Rules of `backend.questions.answer`: yes, no or unknown, once for each code, and not a value more."""

import uuid
from typing import Any

import pytest

from backend import db
from backend.audit.models import AuditEntry
from backend.demo import people
from backend.errors import Invalid
from backend.verification.models import VerdictRow
from backend.verification.policy import check_purposes
from certs import jws
from tests.verification.world import CATALOGUE, City, Phone

STANDARD, MINIMAL, GATE = 3, 1, 2
CITIZEN = people.person(0)
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing differs by the engine


def ask(city: City, token: str, code: str, purpose: str = "check-in", **questions: str | None) -> Any:
    asked = [{"question": name, "value": value} for name, value in questions.items()]
    body = {"code": code, "purpose": purpose, "questions": asked}
    return city.post("/verifications/answers", body, token)


def said(answer: Any) -> list[str]:
    return [one["answer"] for one in answer.json["answers"]]


@pytest.fixture
def phone(city: City) -> Phone:
    return city.phone(0)


def test_each_question_is_answered_in_the_order_asked_and_the_code_is_used_up(
    city: City, asker: str, phone: Phone
) -> None:
    code = city.code(phone, number=STANDARD)
    wanted = {"name_matches": f" {CITIZEN.name} ", "over_18": None, "number_matches": "11010519491231002X"}
    first = ask(city, asker, code, **wanted)
    assert (first.json["accepted"], said(first)) == (True, ["yes", "yes", "no"])
    again = ask(city, asker, code, **wanted)
    assert (again.json["reason"], said(again)) == ("replayed", ["unknown"] * 3)
    assert city.verify(code)["reason"] == "replayed"


@ONE_ENGINE
def test_what_the_code_does_not_show_is_unknown(city: City, asker: str, phone: Phone) -> None:
    answer = ask(city, asker, city.code(phone, number=MINIMAL), name_matches=CITIZEN.name, over_18=None)
    assert said(answer) == ["unknown", "yes"]


def test_a_pack_is_answered_by_the_certificates_that_can(city: City, asker: str) -> None:
    phone = city.phone(0, types=("resident-id", "driving-licence"))
    assert said(ask(city, asker, city.pack(phone), name_matches=CITIZEN.name)) == ["yes"]
    refused = ask(city, asker, city.pack(phone, iat=city.now - 1), "age", over_18=None)
    assert (refused.json["reason"], said(refused)) == ("type_not_permitted", ["unknown"])


def test_nothing_of_the_holder_is_in_the_answer_the_record_the_log_or_the_receipt(
    city: City, asker: str, phone: Phone
) -> None:
    answer = ask(city, asker, city.code(phone, number=STANDARD), name_matches="张冠李戴", over_18=None)
    verdict_id = answer.json["id"]
    own = city.get(f"/verifications/{verdict_id}", asker)
    with db.open_session(city.engine, reading=True) as session:
        row = session.query(VerdictRow).filter_by(verdict_id=uuid.UUID(verdict_id)).one()
        entry = session.query(AuditEntry).filter_by(subject=f"verdict:{verdict_id}").one().detail
    receipt = jws.parse(answer.json["receipt"], max_chars=9_999)[1].decode()
    hidden = [CITIZEN.name, CITIZEN.citizen_number, "张冠李戴", str(phone.held["resident-id"].handle)]
    told = [answer.text, own.text, receipt, entry, str(row.shown), str(row.checks)]
    assert [one for one in hidden for text in told if one in text] == []
    assert own.json["certificates"] == []
    assert [one["fields"] for one in row.shown] == [["?name_matches", "?over_18"]]
    assert '"fields":["?name_matches","?over_18"]' in receipt


@ONE_ENGINE
def test_the_holder_reads_which_questions_were_asked(city: City, asker: str, phone: Phone) -> None:
    ask(city, asker, city.code(phone, number=GATE), over_18=None, name_matches=CITIZEN.name)
    latest = city.get("/history", phone.token).json["items"][0]
    labels = [field["label"]["zh"] for field in latest["shown"][0]["fields"]]
    assert labels == ["是非核验：是否已满18周岁", "是非核验：姓名或名称是否一致"]


@ONE_ENGINE
def test_a_question_that_is_not_registered_is_refused_and_the_code_stays_good(
    city: City, asker: str, phone: Phone
) -> None:
    code = city.code(phone, number=STANDARD)
    answer = ask(city, asker, code, "age", over_18=None, number_matches="1")
    assert (answer.status_code, answer.json["code"], answer.json["questions"]) == (
        403, "question_not_permitted", ["number_matches"],
    )  # fmt: skip
    assert ask(city, asker, code, "no-such", over_18=None).json["reason"] == "purpose_unknown"
    assert city.verify(code, "age", asker)["reason"] == "purpose_unknown"  # it may see nothing
    assert said(ask(city, asker, code, "age", over_18=None)) == ["yes"]


@ONE_ENGINE
def test_whoever_may_see_a_field_may_ask_about_it_but_not_join_two_visits(city: City, phone: Phone) -> None:
    code = city.code(phone, number=GATE)
    name = {"name_matches": CITIZEN.name}
    answer = ask(city, city.gate_token, code, "boarding", **name, same_holder=str(uuid.uuid4()))
    assert answer.json["questions"] == ["same_holder"]
    assert said(ask(city, city.gate_token, code, "boarding", **name, over_18=None)) == ["yes", "yes"]


def test_the_same_holder_is_known_for_a_day_by_an_own_verdict_only(city: City, asker: str, phone: Phone) -> None:
    first = ask(city, asker, city.code(phone), "counter", valid_certificate=None)
    other = city.verify(city.code(phone, number=GATE), "boarding", city.gate_token)
    for earlier, shower, expected in (
        (first.json["id"], phone, "yes"), (first.json["id"], city.phone(1), "no"), (other["id"], phone, "unknown"),
    ):  # fmt: skip
        assert said(ask(city, asker, city.code(shower), "counter", same_holder=earlier)) == [expected]


@ONE_ENGINE
def test_a_certificate_that_was_revoked_is_not_valid_and_says_no_more(city: City, asker: str, phone: Phone) -> None:
    code = city.code(phone, number=STANDARD)
    city.end(phone.held["resident-id"], "revoked")
    answer = ask(city, asker, code, "check-in", valid_certificate=None, name_matches=CITIZEN.name)
    assert (answer.json["reason"], said(answer)) == ("status_revoked", ["no", "unknown"])


@ONE_ENGINE
def test_whether_a_certificate_is_valid_is_told_of_registered_types_only(city: City, asker: str) -> None:
    phone = city.phone(0, types=("resident-id", "driving-licence"))
    city.end(phone.held["driving-licence"], "revoked")
    for code, expected in (
        (city.code(phone, "driving-licence", number=9), ["unknown"]),
        (city.pack(phone, [(phone.held["driving-licence"].handle, 9)]), ["unknown"]),
        (city.pack(phone, [(phone.held["resident-id"].handle, STANDARD)], iat=city.now - 1), ["yes"]),
    ):
        answer = ask(city, asker, code, "age", valid_certificate=None)
        assert said(answer) == expected, answer.json["reason"]
        assert answer.json["reason"] == (None if expected == ["yes"] else "type_not_permitted")


def test_after_five_wrong_guesses_about_a_holder_nothing_is_told_that_day(city: City, asker: str, phone: Phone) -> None:
    for guess in ("赵", "钱", "孙", "李", "周"):
        assert said(ask(city, asker, city.code(phone), name_matches=guess)) == ["no"]
    assert said(ask(city, asker, city.code(phone), name_matches=CITIZEN.name, over_18=None)) == ["unknown", "yes"]
    assert said(ask(city, asker, city.code(city.phone(2)), name_matches=people.person(2).name)) == ["yes"]


@ONE_ENGINE
def test_a_question_asked_twice_or_with_the_wrong_value_is_refused(city: City, asker: str, phone: Phone) -> None:
    code = city.code(phone)
    twice = {"code": code, "purpose": "check-in", "questions": [{"question": "over_18"}] * 2}
    assert city.post("/verifications/answers", twice, asker).json["code"] == "invalid"
    for questions in ({"over_18": "yes"}, {"name_matches": None}):
        assert ask(city, asker, code, **questions).json["errors"][0]["path"] == "/questions/0/value"
    assert ask(city, asker, code, "counter", same_holder="not an id").json["code"] == "invalid"
    assert said(ask(city, asker, code, over_18=None)) == ["yes"]


def test_only_questions_that_a_type_can_answer_are_registered() -> None:
    check_purposes({"age": {"1": ["name", "?over_18", "?valid_certificate"]}}, CATALOGUE)
    with pytest.raises(Invalid) as refused:
        check_purposes({"age": {"1": ["?over_21"], "2": ["?over_18"]}}, CATALOGUE)
    assert len(refused.value.extra["errors"]) == 2
