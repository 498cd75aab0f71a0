"""A matter as somebody is typing it: read strictly, linted, and compared with its newest version.

1. The text is read by the loader of files. The version in it is of no account: the program gives the next one.
2. Its code is that of the matter that is edited.
3. It may name the offices that come with the program, and those that its newest version names.
4. A problem names its place and, where that can be found in the text, the line.
5. Compared is what would be saved, in the spelling it would be shown in later: comments and order are of no account.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from backend.matters.compare import Line, compare
from backend.matters.document import parse
from backend.matters.in_chinese import in_chinese
from backend.matters.lint import lint
from backend.matters.models import MatterVersion
from backend.matters.offices import builtin_offices
from backend.matters.stored import matter_of
from backend.matters.terms import Matter, Text
from backend.matters.written import to_text
from backend.registries.strict_yaml import DocumentError, Table, read_table
from certs.catalogue import Catalogue

NAMED_BY = {"materials": "code", "form": "name", "situations": "code"}


@dataclass(frozen=True)
class Problem:
    """`place`: a key, or the code of a material, form field or question; empty where it is the text as such."""

    place: str
    line: int | None
    reason: Text


@dataclass(frozen=True)
class Draft:
    """`matter` is None when the text cannot be read; `version` is what it would be saved as."""

    version: int
    matter: Matter | None
    problems: tuple[Problem, ...]
    changes: tuple[Line, ...]


def read_draft(text: str, code: str, *, newest: MatterVersion | None, catalogue: Catalogue) -> Draft:
    """`newest`: the newest version, None for a new matter. Never raises on what was typed."""
    version = 1 if newest is None else newest.version + 1
    try:
        matter = parse(text, "", version=version)
        places = _places(read_table(text, ""))
    except DocumentError as error:
        return Draft(version, None, (Problem("", error.line, _both(error.reason)),), ())
    before = None if newest is None else matter_of(newest)
    found = [(one.place, one.reason) for one in lint([matter], catalogue, _offices(before))]
    if matter.code != code:
        found.append(("code", f"this is the matter {code}"))  # rule 2
    problems = tuple(Problem(place, _line(place, places), _both(reason)) for place, reason in found)
    return Draft(version, matter, problems, tuple(changes_between(before, matter)))


def changes_between(before: Matter | None, after: Matter) -> list[Line]:
    """Rule 5. Their versions differ anyway, and are no change."""
    if before is None:
        return compare("", to_text(after))
    return compare(to_text(before), to_text(replace(after, version=before.version)))


def _both(reason: str) -> Text:
    return Text(in_chinese(reason), reason)


def _offices(before: Matter | None) -> Mapping[str, Text]:
    """Rule 3."""
    own = () if before is None else (before.office, *(part.office for part in before.parts))
    return {**{one.code: one.name for one in own}, **builtin_offices()}


def _places(table: Table) -> dict[str, int]:
    """Rule 4: the line of each key, and of each entry that has a code."""
    entries = {code: line for key, name in NAMED_BY.items() for code, line in _entries(table.get(key), name)}
    return {**table.lines, **entries}


def _entries(listed: object, name: str) -> Iterator[tuple[str, int]]:
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, Table) and isinstance(entry.get(name), str):
            yield entry[name], entry.line


def _line(place: str, places: Mapping[str, int]) -> int | None:
    return places.get(place) or places.get(place.partition(".")[0])
