"""Deciding by rule over HTTP: at the acceptance, in one transaction, or left to a person who sees why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from backend import db
from backend.cases.intake.accept import accept
from backend.cases.models import Case, Decision
from backend.certificates.models import Certificate
from backend.matters.builtin import load_builtin
from backend.matters.import_matters import import_matters
from backend.matters.rules import version_of
from backend.matters.terms import Matter, RuleSet, Text
from backend.registries.calendar import day_of
from backend.trust.models import Issuer
from backend.web.request import Actor
from tests.cases.office import FOOD, PROMISED, Officer, permit_case, sign
from tests.cases.typed import fill_form
from tests.cases.world import offer_matters, scan, states
from tests.sealed import fields_of
from tests.verification.world import CATALOGUE, HALL, City, Phone

HYGIENE, CARD = "wj-public-hygiene-permit", "mz-senior-card"
PAPERS = ("application", "layout", "hygiene-rules", "test-report")


def built_in(code: str) -> Matter:
    return next(one for one in load_builtin() if one.code == code)


def open_scanned(
    city: City, phone: Phone, matter: str, papers: tuple[str, ...] = (), *, ago: int = 0, **answers: str
) -> dict[str, Any]:
    """A case that lacks nothing, and is not accepted yet. `ago`: seconds since the code was shown."""
    opened = city.post("/cases", {"matter": matter, "answers": answers})
    assert opened.status_code == 201, opened.text
    case_no = opened.json["case_no"]
    pack = city.pack(phone, [(held.handle, 9) for held in phone.held.values()], iat=city.now - ago)
    assert scan(city, case_no, pack)["verdict"]["accepted"]
    for paper in papers:
        assert city.put(f"/cases/{case_no}/materials/{paper}", {"state": "provided"}).status_code == 200
    fill_form(city, case_no)
    case: dict[str, Any] = city.get(f"/cases/{case_no}").json
    assert case["ready"], states(case)
    return case


def accepted(city: City, case: dict[str, Any]) -> Any:
    answer = city.post(f"/cases/{case['case_no']}/acceptance", {"revision": case["revision"]})
    assert answer.status_code == 200, answer.text
    return answer.json


def company(city: City) -> Phone:
    """The representative of a company, with ID card and business licence."""
    offer_matters(city)
    phone = city.phone(3)
    city.certify(phone, "business-licence")
    return phone


def issued(city: City, type_id: str) -> list[Certificate]:
    type_ = CATALOGUE.by_id(type_id)
    assert type_ is not None
    with db.open_session(city.engine) as session:
        return list(session.scalars(select(Certificate).where(Certificate.type_number == type_.number)))


@contextmanager
def decision_row(city: City, case_no: str) -> Iterator[Decision | None]:
    with db.open_session(city.engine) as session:
        yield session.get(Decision, case_no)


def test_a_public_hygiene_permit_is_decided_with_its_acceptance_and_issued_in_the_same_transaction(city: City) -> None:
    phone = company(city)
    case = open_scanned(city, phone, HYGIENE, PAPERS, place="salon", air="no")
    window = {"actor": Actor(f"staff:{city.staff_id}", "window", HALL), "services": city.services, "now": city.now}
    with city.app.app_context(), db.open_session(city.engine) as session:  # never committed
        assert accept(session, case["case_no"], revision=case["revision"], **window).state == "approved"
    assert issued(city, "public-hygiene-permit") == []
    assert city.get(f"/cases/{case['case_no']}").json["state"] == "draft"

    assert accepted(city, case)["state"] == "approved"
    (permit,) = issued(city, "public-hygiene-permit")
    fields, today = fields_of(city.engine, city.box, permit), day_of(city.now)
    assert fields["number"] == f"卫公证字〔{today.year}〕第000001号"
    assert (fields["project"], fields["issue_date"]) == ("理发店、美容店", today.isoformat())
    assert fields["credit_code"] == phone.held["business-licence"].clean["credit_code"]
    assert (permit.person_id, permit.state) == (phone.held["business-licence"].person_id, "valid")
    rules = built_in(HYGIENE).decide
    assert rules is not None
    with decision_row(city, case["case_no"]) as row:
        assert row is not None
        assert (row.outcome, row.by, row.rule_version) == ("approved", "rule", version_of(rules))
        assert [(one["code"], one["holds"]) for one in row.explanation] == [(one.code, True) for one in rules.rules]
        assert {len(digest) for digest in row.inputs.values()} == {64}
        assert {"answers.place", "facts.barred", "certificates.resident_id.birth_date"} < set(row.inputs)
        assert row.certificates == [str(permit.certificate_id)]
    assert Officer(city, "WJ").get("/office-cases").json["items"] == []

    again = accepted(city, open_scanned(city, phone, HYGIENE, PAPERS, ago=1, place="salon", air="no"))
    assert again["state"] == "accepted"  # the company has its permit: rule none-held


def test_one_rule_broken_and_the_officer_sees_which_and_decides(city: City) -> None:
    phone = company(city)
    case = open_scanned(city, phone, HYGIENE, (*PAPERS, "air-report"), place="salon", air="yes")
    case = accepted(city, case)
    assert case["state"] == "accepted"
    with decision_row(city, case["case_no"]) as row:
        assert row is None
    officer = Officer(city, "WJ")
    seen = officer.get(f"/office-cases/{case['case_no']}").json
    broken = [one for one in seen["weighed_by_rule"] if one["holds"] is not True]
    assert broken == [
        {
            "code": "no-central-air",
            "holds": False,
            "text": {"zh": "未使用集中空调通风系统", "en": "there is no central air conditioning"},
        }
    ]
    taken = officer.take(case["case_no"], case["revision"]).json
    decided = officer.decide(case["case_no"], taken["revision"]).json
    assert (decided["state"], decided["decision"]["by"], decided["weighed_by_rule"]) == ("approved", "officer", None)
    assert len(issued(city, "public-hygiene-permit")) == 1


def test_what_cannot_be_issued_is_not_decided_and_unknown_is_not_true(city: City) -> None:
    phone = company(city)
    with db.transaction(city.engine) as session:
        session.execute(update(Issuer).where(Issuer.code == "WJ").values(types=[]))
    case = accepted(city, open_scanned(city, phone, HYGIENE, PAPERS, place="hotel", air="no"))
    assert case["state"] == "accepted"
    assert issued(city, "public-hygiene-permit") == []
    with db.transaction(city.engine) as session:  # as if the question had never been asked
        session.get_one(Case, case["case_no"]).answers = {"place": "hotel"}
    seen = Officer(city, "WJ").get(f"/office-cases/{case['case_no']}").json["weighed_by_rule"]
    assert [(one["code"], one["holds"]) for one in seen if one["holds"] is not True] == [("no-central-air", None)]


def test_a_rule_that_rejects_says_by_which_law(city: City) -> None:
    ruled = built_in(CARD)
    assert ruled.decide is not None
    aged, *others = ruled.decide.rules
    law = replace(aged, when="age(certificates.resident_id.birth_date) >= 150", otherwise="reject",
                  text=Text("年满一百五十周岁（《测试法》第一条）", "at least 150"))  # fmt: skip
    strict = replace(ruled, version=8, decide=RuleSet("approve", (law, *others)))
    with db.transaction(city.engine) as session:
        import_matters(session, [strict], catalogue=CATALOGUE, now=city.now, actor="cli:test")
    phone = city.phone(0)
    case = accepted(city, open_scanned(city, phone, CARD))
    assert case["state"] == "rejected"
    decision = Officer(city, "MZ").get(f"/office-cases/{case['case_no']}").json["decision"]
    assert decision["by"] == "rule"
    assert decision["reason"]["zh"] == "不符合：年满一百五十周岁（《测试法》第一条）"


def test_a_promise_is_decided_at_once_only_when_the_rules_hold_too(city: City) -> None:
    phone, other = company(city), city.phone(6)
    city.certify(other, "business-licence")
    city.certify(other, "food-business-permit")  # breaks the rule none-held
    found = []
    for one in (phone, other):
        case_no, _ = permit_case(city, one)
        assert sign(city, case_no, one).status_code == 200
        found.append(city.get(f"/cases/{case_no}").json["state"])
    assert found == ["approved", "accepted"]


def test_what_is_decided_on_a_promise_waits_for_a_person_where_papers_were_handed_in_instead(city: City) -> None:
    phone = company(city)
    case = open_scanned(city, phone, FOOD, ("application", *PROMISED), business="sale")
    case = accepted(city, case)
    assert case["state"] == "accepted"
    seen = Officer(city, "SC").get(f"/office-cases/{case['case_no']}").json
    assert {one["holds"] for one in seen["weighed_by_rule"]} == {True}


def test_what_no_certificate_says_is_typed_at_the_window_before_a_teacher_is_qualified_by_rule(city: City) -> None:
    offer_matters(city)
    phone = city.phone(3, ("resident-id", "household-register"))
    today = day_of(city.now).isoformat()
    city.certify(phone, "general-proof", proof_kind="无犯罪记录证明", issue_date=today, valid_from=today, valid_to=None)
    papers = ("degree", "exam", "mandarin", "health")
    case = open_scanned(city, phone, "jy-teacher-qualification", papers, place="hukou", stage="primary")
    form = f"/cases/{case['case_no']}/form"

    def typed(revision: int, **fields: str) -> Any:
        return city.put(form, {"revision": revision, "fields": fields})

    assert typed(case["revision"] - 1, subject="语文").json["code"] == "case_changed"
    refused = typed(case["revision"], subject="数学", name="王强", moon="x")
    assert (refused.status_code, {one["path"] for one in refused.json["errors"]}) == (
        422,
        {"/fields/name", "/fields/moon"},
    )
    case = typed(case["revision"], subject="语文", phone="13800000000").json
    assert [one["name"] for one in case["form"] if one["typed"]] == ["phone", "subject"]
    assert accepted(city, case)["state"] == "approved"
    (teacher,) = issued(city, "teacher-qualification")
    fields = fields_of(city.engine, city.box, teacher)
    assert (fields["subject"], fields["category"], len(fields["number"])) == ("语文", "小学教师资格", 17)
