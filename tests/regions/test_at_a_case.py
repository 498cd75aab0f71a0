"""A neighbour's certificates at our window: they spare papers where the matter allows it, and who applies is known."""

import pytest
from sqlalchemy import select

from backend import db
from backend.people.models import Person
from backend.verification.models import UsedCode, VerdictRow
from tests.cases.agents import bring, long_ago
from tests.cases.desk import PENSION
from tests.cases.world import form, open_case, scan, states
from tests.regions.two import Two

MATTER = "gj-withdrawal-rent"
TYPES = {one: {"type": one, "fields": "*"} for one in ("resident-id", "social-security-card", "business-licence")}


def people(two: Two) -> int:
    with db.open_session(two.here.engine, reading=True) as session:
        return len(session.scalars(select(Person.person_id)).all())


def test_a_neighbour_is_registered_by_the_window_and_hands_in_no_paper(two: Two) -> None:
    phone = two.there.phone(0, ("resident-id", "social-security-card"))
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    answer = scan(two.here, case_no, two.there.code(phone))
    assert answer["verdict"]["accepted"], answer["verdict"]["reason"]
    assert answer["verdict"]["region"]["id"] == "NB"
    assert states(answer["case"])["id-card"] == "exempt"
    clean = phone.held["resident-id"].clean
    assert form(answer["case"])["citizen_number"] == clean["citizen_number"]
    assert people(two) == 1
    second = scan(two.here, case_no, two.there.code(phone, "social-security-card", 9))["case"]
    assert (states(second)["id-card"], states(second)["bank-account"]) == ("exempt", "exempt")
    assert people(two) == 1


def test_revoked_there_before_the_case_is_handed_in_the_paper_is_missing_again(two: Two) -> None:
    phone = two.there.phone(0, ("resident-id", "social-security-card"))
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    scan(two.here, case_no, two.there.code(phone))
    two.there.end(phone.held["resident-id"], "revoked")
    two.take()
    refused = scan(two.here, case_no, two.there.code(phone))
    assert refused["verdict"]["reason"] == "status_revoked"
    case = scan(two.here, case_no, two.there.code(phone, "social-security-card", 9))["case"]
    assert (states(case)["id-card"], states(case)["bank-account"]) == ("missing", "exempt")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_suspended_region_spares_no_paper_any_more(two: Two) -> None:
    phone = two.there.phone(0)
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    scan(two.here, case_no, two.there.code(phone))
    two.suspend()
    mine = two.here.phone(0, ("resident-id", "social-security-card"))  # the same citizen has certificates here too
    case = scan(two.here, case_no, two.here.code(mine, "social-security-card", 9))["case"]
    assert states(case)["id-card"] == "missing"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_code_that_does_not_say_who_holds_it_opens_no_case_and_stays_unused(two: Two) -> None:
    phone = two.there.phone(0)
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    answer = scan(two.here, case_no, two.there.code(phone, number=1))
    assert answer["verdict"]["reason"] == "region_holder_unknown"
    with db.open_session(two.here.engine, reading=True) as session:
        assert session.scalars(select(UsedCode)).all() == []
    assert people(two) == 0


def test_no_region_says_whose_phone_it_is_where_this_city_gave_the_id_card(two: Two) -> None:
    stranger = two.there.phone(0, ("resident-id", "social-security-card"))  # may be anybody who has a key there
    mine = two.here.phone(0)
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    refused = scan(two.here, case_no, two.there.code(stranger))
    assert refused["verdict"]["reason"] == "region_holder_ours"
    assert refused["case"]["applicant_known"] is False
    scan(two.here, case_no, two.here.code(mine))
    case = scan(two.here, case_no, two.there.code(stranger, "social-security-card", 9))["case"]
    assert (states(case)["id-card"], states(case)["bank-account"]) == ("exempt", "exempt")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_number_without_a_name_says_nobody_at_a_case(two: Two) -> None:
    phone = two.there.phone(0)
    two.recognise({"resident-id": {"type": "resident-id", "fields": {"citizen_number": "citizen_number"}}})
    case_no = open_case(two.here, MATTER, married="no")
    assert scan(two.here, case_no, two.there.code(phone))["verdict"]["accepted"] is False


def test_a_code_that_was_used_before_registers_nobody(two: Two) -> None:
    code = two.there.code(two.there.phone(0))
    two.recognise(TYPES)
    assert two.here.verify(code)["accepted"]
    case_no = open_case(two.here, MATTER, married="no")
    assert scan(two.here, case_no, code)["verdict"]["reason"] == "replayed"
    assert people(two) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_company_s_certificate_of_there_needs_an_applicant_who_is_known(two: Two) -> None:
    phone = two.there.phone(0, ("resident-id", "business-licence"))
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    licence = two.there.code(phone, "business-licence", 9)
    assert scan(two.here, case_no, licence)["verdict"]["reason"] == "region_holder_unknown"
    scan(two.here, case_no, two.there.code(phone))
    assert scan(two.here, case_no, licence)["verdict"]["reason"] == "holder_mismatch"  # it spares no paper here
    assert people(two) == 1  # the company was not registered by an act that was undone


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_neighbour_s_code_is_not_taken_and_nobody_is_registered_by_it(two: Two) -> None:
    phone, other = two.there.phone(0), two.there.phone(1)
    two.recognise(TYPES)
    case_no = open_case(two.here, MATTER, married="no")
    scan(two.here, case_no, two.there.code(phone))
    refused = scan(two.here, case_no, two.there.code(other))
    assert refused["verdict"]["reason"] == "holder_mismatch"
    assert people(two) == 1
    with db.open_session(two.here.engine, reading=True) as session:
        rows = session.scalars(select(VerdictRow).where(VerdictRow.outcome == "rejected")).all()
        assert {one.person_id.int for one in rows} == {0}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_code_of_there_does_not_say_that_an_applicant_of_this_city_is_at_the_window(two: Two) -> None:
    stranger = two.there.phone(0, ("resident-id", "social-security-card"))  # may be anybody who has a key there
    mine, agent = two.here.phone(0), two.here.phone(1)
    two.recognise(TYPES)
    case_no = open_case(two.here, PENSION, channel="self")
    scan(two.here, case_no, two.here.code(mine))
    long_ago(two.here, 1801)
    assert scan(two.here, case_no, two.there.code(stranger, "social-security-card", 9))["verdict"]["accepted"]
    refused = bring(two.here, case_no, agent)
    assert (refused.status_code, refused.json.get("reason")) == (409, "not_named")
    scan(two.here, case_no, two.here.code(mine, iat=two.here.now - 1))
    assert bring(two.here, case_no, agent).status_code == 200
