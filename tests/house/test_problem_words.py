"""What is wrong with a place of a body is told in Chinese and English, whoever says it."""

import re
from pathlib import Path

import pytest

from backend.web.problem_words import KEYS, OF_ROOMS, SENTENCES, UNTOLD, filled, words_of
from certs.reasons import REASONS
from tests.house.problem_texts import Module

BACKEND = Path(__file__).parents[2] / "backend"
HINTS = ('"problem"', "ValidationError", "error=")
OPEN = {
    "error.reason": "of certs.reasons: what was handed in as signed or encoded",
    "verdict.reason": "of certs.reasons",
    "why.reason": "of certs.reasons",
    "next((check.reason for check in checks if check.result == 'failed'), None)": "of certs.reasons",
    "': '.join(filter(None, refusal))": "of certs.reasons, with what was asked for",
    "str(text)": "what marshmallow says, and what rooms raise in its words",
    "str(error)": "of strict_yaml, or of the library below it",
}
BOUND_LATE = "{}: {}"  # of certs.reasons, with what was asked for


def said() -> dict[str, set[str]]:
    """Text → files; expressions that are not followed as `= expression`."""
    found: dict[str, set[str]] = {}
    for path in BACKEND.rglob("*.py"):
        if any(hint in path.read_text("utf-8") for hint in HINTS):
            for one in Module(path).said():
                text = one.text if one.followed else f"= {one.text}"
                found.setdefault(text, set()).add(path.relative_to(BACKEND).as_posix())
    return found


@pytest.fixture(scope="module")
def everything() -> dict[str, set[str]]:
    return said()


def told(text: str) -> str:
    return words_of(text.replace("{}", "7"))[0]


def test_every_text_of_a_room_has_its_chinese(everything: dict[str, set[str]]) -> None:
    texts = {text for text in everything if not text.startswith("= ")} - {BOUND_LATE}
    assert len(texts) > 100  # the search finds them
    assert {one: everything[one] for one in texts if told(one) == filled(UNTOLD, [one.replace("{}", "7")])} == {}


def test_what_is_not_followed_is_known_by_name(everything: dict[str, set[str]]) -> None:
    assert {text.removeprefix("= ") for text in everything if text.startswith("= ")} == OPEN.keys()


def test_no_word_stands_for_nothing(everything: dict[str, set[str]]) -> None:
    assert (KEYS.keys() | OF_ROOMS.keys()) - everything.keys() - REASONS.keys() == set()


def test_each_chinese_sentence_takes_over_what_the_english_one_names() -> None:
    for english, chinese in SENTENCES.items():
        assert re.search("[一-鿿]", chinese), english
        assert english.count("{}") == chinese.count("{}"), english
        assert told(english) == chinese.replace("{}", "7"), english


@pytest.mark.parametrize(
    ("problem", "zh", "en"),
    [
        ("device_unknown", REASONS["device_unknown"].zh.rstrip("。"), REASONS["device_unknown"].en.rstrip(".")),
        ("not_matched", "姓名与号码对不上", "Name and number do not match"),
        ("8 to 200 characters", "应为 8 至 200 个字符", "8 to 200 characters"),
        ("text there, date here", "对方是 text，本地是 date", "text there, date here"),
        ("accepts:3: the key x stands twice", "accepts:3：键 x 写了两次", "accepts:3: the key x stands twice"),
        ("while parsing a flow node", "此处不符合要求：while parsing a flow node", "while parsing a flow node"),
    ],
)
def test_words_keep_the_names_in_them(problem: str, zh: str, en: str) -> None:
    assert words_of(problem) == (zh, en)


def test_a_reason_with_what_was_asked_for_names_it_in_both_languages() -> None:
    zh, en = words_of("field_not_permitted: name, sex")
    reason = REASONS["field_not_permitted"]
    assert (zh, en) == (f"{reason.zh.rstrip('。')}：name, sex", f"{reason.en.rstrip('.')}: name, sex")
