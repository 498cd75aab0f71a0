"""Finds matters by what people type: Chinese words, pinyin, initials, everyday names, codes; best first.

1. Every word of the query must be found; a matter's score is that of its weakest word.
2. A name or keyword that is the word comes first, then one that begins with it, then one that holds it.
3. Letters match pinyin syllable by syllable, each whole or cut short: `shebaoka`, `sbk` and `shebk` are one.
4. Words that only ask ("我要办", "怎么", "需要什么材料") are dropped unless nothing else is left.
5. A Chinese word found nowhere as it stands may still match by at least half of its character pairs.
6. Equal scores: the shorter name first, then the code. What scores under a third of the best is left out.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pypinyin import lazy_pinyin

from backend.matters.terms import Matter

ASKING = re.compile(
    "我想要|我想|我要|帮我|请问|怎么样|怎么|怎样|如何|哪里|在哪|需要|什么|哪些|材料|手续|流程|办理|申请办|去办|办个|办一下|一下|可以|吗|呢|[?!,.;？！，。、；]"
)
LETTERS = re.compile(r"[a-z]+\Z")
MAX_QUERY = 60


@dataclass(frozen=True)
class Key:
    """One text a matter may be found by; `weight` is what finding it whole is worth."""

    text: str
    weight: int
    syllables: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    matter: Matter
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Hit:
    matter: Matter
    score: int


def index(matters: Iterable[Matter]) -> tuple[Entry, ...]:
    """Prepares matters for `search`: folding and pinyin are worked out once."""
    return tuple(Entry(matter, tuple(_keys(matter))) for matter in matters)


def search(entries: Iterable[Entry], query: str, *, limit: int = 20) -> tuple[Hit, ...]:
    """The matters that fit `query`, best first; an empty query finds nothing."""
    words = _words(query)
    hits = [Hit(entry.matter, score) for entry in entries if words and (score := _score(entry, words)) > 0]
    hits.sort(key=lambda hit: (-hit.score, len(hit.matter.name.zh), hit.matter.code))  # rule 6
    return tuple(hit for hit in hits[:limit] if hit.score * 3 >= hits[0].score)


def _keys(matter: Matter) -> Iterable[Key]:
    texts = [(matter.name.zh, 100), *((word, 98) for word in matter.keywords), (matter.code, 100)]
    texts += [(matter.name.en, 90), (matter.result.name.zh, 80), (matter.office.name.zh, 50)]
    for text, weight in texts:
        folded = _fold(text)
        yield Key(folded, weight, tuple(lazy_pinyin(re.sub("[^一-鿿]", "", folded))))


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().strip()


def _words(query: str) -> tuple[str, ...]:
    folded = _fold(query[:MAX_QUERY])
    kept = ASKING.sub(" ", folded).split()  # rule 4
    return tuple(kept or folded.split())


def _score(entry: Entry, words: tuple[str, ...]) -> int:
    return min(max(_key_score(key, word) for key in entry.keys) for word in words)  # rule 1


def _key_score(key: Key, word: str) -> int:
    share = _text_share(key.text, word)
    if share == 0 and LETTERS.match(word):
        share = _pinyin_share(key.syllables, word)
    return key.weight * share // 100 if share else _pairs_share(key.text, word) * key.weight // 100


def _text_share(text: str, word: str) -> int:
    if text == word:
        return 100
    if text.startswith(word):
        return 85
    if word in text:
        inside_latin = LETTERS.match(word) and not re.search(rf"\b{word}", text)
        return 0 if inside_latin else 70
    return 55 if len(text) > 1 and text in word else 0


def _pinyin_share(syllables: tuple[str, ...], letters: str) -> int:
    """Rule 3: 60 for all the syllables, 50 from the first, 35 from a later one; one letter alone says too little."""
    if len(letters) < 2:
        return 0
    for start in range(len(syllables)):
        end = _spelt(syllables, start, letters)
        if end:
            return 35 if start else 60 if end == len(syllables) else 50
    return 0


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


def _pairs_share(text: str, word: str) -> int:
    """Rule 5: up to 30, by the share of the word's character pairs that stand in the text."""
    pairs = {word[place : place + 2] for place in range(len(word) - 1)} if not word.isascii() else set()
    found = sum(pair in text for pair in pairs)
    return 30 * found // len(pairs) if pairs and found * 2 >= len(pairs) else 0
