"""The certificate that a case ends in: whose it is, and in whose name it is signed."""

from typing import Any

import pytest
from sqlalchemy import func, select

from backend import db
from backend.cases.deciding.result import ResultRefused, issue_result
from backend.cases.form import seal_form
from backend.cases.models import Case
from backend.cases.open import new_case
from backend.certificates.models import Certificate
from tests.cases.test_decide_by_rule import HYGIENE, built_in
from tests.verification.world import City, Held

RENEWAL = "wj-public-hygiene-renewal"


def made(city: City, code: str, typed: dict[str, Any], *, applicant: Held, **changed: Any) -> list[Certificate]:
    """What a case of the company with this form would issue; `changed` differs from the case as it was opened."""
    matter = built_in(code)
    with city.app.app_context(), db.transaction(city.engine) as session:
        case: Case = new_case(matter, {"place": "salon", "air": "no"}, now=city.now)
        case.person_id = applicant.person_id
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
