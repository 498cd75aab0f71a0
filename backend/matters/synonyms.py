"""Other names of the same thing, as data: `synonyms.yaml` maps a name to its other names.

1. The file is a table: a name, then the list of its other names; every name has at least two characters.
2. A name stands in one place only, so that no two lines can lead to each other and no name leads to itself.
3. Of several names that a text holds, the longest is replaced; each variant has one thing renamed, once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from backend.registries.strict_yaml import DocumentError, read_table

FILE = "synonyms.yaml"
SHORTEST = 2


@dataclass(frozen=True)
class Synonyms:
    """Each name with the other names of its thing."""

    others: Mapping[str, tuple[str, ...]]

    def variants(self, text: str) -> tuple[str, ...]:
        """`text` with one thing called by each of its other names; empty when it names nothing known (rule 3)."""
        held = [name for name in self.others if name in text]
        outermost = [name for name in held if not any(name in longer for longer in held if longer != name)]
        found = (text.replace(name, other) for name in outermost for other in self.others[name])
        return tuple(dict.fromkeys(variant for variant in found if variant != text))


def parse_synonyms(text: str, source: str) -> Synonyms:
    """The synonyms in `text`; raises DocumentError(file, line, reason)."""
    table = read_table(text, source)
    lines: dict[str, int] = {}
    others: dict[str, tuple[str, ...]] = {}
    for name, listed in table.items():
        line = table.lines[name]
        if not isinstance(listed, list) or not listed:
            raise DocumentError(source, line, f"{name}: a list of other names is expected")
        group = (name, *listed)
        for one in group:
            _take(one, line, lines, source)
        others |= {one: tuple(other for other in group if other != one) for one in group}
    return Synonyms(others)


def _take(name: object, line: int, lines: dict[str, int], source: str) -> None:
    """Rules 1 and 2."""
    if not isinstance(name, str) or len(name.strip()) < SHORTEST:
        raise DocumentError(source, line, f"{name}: a name of at least {SHORTEST} characters is expected")
    if name in lines:
        raise DocumentError(source, line, f"{name} stands in line {lines[name]} already")
    lines[name] = line


@cache
def builtin_synonyms() -> Synonyms:
    """The synonyms that come with the program, read once a process. Raises DocumentError."""
    return parse_synonyms((files("backend.matters") / FILE).read_text("utf-8"), FILE)
