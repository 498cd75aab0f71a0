"""How well one word of a query fits one text that a matter may be found by: rules 2, 3, 5 and 7 of `search`.

A share is 0 to 100; a text's score is its weight times the share. Every share a word can get is named here, so that
the index can tell beforehand what a candidate is worth at most.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

WHOLE, BEGINS, HOLDS, HELD = 100, 85, 70, 55
SPELT_WHOLE, SPELT_BEGINS, SPELT_LATER = 60, 50, 35
NEARLY, PAIRS = 40, 30
LETTERS = re.compile(r"[a-z]+\Z")
FEWEST_NEAR, FEWEST_LETTERS_NEAR, MOST_NEAR = 3, 6, 20


@dataclass(frozen=True, eq=False)
class Key:
    """One text a matter may be found by, with its pinyin; `weight` is what finding it whole is worth. Matters with the
    same text share one key, so that what is known of it need not be found again."""

    text: str
    weight: int
    syllables: tuple[str, ...]

    @cached_property
    def spelt(self) -> tuple[str, tuple[int, ...]]:
        """The pinyin in full, and where its syllables begin."""
        return "".join(self.syllables), tuple(accumulate((len(one) for one in self.syllables[:-1]), initial=0))


def key_score(key: Key, word: str, *, typos: bool) -> int:
    """What finding `word` by `key` is worth; with `typos` also when one character is off."""
    share = text_share(key.text, word)
    if share == 0 and LETTERS.match(word):
        share = pinyin_share(key.syllables, word)
    if share == 0 and typos and _is_near(key, word):
        share = NEARLY
    return key.weight * max(share, 0 if share else pairs_share(key.text, word)) // 100


def text_share(text: str, word: str) -> int:
    if text == word:
        return WHOLE
    if text.startswith(word):
        return BEGINS
    if word in text:
        inside_latin = LETTERS.match(word) and not re.search(rf"\b{word}", text)
        return 0 if inside_latin else HOLDS
    return HELD if len(text) > 1 and text in word else 0


def pinyin_share(syllables: tuple[str, ...], letters: str) -> int:
    """Rule 3: all the syllables, from the first, or from a later one; one letter alone says too little."""
    if len(letters) < 2:
        return 0
    for start, syllable in enumerate(syllables):
        if syllable[0] != letters[0] or letters[1] not in syllable[1:2] + _first(syllables, start + 1):
            continue
        end = _spelt(syllables, start, letters)
        if end:
            return SPELT_LATER if start else SPELT_WHOLE if end == len(syllables) else SPELT_BEGINS
    return 0


def _first(syllables: tuple[str, ...], place: int) -> str:
    return syllables[place][0] if place < len(syllables) else ""


def _spelt(syllables: tuple[str, ...], start: int, letters: str) -> int:
    """The place after the last syllable used to spell all of `letters` from `start`; 0 when they cannot be spelt."""
    reached = {0}
    for place in range(start, len(syllables)):
        syllable = syllables[place]
        reached = {
            done + size
            for done in reached
            for size in range(1, len(syllable) + 1)
            if letters.startswith(syllable[:size], done)
        }
        if len(letters) in reached:
            return place + 1
        if not reached:
            return 0
    return 0


@lru_cache(maxsize=256)
def pairs_of(word: str) -> frozenset[str]:
    """The character pairs of a Chinese word; none of a word in letters."""
    return frozenset() if word.isascii() else frozenset(word[place : place + 2] for place in range(len(word) - 1))


def pairs_share(text: str, word: str) -> int:
    """Rule 5: by the share of the word's character pairs that stand in the text, from a half on."""
    pairs = pairs_of(word)
    found = sum(pair in text for pair in pairs)
    return PAIRS * found // len(pairs) if pairs and found * 2 >= len(pairs) else 0


def may_be_near(word: str) -> bool:
    """Rule 7: whether a word is long enough, and short enough, for one wrong character to be told from another word."""
    least = FEWEST_LETTERS_NEAR if LETTERS.match(word) else FEWEST_NEAR if not word.isascii() else MOST_NEAR + 1
    return least <= len(word) <= MOST_NEAR


def _is_near(key: Key, word: str) -> bool:
    if not may_be_near(word):
        return False
    if not LETTERS.match(word):
        return nearly_stands(key.text, word, range(len(key.text)))
    spelt, starts = key.spelt
    return nearly_stands(spelt, word, (start for start in starts if spelt.startswith(word[0], start)))


def nearly_stands(text: str, word: str, starts: Iterable[int]) -> bool:
    """Whether from one of `starts` the text reads like `word` with one character wrong, missing, added or swapped."""
    return any(_one_off(text, word, start) for start in starts)


def _one_off(text: str, word: str, start: int) -> bool:
    """Up to the first difference both agree; after it, one of the four slips must explain all of the rest."""
    same = 0
    while same < len(word) and text.startswith(word[same], start + same):
        same += 1
    here = start + same
    rest = word[same + 1 :]
    swapped = rest[:1] + word[same : same + 1] + rest[1:]
    return (
        text.startswith(rest, here + 1)
        or text.startswith(rest, here)
        or text.startswith(word[same:], here + 1)
        or (len(rest) > 0 and text.startswith(swapped, here))
    )
