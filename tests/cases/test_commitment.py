"""A signed promise instead of materials: the permit comes at once, the check afterwards, and a false promise bars."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.cases.bars import bars_of, lift_bar, set_bar
from backend.cases.limits import calendar_of
from backend.cases.mine.online import is_form
from backend.cases.models import Case, CaseMaterial, Commitment
from backend.cases.office.checks import FALSE, check_line, check_mark, log_late_checks, open_checks
from backend.certificates import lifecycle
from backend.certificates.models import Certificate
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.registries.calendar import day_of, end_of
from backend.statistics.sources import SOURCES, counted
from certs.catalogue.dates import add_months
from certs.keys import SoftwareSigner, new_private_key
from tests.cases.office import PROMISED, Officer, permit_case, sign
from tests.cases.online import Applying
from tests.cases.world import states
from tests.statements import sent
from tests.verification.world import BASE_URL, CATALOGUE, DEPARTMENT, City, Held, Phone


def permits(city: City, phone: Phone) -> list[Certificate]:
    with db.open_session(city.engine) as session:
        mine = Certificate.person_id == phone.held["business-licence"].person_id, Certificate.type_number == 12
        return session.query(Certificate).where(*mine).all()


def test_a_signed_promise_stands_for_materials_and_the_permit_comes_at_once(city: City) -> None:
    case_no, phone = permit_case(city)
    shown = city.get(f"/me/cases/{case_no}/commitment", phone.token).json
    assert shown["read"]["materials"] == PROMISED == [one["code"] for one in shown["materials"]]
    assert (shown["may_sign"], shown["signed_at"]) == (True, None)
    key = {"headers": {"Idempotency-Key": "commit-1"}}
    answers = [sign(city, case_no, phone, revision=shown["revision"], **key)]
    answers.append(city.get(f"/me/cases/{case_no}/commitment", phone.token))
    assert answers[0].status_code == 200, answers[0].text
    assert answers[0].json == answers[1].json
    assert (answers[0].json["read"]["materials"], answers[0].json["may_sign"]) == (PROMISED, False)
    due = calendar_of(city.services).after(day_of(city.now), 30).day
    assert answers[0].json["check_due"] == due.isoformat()
    case = city.get(f"/cases/{case_no}").json
    assert case["state"] == "approved"
    assert {states(case)[code] for code in PROMISED} == {"committed"}
    (line,) = city.get("/cases").json["items"]
    assert (line["materials"]["committed"], line["materials"]["exempt"], line["materials"]["missing"]) == (2, 2, 0)
    with db.open_session(city.engine) as session:  # a promise spares nobody a paper
        exempted = {key[3] for key in counted(session, SOURCES["exempted"], 0)}
    assert exempted == {code for code, state in states(case).items() if state == "exempt"}
    (permit,) = permits(city, phone)
    assert permit.state == "valid"
    decision = Officer(city, "SC").get(f"/office-cases/{case_no}").json["decision"]
    assert (decision["by"], decision["certificates"]) == ("commitment", [str(permit.certificate_id)])
    assert [one["type"]["id"] for one in case["decision"]["issued"]] == ["food-business-permit"]
    again = sign(city, case_no, phone)
    assert (again.status_code, again.json["code"]) == (409, "illegal_transition")
    assert len(permits(city, phone)) == 1


def test_only_the_applicant_s_own_phone_signs_this_text_of_this_case_as_it_stands(city: City) -> None:
    case_no, phone = permit_case(city)
    stranger = city.phone(6)
    seen = city.get(f"/cases/{case_no}").json["revision"]
    assert city.get(f"/me/cases/{case_no}/commitment", stranger.token).status_code == 404
    refused = [
        sign(city, case_no, phone, signer=SoftwareSigner(new_private_key())), sign(city, case_no, phone, text="x" * 43),
        sign(city, case_no, phone, case_no="20260101-0000000001"), sign(city, case_no, phone, aud="https://else"),
        sign(city, case_no, phone, iat=city.now - 301), sign(city, case_no, phone, statement="e.e.e"),
    ]  # fmt: skip
    assert {(one.status_code, one.json["code"]) for one in refused} == {(422, "statement_refused")}
    assert sign(city, case_no, phone, device_id=str(stranger.device_id)).status_code == 404
    assert sign(city, case_no, phone, revision=seen - 1).json["code"] == "case_changed"
    assert city.get(f"/cases/{case_no}").json["revision"] == seen
    assert permits(city, phone) == []


def test_a_promise_waits_for_what_cannot_be_promised_and_for_an_acceptance(city: City) -> None:
    case_no, phone = permit_case(city)
    path = f"/cases/{case_no}/materials/application"
    assert city.put(path, {"state": "missing"}).status_code == 200
    assert sign(city, case_no, phone).json["may_sign"] is False
    case = city.get(f"/cases/{case_no}").json
    assert (case["state"], case["ready"]) == ("draft", False)
    assert sign(city, case_no, phone).json["code"] == "nothing_to_commit"
    assert Officer(city, "SC").check(case_no, "passed").json["code"] == "case_not_found"  # nothing rests on it yet
    revision = city.put(path, {"state": "provided"}).json["revision"]
    assert city.post(f"/cases/{case_no}/acceptance", {"revision": revision}).json["state"] == "approved"
    assert len(permits(city, phone)) == 1


def test_a_paper_takes_the_place_of_a_promise_that_counts_no_more(city: City) -> None:
    case_no, phone = permit_case(city)
    acceptance = f"/cases/{case_no}/acceptance"
    with db.transaction(city.engine) as session:
        session.get_one(Case, case_no).channel = "online"  # so that the promise alone does not accept it
    assert sign(city, case_no, phone).json["signed_at"] is not None
    company = phone.held["business-licence"].person_id
    with db.transaction(city.engine) as session:
        set_bar(session, company, years=1, reason=FALSE, case_no=None, actor="cli:test", now=city.now)
    revision = city.get(f"/cases/{case_no}").json["revision"]
    assert city.post(acceptance, {"revision": revision}).json["code"] == "applicant_barred"
    for material in PROMISED:
        assert city.put(f"/cases/{case_no}/materials/{material}", {"state": "missing"}).status_code == 409
        answer = city.put(f"/cases/{case_no}/materials/{material}", {"state": "provided"})
        assert states(answer.json)[material] == "provided"
    assert city.post(acceptance, {"revision": answer.json["revision"]}).json["state"] == "accepted"
    assert city.get("/commitment-checks", Officer(city, "SC").token).json["items"] == []


def test_an_application_online_rests_on_a_promise_signed_before_or_after_it_was_submitted(city: City) -> None:
    phone = city.phone(0)
    first = Applying(city, phone, "sc-sole-trader")
    second = Applying(city, phone, "sc-sole-trader")
    typed = {"phone": "13800000000", "trade_name": "老张面馆", "scope": "餐饮", "premises_address": "桂花路1号"}
    assert "commit" in first.read()["acts"]
    assert sign(city, first.no, phone).status_code == 200
    assert first.read()["state"] == "draft"
    for one in (first, second):
        assert one.fill(typed).status_code == 200
        assert one.submit().status_code == 200, one.case
    assert [first.case["state"], second.case["state"]] == ["approved", "draft"]
    assert [one["code"] for one in second.case["missing"]] == ["premises"]
    assert sign(city, second.no, phone).status_code == 200
    assert (second.read()["state"], second.states()["premises"]) == ("approved", "committed")


def test_a_later_promise_stands_for_what_the_earlier_did_and_none_is_made_while_barred(city: City) -> None:
    case_no, phone = permit_case(city)

    def lack_again() -> None:
        with db.transaction(city.engine) as session:
            session.get_one(Case, case_no).channel = "online"  # so that the promise alone does not accept it
            session.get_one(CaseMaterial, (case_no, PROMISED[0])).state = "missing"

    lack_again()
    assert sign(city, case_no, phone).status_code == 200
    lack_again()
    again = sign(city, case_no, phone)
    assert (again.status_code, again.json["read"]["materials"]) == (200, PROMISED)
    lack_again()
    company = phone.held["business-licence"].person_id
    with db.transaction(city.engine) as session:
        set_bar(session, company, years=1, reason=FALSE, case_no=None, actor="cli:test", now=city.now)
    assert sign(city, case_no, phone).json["code"] == "applicant_barred"


def test_a_promise_accepts_no_form_that_was_changed_after_it_was_signed(city: City) -> None:
    formless = [
        replace(one, materials=tuple(part for part in one.materials if not is_form(part)))
        for one in load_builtin() if one.code == "sc-sole-trader"
    ]  # fmt: skip
    with db.transaction(city.engine) as session:
        import_matters(session, formless, catalogue=CATALOGUE, now=city.now, actor="cli:test")
    phone = city.phone(0)
    applying = Applying(city, phone, "sc-sole-trader", offered=True)
    typed = {"phone": "13800000000", "trade_name": "老张面馆", "scope": "餐饮", "premises_address": "桂花路1号"}
    assert applying.fill(typed).status_code == applying.submit().status_code == 200
    assert applying.fill(typed | {"scope": "零售"}).status_code == 200
    assert sign(city, applying.no, phone).status_code == 200
    assert applying.read()["state"] == "draft"
    assert applying.submit().json["state"] == "approved"


def test_a_failed_check_withdraws_the_permit_and_bars_and_the_next_promise_is_refused(city: City) -> None:
    case_no, phone = permit_case(city)
    assert sign(city, case_no, phone).status_code == 200
    officer, stranger = Officer(city, "SC"), Officer(city, "WJ")
    (line,) = officer.get("/commitment-checks").json["items"]
    assert (line["case_no"], line["mark"], [one["code"] for one in line["materials"]]) == (case_no, "none", PROMISED)
    assert stranger.get("/commitment-checks").json["items"] == []
    found = [len(officer.get(f"/commitment-checks?mark={mark}").json["items"]) for mark in ("none", "yellow", "red")]
    assert found == [1, 0, 0]
    assert stranger.check(case_no, "failed", reason="x").status_code == 404
    assert officer.check(case_no, "failed").status_code == 422
    key = {"headers": {"Idempotency-Key": "check-01"}, "reason": "现场与承诺不符"}
    answers = [officer.check(case_no, "failed", **key) for _ in range(2)]
    assert (answers[0].status_code, answers[0].json) == (200, answers[1].json)
    again = officer.check(case_no, "passed")
    assert (again.status_code, again.json["code"], again.json["outcome"]) == (409, "check_done", "failed")
    assert officer.get("/commitment-checks").json["items"] == []
    assert [one.state for one in permits(city, phone)] == ["withdrawn"]
    company = phone.held["business-licence"].person_id
    with db.open_session(city.engine) as session:
        (bar,) = bars_of(session, company)
    assert (bar.case_no, bar.until) == (case_no, end_of(add_months(day_of(city.now), 24)))
    notices = city.get("/notices", phone.token).json["items"]
    assert [one["kind"] for one in notices if one["kind"].startswith("commitment")] == ["commitment_failed"]
    assert city.get(f"/me/cases/{case_no}/commitment", phone.token).json["check_reason"] == "现场与承诺不符"

    next_no, _ = permit_case(city, phone)
    refused = sign(city, next_no, phone)
    assert (refused.status_code, refused.json["code"]) == (409, "applicant_barred")
    barred = city.get(f"/me/cases/{next_no}/commitment", phone.token).json
    assert (barred["may_sign"], barred["barred_until"]) == (False, add_months(day_of(city.now), 24).isoformat())
    with db.transaction(city.engine) as session:
        lift_bar(session, bar.bar_id, person_id=company, actor="cli:test", now=city.now)
    assert sign(city, next_no, phone).status_code == 200
    both = {one.state: one.number_key for one in permits(city, phone)}
    assert both.keys() == {"withdrawn", "valid"}
    assert both["withdrawn"] != both["valid"]


def test_the_list_of_checks_is_read_in_two_statements_however_long_it_is(city: City) -> None:
    case_no, phone = permit_case(city)
    assert sign(city, case_no, phone).status_code == 200
    asked = []
    for number in (1, 2, 3):
        with sent(city.engine) as statements, db.open_session(city.engine) as session:
            found = open_checks(session, "SC", marked=None, limit=20, cursor=None, now=city.now)
            assert len([check_line(session, *one, now=city.now) for one in found]) == number
        asked.append(len([one for one in statements if one.startswith("SELECT")]))
        with db.transaction(city.engine) as session:
            for row in (session.get_one(Case, case_no), session.get_one(Commitment, case_no)):
                held = {column.key: getattr(row, column.key) for column in row.__table__.columns}
                session.add(type(row)(**(held | {"case_no": f"20260101-{number:010}"})))
    assert asked == [2, 2, 2]


@pytest.mark.parametrize("done", [False, True])
def test_a_late_check_is_logged_once_for_each_mark_unless_it_was_done(city: City, done: bool) -> None:
    case_no, phone = permit_case(city)
    assert sign(city, case_no, phone).status_code == 200
    if done:
        assert Officer(city, "SC").check(case_no, "passed").status_code == 200
    with db.open_session(city.engine) as session:
        promise = session.get_one(Commitment, case_no)
    yellow, red = promise.check_yellow or 0, promise.check_due or 0
    times = [yellow - 1, yellow, yellow + 9, red, red + 9]
    expected = [0, 0, 0, 0, 0] if done else [0, 1, 0, 1, 0]
    assert [log_late_checks(city.engine, now=at) for at in times] == expected
    with db.open_session(city.engine) as session:
        late = select(AuditEntry).where(AuditEntry.action == "case.check_late").order_by(AuditEntry.at)
        found = [(entry.subject, entry.detail, entry.actor) for entry in session.scalars(late)]
    assert found == [(f"case:{case_no}", f'{{"mark":"{one}"}}', "clock") for one in ("yellow", "red") if not done]


@pytest.mark.parametrize("suspended", [False, True])
def test_a_failed_check_withdraws_the_newest_version_of_what_was_issued(city: City, suspended: bool) -> None:
    case_no, phone = permit_case(city)
    inspector = Officer(city, "SC")
    assert sign(city, case_no, phone).status_code == 200
    (permit,) = permits(city, phone)
    one, person = permit.certificate_id, permit.person_id
    held = Held(one, person, "food-business-permit", permit.handle, (permit.list_no, permit.idx), "SC", {})
    with db.transaction(city.engine) as session:
        issued = lifecycle.own_certificate(session, one, issuer_code="SC")
        given = {"box": city.box, "base_url": BASE_URL, "now": city.now, "actor": DEPARTMENT, "catalogue": CATALOGUE}
        lifecycle.change(session, issued, {"premises": "新址1号"}, reason="变更", **given)
    (newest,) = (row for row in permits(city, phone) if row.state == "valid")
    if suspended:
        city.end(replace(held, certificate_id=newest.certificate_id), "suspend")
    assert inspector.check(case_no, "failed", reason="现场与承诺不符").status_code == 200
    assert {row.version: row.state for row in permits(city, phone)} == {1: "superseded", 2: "withdrawn"}


@pytest.mark.parametrize(("at", "mark"), [(99, "none"), (100, "yellow"), (199, "yellow"), (200, "red")])
def test_a_check_is_yellow_in_its_last_fifth_and_red_once_it_is_over(at: int, mark: str) -> None:
    assert check_mark(Commitment(check_yellow=100, check_due=200), at) == mark
    assert check_mark(Commitment(check_yellow=100, check_due=200, checked_at=99), at) == "none"
