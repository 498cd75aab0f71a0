"""The conditions, in the order of the module's rules."""

from datetime import date
from typing import Any

import pytest

from backend.matters.conditions import CONDITIONS
from backend.matters.presented import Applicant, Presented, Scene
from tests.matters.examples import (
    CHILD,
    COMPANY,
    LI,
    LI_HERSELF,
    STRANGER,
    THE_COMPANY,
    TODAY,
    WANG,
    id_card,
    licence,
    marriage,
    shown,
    title,
)


def holds(kind: str, one: Presented, *others: Presented, applicant: Applicant = LI_HERSELF, **arguments: Any) -> bool:
    scene = Scene((one, *others), TODAY, applicant)
    return CONDITIONS[kind].check(arguments, one, scene) is None


def test_the_applicants_own_certificate_is_told_from_a_strangers() -> None:
    assert holds("holder_is_applicant", id_card(LI))
    assert not holds("holder_is_applicant", id_card(STRANGER))


def test_a_spouse_is_known_from_a_marriage_certificate_naming_both() -> None:
    assert holds("holder_is_spouse", id_card(WANG), marriage())
    assert holds("holder_is_spouse", id_card(WANG), marriage(holder=WANG))


def test_a_spouse_is_known_to_the_office_without_the_certificate() -> None:
    assert holds("holder_is_spouse", id_card(WANG), applicant=Applicant("citizen", LI, spouses=frozenset({WANG})))


@pytest.mark.parametrize(
    "proof",
    [
        (),
        (marriage(status_valid=False),),
        (marriage(valid_to=date(2026, 3, 1)),),
        (marriage(holder=WANG, wife=STRANGER),),
        (marriage(holder=LI, husband=STRANGER),),
    ],
)
def test_a_spouse_is_not_believed_without_a_valid_certificate_naming_both(proof: tuple[Presented, ...]) -> None:
    assert not holds("holder_is_spouse", id_card(WANG), *proof)


def test_a_spouse_is_found_by_number_when_keys_are_not_numbers() -> None:
    me = Applicant("citizen", "key-1", number=LI)
    theirs = shown("resident-id", "key-2", {"name": "王强", "citizen_number": WANG}, number=WANG)
    assert holds("holder_is_spouse", theirs, marriage(holder="key-1"), applicant=me)


def test_a_child_is_only_one_the_office_knows() -> None:
    child = shown("resident-id", CHILD, {"name": "李小"})
    assert holds("holder_is_child", child, applicant=Applicant("citizen", LI, children=frozenset({CHILD})))
    assert not holds("holder_is_child", child)


def test_a_company_is_the_applicant_or_one_it_acts_for_or_one_whose_licence_names_the_applicant() -> None:
    condition = "holder_is_represented_company"
    acting = Applicant("citizen", STRANGER, name="赵六", represents=frozenset({COMPANY}))
    assert holds(condition, licence(), applicant=THE_COMPANY)
    assert holds(condition, licence(), applicant=acting)
    assert holds(condition, licence())
    assert not holds(condition, licence(representative="王强"))
    assert not holds(condition, licence(), applicant=Applicant("citizen", LI))


def test_the_representatives_number_outweighs_a_shared_name() -> None:
    namesake = licence(legal_representative_code=STRANGER)
    assert not holds("holder_is_represented_company", namesake)
    assert holds("holder_is_represented_company", licence(representative="别名", legal_representative_code=LI))


def test_the_representative_is_the_person_named_by_the_applicants_own_licence() -> None:
    condition = "holder_is_representative"
    assert holds(condition, id_card(), licence(), applicant=THE_COMPANY)
    assert not holds(condition, id_card(), applicant=THE_COMPANY)
    assert not holds(condition, id_card(name="王强"), licence(), applicant=THE_COMPANY)
    assert not holds(condition, id_card(), licence(holder="91350100M000100Y43"), applicant=THE_COMPANY)


def test_an_agent_and_a_counterparty_are_only_those_the_office_knows() -> None:
    known = Applicant("citizen", LI, agents=frozenset({WANG}), counterparties=frozenset({STRANGER}))
    assert holds("holder_is_agent", id_card(WANG), applicant=known)
    assert not holds("holder_is_agent", id_card(STRANGER), applicant=known)
    assert holds("holder_is_counterparty", id_card(STRANGER), applicant=known)
    assert not holds("holder_is_counterparty", id_card(WANG), applicant=known)


def test_a_title_names_the_applicant_among_several_owners_by_number() -> None:
    assert holds("names_applicant", title(WANG, WANG, LI), fields=["owners"])
    assert not holds("names_applicant", title(WANG, WANG), fields=["owners"])
    assert holds("names_applicant", marriage(holder=WANG), fields=["husband_code", "wife_code"])
    assert not holds("names_applicant", shown("marriage", WANG, {}), fields=["husband_code", "wife_code"])


def test_the_last_day_of_validity_still_counts() -> None:
    assert holds("not_expired", id_card(valid_to=TODAY))
    assert holds("not_expired", id_card())
    assert not holds("not_expired", id_card(valid_to=date(2026, 3, 1)))


def test_a_field_holds_exactly_the_value_asked_for() -> None:
    proof = shown("general-proof", LI, {"proof_kind": "无房证明", "count": 1})
    assert holds("field_equals", proof, field="proof_kind", value="无房证明")
    assert not holds("field_equals", proof, field="proof_kind", value="收入证明")
    assert not holds("field_equals", proof, field="count", value=True)
    assert not holds("field_equals", proof, field="absent", value="无房证明")
    assert holds("field_in", proof, field="proof_kind", values=["收入证明", "无房证明"])
    assert not holds("field_in", proof, field="proof_kind", values=["收入证明"])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"birth_date": "1966-03-02"}, True),
        ({"birth_date": "1966-03-03"}, False),
        ({"citizen_number": "110105196603020021"}, True),
        ({"citizen_number": "110105196603030021"}, False),
        ({"over_60": True}, True),
        ({"over_60": False}, False),
        ({"birth_date": "not a day"}, False),
        ({}, False),
    ],
)
def test_an_age_is_reached_on_the_birthday(fields: dict[str, Any], expected: bool) -> None:
    assert holds("older_than", shown("resident-id", LI, fields), years=60) is expected


def test_someone_born_on_a_leap_day_comes_of_age_on_the_first_of_march() -> None:
    born = shown("resident-id", LI, {"birth_date": "1964-02-29"})
    for day, expected in [(date(2026, 2, 28), False), (date(2026, 3, 1), True)]:
        scene = Scene((born,), day, LI_HERSELF)
        assert (CONDITIONS["older_than"].check({"years": 62}, born, scene) is None) is expected


@pytest.mark.parametrize(
    ("issued", "expected"),
    [("2026-01-31", True), ("2026-01-30", False), ("2026-03-02", True), ("2026-03-03", False), (None, False)],
)
def test_a_proof_may_be_thirty_days_old_and_not_from_tomorrow(issued: str | None, expected: bool) -> None:
    assert holds("issued_within", shown("general-proof", LI, {"issue_date": issued}), days=30) is expected
