"""The certificate that a case ends in: whose it is, and in whose name it is signed."""

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.cases.deciding.result import ResultRefused, issue_result
from backend.cases.form import seal_form
from backend.cases.models import Case
from backend.cases.open import new_case
from backend.certificates.models import Certificate
from backend.registries.calendar import day_of
from tests.cases.office import Officer
from tests.cases.test_decide_by_rule import HYGIENE, built_in
from tests.cases.typed import fill_form
from tests.cases.world import offer_matters, scan
from tests.sealed import fields_of
from tests.verification.world import City, Held, Phone

RENEWAL, REPLACEMENT = "wj-public-hygiene-renewal", "ga-driving-licence-replacement"


def made(city: City, code: str, typed: dict[str, Any], *, applicant: Held, **changed: Any) -> list[Certificate]:
    """What a case of the company with this form would issue; `changed` differs from the case as it was opened."""
    matter = built_in(code)
    with city.app.app_context(), db.transaction(city.engine) as session:
        case: Case = new_case(matter, {"place": "salon", "air": "no"}, now=city.now)
        case.person_id = applicant.person_id
        session.add(case)
        for name, value in changed.items():
            setattr(case, name, value)
        seal_form(case, typed, {}, services=city.services)
        return issue_result(session, case, matter, actor="clock", services=city.services, now=city.now)


def count(city: City) -> int:
    with db.open_session(city.engine) as session:
        return session.scalar(select(func.count()).select_from(Certificate)) or 0


def form_of(licence: Held, **more: str) -> dict[str, Any]:
    said = licence.clean
    return {
        "company_name": said["name"], "credit_code": said["credit_code"], "company_address": said["address"],
        "legal_representative": said["legal_representative"], "premises": said["address"], "project": "理发店", **more,
    }  # fmt: skip


def test_a_certificate_of_another_holder_than_the_applicant_is_not_issued(city: City) -> None:
    mine, theirs = (city.certify(city.phone(index), "business-licence") for index in (3, 6))
    before = count(city)
    with pytest.raises(ResultRefused) as refused:
        made(city, HYGIENE, form_of(theirs), applicant=mine)
    assert refused.value.extra["reason"] == "holder_differs"
    assert count(city) == before
    (permit,) = made(city, HYGIENE, form_of(mine), applicant=mine)
    assert permit.person_id == mine.person_id


def test_a_number_is_renewed_for_its_holder_by_its_own_office_only(city: City) -> None:
    mine, theirs = (city.certify(city.phone(index), "business-licence") for index in (3, 6))
    (permit,) = made(city, HYGIENE, form_of(mine), applicant=mine)
    number = f"卫公证字〔{permit.valid_from[:4]}〕第000001号"
    before = count(city)
    for applicant, changed, reason in ((theirs, {}, "number_taken"), (mine, {"office": "SC"}, "type_not_allowed")):
        with pytest.raises(ResultRefused) as refused:
            made(city, RENEWAL, form_of(applicant, permit_number=number), applicant=applicant, **changed)
        assert refused.value.extra["reason"] == reason
        assert count(city) == before
    (renewed,) = made(city, RENEWAL, form_of(mine, permit_number=number), applicant=mine)
    assert (renewed.version, renewed.record_id, renewed.issuer_code) == (2, permit.record_id, "WJ")


def replacement(city: City, phone: Phone) -> tuple[Officer, str, int]:
    """The replacement of a lost licence, asked for with the ID card alone, and the officer who took it."""
    offer_matters(city)
    case_no = city.post("/cases", {"matter": REPLACEMENT, "answers": {}}).json["case_no"]
    card = city.pack(phone, [(phone.held["resident-id"].handle, 9)])
    assert scan(city, case_no, card)["verdict"]["accepted"]
    for paper in ("application", "loss"):
        assert city.put(f"/cases/{case_no}/materials/{paper}", {"state": "provided"}).status_code == 200
    revision = fill_form(city, case_no)
    accepted = city.post(f"/cases/{case_no}/acceptance", {"revision": revision})
    assert accepted.json["state"] == "accepted", accepted.text
    officer = Officer(city, "GA")
    return officer, case_no, officer.take(case_no, revision + 1).json["revision"]


def test_a_lost_licence_is_replaced_by_a_new_version_that_keeps_what_it_said(city: City) -> None:
    phone = city.phone(0, ("resident-id", "driving-licence"))
    lost, today = phone.held["driving-licence"], day_of(city.now).isoformat()
    officer, case_no, revision = replacement(city, phone)
    seen = officer.get(f"/office-cases/{case_no}").json["weighed_by_rule"]
    assert [(one["code"], one["holds"]) for one in seen] == [("id-card", True), ("licence-held", True)]
    decided = officer.decide(case_no, revision).json["decision"]
    assert [one["type"]["id"] for one in decided["issued"]] == ["driving-licence"]
    with db.open_session(city.engine) as session:
        which = Certificate.certificate_id == uuid.UUID(*decided["certificates"])
        new = session.scalars(select(Certificate).where(which)).one()
        old = session.get_one(Certificate, (lost.person_id, lost.certificate_id))
    assert (new.version, new.previous_id, new.state, old.state) == (2, old.certificate_id, "valid", "superseded")
    assert (new.valid_from, new.valid_to) == (old.valid_from, old.valid_to)
    assert fields_of(city.engine, city.box, new) == fields_of(city.engine, city.box, old) | {"issue_date": today}


def test_without_a_standing_licence_there_is_nothing_to_replace_and_the_case_waits(city: City) -> None:
    phone = city.phone(0, ("resident-id",))
    officer, case_no, revision = replacement(city, phone)
    before = count(city)
    refused = officer.decide(case_no, revision)
    assert (refused.status_code, refused.json["code"]) == (409, "result_refused")
    assert (refused.json["reason"], count(city)) == ("none_standing", before)
    seen = officer.get(f"/office-cases/{case_no}").json
    assert [one["holds"] for one in seen["weighed_by_rule"]] == [True, False]
    assert seen["state"] == "deciding"
