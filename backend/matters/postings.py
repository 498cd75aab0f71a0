"""What each word of a query may be worth to which matters at most: the claims that `search` goes down by.

1. Texts of one weight are kept together: a word found in one of them is worth that weight times its share.
2. A claim may name a matter that is not worth so much, never leave out one that is; `claim.keys` tells which texts of
   the matter it speaks of.
3. Half of the pairs (rule 5 of `search`) is worked out only when nothing above it has decided.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from backend.matters.grams import ALL, FIRST, LAST, STARTS, Grams, as_bits, runs_of, spelt_runs
from backend.matters.scoring import (
    BEGINS,
    HELD,
    HOLDS,
    LETTERS,
    NEARLY,
    PAIRS,
    SPELT_BEGINS,
    SPELT_LATER,
    SPELT_WHOLE,
    WHOLE,
    Key,
    may_be_near,
    pairs_of,
)

ROWS = 3  # of one weight: more would tell the texts of a matter apart better, and take more memory


@dataclass(frozen=True)
class Claim:
    """These matters (as bits) may be worth `level` to the word, by one of these texts of theirs."""

    level: int
    matters: int
    keys: Mapping[int, Sequence[Key]]


class Postings:
    """Built from the keys of each matter; a matter's place is its place in that list."""

    def __init__(self, keys: Sequence[Sequence[Key]]) -> None:
        shelves: defaultdict[tuple[int, int], dict[int, list[Key]]] = defaultdict(dict)
        for place, of_matter in enumerate(keys):
            used: Counter[int] = Counter()
            for key in of_matter:
                shelves[key.weight, used[key.weight] % ROWS].setdefault(place, []).append(key)
                used[key.weight] += 1
        self._shelves = [_Shelf(weight, of_shelf) for (weight, _), of_shelf in sorted(shelves.items())]
        self._whole: defaultdict[str, list[tuple[_Shelf, int]]] = defaultdict(list)
        for shelf in self._shelves:
            for text, matters in shelf.whole.items():
                self._whole[text].append((shelf, matters))

    def claims(self, word: str, *, typos: bool) -> list[Claim]:
        """Everything a word may be worth, all but its pairs."""
        found = [shelf.claim(*one) for shelf in self._shelves for one in shelf.found(word, typos=typos) if one[1]]
        for part in {word[start:end] for start in range(len(word)) for end in range(start + 2, len(word) + 1)} | {word}:
            share = WHOLE if part == word else HELD
            found += [shelf.claim(share, matters) for shelf, matters in self._whole.get(part, ())]
        return found

    def pair_claims(self, word: str) -> list[Claim]:
        return [shelf.claim(*one) for shelf in self._shelves for one in shelf.found_by_pairs(word)]


class _Shelf:
    """Texts of one weight, hardly ever two of one matter, so that runs found together stand in one text."""

    def __init__(self, weight: int, keys: Mapping[int, Sequence[Key]]) -> None:
        self._weight, self._keys = weight, keys
        places_of: defaultdict[Key, list[int]] = defaultdict(list)
        for place, of_matter in keys.items():
            for key in of_matter:
                places_of[key].append(place)
        text: defaultdict[str, list[int]] = defaultdict(list)
        spelt: defaultdict[str, list[int]] = defaultdict(list)
        pinyin: defaultdict[str, list[int]] = defaultdict(list)
        for key, places in places_of.items():
            for run in set(runs_of(key.text, 2)):
                text[run] += places
            for run in set(spelt_runs(key.syllables)):
                spelt[run] += places
            for run in set(runs_of("".join(key.syllables), 3)):
                pinyin[run] += places
        self.whole = {key.text: as_bits(places) for key, places in places_of.items()}
        self._text, self._spelt, self._pinyin = Grams(2, text), Grams(3, spelt), Grams(3, pinyin)

    def claim(self, share: int, matters: int) -> Claim:
        return Claim(self._weight * share // 100, matters, self._keys)

    def found(self, word: str, *, typos: bool) -> Iterator[tuple[int, int]]:
        """(share, matters that may have it) from holding a part of a text on; the pairs come later."""
        holding = self._text.holding(word)
        letters = bool(LETTERS.match(word))
        if holding:
            yield BEGINS, holding & self._text.run(FIRST + word[:2])
            yield HOLDS, holding & self._text.run(STARTS + word[:2]) if letters else holding
        if letters and len(word) > 1:
            yield from self._found_spelt(word)
        if typos and may_be_near(word):
            yield NEARLY, self._nearly_spelt(word) if letters else self._text.nearly_holding(word)

    def _found_spelt(self, word: str) -> Iterator[tuple[int, int]]:
        holding = self._spelt.holding(word)
        if holding:
            begins = holding & self._spelt.run(FIRST + word[:2])
            yield SPELT_WHOLE, begins & self._spelt.run(word[-2:] + LAST)
            yield SPELT_BEGINS, begins
            yield SPELT_LATER, holding & self._spelt.run(STARTS + word[:2])

    def _nearly_spelt(self, word: str) -> int:
        begins = self._spelt.run(STARTS + word[0])  # the first letter is right, and begins a syllable
        return begins & self._pinyin.nearly_holding(word) if begins else 0

    def found_by_pairs(self, word: str) -> Iterator[tuple[int, int]]:
        pairs = pairs_of(word)
        counted = [ALL] + [0] * len(pairs)  # counted[n]: the matters with at least n of the pairs
        for seen, pair in enumerate(sorted(pairs), 1):
            holding = self._text.run(pair)
            if holding:
                for count in range(seen, 0, -1):
                    counted[count] |= counted[count - 1] & holding
        for count in range(len(pairs), (len(pairs) + 1) // 2 - 1, -1):
            if count and counted[count]:
                yield PAIRS * count // len(pairs), counted[count]
