"""Notes of checks: a closed set of names, each with words in both languages and held by a vector of both verifiers."""

from typing import get_args

import pytest

from certs.notes import NOTES, NoteName, note_text
from tests.certs.test_lm1_vectors import VECTORS
from tests.certs.test_regions import VECTORS as REGIONS

FREE = {"technical", "asked_live"}  # another program's own text; and what only an office's server has


def test_every_name_has_its_words_and_a_vector() -> None:
    assert set(NOTES) == set(get_args(NoteName))
    noted = {note["name"] for vector in (*VECTORS, *REGIONS) for note in vector.get("notes", {}).values()}
    assert noted | FREE == set(NOTES)


@pytest.mark.parametrize("name", NOTES)
def test_a_note_says_the_same_in_both_languages(name: NoteName) -> None:
    words = NOTES[name]
    assert words.en.isascii()
    assert words.zh.count("{}") == words.en.count("{}") <= 1
    assert words.zh == "{}" or not words.zh.isascii()
    assert note_text((name, 0), "en") == words.en.format("1970-01-01T00:00:00+00:00" if words.is_time else 0)
