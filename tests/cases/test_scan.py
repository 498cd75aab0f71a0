"""Cases: one scan strikes off what its certificates stand for; a refused code strikes off nothing; all or nothing."""

import pytest
from sqlalchemy import Engine, func, select, text

from backend import db
from backend.audit.check import check
from backend.audit.models import AuditEntry
from backend.cases.models import Case, CaseCertificate
from backend.verification.models import UsedCode, VerdictRow
from backend.verification.verifiers import withdraw_window
from tests.cases.desk import GAP, gap
from tests.cases.world import form, open_case, scan, states
from tests.verification.world import GATE_ID, HALL, City


def test_a_new_case_lacks_every_material_that_applies(city: City) -> None:
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    case = city.get(f"/cases/{case_no}").get_json()
    assert (case["state"], case["ready"]) == ("draft", False)
    assert states(case) == {
        "id-card": "missing", "bank-account": "missing", "marriage": "not_applicable", "spouse-id": "not_applicable",
        "no-house": "missing",
    }  # fmt: skip
    assert form(case) == {}


def test_a_pack_strikes_off_its_materials_and_fills_the_form(city: City) -> None:
    phone = city.phone(0, ("resident-id", "social-security-card"))
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    entries = [(phone.held["resident-id"].handle, 3), (phone.held["social-security-card"].handle, 9)]
    answer = scan(city, case_no, city.pack(phone, entries))
    assert answer["verdict"]["accepted"], answer["verdict"]
    assert states(answer["case"])["id-card"] == "exempt"
    assert states(answer["case"])["bank-account"] == "exempt"
    assert states(answer["case"])["no-house"] == "missing"
    exempt = answer["case"]["materials"][0]
    assert exempt["certificates"] == [str(phone.held["resident-id"].certificate_id)]
    clean = phone.held["resident-id"].clean
    filled = form(answer["case"])
    assert (filled["name"], filled["citizen_number"]) == (clean["name"], clean["citizen_number"])
    assert filled["bank_account"] == phone.held["social-security-card"].clean["bank_card_number"]


def test_scanning_again_adds(city: City) -> None:
    phone = city.phone(0, ("resident-id", "social-security-card"))
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    first = scan(city, case_no, city.code(phone))["case"]
    assert (states(first)["id-card"], states(first)["bank-account"]) == ("exempt", "missing")
    second = scan(city, case_no, city.code(phone, "social-security-card", 9))["case"]
    assert (states(second)["id-card"], states(second)["bank-account"]) == ("exempt", "exempt")
    assert len(second["certificates"]) == 2
    assert second["revision"] == 3


def test_a_case_is_complete_when_paper_makes_up_for_what_no_certificate_replaced(city: City) -> None:
    phone = city.phone(0, ("resident-id", "social-security-card"))
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    entries = [(phone.held["resident-id"].handle, 3), (phone.held["social-security-card"].handle, 9)]
    scan(city, case_no, city.pack(phone, entries))
    path = f"/cases/{case_no}/materials"
    done = city.put(f"{path}/no-house", {"state": "provided"}).get_json()
    assert (done["ready"], states(done)["no-house"]) == (True, "provided")
    assert states(scan(city, case_no, city.code(phone))["case"])["no-house"] == "provided"
    back = city.put(f"{path}/no-house", {"state": "missing"}).get_json()
    assert (back["ready"], states(back)["no-house"]) == (False, "missing")
    assert city.put(f"{path}/id-card", {"state": "provided"}).status_code == 409
    assert city.put(f"{path}/unheard-of", {"state": "provided"}).status_code == 404
    assert city.put(f"{path}/no-house", {"state": "exempt"}).status_code == 422


@pytest.mark.parametrize("how", ["revoked", "replayed", "malformed", "expired"])
def test_a_refused_code_strikes_off_nothing(city: City, how: str) -> None:
    phone = city.phone(0)
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    code = city.code(phone, iat=city.now - 300) if how == "expired" else city.code(phone)
    if how == "revoked":
        city.end(phone.held["resident-id"], "revoked")
    if how == "replayed":
        city.verify(code)
    answer = scan(city, case_no, "LM1:?" if how == "malformed" else code)
    assert answer["verdict"]["accepted"] is False
    assert "exempt" not in states(answer["case"]).values()
    assert (form(answer["case"]), answer["case"]["revision"], answer["case"]["applicant_known"]) == ({}, 1, False)


def test_a_certificate_revoked_between_two_scans_counts_no_more(city: City) -> None:
    phone = city.phone(0, ("resident-id", "social-security-card"))
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    assert states(scan(city, case_no, city.code(phone))["case"])["id-card"] == "exempt"
    city.end(phone.held["resident-id"], "revoked")
    after = scan(city, case_no, city.code(phone, "social-security-card", 9))["case"]
    assert states(after)["id-card"] == "missing"
    assert "name" not in form(after)


def test_another_persons_code_cannot_take_over_a_case_and_is_not_used_up(city: City) -> None:
    phone, stranger = city.phone(0), city.phone(6)
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    scan(city, case_no, city.code(phone))
    code = city.code(stranger)
    answer = scan(city, case_no, code)
    assert answer["verdict"]["reason"] == "holder_mismatch"
    assert answer["verdict"]["certificates"] == []
    assert stranger.held["resident-id"].clean["name"] not in str(answer)
    assert form(answer["case"])["name"] == phone.held["resident-id"].clean["name"]
    history = city.get("/history", stranger.token).get_json()["items"]
    assert [item["reason"] for item in history] == ["holder_mismatch"]
    assert city.verify(code)["accepted"]
    with db.open_session(city.engine) as session:
        assert check(session).breaks == ()


def test_the_spouse_may_add_their_card_beside_the_marriage_certificate(city: City) -> None:
    phone, spouse, stranger = city.phone(0, ("resident-id", "marriage")), city.phone(1), city.phone(6)
    case_no = open_case(city, "gj-withdrawal-rent", married="yes")
    entries = [(phone.held["resident-id"].handle, 3), (phone.held["marriage"].handle, 9)]
    first = scan(city, case_no, city.pack(phone, entries))
    assert first["verdict"]["accepted"], first["verdict"]
    assert (states(first["case"])["marriage"], states(first["case"])["spouse-id"]) == ("exempt", "missing")
    assert scan(city, case_no, city.code(stranger))["verdict"]["reason"] == "holder_mismatch"
    second = scan(city, case_no, city.code(spouse))
    assert second["verdict"]["accepted"], second["verdict"]
    assert states(second["case"])["spouse-id"] == "exempt"
    assert form(second["case"])["name"] == phone.held["resident-id"].clean["name"]


def test_an_organisations_case_knows_its_applicant_from_the_licence(city: City) -> None:
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    case_no = open_case(city, "sc-food-business-permit")
    first = scan(city, case_no, city.code(phone))["case"]
    assert first["applicant_known"] is False
    answer = scan(city, case_no, city.code(phone, "business-licence", 9))
    assert answer["verdict"]["accepted"], answer["verdict"]
    assert answer["case"]["applicant_known"] is True
    assert "exempt" in states(answer["case"]).values()


def test_a_case_belongs_to_its_window(city: City) -> None:
    case_no = open_case(city, "gj-withdrawal-rent")
    with city.app.app_context(), db.transaction(city.engine) as session:
        other = city.sign_in(session, "staff:00000000-0000-7000-8000-000000000009", "window", GATE_ID)
    assert city.get(f"/cases/{case_no}", other).status_code == 404
    assert city.post(f"/cases/{case_no}/scans", {"code": "x"}, other).status_code == 404
    assert city.put(f"/cases/{case_no}/materials/id-card", {"state": "provided"}, other).status_code == 404
    assert city.get(f"/cases/{case_no}", city.gate_token).status_code == 403


def test_a_window_that_was_withdrawn_reads_and_does_nothing_more(city: City) -> None:
    desk, phone = gap(city)
    assert city.get(f"/cases/{desk.case_no}").status_code == 200
    with city.app.app_context(), db.transaction(city.engine) as session:
        withdraw_window(session, HALL, actor="staff:setup", now=city.now)
    path, seen = f"/cases/{desk.case_no}", desk.case.revision
    answers = [
        city.get(path), city.get(f"{path}/missing-notice"), city.get(f"{path}/proofs"),
        city.put(f"{path}/materials/{GAP}", {"state": "provided"}),
        city.put(f"{path}/form", {"fields": {}, "revision": seen}),
        city.post(f"{path}/deferral", {"revision": seen}), city.post(f"{path}/acceptance", {"revision": seen}),
    ]  # fmt: skip
    assert {(one.status_code, one.json["code"]) for one in answers} == {(403, "verifier_not_registered")}
    assert (desk.case.state, desk.case.revision) == ("draft", seen)
    assert city.get(f"/me/cases/{desk.case_no}", phone.token).status_code == 200


def test_opening_refuses_unknown_matters_and_answers(city: City) -> None:
    open_case(city, "gj-withdrawal-rent", married="yes")
    assert city.post("/cases", {"matter": "unheard-of"}).status_code == 404
    for answers in ({"married": "perhaps"}, {"hungry": "yes"}):
        answer = city.post("/cases", {"matter": "gj-withdrawal-rent", "answers": answers})
        assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


def test_an_idempotency_key_opens_one_case(city: City) -> None:
    open_case(city, "gj-withdrawal-rent")
    body = {"matter": "gj-withdrawal-rent"}
    numbers = {city.post("/cases", body, **{"Idempotency-Key": "open-0001"}).get_json()["case_no"] for _ in range(2)}
    assert len(numbers) == 1


TRIGGERS = {
    "sqlite": ["CREATE TRIGGER broken BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'broken'); END"],
    "postgresql": [
        "CREATE FUNCTION broken() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER broken BEFORE UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION broken()",
    ],
}


def _execute(engine: Engine, statements: list[str]) -> None:
    with db.transaction(engine) as session:
        for statement in statements:
            session.execute(text(statement))


def test_when_one_write_of_a_scan_fails_nothing_is_half_done(city: City) -> None:
    phone = city.phone(0)
    case_no = open_case(city, "gj-withdrawal-rent", married="no")
    code = city.code(phone)
    tables = (UsedCode, VerdictRow, CaseCertificate, AuditEntry)

    def counts() -> list[int]:
        with db.open_session(city.engine) as session:
            return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]

    before = counts()
    _execute(city.engine, TRIGGERS[city.engine.dialect.name])
    assert city.post(f"/cases/{case_no}/scans", {"code": code}).status_code >= 500
    assert counts() == before
    drop = "DROP TRIGGER broken" + (" ON cases" if city.engine.dialect.name == "postgresql" else "")
    _execute(city.engine, [drop])
    assert "exempt" not in states(city.get(f"/cases/{case_no}").get_json()).values()
    answer = scan(city, case_no, code)
    assert answer["verdict"]["accepted"]  # the failed attempt did not use the code up
    with db.open_session(city.engine) as session:
        assert session.scalars(select(Case)).one().state == "draft"
        assert check(session).breaks == ()
