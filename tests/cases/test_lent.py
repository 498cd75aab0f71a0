"""A code that another's phone shows, at a case: its holder applies, whose phone it is acts for them, while it lasts."""

from typing import Any

import pytest
from sqlalchemy import select, update

from backend import db
from backend.certificates.models import Showing
from backend.demo import people
from tests.cases.agents import PAPERS, accept, fill, pack, papers, why
from tests.cases.desk import PENSION
from tests.cases.office import FOOD
from tests.cases.online import TYPES
from tests.cases.world import open_case, scan, states
from tests.verification.test_on_behalf import code_of, lend, stop
from tests.verification.world import City, Phone

ONCE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # says nothing of the engine


def shown(city: City, case_no: str, holder: Phone, friend: Phone, *types: str, **terms: Any) -> dict[str, Any]:
    """The case after the friend's phone showed these of the holder's certificates."""
    for type_id in types:
        showing = lend(city, holder.held[type_id], friend, **terms)
        answer = scan(city, case_no, code_of(city, showing, friend, number=9))
        assert answer["verdict"]["accepted"], answer["verdict"]
    case: dict[str, Any] = answer["case"]
    return case


def test_the_holder_applies_and_whose_phone_it_is_acts_for_them_without_a_letter(city: City) -> None:
    holder, friend = city.phone(80, TYPES), city.phone(81, types=())
    case_no = open_case(city, PENSION, channel="agent")
    case = shown(city, case_no, holder, friend, *TYPES, purposes=(f"matter:{PENSION}",))
    assert (case["agent"]["basis"], case["agent"]["name"]) == ("showing", people.person(81).name)
    assert case["applicant"]["name"] == people.person(80).name
    assert (states(case)["id-card"], states(case)["agent-letter"]) == ("exempt", "exempt")
    papers(city, case_no, *PAPERS)
    fill(city, case_no)
    for reader in (holder, friend):
        reads = city.get("/history", reader.token).json["items"]
        assert [one["case_no"] for one in reads] == [case_no] * 2
        assert reads[0]["shown"][0]["on_behalf"]["name"] == people.person(81).name
    (line,) = city.get("/me/agencies", friend.token).json["items"]
    assert (line["case_no"], line["basis"]) == (case_no, "showing")


@ONCE
def test_what_is_withdrawn_before_the_case_is_handed_in_stands_in_its_way(city: City) -> None:
    holder, friend = city.phone(80, TYPES), city.phone(81, types=())
    case_no = open_case(city, PENSION, channel="agent")
    lent = lend(city, holder.held["resident-id"], friend)
    assert scan(city, case_no, code_of(city, lent, friend, number=9))["verdict"]["accepted"]
    papers(city, case_no, *PAPERS)
    stop(city, lent)
    assert why(accept(city, case_no)) == (409, "authorisation_over", "taken_back")
    late = scan(city, case_no, code_of(city, lent, friend, number=9, iat=city.now - 1))["verdict"]
    assert late["reason"] == "showing_ended"


@ONCE
def test_a_matter_that_asks_for_the_person_takes_a_guardian_and_nobody_else(city: City) -> None:
    holder, friend = city.phone(80), city.phone(81, types=())
    case_no = open_case(city, "ga-id-card-renewal")
    lent = lend(city, holder.held["resident-id"], friend, times=1)
    code = code_of(city, lent, friend, number=9)
    refused = city.post(f"/cases/{case_no}/scans", {"code": code})
    assert (refused.status_code, refused.json["code"]) == (403, "agent_not_allowed")
    assert city.verify(code)["accepted"]  # neither the code nor the one use was spent by the refusal
    case = shown(city, case_no, holder, friend, "resident-id", kind="guardian")
    assert (case["applicant"]["name"], case["agent"]["name"]) == (people.person(80).name, people.person(81).name)


def test_a_child_who_comes_of_age_while_the_case_is_open_goes_on_with_it_themselves(city: City) -> None:
    child, parent = city.phone(80, TYPES), city.phone(81, types=())
    case_no = open_case(city, PENSION, channel="self")
    shown(city, case_no, child, parent, "resident-id", kind="guardian", until=city.now + 3600)
    papers(city, case_no, *PAPERS)
    with db.open_session(city.engine, reading=True) as session:
        before = session.scalars(select(Showing)).one()
    kept = code_of(city, before, parent, number=9, iat=city.now - 2)
    with db.transaction(city.engine) as session:
        session.execute(update(Showing).values(until=city.now - 1))  # midnight of the birthday
    assert why(accept(city, case_no))[:2] == (409, "authorisation_over")
    assert scan(city, case_no, kept)["verdict"]["reason"] == "showing_expired"
    case = scan(city, case_no, pack(city, child))["case"]
    assert (case["agent"], case["applicant"]["name"]) == (None, people.person(80).name)
    fill(city, case_no)
    done = accept(city, case_no)
    assert done.status_code == 200, done.get_data(as_text=True)


@ONCE
def test_staff_show_their_organisation_s_certificate_where_it_applies_and_only_there(city: City) -> None:
    chief, clerk = city.phone(3), city.phone(81)
    licence = city.certify(chief, "business-licence")
    case_no = open_case(city, FOOD, business="sale")
    case = shown(city, case_no, chief, clerk, "business-licence", kind="role")
    assert states(case)["business-licence"] == "exempt"
    assert case["agent"]["name"] == people.person(81).name
    assert case["applicant"]["name"] == licence.clean["name"]
    own = open_case(city, PENSION, channel="self")
    text = code_of(city, lend(city, licence, clerk, kind="role"), clerk, number=9, iat=city.now - 2)
    assert scan(city, own, text)["verdict"]["reason"] == "holder_mismatch"


@ONCE
def test_another_s_certificate_makes_nobody_an_agent_and_is_refused_where_nothing_asks_for_it(city: City) -> None:
    applicant, other = city.phone(80), city.phone(82)
    case_no = open_case(city, PENSION, channel="self")
    assert scan(city, case_no, city.code(applicant))["verdict"]["accepted"]
    lent = lend(city, other.held["resident-id"], applicant, times=1)
    answer = scan(city, case_no, code_of(city, lent, applicant, number=9))
    assert (answer["verdict"]["reason"], answer["case"]["agent"]) == ("holder_mismatch", None)
    assert city.verify(code_of(city, lent, applicant, number=9, iat=city.now - 1))["accepted"]
