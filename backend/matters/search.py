"""Finds matters by what people type: Chinese words, pinyin, initials, everyday names, codes; best first.

1. Every word of the query must be found; a matter's score is that of its weakest word.
2. A name or keyword that is the word comes first, then one that begins with it, then one that holds it.
3. Letters match pinyin syllable by syllable, each whole or cut short: `shebaoka`, `sbk` and `shebk` are one.
4. Words that only ask ("我要办", "怎么", "需要什么材料") are dropped unless nothing else is left.
5. A Chinese word found nowhere as it stands may still match by at least half of its character pairs.
6. Equal scores: the shorter name first, then the code. What scores under a third of the best is left out.
7. Only when nothing is found better than by rule 5, a word may be off by one: a Chinese word of three characters or
   more with one wrong, missing, added or swapped; letters of six or more likewise against pinyin written in full,
   their first letter being right.
8. A name or keyword is also found with one of its words replaced by another name of the same thing (`synonyms`).

`search` looks only at matters that the index cannot rule out, the most promising first, and stops when the best are
certain: the answer is the same as that of looking at all of them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from backend.matters.grams import ALL
from backend.matters.postings import Claim, Postings
from backend.matters.scoring import PAIRS, Key, key_score
from backend.matters.synonyms import Synonyms
from backend.matters.terms import Matter

ASKING = re.compile(
    "我想要|我想|我要|帮我|请问|怎么样|怎么|怎样|如何|哪里|在哪|需要|什么|哪些|材料|手续|流程|办理|申请办|去办|办个|办一下|一下|可以|吗|呢|[?!,.;？！，。、；]"
)
MAX_QUERY = 60
HOLDS_GOOD = -1


@dataclass(frozen=True)
class Entry:
    """A matter with the texts it may be found by."""

    matter: Matter
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Hit:
    matter: Matter
    score: int


@dataclass(frozen=True)
class Index:
    """Matters in the order of rule 6, and what tells which of them a word may find."""

    entries: tuple[Entry, ...]
    postings: Postings


def index(matters: Iterable[Matter], synonyms: Synonyms) -> Index:
    """Prepares matters for `search`: folding, pinyin and the sets of matters are worked out once."""
    ordered = sorted(matters, key=lambda matter: (len(matter.name.zh), matter.code))
    entries = tuple(Entry(matter, _keys(matter, synonyms)) for matter in ordered)
    return Index(entries, Postings([entry.keys for entry in entries]))


def search(known: Index, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
    """The matters that fit `query`, best first; an empty query finds nothing."""
    words = words_of(query)
    if not words:
        return ()
    hits = _best(known, words, limit, typos=False)
    if not hits or hits[0].score <= PAIRS:
        hits = _best(known, words, limit, typos=True)  # rule 7
    return tuple(hits)


def words_of(query: str) -> tuple[str, ...]:
    """The words that are looked for (rule 4)."""
    folded = _fold(query[:MAX_QUERY])
    kept = ASKING.sub(" ", folded).split()
    return tuple(kept or folded.split())


def _keys(matter: Matter, synonyms: Synonyms) -> tuple[Key, ...]:
    named = [(matter.name.zh, 100), *((word, 98) for word in matter.keywords)]
    texts = [*named, (matter.code, 100)]
    texts += [(other, 95) for text, _ in named for other in synonyms.variants(text)]  # rule 8
    texts += [(matter.name.en, 90), (matter.result.name.zh, 80), (matter.office.name.zh, 50)]
    best: dict[str, int] = {}
    for text, weight in texts:
        folded = _fold(text)
        best[folded] = max(weight, best.get(folded, 0))
    return tuple(_key(text, weight) for text, weight in best.items())


@lru_cache(maxsize=131_072)
def _key(text: str, weight: int) -> Key:
    return Key(text, weight, _syllables(re.sub("[^一-鿿]", "", text)))


@lru_cache(maxsize=131_072)
def _syllables(chinese: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # large, and of no use to whoever never searches

    return tuple(lazy_pinyin(chinese)) if chinese else ()


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()


def _best(known: Index, words: Sequence[str], limit: int, *, typos: bool) -> list[Hit]:
    """Rule 6: from the highest score down to a third of it, in the order of the entries within one score."""
    hits: list[Hit] = []
    for place, worth in _by_score(known.postings, words, typos=typos):
        if len(hits) == limit or (hits and worth * 3 < hits[0].score):
            break
        hits.append(Hit(known.entries[place].matter, worth))
    return hits


def _by_score(postings: Postings, words: Sequence[str], *, typos: bool) -> Iterator[tuple[int, int]]:
    """(place, score) best first: level by level, every matter that all words claim and some word claims anew."""
    sought = [_Sought(postings, word, typos=typos) for word in words]
    done = 0
    for high in (True, False):
        if not high:
            for one in sought:
                one.add_pairs()
        levels = {level for one in sought for level in one.by_level if (level > PAIRS) is high and level > 0}
        for level in sorted(levels, reverse=True):
            claimed, anew = ALL, 0
            for one in sought:
                anew |= one.reach(level)
                claimed &= one.reached
            todo = claimed & anew & ~done
            while todo:
                lowest = todo & -todo
                todo ^= lowest
                place = lowest.bit_length() - 1
                if all(one.is_worth(place) for one in sought):  # rule 1
                    done |= lowest
                    yield place, level


class _Sought:
    """One word of the query, on its way down from the highest level."""

    def __init__(self, postings: Postings, word: str, *, typos: bool) -> None:
        self._postings, self._word, self._typos = postings, word, typos
        self.by_level: dict[int, list[Claim]] = {}
        self._file(postings.claims(word, typos=typos))
        self.reached = 0
        self._open: list[Claim] = []
        self._tried: dict[int, int] = {}
        self._scores: dict[Key, int] = {}

    def add_pairs(self) -> None:
        self._file(self._postings.pair_claims(self._word))

    def reach(self, level: int) -> int:
        """The matters claimed at this level; from now on claims of this level count."""
        claims = self.by_level.get(level, [])
        self._open += claims
        found = 0
        for claim in claims:
            found |= claim.matters
        self.reached |= found
        return found

    def is_worth(self, place: int) -> bool:
        """Whether one of the claims reached so far holds; each is looked at once a matter."""
        tried = self._tried.get(place, 0)
        while 0 <= tried < len(self._open):
            claim = self._open[tried]
            tried = HOLDS_GOOD if claim.matters >> place & 1 and self._holds(claim, place) else tried + 1
        self._tried[place] = tried
        return tried == HOLDS_GOOD

    def _holds(self, claim: Claim, place: int) -> bool:
        return any(self._score(key) >= claim.level for key in claim.keys[place])

    def _score(self, key: Key) -> int:
        if key not in self._scores:
            self._scores[key] = key_score(key, self._word, typos=self._typos)
        return self._scores[key]

    def _file(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self.by_level.setdefault(claim.level, []).append(claim)
