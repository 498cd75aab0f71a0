"""Deciding by rules, in the order of the rules of `rules`: approve, each rule broken, each value missing."""

from dataclasses import replace
from datetime import date

import pytest

from backend.matters.rule_language import RuleError, Value
from backend.matters.rules import Decision, Rule, RuleSet, check_rules, decide, sound, version_of
from backend.matters.terms import Text
from tests.matters.test_rule_language import NAMES, TODAY, VALUES

AGED = Rule("aged", "age(certificates.resident_id.birth_date) >= 60", Text("年满六十周岁", "sixty or older"))
LASTING = Rule("lasting", "certificates.business_licence.valid_to >= today", Text("执照在有效期内", "not expired"))
SMALL = Rule("small", "form.seats <= 50", Text("不超过五十座（《示例条例》第九条）", "at most fifty seats"), "reject")
RULES = RuleSet("approve", (AGED, LASTING, SMALL))
SALT = bytes(16)


def decided(rules: RuleSet = RULES, **changed: Value) -> Decision:
    values = {**VALUES, **{name.replace("__", "."): value for name, value in changed.items()}}
    return decide(sound(rules, NAMES), values, today=TODAY, salt=SALT)


def reasons(*rules: Rule) -> str:
    return "\n".join(f"{code}: {reason}" for code, reason in check_rules(RuleSet("approve", rules), NAMES))


def test_sound_rules_have_no_problem_and_unsound_ones_name_theirs() -> None:
    assert reasons(AGED, LASTING, SMALL) == ""
    assert "rules: 1 to 30" in reasons()
    assert "rules: 1 to 30" in reasons(*(replace(AGED, code=f"r{number}") for number in range(31)))
    assert "aged: stands twice" in reasons(AGED, AGED)
    assert "aged: form.legs is not known" in reasons(replace(AGED, when="form.legs == 2"))
    with pytest.raises(RuleError, match=r"aged: form\.legs"):
        sound(RuleSet("approve", (replace(AGED, when="form.legs == 2"),)), NAMES)


def test_a_rule_that_rejects_must_name_the_law() -> None:
    assert "rejects without naming the law" in reasons(replace(SMALL, text=Text("不超过五十座", "at most fifty seats")))


def test_all_rules_hold_and_the_set_decides() -> None:
    assert decided().outcome == "approve"
    assert decided(replace(RULES, outcome="person")).outcome == "person"
    assert [one.holds for one in decided().explanation] == [True, True, True]


@pytest.mark.parametrize(
    ("broken", "value", "outcome"),
    [
        ("certificates__resident_id__birth_date", date(1966, 3, 3), "person"),
        ("certificates__business_licence__valid_to", date(2026, 3, 1), "person"),
        ("form__seats", 51, "reject"),
        ("certificates__resident_id__birth_date", None, "person"),
        ("certificates__business_licence__valid_to", None, "person"),
        ("form__seats", None, "person"),
    ],
)
def test_a_broken_rule_or_a_missing_value_is_for_a_person_or_rejects_where_the_law_says_so(
    broken: str, value: Value, outcome: str
) -> None:
    assert decided(**{broken: value}).outcome == outcome


def test_nothing_is_rejected_while_something_is_unknown() -> None:
    assert decided(form__seats=51, certificates__resident_id__birth_date=None).outcome == "person"


def test_the_explanation_says_of_each_rule_what_became_of_it() -> None:
    told = decided(form__seats=51, certificates__resident_id__birth_date=None).explanation
    assert [(one.code, one.holds, one.text) for one in told] == [
        ("aged", None, AGED.text),
        ("lasting", True, LASTING.text),
        ("small", False, SMALL.text),
    ]


def test_the_version_is_that_of_the_rules_and_of_nothing_else() -> None:
    assert decided().rule_version == version_of(RULES) == decided(form__seats=1).rule_version
    assert version_of(replace(RULES, rules=(AGED, LASTING))) != version_of(RULES)
    assert version_of(replace(RULES, outcome="person")) != version_of(RULES)


def test_of_each_value_looked_at_a_digest_of_the_case_is_kept_and_the_value_is_not() -> None:
    kept = decided().inputs
    assert set(kept) == {
        "certificates.resident_id.birth_date", "certificates.business_licence.valid_to", "form.seats", "today",
    }  # fmt: skip
    assert all(len(digest) == 64 for digest in kept.values())
    assert decided(form__seats=41).inputs["form.seats"] != kept["form.seats"]
    other = decide(sound(RULES, NAMES), VALUES, today=TODAY, salt=bytes(15) + b"1")
    assert not set(other.inputs.values()) & set(kept.values())


def test_a_salt_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        decide(sound(RULES, NAMES), VALUES, today=TODAY, salt=b"2026-0001")


def test_the_same_case_is_decided_the_same_again() -> None:
    assert decided() == decided()
