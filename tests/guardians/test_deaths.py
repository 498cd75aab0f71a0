"""A death closes the wallet by two people's word; an error is corrected in time; then the types' rules hold."""

from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.certificates.models import Certificate
from backend.demo import people
from backend.guardians import two_people
from backend.guardians.deaths import CORRECT_WITHIN, settle_deaths
from backend.people import identity
from backend.people.limits import Visitor
from backend.people.models import Account, SignIn
from backend.people.staff import create_staff
from backend.registries.calendar import day_of
from backend.web.request import Actor
from tests.guardians.family import FATHER, Family, said
from tests.requests.bank import refused
from tests.verification.world import CATALOGUE, City, Phone


def states(city: City, phone: Phone) -> dict[str, str]:
    query = select(Certificate).where(Certificate.person_id == phone.person_id, Certificate.state != "superseded")
    with db.open_session(city.engine, reading=True) as session:
        found = session.scalars(query).all()
    by_number = {type_.number: type_.id for type_ in CATALOGUE.types}
    return {by_number[one.type_number]: one.state for one in found}


def today(city: City) -> dict[str, str]:
    return {"day": day_of(city.now).isoformat()}


def why(answer: Any) -> list[dict[str, str]]:
    return [{"path": one["path"], "problem": one["problem"]} for one in answer.get_json()["errors"]]


def test_a_recorded_death_stops_codes_and_sign_ins_at_once_and_the_status_lists_say_so(
    family: Family, city: City
) -> None:
    father = family.father
    city.certify(father, "real-estate-title")
    code = city.code(father)
    entered = family.enter("death", said(FATHER), **today(city)).get_json()
    assert (entered["state"], entered["decides"]) == ("asked", False)
    assert city.verify(code)["accepted"]
    assert refused(family.approve(entered["record_id"], family.one)) == (403, "family_record_same_person")
    approved = family.approve(entered["record_id"]).get_json()
    assert approved["state"] == "approved"
    assert approved["person"]["citizen_number"].count("*") == 11
    later = city.verify(city.code(father, iat=city.now - 1))
    assert later["reason"] == "status_suspended"
    assert set(states(city, father).values()) == {"suspended"}
    assert city.get("/me", father.token).status_code == 401
    assert refused(family.approve(entered["record_id"])) == (409, "family_record_closed")
    assert why(family.approve(family.enter("death", said(FATHER), **today(city)).get_json()["record_id"])) == [
        {"path": "/person", "problem": "death_known"}
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_matched_with_the_dead_any_more(family: Family, city: City) -> None:
    family.recorded("death", said(FATHER), **today(city))
    who = people.person(FATHER)
    with db.open_session(city.engine) as session:
        account = session.scalars(select(Account).where(Account.account_id == family.father.account_id)).one()
        assert account.person_id is None
        alive = select(SignIn).where(SignIn.subject == f"account:{account.account_id}", SignIn.revoked_at.is_(None))
        assert session.scalars(alive).all() == []
        heir = Actor(f"account:{account.account_id}", "citizen")
        with pytest.raises(identity.IdentityRefused):
            identity.match(
                session, heir, name=who.name, number=who.citizen_number, visitor=Visitor("192.0.2.9"), box=city.box,
                now=city.now,
            )  # fmt: skip


def test_an_error_is_corrected_and_what_it_suspended_is_valid_again(family: Family, city: City) -> None:
    father = family.father
    city.end(father.held["household-register"], "suspend")
    family.recorded("death", said(FATHER), **today(city))
    family.recorded("death_correction", said(FATHER))
    assert states(city, father) == {"resident-id": "valid", "household-register": "suspended"}
    again = family.enter("death_correction", said(FATHER)).get_json()["record_id"]
    assert why(family.approve(again)) == [{"path": "/person", "problem": "no_death"}]
    assert family.recorded("death", said(FATHER), **today(city))["state"] == "approved"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_after_its_time_a_death_is_settled_by_each_types_rule(family: Family, city: City) -> None:
    father = family.father
    city.certify(father, "real-estate-title")
    city.certify(father, "general-proof")
    family.recorded("death", said(FATHER), **today(city))
    settled = [_settle(city, CORRECT_WITHIN - 1), *(_settle(city, CORRECT_WITHIN + 3600) for _ in range(2))]
    assert settled == [0, 1, 0]
    assert states(city, father) == {
        "resident-id": "lapsed", "household-register": "lapsed", "real-estate-title": "valid",
        "general-proof": "suspended",
    }  # fmt: skip
    late = family.enter("death_correction", said(FATHER)).get_json()["record_id"]
    assert why(family.approve(late)) == [{"path": "/person", "problem": "correction_too_late"}]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_does_not_fit_is_refused_before_anything_is_kept(family: Family, city: City) -> None:
    other = said(FATHER) | {"name": people.person(5).name}
    assert refused(family.enter("death", other, **today(city))) == (422, "family_person_not_matched")
    assert refused(family.enter("death", said(FATHER), day=day_of(city.now + 2 * 86_400).isoformat())) == (
        422, "invalid",
    )  # fmt: skip
    assert refused(family.enter("death", said(FATHER))) == (422, "invalid")
    assert refused(family.enter("freeze", said(FATHER), guardian=said(1))) == (422, "invalid")
    assert refused(family.enter("death", said(FATHER), family.school, **today(city))) == (
        403, "family_record_not_yours",
    )  # fmt: skip
    assert city.get("/family-records", family.one).get_json()["items"] == []
    entered = family.enter("death", said(FATHER), **today(city)).get_json()["record_id"]
    assert refused(city.get(f"/family-records/{entered}", family.school)) == (404, "family_record_unknown")
    no = city.post(f"/family-records/{entered}/refusal", {"reason": "证明有误"}, family.two).get_json()
    assert (no["state"], no["why_refused"]) == ("refused", "证明有误")
    assert states(city, family.father)["resident-id"] == "valid"


def _settle(city: City, later: int) -> int:
    with db.transaction(city.engine) as session:
        return settle_deaths(session, catalogue=CATALOGUE, box=city.box, now=city.now + later)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_employee_of_two_accounts_enters_no_more_than_one_of_one(
    family: Family, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_people, "MOST_A_DAY", 1)
    tokens = []
    with city.app.app_context(), db.transaction(city.engine) as session:
        for login in ("li-1", "li-2"):
            who: dict[str, Any] = {"name": "李某", "role": "department", "office": "MZ", "password": "a long password"}
            given: dict[str, Any] = {"employee_number": "0418", "box": city.box, "now": city.now, "actor": "test"}
            made = create_staff(session, login, **who, **given)
            tokens.append(city.sign_in(session, f"staff:{made.staff_id}", "department", "MZ"))
    entered = [family.enter("death", said(FATHER), token, **today(city)) for token in tokens]
    assert [one.status_code for one in entered] == [201, 429]
