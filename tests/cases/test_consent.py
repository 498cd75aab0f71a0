"""An officer asks the applicant's phone for certificates: what is told, and what a yes, a no and silence do."""

import threading
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.cases.consents import ConsentRequest, standing
from backend.cases.models import Case, CaseCertificate
from backend.cases.office.ask import ask
from backend.errors import LiangmaError
from backend.people import persons
from backend.verification.models import VerdictRow
from backend.web.request import Actor
from certs.consent import Statement, make_consent
from tests.cases.desk import Desk, ready
from tests.cases.joint import accepted_birth, certificates, part_of
from tests.cases.office import Officer, taken
from tests.cases.world import states
from tests.notices.test_case_notices import told
from tests.verification.world import City, Phone

CARD = "social-security-card"
WHY = "原社会保障卡已停用，请出示新卡"


def asked(city: City, index: int = 0) -> tuple[Desk, Phone, Officer]:
    """A case whose card was revoked after its acceptance; its holder has a new one, and the officer asks for it."""
    desk, phone = ready(city, index)
    desk.accept()
    officer = taken(city, desk)
    city.end(phone.held[CARD], "revoked")
    city.certify(phone, CARD, number="K99887766")
    refused = officer.decide(desk.case_no, desk.case.revision)
    assert (refused.json["code"], refused.json["materials"]) == ("materials_missing", [CARD])
    answer = put(city, officer, desk.case_no, desk.case.revision)
    assert answer.status_code == 200, answer.text
    return desk, phone, officer


def put(city: City, officer: Officer, case_no: str, revision: int, *types: str, **headers: str) -> Any:
    body = {"revision": revision, "types": list(types or (CARD,)), "reason": WHY}
    return city.post(f"/office-cases/{case_no}/consent-requests", body, officer.token, **headers)


def mine(city: City, desk: Desk, phone: Phone) -> dict[str, Any]:
    found: dict[str, Any] = city.get(f"/me/cases/{desk.case_no}", phone.token).json
    return found


def request_of(city: City, desk: Desk, phone: Phone) -> dict[str, Any]:
    (request,) = mine(city, desk, phone)["consent_requests"]
    found: dict[str, Any] = request
    return found


def signed(city: City, desk: Desk, phone: Phone, *, signer: Any = None, at: int = 0, **said: Any) -> dict[str, Any]:
    """A yes as the page sends it; `said` differs from what the case says."""
    case = mine(city, desk, phone)
    (request,) = case["consent_requests"]
    shown = [(one["certificate_id"], [field["name"] for field in one["fields"]]) for one in request["certificates"]]
    statement = Statement(**({
        "aud": case["aud"], "case_no": request["case_no"], "revision": request["revision"], "typed": {},
        "matter": (case["matter"]["code"], case["matter"]["version"]), "answers": case["answers"],
        "certificates": shown,
    } | said))  # fmt: skip
    signature = make_consent(signer or phone.signer, statement, iat=city.now + at)
    return {
        "revision": request["revision"], "answer": "yes", "certificates": [one for one, _ in shown],
        "device_id": str(phone.device_id), "signature": signature,
    }  # fmt: skip


def send(city: City, case_no: str, phone: Phone, body: dict[str, Any], **headers: str) -> Any:
    return city.post(f"/me/cases/{case_no}/consent-request/answer", body, phone.token, **headers)


def no(revision: int) -> dict[str, Any]:
    return {"revision": revision, "answer": "no"}


def rows(city: City, table: Any) -> int:
    with db.open_session(city.engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_applicant_is_told_who_asks_for_which_fields_why_and_until_when(city: City) -> None:
    desk, phone, _ = asked(city)
    case = mine(city, desk, phone)
    (request,) = case["consent_requests"]
    assert (request["case_no"], request["reason"], request["standing"]) == (desk.case_no, WHY, "open")
    assert "人力资源" in request["office"]["zh"]
    assert [one["type"]["id"] for one in request["types"]] == [CARD]
    fields = [field["name"] for field in request["types"][0]["fields"]]
    assert {"name", "citizen_number", "number"} <= set(fields)
    (held,) = request["certificates"]
    assert held["certificate_id"] == str(phone.held[CARD].certificate_id)
    assert [field["name"] for field in held["fields"]] == fields
    assert {"consent", "decline"} <= set(case["acts"])
    (notice,) = [one for one in told(city, phone, city.now + 60) if one.kind == "case_consent_asked"]
    assert (notice.case_no, str(notice.zh["day"])) == (desk.case_no, request["until"])
    assert "人力资源" in notice.zh["office"]
    assert told(city, city.phone(6), city.now + 60) == []
    with db.open_session(city.engine) as session:
        row = session.get_one(ConsentRequest, (desk.case_no, desk.case.revision))
        assert WHY.encode() not in row.sealed_reason


def test_a_yes_strikes_off_what_was_missing_and_stands_in_the_holder_s_history(city: City) -> None:
    desk, phone, officer = asked(city)
    before = rows(city, VerdictRow)
    answer = send(city, desk.case_no, phone, signed(city, desk, phone))
    assert answer.status_code == 200, answer.text
    assert (answer.json["consent_requests"][0]["standing"], answer.json["missing"]) == ("given", [])
    assert answer.json["steps"][-1]["act"] == "consent"
    assert not {"consent", "decline"} & set(answer.json["acts"])
    history: Any = city.get("/history", phone.token).json
    (read,) = [one for one in history["items"] if one["verifier"]["kind"] == "office"]
    assert (read["case_no"], read["outcome"]) == (desk.case_no, "accepted")
    (shown,) = read["shown"]
    wanted = answer.json["consent_requests"][0]["types"][0]["fields"]
    assert (shown["certificate_id"], shown["fields"]) == (str(phone.held[CARD].certificate_id), wanted)
    assert rows(city, VerdictRow) == before + 1
    case = officer.get(f"/office-cases/{desk.case_no}").json
    assert states(case)[CARD] == "exempt"
    (given,) = case["consent_request"]["given"]
    assert {one["name"]: one["value"] for one in given["fields"]}["number"] == "K99887766"
    colleague = Officer(city, "RS").get(f"/office-cases/{desk.case_no}").json
    assert (colleague["consent_request"]["given"], colleague["consent_request"]["reason"]) == ([], None)
    assert colleague["askable"] == []
    assert officer.decide(desk.case_no, case["revision"]).json["state"] == "approved"


def test_a_no_discloses_nothing_and_the_officer_may_ask_again_or_decide(city: City) -> None:
    desk, phone, officer = asked(city)
    before = rows(city, VerdictRow), rows(city, CaseCertificate)
    revision = desk.case.revision
    assert put(city, officer, desk.case_no, revision).json["code"] == "consent_request_open"
    assert send(city, desk.case_no, phone, no(revision)).json["consent_requests"][0]["standing"] == "declined"
    assert (rows(city, VerdictRow), rows(city, CaseCertificate)) == before
    case = officer.get(f"/office-cases/{desk.case_no}").json
    assert (case["consent_request"]["standing"], case["consent_request"]["given"]) == ("declined", [])
    assert "ask" in case["acts"]
    assert put(city, officer, desk.case_no, revision + 1).json["consent_request"]["standing"] == "open"
    assert officer.decide(desk.case_no, revision + 2, "rejected", reason="缺材料").json["state"] == "rejected"
    late = send(city, desk.case_no, phone, no(revision + 3))
    assert (late.status_code, late.json["code"]) == (409, "consent_request_closed")
    assert request_of(city, desk, phone)["standing"] == "closed"


def test_nobody_answers_after_the_last_day_and_the_officer_may_ask_again(city: City) -> None:
    desk, phone, officer = asked(city)
    body = signed(city, desk, phone)
    with db.open_session(city.engine) as session:
        due = session.get_one(ConsentRequest, (desk.case_no, desk.case.revision)).due_at
    actor = Actor(f"staff:{officer.staff_id}", "officer", "RS")
    given: dict[str, Any] = {
        "types": [CARD], "reason": WHY, "revision": desk.case.revision, "actor": actor, "services": city.services,
    }  # fmt: skip
    with city.app.app_context(), db.transaction(city.engine) as session, pytest.raises(LiangmaError) as refused:
        ask(session, desk.case_no, **given, now=due - 1)
    assert refused.value.code == "consent_request_open"
    with city.app.app_context(), db.transaction(city.engine) as session:
        ask(session, desk.case_no, **given, now=due)
    with db.open_session(city.engine) as session:
        query = select(ConsentRequest.outcome).order_by(ConsentRequest.revision)
        assert list(session.scalars(query)) == ["expired", None]
    stale = send(city, desk.case_no, phone, body)
    assert (stale.json["code"], stale.json["changed"]) == ("case_changed", ["consent"])


def test_a_yes_names_the_types_in_the_order_in_which_they_were_asked_for(city: City) -> None:
    desk, phone = ready(city)
    desk.accept()
    officer = taken(city, desk)
    assert put(city, officer, desk.case_no, desk.case.revision, CARD, "resident-id").status_code == 200
    refused = send(city, desk.case_no, phone, signed(city, desk, phone))  # the ID card first, as the wallet lists them
    assert (refused.status_code, refused.json["errors"][0]["path"]) == (422, "/certificates")
    assert mine(city, desk, phone)["consent_requests"][0]["standing"] == "open"


@pytest.mark.parametrize(("closed_at", "found"), [(99, "closed"), (100, "expired"), (101, "expired")])
def test_a_request_was_over_before_its_case_was_closed_or_ended_with_it(closed_at: int, found: str) -> None:
    request, case = ConsentRequest(due_at=100), Case(state="approved", closed_at=closed_at)
    assert standing(request, case, now=500) == found


def test_what_may_not_be_asked_is_refused_by_name(city: City) -> None:
    desk, _ = ready(city)
    desk.accept()
    accepted, officer = desk.case.revision, Officer(city, "RS")
    assert put(city, officer, desk.case_no, accepted).json["code"] == "illegal_transition"
    officer.take(desk.case_no, accepted)
    now, colleague = accepted + 1, Officer(city, "RS")
    assert put(city, colleague, desk.case_no, now).json["code"] == "taken_by_another"
    assert put(city, Officer(city, "WJ"), desk.case_no, now).status_code == 404
    assert put(city, officer, desk.case_no, accepted).json["code"] == "case_changed"
    for types in (("marriage",), ("no-such-type",), (CARD, CARD)):
        refused = put(city, officer, desk.case_no, now, *types)
        assert (refused.status_code, refused.json["code"]) == (422, "type_of_no_use")
        assert refused.json["errors"][0]["path"] == f"/types/{len(types) - 1}"
    named = [one["type"]["id"] for one in officer.get(f"/office-cases/{desk.case_no}").json["askable"]]
    assert set(named) == {"resident-id", CARD, "general-proof"}
    assert desk.case.revision == now


def test_a_yes_that_is_not_exactly_what_was_asked_discloses_nothing(city: City) -> None:
    desk, phone, _ = asked(city)
    before, body, other = rows(city, VerdictRow), signed(city, desk, phone), city.phone(5)
    held = str(phone.held["resident-id"].certificate_id)
    tampered = [
        (signed(city, desk, phone, revision=1), "consent_refused"),
        (signed(city, desk, phone, aud="https://elsewhere.example"), "consent_refused"),
        (signed(city, desk, phone, signer=other.signer), "consent_refused"),
        (signed(city, desk, phone, at=-301), "consent_refused"),
        (body | {"device_id": str(other.device_id)}, "consent_refused"),
        (body | {"certificates": [held]}, "invalid"),
        (body | {"certificates": [*body["certificates"], held]}, "invalid"),
        (body | {"certificates": [str(uuid.uuid4())]}, "certificate_not_usable"),
        (body | {"certificates": []}, "invalid"),
        (body | {"answer": "no"}, "invalid"),
        (body | {"revision": body["revision"] - 1}, "case_changed"),
    ]
    for sent, code in tampered:
        assert send(city, desk.case_no, phone, sent).json["code"] == code
    city.end(phone.held[CARD], "suspend")
    refused = send(city, desk.case_no, phone, body)
    assert (refused.status_code, refused.json["code"]) == (409, "certificate_not_usable")
    assert rows(city, VerdictRow) == before
    assert request_of(city, desk, phone) | {"certificates": []} == request_of(city, desk, phone)
    city.end(phone.held[CARD], "resume")
    assert send(city, desk.case_no, other, body).status_code == 404
    assert send(city, desk.case_no, phone, body).status_code == 200


def test_of_two_answers_at_once_one_counts(city: City) -> None:
    desk, phone, _ = asked(city)
    bodies = [signed(city, desk, phone), no(desk.case.revision)]
    start, found = threading.Barrier(2), list[str]()

    def answer(body: dict[str, Any]) -> None:
        start.wait()
        found.append(send(city, desk.case_no, phone, body).json.get("code", "done"))

    threads = [threading.Thread(target=answer, args=(body,)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["case_changed", "done"]
    assert request_of(city, desk, phone)["standing"] in ("given", "declined")
    assert send(city, desk.case_no, phone, no(desk.case.revision)).json["code"] == "consent_request_closed"


def test_withdrawing_closes_a_request(city: City) -> None:
    desk, phone, officer = asked(city)
    body = signed(city, desk, phone)
    city.post(f"/me/cases/{desk.case_no}/withdrawal", {"revision": desk.case.revision}, phone.token)
    assert send(city, desk.case_no, phone, body).json["code"] == "case_changed"
    assert send(city, desk.case_no, phone, no(desk.case.revision)).json["code"] == "consent_request_closed"
    assert officer.get(f"/office-cases/{desk.case_no}").json["consent_request"]["standing"] == "closed"


def test_an_office_asks_about_its_part_and_the_part_keeps_its_form(city: City) -> None:
    desk, phone = accepted_birth(city)
    part, officer = part_of(city, desk.case_no, "FW"), Officer(city, "FW")
    before = officer.take(part.case_no, 1).json
    useful = [one["type"]["id"] for one in before["askable"]]
    assert useful
    assert put(city, officer, part.case_no, 2, useful[0]).status_code == 200
    request = request_of(city, desk, phone)
    assert (request["case_no"], request["office"]["zh"]) == (part.case_no, before["parts"][-1]["office"]["zh"])
    answer = send(city, part.case_no, phone, signed(city, desk, phone))
    assert answer.status_code == 200, answer.text
    assert (answer.json["case_no"], answer.json["consent_requests"][0]["standing"]) == (desk.case_no, "given")
    after = officer.get(f"/office-cases/{part.case_no}").json
    assert after["form"] == before["form"]
    assert certificates(city, part.case_no) == {str(phone.held[useful[0]].certificate_id)}
    assert part_of(city, desk.case_no, "GA").revision == 1


def test_the_representative_of_an_organisation_answers_and_a_former_one_does_not(city: City) -> None:
    former, following = city.phone(3), city.phone(5)
    licence = city.certify(former, "business-licence")
    desk, phone, officer = asked(city)
    with db.transaction(city.engine) as session:
        session.get_one(Case, desk.case_no).person_id = licence.person_id
        persons.set_representative(session, licence.person_id, following.person_id)
    revision = desk.case.revision
    assert send(city, desk.case_no, former, no(revision)).status_code == 404
    assert send(city, desk.case_no, phone, no(revision)).status_code == 404
    assert send(city, desk.case_no, following, no(revision)).status_code == 200
    assert officer.get(f"/office-cases/{desk.case_no}").json["consent_request"]["standing"] == "declined"
