"""The rules of `search` applied to every text of every matter in turn: slow, and plainly right."""

from backend.matters.scoring import PAIRS, key_score
from backend.matters.search import Entry, Hit, Index, words_of


def plain_search(known: Index, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
    words = words_of(query)
    if not words:
        return ()
    hits = _all(known, words, typos=False)
    if not hits or hits[0].score <= PAIRS:
        hits = _all(known, words, typos=True)
    return tuple(hit for hit in hits[:limit] if hit.score * 3 >= hits[0].score)


def _all(known: Index, words: tuple[str, ...], *, typos: bool) -> list[Hit]:
    scored = (Hit(entry.matter, min(_best(entry, word, typos) for word in words)) for entry in known.entries)
    found = [hit for hit in scored if hit.score > 0]
    return sorted(found, key=lambda hit: (-hit.score, len(hit.matter.name.zh), hit.matter.code))


def _best(entry: Entry, word: str, typos: bool) -> int:
    return max(key_score(key, word, typos=typos) for key in entry.keys)
