"""The demo city: the same on every machine, lawful in form, and belonging to nobody."""

from datetime import date

from backend.demo import people
from backend.demo.places import AUTHORITIES
from backend.demo.records import holder_index, record
from certs.catalogue import numbers, text
from tests.certs.catalogue.samples import TYPES


def test_person_zero_is_the_same_on_every_machine() -> None:
    assert people.person(0) == people.person(0)
    assert people.person(0) != people.person(0, seed=2)
    assert record("resident-id", 5) == record("resident-id", 5)


def test_no_two_citizens_or_companies_share_a_number() -> None:
    citizens = [people.person(n) for n in range(12_000)]
    assert len({citizen.citizen_number for citizen in citizens}) == 12_000
    assert len({citizen.phone for citizen in citizens}) == 12_000
    assert len({people.organisation(n).credit_code for n in range(2_000)}) == 2_000


def test_citizens_are_lawful_in_form_and_live_nowhere_real() -> None:
    for n in range(500):
        one = people.person(n)
        assert numbers.citizen_number(one.citizen_number, today=people.REFERENCE)[:4] == "9901"
        assert numbers.sex_in(one.citizen_number) == one.sex
        assert numbers.birth_date_in(one.citizen_number) == one.birth_date
        assert text.person_name(one.name) == one.name
        assert text.ethnicity(one.ethnicity) == one.ethnicity
        assert numbers.phone(one.phone) == one.phone
        assert one.address == people.spouse(n).address


def test_every_authority_has_a_right_credit_code_and_every_type_an_authority() -> None:
    for name, english, code in AUTHORITIES.values():
        assert numbers.credit_code(code) == code
        assert text.organisation_name(name) == name
        assert english.isascii()
    assert {issuer for type_ in TYPES for issuer in type_.issuers} == set(AUTHORITIES)


def test_senior_cards_go_to_the_old_and_births_to_mothers() -> None:
    for n in range(50):
        elder = people.person(holder_index("senior-card", n))
        assert elder.birth_date <= date(1966, 1, 1)
        assert people.person(holder_index("birth", n)).sex == "女"


def test_the_wallets_of_a_couple_agree() -> None:
    his, hers = record("marriage", 10), record("marriage", 11)
    assert (his["husband_code"], his["wife_code"], his["registered_on"]) == (
        hers["husband_code"], hers["wife_code"], hers["registered_on"],
    )  # fmt: skip
    assert his["holder_code"] == record("resident-id", 10)["citizen_number"] == record("driving-licence", 10)["number"]
