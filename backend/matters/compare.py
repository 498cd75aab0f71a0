"""What differs between two texts, line by line, with a little of what stands around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

AROUND = 2


@dataclass(frozen=True)
class Line:
    """A line that is in both texts, only in the earlier or only in the later; `before` and `after` are its numbers
    there, from 1."""

    kind: Literal["same", "removed", "added"]
    text: str
    before: int | None
    after: int | None


def compare(before: str, after: str) -> list[Line]:
    """Changed lines and `AROUND` lines on either side of each; none when the texts are equal."""
    old, new = before.splitlines(), after.splitlines()
    return [
        line for group in SequenceMatcher(None, old, new).get_grouped_opcodes(AROUND) for line in _of(group, old, new)
    ]


def _of(group: list[tuple[str, int, int, int, int]], old: list[str], new: list[str]) -> Iterator[Line]:
    for tag, old_from, old_to, new_from, new_to in group:
        if tag == "equal":
            pairs = zip(range(old_from, old_to), range(new_from, new_to), strict=True)
            yield from (Line("same", old[one], one + 1, other + 1) for one, other in pairs)
            continue
        yield from (Line("removed", old[one], one + 1, None) for one in range(old_from, old_to))
        yield from (Line("added", new[one], None, one + 1) for one in range(new_from, new_to))
