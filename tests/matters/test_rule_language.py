"""What a rule may say, in the order of the rules of `rule_language`."""

from collections.abc import Mapping
from datetime import date

import pytest

from backend.matters.rule_language import Kind, RuleError, Value, compile_condition, context_of, holds

TODAY = date(2026, 3, 2)
NAMES: Mapping[str, Kind] = {
    "certificates.resident_id.birth_date": "date",
    "certificates.resident_id.name": "text",
    "certificates.business_licence.valid_to": "date",
    "certificates.social_security_card.over_60": "truth",
    "answers.air": "text",
    "form.seats": "number",
}
VALUES: Mapping[str, Value] = {
    "certificates.resident_id.birth_date": date(1966, 3, 2),
    "certificates.resident_id.name": "李娜",
    "certificates.business_licence.valid_to": date(2026, 3, 2),
    "certificates.social_security_card.over_60": True,
    "answers.air": "no",
    "form.seats": 40,
}


def found(text: str, **changed: Value) -> bool | None:
    values = {**VALUES, **{name.replace("__", "."): value for name, value in changed.items()}}
    return holds(compile_condition(text, NAMES), context_of(values, TODAY))


def without(text: str, *names: str) -> bool | None:
    values = {name: value for name, value in VALUES.items() if name not in names}
    return holds(compile_condition(text, NAMES), context_of(values, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "age(certificates.resident_id.birth_date) >= 60",
        "certificates.business_licence.valid_to >= today",
        "certificates.social_security_card.over_60",
        "answers.air == 'no' || form.seats < 20",
        "form.seats in [20, 40] && !(form.seats - 1 > 39)",
        "certificates.resident_id.name.startsWith('李')",
        "has(certificates.resident_id.name) ? form.seats + 1 == 41 : false",
    ],
)
def test_what_the_language_has_says_yes(text: str) -> None:
    assert found(text) is True


def test_a_birthday_and_a_last_day_count_on_the_day_itself() -> None:
    born = "age(certificates.resident_id.birth_date) >= 60"
    assert found(born, certificates__resident_id__birth_date=date(1966, 3, 3)) is False
    last = "certificates.business_licence.valid_to >= today"
    assert found(last, certificates__business_licence__valid_to=date(2026, 3, 1)) is False


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("form.seats > 1 && " * 200 + "true", "longer than 2000"),
        ("form.seats > 1 // all", "comments"),
        ("answers.air == 'n\\x6f'", "escapes"),
        ("answers.air == '''no'''", "long strings"),
        ("form.seats >", "line 1, column 13"),
        ("form.seats == 1 and true", "line 1, column 17"),
        ("(" * 400 + "form.seats > 1" + ")" * 400, "not CEL|column"),
        ("answers.air.matches('(a+)+')", "matches is not part"),
        ("[1, 2].all(today, form.seats > 1)", "is not part"),
        ("[1].map(today, today) == [form.seats]", "map is not part"),
        ("[answers.air][0] == 'no'", r"_\[_\] is not part"),
        ("timestamp(answers.air) < today", "timestamp is not part"),
        ("size(answers.air) == 2", "size is not part"),
        ("nosuch(form.seats) == 1", "nosuch is not part"),
        ("certificates.resident_id.shoe_size == 1", "certificates.resident_id.shoe_size is not known"),
        ("answers.rich == 'yes'", "answers.rich is not known"),
        ("secret == 1", "secret is not known"),
        ("certificates == form", "certificates is not known"),
        ("true", "the same of everybody"),
        ("1 == 2", "the same of everybody"),
        ("today == today", "the same of everybody"),
        ("form.seats > 'many'", "kinds do not fit"),
        ("answers.air == 'no' || form.seats > today", "kinds do not fit"),
        ("answers.air == '样' || form.seats > today", "kinds do not fit"),
        ("certificates.business_licence.valid_to > '2026-01-01'", "kinds do not fit"),
        ("form.seats + 1", "neither true nor false"),
    ],
)
def test_what_it_does_not_have_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(RuleError, match=reason):
        compile_condition(text, NAMES)


def test_words_inside_quotes_are_no_names() -> None:
    assert compile_condition("answers.air == 'secret.door(1)'", NAMES).names == ("answers.air",)


def test_a_missing_value_is_unknown_unless_the_rest_decides() -> None:
    aged = "age(certificates.resident_id.birth_date) >= 60"
    assert without(aged, "certificates.resident_id.birth_date") is None
    assert without(f"{aged} || answers.air == 'no'", "certificates.resident_id.birth_date") is True
    assert without(f"{aged} && answers.air == 'yes'", "certificates.resident_id.birth_date") is False
    assert without("answers.air == 'no'", *NAMES) is None


@pytest.mark.parametrize("value", [None, "1966-03-02", 1966, True])
def test_a_value_of_another_kind_is_unknown_and_never_true(value: Value) -> None:
    assert found("age(certificates.resident_id.birth_date) >= 60", certificates__resident_id__birth_date=value) is None


def test_numbers_too_large_to_add_are_unknown() -> None:
    assert found("form.seats + 9223372036854775000 > 0", form__seats=1_000) is None
