"""Which matters may hold a word: sets of matters by short runs of characters, each set the bits of one whole number.

An answer may name a matter too many, never one too few; whoever asks looks at the texts themselves. Several runs must
be asked for together, and numbers of a few thousand bits are joined in well under a microsecond: hence such sets.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

ALL = -1
FIRST, LAST, STARTS, ANY = "^", "$", "|", "*"


def as_bits(places: Iterable[int]) -> int:
    """The set of `places` (0, 1, 2 …) as one number."""
    found = set(places)
    octets = bytearray(max(found, default=0) // 8 + 1)
    for place in found:
        octets[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(octets, "little")


class Grams:
    """Matters by runs of at most `size` characters, and by marked runs."""

    def __init__(self, size: int, runs: Mapping[str, Iterable[int]]) -> None:
        self._size = size
        self._bits = {run: as_bits(places) for run, places in runs.items()}

    def run(self, text: str) -> int:
        return self._bits.get(text, 0)

    def holding(self, text: str) -> int:
        """The matters that may hold `text`, which has at least one character."""
        found = self.run(text[: self._size])
        for start in range(1, len(text) - self._size + 1):
            if not found:
                break
            found &= self.run(text[start : start + self._size])
        return found

    def nearly_holding(self, word: str) -> int:
        """The matters that may hold `word` with one character wrong, missing, added or swapped with the next."""
        size = len(word)
        left, right = [ALL], [ALL]  # left[n]: those that may hold the first n characters; right[n]: the last n
        for done in range(1, size + 1):
            left.append(left[-1] & self.run(word[max(0, done - self._size) : done]))
            right.append(right[-1] & self.run(word[size - done : size - done + self._size]))
        found = left[size - 1] | right[size - 1]
        for place in range(1, size):
            before, character = word[place - 1], word[place]
            here = left[place]
            if here:
                found |= here & right[size - place] & self.run(before + ANY + character)  # one is missing
            if here and place + 1 < size:  # one is wrong, or too many
                after = word[place + 1]
                found |= here & right[size - place - 1] & (self.run(before + ANY + after) | self.run(before + after))
            if left[place - 1]:
                found |= left[place - 1] & right[size - place - 1] & self.run(character + before)  # two are swapped
        return found


def runs_of(text: str, size: int) -> Iterator[str]:
    """Runs of up to `size`, and two characters with any between; the beginnings of the text and of words in letters
    are marked."""
    yield FIRST + text[:1]
    yield FIRST + text[:2]
    for place, character in enumerate(text):
        for length in range(1, size + 1):
            yield text[place : place + length]
        yield character + ANY + text[place + 2 : place + 3]
        if character.isascii() and not (place and _of_word(text[place - 1])):
            yield STARTS + character
            yield STARTS + text[place : place + 2]


def _of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def spelt_runs(syllables: tuple[str, ...]) -> Iterator[str]:
    """Every run of two or three letters that spelling the syllables, each whole or cut short, can bring about; those
    that begin at the first syllable or at any, and those that end with the last, are marked."""
    padded = (FIRST, *syllables, LAST, "", "")
    for place in range(len(syllables) + 1):
        yield from _from_syllable(*padded[place : place + 3])
        yield from _from_syllable(STARTS, *padded[place + 1 : place + 3])


@lru_cache(maxsize=65_536)
def _from_syllable(one: str, two: str, three: str) -> frozenset[str]:
    """The runs whose first letter is of `one`; whoever spells may leave a syllable after any of its letters."""
    found: set[str] = set()
    for place, letter in enumerate(one):
        within = one[place : place + 3]
        found |= {within[:2], within, within[:2] + two[:1]}
        found |= {letter + two[:1], letter + two[:2], letter + two[:1] + three[:1]}
    return frozenset(run for run in found if len(run) in (2, 3))
