"""A result that takes the place of what the applicant has: their one certificate of the type, and what changes."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.cases.deciding.result import ResultRefused, issue_result
from backend.cases.form import seal_form
from backend.cases.models import Case
from backend.cases.open import new_case
from backend.certificates.models import Certificate
from backend.people.persons import persons_reachable
from backend.registries.calendar import day_of
from tests.cases.test_decide_by_rule import accepted, built_in, open_scanned
from tests.cases.world import offer_matters
from tests.sealed import fields_of
from tests.verification.world import City, Held

CARD, REISSUE = "rs-social-security-card-replacement", "mz-marriage-reissue"
IDENTITY, COMPANY = "ga-id-card-renewal", "sc-company-change"


def made(city: City, code: str, form: dict[str, Any], *, applicant: Held) -> Certificate:
    """What an approved case with this form would issue."""
    matter = built_in(code)
    with city.app.app_context(), db.transaction(city.engine) as session:
        case: Case = new_case(matter, {}, now=city.now)
        case.person_id = applicant.person_id
        session.add(case)
        seal_form(case, form, {}, services=city.services)
        (found,) = issue_result(session, case, matter, actor="clock", services=city.services, now=city.now)
        return found


def test_a_lost_social_security_card_is_replaced_by_rule_in_the_transaction_of_the_acceptance(city: City) -> None:
    phone = city.phone(0, ("resident-id", "social-security-card"))
    lost = phone.held["social-security-card"]
    offer_matters(city)
    case = accepted(city, open_scanned(city, phone, CARD, reason="lost"))
    assert (case["state"], case["decision"]["by"]) == ("approved", "rule")
    with db.open_session(city.engine) as session:
        (number,) = case["decision"]["certificates"]
        new = session.scalars(select(Certificate).where(Certificate.certificate_id == uuid.UUID(number))).one()
        old = session.get_one(Certificate, (lost.person_id, lost.certificate_id))
    assert (new.version, new.previous_id, new.state, old.state) == (2, old.certificate_id, "valid", "superseded")
    today = day_of(city.now)
    assert (new.valid_from, (new.valid_to or "")[:4]) == (today.isoformat(), str(today.year + 10))
    said = fields_of(city.engine, city.box, new)
    kept = ("number", "name", "citizen_number", "bank_name", "bank_card_number")
    assert {name: said.get(name) for name in kept} == {name: lost.clean.get(name) for name in kept}


def test_a_marriage_certificate_is_reissued_to_the_one_who_asks_and_the_spouse_keeps_theirs(city: City) -> None:
    mine = city.phone(0, ("marriage",)).held["marriage"]
    theirs = city.phone(1, ("marriage",)).held["marriage"]
    new = made(city, REISSUE, {}, applicant=mine)
    assert (new.version, new.person_id) == (2, mine.person_id)
    same = ("number", "holder_code", "registered_on", "husband_code", "wife_code")
    assert [fields_of(city.engine, city.box, new)[name] for name in same] == [mine.clean[name] for name in same]
    assert fields_of(city.engine, city.box, new)["notes"] == "遗失补发"
    with db.open_session(city.engine) as session:
        assert session.get_one(Certificate, (theirs.person_id, theirs.certificate_id)).state == "valid"


def test_a_renewed_identity_card_has_a_new_period_and_the_address_of_the_form(city: City) -> None:
    mine = city.phone(0).held["resident-id"]
    new = made(city, IDENTITY, {"address": "亮州市东湖区新街9号"}, applicant=mine)
    said = fields_of(city.engine, city.box, new)
    assert (new.valid_from, said["address"]) == (day_of(city.now).isoformat(), "亮州市东湖区新街9号")
    assert [said[name] for name in ("name", "citizen_number")] == [mine.clean[n] for n in ("name", "citizen_number")]
    assert said.get("portrait") == mine.clean.get("portrait")


@pytest.mark.parametrize(
    ("form", "changed"),
    [
        ({"new_address": "亮州市东湖区新街9号"}, {"address": "亮州市东湖区新街9号"}),
        ({"new_scope": "面包零售"}, {"business_scope": "面包零售"}),
        ({}, {}),
    ],
)
def test_a_companys_licence_says_what_changed_and_keeps_the_rest(
    city: City, form: dict[str, str], changed: dict[str, str]
) -> None:
    licence = city.certify(city.phone(3), "business-licence")
    new = made(city, COMPANY, form, applicant=licence)
    days = {"issue_date", "approved_on", "issuing_authority"}
    fields = fields_of(city.engine, city.box, new)
    said = {name: value for name, value in fields.items() if value is not None and name not in days}
    before = {name: value for name, value in licence.clean.items() if value is not None and name not in days}
    assert said == before | changed


def test_the_new_representative_of_a_company_reaches_it_from_then_on_and_the_old_one_does_not(city: City) -> None:
    old, new = city.phone(3), city.phone(6)
    licence, card = city.certify(old, "business-licence"), new.held["resident-id"].clean
    form = {"new_representative": card["name"], "new_representative_number": card["citizen_number"]}
    made(city, COMPANY, form, applicant=licence)
    with db.open_session(city.engine) as session:
        reached = [licence.person_id in persons_reachable(session, one.person_id) for one in (old, new)]
    assert reached == [False, True]


@pytest.mark.parametrize(("held", "reason"), [(0, "none_standing"), (2, "several_standing")])
def test_without_one_certificate_that_stands_nothing_is_replaced(city: City, held: int, reason: str) -> None:
    phone = city.phone(0, ("social-security-card",))
    card = phone.held["social-security-card"]
    if held:
        city.certify(phone, "social-security-card", number="K99887766")
    else:
        city.end(card, "revoked")
    with pytest.raises(ResultRefused) as refused:
        made(city, CARD, {}, applicant=card)
    assert refused.value.extra["reason"] == reason
