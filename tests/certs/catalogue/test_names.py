"""Names and text: the table of look-alikes, and what text may not contain."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certs.catalogue import FieldProblem, match_key, text

PAIRS = json.loads((Path(__file__).parents[2] / "vectors" / "names.json").read_text("utf-8"))


def verdict(first: str, second: str) -> str:
    try:
        one, other = text.person_name(first), text.person_name(second)
    except FieldProblem:
        return "refused"
    return "same" if match_key(one) == match_key(other) else "different"


def test_the_table_has_at_least_thirty_pairs() -> None:
    assert len(PAIRS) >= 30


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["why"] for pair in PAIRS])
def test_two_names_are_the_same_different_or_refused(pair: dict[str, str]) -> None:
    assert verdict(pair["a"], pair["b"]) == pair["verdict"]


@pytest.mark.parametrize("pair", [pair for pair in PAIRS if pair["verdict"] == "refused"], ids=lambda pair: pair["why"])
def test_a_refused_spelling_does_not_match_by_its_key_either(pair: dict[str, str]) -> None:
    assert match_key(pair["a"]) != match_key(pair["b"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("张\u200b三", "hidden_character"),
        ("张\u0000三", "hidden_character"),
        ("张\ufe00三", "hidden_character"),
        ("张\ue000", "private_character"),
        ("\ud800", "private_character"),
        ("Jоhn", "mixed_script"),
        ("张3", "wrong_script"),
        ("·张三", "wrong_script"),
        ("张··三", "wrong_script"),
        ("", "wrong_script"),
        ("张" * 101, "too_long"),
        (7, "not_text"),
    ],
)
def test_a_name_is_refused_with_its_reason(value: object, code: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        text.person_name(value)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "value", ["张三", "阿卜杜拉·买买提", "〇一", "𠮷田", "John O'Neil", "Anne-Marie", "José", "Li, Wei"]
)
def test_a_real_name_is_kept(value: str) -> None:
    assert text.person_name(value) == value


def test_brackets_of_an_organisation_are_full_width_as_printed() -> None:
    assert text.organisation_name("亮州(集团)有限公司") == "亮州（集团）有限公司"
    assert match_key("亮州(集团)有限公司") == match_key("亮州（集团）有限公司")
    with pytest.raises(FieldProblem):
        text.organisation_name("亮州\u200b有限公司")


@pytest.mark.parametrize("value", ["桂花路12号А座B", "plаin"])
def test_a_word_of_two_alphabets_is_refused_in_plain_text(value: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        text.plain_text(value)
    assert refused.value.code == "mixed_script"


@pytest.mark.parametrize("value", ["a\nb", "a\u2028b", "a\u202eb", "a\u00adb", "a\x1b[2J", "a\u3164b"])
def test_a_line_of_text_holds_nothing_unseen(value: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        text.plain_text(value)
    assert refused.value.code == "hidden_character"


def test_long_text_keeps_its_lines() -> None:
    assert text.long_text("甲\r\n乙\n丙") == "甲\n乙\n丙"
    with pytest.raises(FieldProblem):
        text.long_text("甲\u200b")
    with pytest.raises(FieldProblem):
        text.long_text("甲" * 4001)


def test_markup_is_text_like_any_other() -> None:
    assert text.plain_text("<script>alert(1)</script>") == "<script>alert(1)</script>"


@pytest.mark.parametrize(("value", "normal"), [("汉族", "汉"), ("汉", "汉"), ("土家族", "土家"), ("高山族", "高山")])
def test_a_nation_is_written_as_on_the_card(value: str, normal: str) -> None:
    assert text.ethnicity(value) == normal


@pytest.mark.parametrize(
    ("value", "normal"), [("男", "男"), ("2", "女"), ("女性", "女"), ("Ｍ", "男"), ("female", "女")]
)
def test_a_sex_is_one_of_two_words(value: str, normal: str) -> None:
    assert text.sex(value) == normal
    with pytest.raises(FieldProblem):
        text.sex(value + "?")


@given(st.text(max_size=40))
def test_what_is_accepted_is_stable_and_in_nfc(value: str) -> None:
    for judge in (text.person_name, text.organisation_name, text.plain_text, text.long_text):
        try:
            once = judge(value)
        except FieldProblem:
            continue
        assert judge(once) == once
        assert unicodedata.is_normalized("NFC", once)
