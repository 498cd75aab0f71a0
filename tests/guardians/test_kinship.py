"""Which children the records prove to be somebody's, and which they do not."""

from datetime import date

import pytest

from backend import db
from backend.guardians.kinship import born_on, children_of, grown_up_at
from backend.registries.calendar import day_of
from tests.guardians.family import Child, Family, birthday
from tests.verification.world import CATALOGUE, City, Phone


def names(city: City, phone: Phone, number: str | None = None) -> list[tuple[str, str]]:
    with db.open_session(city.engine, reading=True) as session:
        found = children_of(session, phone.person_id, number=number, catalogue=CATALOGUE, box=city.box, now=city.now)
    return [(one.name, one.ground) for one in found]


def test_both_parents_find_their_child_by_its_record_of_birth(family: Family, city: City) -> None:
    assert names(city, family.mother) == names(city, family.father) == [("小满", "birth")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_household_proves_the_head_and_nobody_else(family: Family, city: City) -> None:
    family.page(Child("小雪", "女", birthday(city.now, 5), 2), relation="次女")
    family.page(Child("小雨", "女", birthday(city.now, 4), 3), relation="孙女")
    assert names(city, family.father) == [("小满", "birth"), ("小雪", "household")]
    assert names(city, family.mother) == [("小满", "birth")]
    assert names(city, city.phone(2, ("household-register",))) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_two_who_fit_one_record_of_birth_prove_nothing(family: Family, city: City) -> None:
    twin = Child("小满", "女", family.daughter.born, 2)
    family.page(twin, relation="侄女")
    assert names(city, family.mother) == []
    assert names(city, family.father) == [("小满", "household")]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_child_of_eighteen_and_a_withdrawn_record_prove_nothing(family: Family, city: City) -> None:
    family.page(Child("大雪", "男", birthday(city.now, 18), 2), relation="子")
    seventeen = Child("小寒", "男", birthday(city.now, 18).replace(year=day_of(city.now).year - 17), 3)
    family.page(seventeen, relation="子")
    assert names(city, family.father) == [("小寒", "household"), ("小满", "birth")]
    city.end(family.mother.held["birth"], "withdrawn")
    assert names(city, family.mother) == []


def test_a_day_of_birth_says_when_somebody_is_grown_up() -> None:
    assert day_of(grown_up_at(date(2010, 5, 6))) == date(2028, 5, 6)
    assert day_of(grown_up_at(date(2010, 5, 6)) - 1) == date(2028, 5, 5)
    assert day_of(grown_up_at(date(2008, 2, 29))) == date(2026, 3, 1)
    assert born_on("99010220080229001X") == date(2008, 2, 29)
    assert born_on("414/G1234567") is None
    assert born_on("990102200802310018") is None
