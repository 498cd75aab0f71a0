"""A parent confirms a child and shows its certificates; it ends at 18, by giving up, by decision; disputes rest it."""

import threading
from typing import Any

import pytest
from sqlalchemy import select

from backend import db
from backend.audit.models import AuditEntry
from backend.certificates import showings
from backend.certificates.models import Showing
from backend.certificates.showings import refresh_all, showings_for
from backend.demo import people
from backend.guardians.kinship import grown_up_at
from tests.guardians.family import FATHER, MOTHER, Child, Family, birthday, said
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, before
from tests.requests.bank import refused
from tests.verification.kept import kept_cards
from tests.verification.world import City, Phone


def shown(city: City, phone: Phone, *, later: int = 0) -> list[Showing]:
    """What the phone's owner shows for others after their wallet was fetched."""
    now = city.now + later
    with db.transaction(city.engine) as session:
        refresh_all(session, phone.person_id, box=city.box, now=now)
    with db.open_session(city.engine, reading=True) as session:
        return showings_for(session, phone.person_id, now=now)


def test_both_parents_confirm_and_show_their_child_s_certificates(family: Family, city: City) -> None:
    own = len(kept_cards(city, family.mother))
    found = family.found(family.mother)
    assert [(one["name"], one["ground"]) for one in found] == [("小满", "birth")]
    ward = family.confirmed(family.mother)
    assert (ward["name"], ward["frozen"], ward["young"], ward["others"]) == ("小满", False, True, [])
    assert family.found(family.mother) == []
    assert len(kept_cards(city, family.mother)) == len(kept_cards(city, family.mother)) == own + 1
    family.confirmed(family.father)
    assert [len(one["others"]) for one in family.wards(family.father)] == [1]
    showings = shown(city, family.mother)
    assert [(one.kind, one.person_id, one.until) for one in showings] == [
        ("guardian", family.person_of(family.daughter), grown_up_at(family.daughter.born))
    ]
    assert refused(family.confirm(family.mother, found[0])) == (409, "guardian_already")
    with db.open_session(city.engine, reading=True) as session:
        logged = session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("guardian.%"))).all()
    assert logged == ["guardian.confirmed"] * 2


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_another_s_statement_record_or_phone_is_refused(family: Family, city: City) -> None:
    found, stranger = family.found(family.mother)[0], city.phone(4, ())
    assert refused(family.confirm(stranger, found)) == (404, "ward_unknown")
    other = family.confirm(family.mother, found | {"last_day": "2099-01-01"})
    assert (refused(other), other.get_json()["errors"][0]["problem"]) == (
        (422, "confirmation_refused"), "statement_differs",
    )  # fmt: skip
    phone = family.confirm(family.mother, found, device_id=str(stranger.device_id))
    (place,) = phone.get_json()["errors"]
    assert (place["path"], place["problem"]) == ("/device_id", "device_unknown")
    assert family.wards(family.mother) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_child_elsewhere_is_found_by_name_and_number_and_everybody_else_answers_alike(
    family: Family, city: City
) -> None:
    away = Child("小暑", "男", birthday(city.now, 3), 2)
    family.page(away, of=6, relation="孙子")  # with the grandparents, and so is the mother
    family.birth(away, father_name="", father_code="")
    aunt = city.phone(8, ("household-register",))
    assert [one["name"] for one in family.found(family.mother)] == ["小满"]
    answers = [
        refused(city.post("/me/wards/searches", about, family.mother.token))
        for about in (away.said, away.said | {"name": "大暑"}, said(30), {"name": "查无此人", "citizen_number": "1"})
    ]
    assert set(answers) == {(422, "child_not_found")}
    family.page(_mother(), of=6, relation="女")
    found = city.post("/me/wards/searches", away.said, family.mother.token).get_json()
    assert (found["name"], found["ground"]) == ("小暑", "birth")
    assert refused(city.post("/me/wards/searches", away.said, aunt.token)) == (422, "child_not_found")
    assert refused(family.confirm(family.mother, found, _other(away))) == (422, "child_not_found")
    assert family.confirm(family.mother, found, away).status_code == 201


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_it_ends_at_midnight_of_the_eighteenth_birthday_whoever_looks(family: Family, city: City) -> None:
    family.confirmed(family.mother)
    left = grown_up_at(family.daughter.born) - city.now
    standing = select(Showing.ended_why).where(Showing.person_id == family.person_of(family.daughter))
    assert len(shown(city, family.mother)) == 1
    with db.open_session(city.engine, reading=True) as session:
        assert len(showings_for(session, family.mother.person_id, now=city.now + left - 1)) == 1
        assert showings_for(session, family.mother.person_id, now=city.now + left) == []
    assert shown(city, family.mother, later=left) == []
    with db.open_session(city.engine, reading=True) as session:
        assert session.scalars(standing).all() == ["grown_up"]


def test_a_dispute_rests_both_and_a_decision_ends_one_for_good(family: Family, city: City) -> None:
    family.confirmed(family.mother)
    found = family.found(family.father)[0]
    family.recorded("freeze", family.daughter.said)
    assert shown(city, family.mother) == []
    assert [one["frozen"] for one in family.wards(family.mother)] == [True]
    assert refused(family.confirm(family.father, found)) == (409, "ward_in_dispute")
    family.recorded("guardian_end", family.daughter.said, guardian=said(FATHER))  # he had not confirmed: it bars
    family.recorded("unfreeze", family.daughter.said)
    assert len(shown(city, family.mother)) == 1
    assert refused(family.confirm(family.father, found)) == (403, "guardian_barred")
    family.recorded("guardian", family.daughter.said, guardian=said(FATHER))  # and another decision gives it
    assert [one["ground"] for one in family.wards(family.father)] == ["decision"]
    assert len(shown(city, family.father)) == 1


@ON_POSTGRESQL
@pytest.mark.parametrize("kind", ["freeze", "guardian_end"])
def test_a_guardian_who_fetches_the_wallet_when_it_ends_has_nothing_to_show(
    family: Family, city: City, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    family.confirmed(family.mother)
    with db.transaction(city.engine) as session:  # as if it had not been shown yet
        showings.end(session, family.person_of(family.daughter), now=city.now, why="test")
    more = {"guardian": said(MOTHER)} if kind == "guardian_end" else {}
    other = Meanwhile(city.engine, lambda: family.recorded(kind, family.daughter.said, **more))
    monkeypatch.setattr(showings, "allow", before(showings.allow, other))
    with db.transaction(city.engine) as session:
        refresh_all(session, family.mother.person_id, box=city.box, now=city.now)
    assert other.end()["kind"] == kind
    with db.open_session(city.engine, reading=True) as session:
        assert showings_for(session, family.mother.person_id, now=city.now) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_grown_up_ward_has_a_guardian_until_a_day(family: Family, city: City) -> None:
    ward = city.phone(10)
    entered = family.recorded("guardian", said(10), guardian=said(MOTHER), day=f"{birthday(city.now, -1)}")
    assert entered["guardian"]["name"] == said(MOTHER)["name"]
    assert [one["until"] is not None for one in family.wards(family.mother)] == [True]
    assert {one.person_id for one in shown(city, family.mother)} == {ward.person_id}
    assert [one["ground"] for one in city.get("/me/guardians", ward.token).get_json()["items"]] == ["decision"]
    assert shown(city, family.mother, later=400 * 86_400) == []
    city.phone(12)
    young = family.enter("guardian", said(12), guardian=family.daughter.said).get_json()["record_id"]
    assert family.approve(young).get_json()["errors"] == [
        {"path": "/guardian", "problem": "guardian_young", "zh": "监护人未成年", "en": "The guardian is under age"}
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_giving_up_a_changed_record_and_a_death_end_it(family: Family, city: City) -> None:
    ward = family.confirmed(family.mother)
    assert city.delete(f"/me/wards/{ward['guardianship_id']}", family.father.token).status_code == 404
    assert city.delete(f"/me/wards/{ward['guardianship_id']}", family.mother.token).status_code == 204
    assert shown(city, family.mother) == []
    family.confirmed(family.mother)
    family.confirmed(family.father)
    city.end(family.mother.held["birth"], "cancelled")
    family.birth(family.daughter, father_name="", father_code="")  # corrected: he is not the father
    assert [len(shown(city, one)) for one in (family.mother, family.father)] == [1, 0]
    family.recorded("death", said(MOTHER), day=f"{birthday(city.now, 0)}")
    with db.open_session(city.engine, reading=True) as session:
        ended = set(session.scalars(select(Showing.ended_why).where(Showing.kind == "guardian")))
    assert ended == {"by_guardian", "record_gone", "death"}


def test_one_confirmation_of_two_at_once_stands(family: Family, city: City) -> None:
    found, answers = family.found(family.mother)[0], list[Any]()
    threads = [
        threading.Thread(target=lambda: answers.append(family.confirm(family.mother, found).status_code))
        for _ in range(4)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) == [201, 409, 409, 409]
    assert len(family.wards(family.mother)) == 1


def _mother() -> Child:
    """The mother, as a page of her parents' household."""
    who = people.person(MOTHER)
    page = Child(who.name, who.sex, who.birth_date)
    page.number = who.citizen_number
    return page


def _other(child: Child) -> Child:
    return Child(child.name, child.sex, child.born, 9)
