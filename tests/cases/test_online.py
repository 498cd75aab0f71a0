"""Applying online: what the wallet covers, the form, the signed consent, and going on at a window."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.models import Case, CaseCertificate, CaseConsent
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.verification.models import VerdictRow
from tests.cases.desk import GAP, PENSION, Desk
from tests.cases.online import TYPED, TYPES, Applying, covered, prove
from tests.cases.world import form, scan, states
from tests.verification.world import CATALOGUE, City


def test_a_draft_says_what_the_wallet_covers_and_tells_nobody_anything(city: City) -> None:
    phone = city.phone(0, TYPES)
    case = Applying(city, phone).case
    assert (case["state"], case["channel"], case["submitted"], case["acts"]) == (
        "draft", "online", False, ["fill", "add", "accept", "defer", "withdraw", "appoint"],
    )  # fmt: skip
    by = {one["code"]: one["covered_by"] for one in case["materials"]}
    card = phone.held["resident-id"]
    assert by["id-card"] == [str(card.certificate_id)]
    assert (by["application"], by[GAP]) == ([], [])
    assert [one["code"] for one in case["materials"] if one["by_form"]] == ["application"]
    first = case["certificates"][0]
    assert (first["certificate_id"], first["stands_for"]) == (str(card.certificate_id), ["id-card"])
    assert {one["name"] for one in first["fields"]} == {"name", "sex", "birth_date", "citizen_number"}
    assert {one["name"]: one["value"] for one in first["fills"]}["name"] == card.clean["name"]
    assert (first["suggested"], first["shown"]) == (True, False)
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(VerdictRow)) == 0
        assert session.scalar(select(func.count()).select_from(CaseCertificate)) == 0


def test_a_signed_application_that_lacks_nothing_is_accepted_with_its_evidence(city: City) -> None:
    phone = city.phone(0, TYPES)
    proof = prove(city, phone)
    applying = Applying(city, phone)
    applying.fill(TYPED)
    body = applying.body()
    assert applying.send(body).status_code == 200
    case = applying.case
    assert (case["state"], case["missing"]) == ("accepted", [])
    assert case["due"]["promised"] < case["due"]["statutory"]
    assert applying.states() == {
        "id-card": "exempt", "social-security-card": "exempt", "application": "provided", GAP: "exempt",
        "agent-letter": "not_applicable", "agent-id": "not_applicable",
    }  # fmt: skip
    assert {one["name"]: one["value"] for one in case["form"] if one["typed"]} == TYPED
    read = city.get("/history", phone.token).json["items"][0]
    assert (read["case_no"], read["outcome"]) == (applying.no, "accepted")
    assert read["verifier"]["kind"] == "office"
    assert "人力资源和社会保障局" in read["verifier"]["name_zh"]
    assert str(proof.certificate_id) in {one["certificate_id"] for one in read["shown"]}
    assert city.get(f"/receipts/{read['id']}", phone.token).status_code == 200
    notices = city.get("/notices", phone.token).json["items"]
    assert [one["kind"] for one in notices if one["kind"].split("_")[0] in ("case", "code")] == ["case_accepted"]
    with db.open_session(city.engine) as session:
        kept = session.scalars(select(CaseConsent)).one()
        opened = city.box.of(session, None).open(kept.sealed, b"case:" + applying.no.encode())
        log = list(session.scalars(select(AuditEntry.action).where(AuditEntry.subject == f"case:{applying.no}")))
    assert opened["statement"] == body["signature"]
    assert (kept.device_id, str(kept.verdict_id)) == (phone.device_id, read["id"])
    assert {"case.opened", "case.form_filled", "case.submitted", "case.accepted"} <= set(log)


def test_what_is_missing_is_named_and_follows_at_a_window_without_retyping(city: City) -> None:
    applying = covered(city)
    stranger = city.phone(6)
    assert applying.submit().json["state"] == "draft"
    assert [one["code"] for one in applying.case["missing"]] == [GAP]
    assert applying.case["submitted"]
    path = f"/cases/{applying.no}"
    assert city.get(path).status_code == 404
    code_of_stranger = city.code(stranger)
    for code in (code_of_stranger, "LM1:NONSENSE"):
        answer = city.post(f"{path}/scans", {"code": code})
        assert (answer.status_code, answer.json["code"]) == (404, "case_not_found")
    assert city.verify(code_of_stranger)["reason"] is None
    taken = scan(city, applying.no, city.code(applying.phone))["case"]
    assert states(taken)["social-security-card"] == "exempt"
    assert form(taken)["former_place"] == "长沙市"
    paper = city.put(f"{path}/materials/{GAP}", {"state": "provided"}).json
    accepted = city.post(f"{path}/acceptance", {"revision": paper["revision"]})
    assert accepted.json["state"] == "accepted"
    assert applying.read()["state"] == "accepted"


def test_what_may_follow_is_deferred_by_a_signed_undertaking_unless_the_applicant_is_barred(city: City) -> None:
    applying = covered(city)
    desk = Desk(city)
    desk.bar(applying.phone, since=city.now - 9, until=city.now + 900)
    assert applying.submit(defer=True).json["code"] == "applicant_barred"
    assert applying.read()["submitted"] is False
    with db.transaction(city.engine) as session:
        session.execute(db.Base.metadata.tables["bars"].delete())
    assert applying.submit(defer=True).json["state"] == "deferred"
    prove(city, applying.phone)
    entries = [(applying.phone.held["general-proof"].handle, 9)]
    assert scan(city, applying.no, city.pack(applying.phone, entries))["case"]["state"] == "accepted"


def test_an_application_is_its_applicant_s_alone_and_is_done_once(city: City) -> None:
    applying, stranger = covered(city), city.phone(4, TYPES)
    path, body = f"/me/cases/{applying.no}", applying.body()
    assert city.put(f"{path}/form", {"revision": 2, "fields": {}}, stranger.token).status_code == 404
    assert city.post(f"{path}/submission", body, stranger.token).status_code == 404
    stale = city.post(f"{path}/submission", body | {"revision": 1}, applying.phone.token)
    assert (stale.status_code, stale.json["code"], stale.json["changed"]) == (409, "case_changed", ["form"])
    assert applying.fill(TYPED, revision=1).json["code"] == "case_changed"
    key = {"Idempotency-Key": "submission-1"}
    first, again = applying.send(body, **key), applying.send(body, **key)
    assert first.json == again.json
    later = applying.send(body, **{"Idempotency-Key": "submission-2"})
    assert (later.status_code, later.json["code"]) == (409, "case_changed")
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(CaseConsent)) == 1


def test_a_statement_that_is_not_the_case_s_own_or_not_this_phone_s_is_refused(city: City) -> None:
    applying, other = covered(city), city.phone(4)
    case = applying.case
    shown = [(one["certificate_id"], [field["name"] for field in one["fields"]]) for one in case["certificates"]]

    def refused(**told: object) -> str:
        answer = applying.submit(**told)
        assert (answer.status_code, answer.json["code"]) == (422, "consent_refused"), answer.json
        return str(answer.json["errors"][0]["problem"])

    for told in (
        {"aud": "https://elsewhere.example"}, {"case_no": "20260101-0000000000"}, {"revision": case["revision"] + 1},
        {"matter": (PENSION, case["matter"]["version"] + 1)}, {"typed": TYPED | {"phone": "13900000000"}},
        {"answers": {"channel": "agent"}}, {"answers": {}},
        {"certificates": shown[:1]}, {"certificates": [(one, fields[:1]) for one, fields in shown]},
        {"certificates": shown[::-1]},
    ):  # fmt: skip
        assert refused(**told) == "statement_differs"
    assert applying.send(applying.body() | {"defer": True}).json["errors"][0]["problem"] == "statement_differs"
    assert refused(iat=city.now - 301) == "code_expired"
    assert refused(iat=city.now + 400) == "code_from_future"
    assert refused(signer=other.signer) == "signature_invalid"
    foreign = applying.send(applying.body(signer=other.signer) | {"device_id": str(other.device_id)})
    assert [(one["path"], one["problem"]) for one in foreign.json["errors"]] == [("/device_id", "device_unknown")]
    city.remove_device(applying.phone)
    assert refused() == "device_unknown"
    assert applying.read()["submitted"] is False


def test_a_window_takes_over_nothing_that_waits_for_an_officer_or_is_not_done_at_windows(city: City) -> None:
    phone, applying = city.phone(0, TYPES), covered(city, 1)
    with db.transaction(city.engine) as session:
        begun = next(one for one in load_builtin() if one.code == PENSION)
        afar = replace(begun, version=9, channels=("phone",))
        import_matters(session, [afar], catalogue=CATALOGUE, now=city.now, actor="cli:test")
    elsewhere = Applying(city, phone, offered=True)
    assert city.post(f"/cases/{elsewhere.no}/scans", {"code": city.code(phone)}).json["code"] == "case_not_found"
    assert applying.submit(defer=True).json["state"] == "deferred"
    with db.transaction(city.engine) as session:
        session.get_one(Case, applying.no).state = "accepted"
    code = city.code(applying.phone)
    assert city.post(f"/cases/{applying.no}/scans", {"code": code}).json["code"] == "case_not_found"
    with db.transaction(city.engine) as session:
        session.get_one(Case, applying.no).state = "deferred"
    assert scan(city, applying.no, code)["verdict"]["accepted"]  # it was not used up


def test_a_certificate_that_is_not_valid_or_not_mine_refuses_the_whole(city: City) -> None:
    applying, other = covered(city), city.phone(4)
    body = applying.body()
    city.end(applying.phone.held["social-security-card"], "suspend")
    answer = applying.send(body)
    held = str(applying.phone.held["social-security-card"].certificate_id)
    assert (answer.status_code, answer.json["code"]) == (409, "certificate_not_usable")
    assert answer.json["certificates"] == [{"id": held, "reason": "status_suspended"}]
    foreign = str(other.held["resident-id"].certificate_id)
    answer = applying.send(body | {"certificates": [foreign]})
    assert answer.json["certificates"] == [{"id": foreign, "reason": "certificate_unknown"}]
    twice = applying.send(body | {"certificates": body["certificates"][:1] * 2})
    assert twice.json["errors"][0]["path"] == "/certificates/1"
    assert held not in {one["certificate_id"] for one in applying.read()["certificates"]}
    useless = city.certify(applying.phone, "marriage")
    answer = applying.send(body | {"certificates": [str(useless.certificate_id)]})
    assert (answer.status_code, answer.json["errors"][0]["path"]) == (422, "/certificates/0")
    assert city.get("/history", applying.phone.token).json["items"] == []


def test_the_form_takes_what_is_typed_and_never_what_a_certificate_says(city: City) -> None:
    applying = Applying(city, city.phone(0, TYPES))
    incomplete = applying.submit()
    assert (incomplete.status_code, incomplete.json["fields"]) == (409, ["phone", "former_place"])
    assert applying.fill({"nonsense": "1"}).json["errors"][0]["path"] == "/fields/nonsense"
    applying.fill(TYPED | {"name": "别人"})
    applying.submit()
    assert {one["name"]: one["value"] for one in applying.case["form"]}["name"] != "别人"
    assert applying.states()["application"] == "provided"
    assert applying.fill(TYPED | {"name": "别人"}).json["errors"][0]["path"] == "/fields/name"
    applying.fill(TYPED | {"former_place": "株洲市"})
    assert applying.states()["application"] == "missing"
    assert applying.states()["id-card"] == "exempt"
    applying.submit(only=[])
    assert applying.states()["application"] == "provided"


def test_a_window_types_nothing_into_a_form_that_was_signed_online(city: City) -> None:
    applying = covered(city)
    applying.submit()
    case = scan(city, applying.no, city.code(applying.phone))["case"]
    body = {"revision": case["revision"], "fields": TYPED | {"phone": "13900000000"}}
    refused = city.put(f"/cases/{applying.no}/form", body)
    assert (refused.status_code, refused.json["code"]) == (409, "illegal_transition")
    assert form(city.get(f"/cases/{applying.no}").json)["phone"] == TYPED["phone"]


def test_a_field_that_a_certificate_leaves_open_is_signed_like_the_others(city: City) -> None:
    phone = city.phone(14)  # whose card has no last day
    applying = Applying(city, phone, "ga-driving-licence-replacement")
    city.certify(phone, "driving-licence")
    offered = {one["type"]["id"]: one for one in applying.read()["certificates"]}
    assert (offered["resident-id"]["suggested"], offered["driving-licence"]["suggested"]) == (True, False)
    applying.fill({"phone": "13800000000"})
    assert applying.submit(only=[offered["resident-id"]["certificate_id"]]).json["state"] != "draft"


def test_who_may_apply_for_what(city: City) -> None:
    phone, other = city.phone(3), city.phone(4)
    company = city.certify(phone, "business-licence")
    permit = "sc-food-business-permit"
    applying = Applying(city, phone, permit, **{"for": str(company.person_id)})
    assert [one["kind"] for one in city.get("/me/applicants", phone.token).json["items"]] == ["citizen", "organisation"]
    licence = next(one for one in applying.case["certificates"] if one["type"]["id"] == "business-licence")
    assert "business-licence" in licence["stands_for"]

    def refused(matter: str, token: str, **more: str) -> tuple[int, str]:
        answer = city.post("/me/cases", {"matter": matter, "answers": {}, **more}, token)
        return answer.status_code, answer.json["code"]

    assert refused(permit, other.token, **{"for": str(company.person_id)}) == (404, "organisation_not_reached")
    assert refused(permit, phone.token) == (422, "invalid")
    assert refused("rs-pension-transfer", phone.token, **{"for": str(company.person_id)}) == (422, "invalid")
    assert refused("mz-marriage-registration", phone.token) == (403, "not_online")
    assert refused("no-such-matter", phone.token) == (404, "matter_not_found")
    assert city.get("/me/applicants").status_code == 403


def test_a_case_begun_at_a_window_is_not_submitted_online(city: City) -> None:
    desk, phone = Desk(city), city.phone(0, TYPES)
    desk.show(phone)
    case = city.get(f"/me/cases/{desk.case_no}", phone.token).json
    assert (case["channel"], case["certificates"], case["form"]) == ("window", [], [])
    assert {"fill", "add", "accept", "defer"}.isdisjoint(case["acts"])
    answer = city.put(f"/me/cases/{desk.case_no}/form", {"revision": case["revision"], "fields": {}}, phone.token)
    assert answer.json["code"] == "illegal_transition"


def test_drafts_are_limited(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.cases.mine.online.MOST", 1)
    applying = Applying(city, city.phone(0, TYPES))
    again = city.post("/me/cases", {"matter": applying.case["matter"]["code"], "answers": {}}, applying.phone.token)
    assert (again.status_code, again.json["code"]) == (409, "too_many_drafts")
    with db.open_session(city.engine) as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 1
