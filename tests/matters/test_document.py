"""What a matter's file may say, in the order of the rules of `strict_yaml` and `document`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.matters.document import DocumentError, parse
from tests.matters.examples import MATTER


def refusal(text: str) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        parse(text, "zz-test.yaml")
    return caught.value


def changed(old: str, new: str) -> str:
    assert old in MATTER
    return MATTER.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words", "a: [1\n", "a: b: c\n"])
def test_text_that_is_no_table_is_refused(text: str) -> None:
    assert refusal(text).file == "zz-test.yaml"


def test_text_that_is_not_yaml_is_refused_with_its_line() -> None:
    assert refusal("code: a\nname: [1\n").line == 3


def test_a_key_given_twice_is_refused_with_the_second_line() -> None:
    text = changed("version: 3\n", "version: 3\nversion: 4\n")
    assert (refusal(text).line, refusal(text).reason) == (3, "the key version stands twice")


def test_anchors_and_aliases_are_refused() -> None:
    assert "anchors" in refusal("a: &x [1]\nb: [*x, *x]\n").reason


@pytest.mark.parametrize("deep", [51, 200_000])
@pytest.mark.parametrize(("opens", "closes"), [("[", "]"), ("{a: ", "}")])
def test_a_document_nested_without_end_is_refused_before_it_is_built(deep: int, opens: str, closes: str) -> None:
    assert refusal(f"a: {opens * deep}{closes * deep}").reason == "nested more than 50 deep"


def test_half_a_character_is_refused() -> None:
    assert "not YAML" in refusal("a: \ud800").reason


@pytest.mark.parametrize("value", ['"a\\0b"', "9999999999999999", '{"\\x1b": 1}'])
def test_a_control_character_and_a_number_beyond_every_store_are_refused_with_their_line(value: str) -> None:
    assert refusal(f"code: x\nversion: {value}\n").line == 2


def test_a_bare_date_or_yes_stays_text() -> None:
    matter = parse(changed("[测试]", "[2026-01-01, yes, 测试]"), "zz-test.yaml")
    assert matter.keywords == ("2026-01-01", "yes", "测试")


def test_an_unknown_key_is_refused_with_its_line() -> None:
    text = changed("keywords:", "kewords: [x]\nkeywords:")
    assert refusal(text).line == line_of(text, "kewords")


@pytest.mark.parametrize("key", ["version", "name", "keywords", "office", "applicant", "fee", "result", "decision"])
def test_a_needed_key_left_out_is_named(key: str) -> None:
    assert refusal(changed(f"\n{key}:", "\n#")).reason == f"{key}: missing"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("version: 3", "version: 0", "at least 1"),
        ("version: 3", "version: true", "whole number"),
        ("version: 3", "version: 3000000000", "at most"),
        ("deferrable_days: 10", "deferrable_days: 99999", "at most"),
        ("{fields: [owners]}", "{fields: [{a: b}]}", "wrong kind"),
        ("applicant: citizen", "applicant: robot", "robot is not one of"),
        ("channels: [window]", "channels: [pigeon]", "pigeon is not one of"),
        ("promised_days: 5", "promised_days: 21", "longer than the law allows"),
        ("required: false\n    defer", "required: perhaps\n    defer", "true or false"),
        ("form: copy", "form: parchment", "parchment is not one of"),
        ("deferrable_days: 10", "deferrable_days: 0", "at least 1"),
        ("deferrable_days: 10", "deferrable_days:", "not known here"),
        ("keywords: [测试]", "keywords: []", "at least one"),
        ("name: {zh: 测试事项, en: Test matter}", "name: {zh: 测试事项}", "missing"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(old: str, new: str, reason: str) -> None:
    assert reason in refusal(changed(old, new)).reason


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("[holder_is_anybody]", "holder_is_anybody is not known"),
        ("[{older_than: {}}]", "older_than takes years"),
        ("[{older_than: {years: many}}]", "years has the wrong kind"),
        ("[{not_expired: {days: 3}}]", "not_expired takes no arguments"),
        ("[{older_than: {years: 1}, issued_within: {days: 2}}]", "one condition an entry"),
        ("[]", "list of conditions"),
    ],
)
def test_a_condition_is_one_we_know_with_exactly_its_arguments(new: str, reason: str) -> None:
    assert reason in refusal(changed("[holder_is_applicant, not_expired]", new)).reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("code: spouse-id", "code: id-card"),
        ("name: spouse,", "name: name,"),
        ('value: "no"', 'value: "yes"'),
    ],
)
def test_codes_are_unique_inside_a_matter(old: str, new: str) -> None:
    assert "stands twice" in refusal(changed(old, new)).reason


def test_a_matter_is_read_as_it_was_written() -> None:
    matter = parse(MATTER, "zz-test.yaml")
    home = matter.material("home")
    assert home is not None
    assert (home.required, home.deferrable_days, home.committable, len(home.replaced_by)) == (False, 10, True, 2)
    spouse = matter.material("spouse-id")
    assert spouse is not None
    assert [replacement.type for replacement in spouse.replaced_by[0]] == ["resident-id", "marriage"]
    assert matter.form[2].whose.arguments == {"fields": ["owners"]}
    assert matter.form[3].type is None


@given(st.text(max_size=200))
def test_no_text_whatever_raises_anything_but_a_matter_error(text: str) -> None:
    with pytest.raises(DocumentError):
        parse(text, "any.yaml")


RESULT = "result: {zh: 结果, en: Result}"
RULE = '{code: aged, when: "age(form.born) >= 18", zh: 成年, en: adult}'


def made(field: str) -> str:
    return changed(RESULT, f"result: {{zh: 结果, en: Result, type: senior-card, fields: {{number: {field}}}}}")


@pytest.mark.parametrize(
    ("field", "kind", "value"),
    [("{form: name}", "form", "name"), ("{today: true}", "today", None), ("{years: 5}", "years", 5)],
)
def test_a_field_of_the_result_says_how_it_is_made(field: str, kind: str, value: object) -> None:
    (found,) = parse(made(field), "zz-test.yaml").result.fields
    assert (found.field, found.kind, found.value) == ("number", kind, value)


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("{form: name, text: x}", "number: one of form"),
        ("{moon: full}", "number: one of form"),
        ("{}", "number: one of form"),
        ("{today: false}", "`today: true` is expected"),
        ("{days: soon}", "whole number"),
        ("{text: 1}", "text is expected"),
    ],
)
def test_a_field_of_the_result_is_made_in_exactly_one_way(field: str, reason: str) -> None:
    error = refusal(made(field))
    assert (reason in error.reason, error.line) == (True, line_of(MATTER, RESULT))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("outcome: approve", "outcome: reject", "reject is not one of approve, person"),
        ("zh: 成年, en: adult", "zh: 成年, en: adult, otherwise: approve", "approve is not one of"),
        ("{code: aged, when: ", "{code: aged, wenn: ", "when: missing"),
        (f"[{RULE}]", "[]", "at least one"),
    ],
)
def test_rules_that_cannot_be_read_are_refused_with_their_line(old: str, new: str, reason: str) -> None:
    text = MATTER + f"decide:\n  outcome: approve\n  rules: [{RULE}]\n"
    rules = parse(text, "zz-test.yaml").decide
    assert rules is not None
    assert rules.rules[0].otherwise == "person"
    error = refusal(text.replace(old, new))
    assert reason in error.reason
    assert error.line is not None
    assert error.line > MATTER.count("\n")
