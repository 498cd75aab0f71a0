"""Identifying numbers: the published ones pass, every one-character corruption of them does not."""

import contextlib
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs.catalogue import FieldProblem, make_identifier, numbers

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "identifiers.json").read_text("utf-8"))
ACCEPTED = [(kind, value) for kind, values in VECTORS["accepted"].items() for value in values]
WITH_CHECK = ("citizen_number", "credit_code", "organisation_code", "certificate_identifier")
CHARACTERS = numbers.DIGITS_AND_LETTERS


def judge(kind: str, value: object) -> str:
    return str(getattr(numbers, kind)(value))


def others(kind: str, original: str) -> str:
    """What to put in place of a character. GB 11714 works modulo 11, so letters 11 apart share their check digit."""
    if kind == "organisation_code":
        return "0123456789" if original.isdigit() else ""
    return CHARACTERS if original in CHARACTERS else "0"


@pytest.mark.parametrize(("kind", "value"), ACCEPTED)
def test_a_published_number_is_accepted_as_it_is(kind: str, value: str) -> None:
    assert judge(kind, value) == value


@pytest.mark.parametrize(("kind", "value"), [pair for pair in ACCEPTED if pair[0] in WITH_CHECK])
def test_every_corruption_of_one_character_is_refused(kind: str, value: str) -> None:
    tried = 0
    for at, original in enumerate(value):
        for other in others(kind, original).replace(original, ""):
            tried += 1
            with pytest.raises(FieldProblem):
                judge(kind, value[:at] + other + value[at + 1 :])
    assert tried >= 9 * 5


@pytest.mark.parametrize("value", VECTORS["accepted"]["citizen_number"])
def test_exchanged_neighbours_in_a_citizen_number_are_refused(value: str) -> None:
    for at in range(17):
        swapped = value[:at] + value[at + 1] + value[at] + value[at + 2 :]
        if swapped != value:
            with pytest.raises(FieldProblem):
                numbers.citizen_number(swapped)


@pytest.mark.parametrize(("kind", "written", "normal"), VECTORS["normalised"])
def test_another_spelling_comes_to_the_normal_form(kind: str, written: str, normal: str) -> None:
    assert judge(kind, written) == normal


@pytest.mark.parametrize(("kind", "value", "code"), VECTORS["refused"])
def test_a_wrong_number_is_refused_with_its_reason(kind: str, value: str, code: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        judge(kind, value)
    assert refused.value.code == code


@pytest.mark.parametrize("value", [None, 5, b"91350100M000100Y43", ["1"], 1.5])
@pytest.mark.parametrize("kind", [*WITH_CHECK, "real_estate_unit", "title_number", "phone"])
def test_what_is_no_text_is_refused(kind: str, value: object) -> None:
    with pytest.raises(FieldProblem) as refused:
        judge(kind, value)
    assert refused.value.code == "not_text"


def test_a_credit_code_around_a_wrong_organisation_code_is_refused() -> None:
    body = "91350100" + "M000100Y5"
    with pytest.raises(FieldProblem) as refused:
        numbers.credit_code(body + numbers.credit_check(body))
    assert refused.value.code == "check_digit"


def test_a_birth_date_in_the_future_is_refused() -> None:
    assert numbers.citizen_number("360426199101010071", today=date(1991, 1, 1))
    with pytest.raises(FieldProblem) as refused:
        numbers.citizen_number("360426199101010071", today=date(1990, 12, 31))
    assert refused.value.code == "in_the_future"


def test_sex_and_birth_date_are_read_from_the_number() -> None:
    assert numbers.sex_in("11010519491231002X") == "女"
    assert numbers.sex_in("440524188001010014") == "男"
    assert numbers.birth_date_in("440524188001010014") == date(1880, 1, 1)


@pytest.mark.parametrize("value", VECTORS["accepted"]["certificate_identifier"])
def test_an_identifier_made_from_its_parts_is_the_published_one(value: str) -> None:
    type_, authority, serial, version, _ = value.removeprefix(numbers.IDENTIFIER_PREFIX + ".").split(".")
    assert make_identifier(type_, authority, serial, int(version)) == value


@given(st.text(alphabet=CHARACTERS, min_size=1, max_size=40), st.integers(1, 999))
def test_an_identifier_we_make_is_accepted(serial: str, version: int) -> None:
    made = make_identifier("11100000MB0143028R001", "11110000000021135M", serial, version)
    assert numbers.certificate_identifier(made) == made


@pytest.mark.parametrize(("serial", "version"), [("", 1), ("A" * 41, 1), ("1-2", 1), ("1", 0), ("1", 1000)])
def test_an_identifier_with_a_wrong_part_is_not_made(serial: str, version: int) -> None:
    with pytest.raises(FieldProblem):
        make_identifier("11100000MB0143028R001", "11110000000021135M", serial, version)


@pytest.mark.parametrize("value", ["6217990000000000000", "62179900000000001"])
def test_a_bank_card_needs_its_luhn_digit(value: str) -> None:
    right = [value[:-1] + d for d in "0123456789" if _accepts(value[:-1] + d)]
    assert len(right) == 1


def _accepts(value: str) -> bool:
    try:
        return bool(numbers.bank_card(value))
    except FieldProblem:
        return False


@given(st.text(max_size=30))
def test_no_text_breaks_a_number_validator(value: str) -> None:
    for kind in (*WITH_CHECK, "real_estate_unit", "title_number", "phone", "type_code", "bank_card"):
        with contextlib.suppress(FieldProblem):
            assert judge(kind, value).isprintable()
