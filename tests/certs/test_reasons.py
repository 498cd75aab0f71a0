"""The words of verdicts: whole in both languages, and the same on the pages as in the vault."""

import pytest

from certs.reasons import REASONS, Reason
from tests.vectors import make_reasons


def test_the_pages_have_the_words_of_the_vault() -> None:
    assert make_reasons.text() == make_reasons.FILE.read_text("utf-8")


@pytest.mark.parametrize("reason", REASONS.values(), ids=lambda reason: reason.code)
def test_a_reason_says_what_happened_and_what_to_do_in_both_languages(reason: Reason) -> None:
    assert reason.zh.endswith("。")
    assert reason.next_zh.endswith("。")
    assert reason.en.isascii()
    assert reason.en.endswith(".")
    assert reason.next_en.isascii()
    assert reason.next_en.endswith(".")
