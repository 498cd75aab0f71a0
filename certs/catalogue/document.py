"""Reading one JSON type file so that every complaint names the file and the line.

The text is parsed by the standard library; lines are looked for only once something is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from certs.errors import CatalogueError

MAX_CHARACTERS = 200_000
MAX_LEVEL = 33  # as strict JSON has it; in what is deeper, lines are not looked for: that would take seconds

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[{]|[\]}]', re.DOTALL)  # a string without end goes to the end
_DECODER = json.JSONDecoder()


class _RepeatedKey(ValueError):
    pass


def positions(text: str, path: Path = (), start: int = 0) -> Iterator[tuple[Path, int, int]]:
    """Walk valid JSON and yield (path, offset of its key or item, end of its value), parents after children."""
    opening = _skip(text, start)
    if text[opening] not in "{[":
        yield path, start, _DECODER.raw_decode(text, opening)[1]
        return
    at, count = _skip(text, opening + 1), 0
    while text[at] not in "}]":
        key: str | int = count
        begin = at
        if text[opening] == "{":
            end_of_key = _end_of_string(text, at)
            key, at = json.loads(text[at:end_of_key]), _skip(text, _skip(text, end_of_key) + 1)
        end = at
        for inner, offset, end in positions(text, (*path, key), at):
            yield inner, begin if inner == (*path, key) else offset, end
        at, count = _skip(text, end), count + 1
        at = _skip(text, at + 1) if text[at] == "," else at
    yield path, start, at + 1


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _end_of_string(text: str, at: int) -> int:
    match = _STRING.match(text, at)
    return match.end() if match else at


def line_of(text: str, path: Path) -> int:
    """The 1-based line where `path` stands in valid JSON, or of the nearest parent that exists."""
    if _levels(text) > MAX_LEVEL:  # absurd nesting in a part nobody reads: the first line must do
        return 1
    found = {inner: offset for inner, offset, _ in positions(text)}
    while path not in found:
        path = path[:-1]
    return text.count("\n", 0, _skip(text, found[path])) + 1


def _levels(text: str) -> int:
    """How deep the brackets of a text go, whether it is JSON or not."""
    level = deepest = 0
    for found in _SIGN.finditer(text):
        level += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        deepest = max(deepest, level)
    return deepest


def _repeated_line(text: str) -> tuple[Path, int]:
    seen: set[Path] = set()
    again: list[tuple[Path, int]] = []
    for path, offset, _ in positions(text):
        if path in seen:
            again.append((path, text.count("\n", 0, offset) + 1))
        seen.add(path)
    return min(again, key=lambda found: len(found[0]))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise _RepeatedKey
    return dict(pairs)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not allowed")


def load(file: str, text: str) -> Node:
    """Parse one file into its root node. Raises CatalogueError(file, line, reason)."""
    if len(text) > MAX_CHARACTERS:
        raise CatalogueError(file, 1, "the file is larger than a certificate type can be")
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise CatalogueError(file, error.lineno, f"not JSON: {error.msg}") from None
    except _RepeatedKey:
        if _levels(text) > MAX_LEVEL:
            raise CatalogueError(file, 1, "the file is deeper than a certificate type can be") from None
        path, line = _repeated_line(text)
        raise CatalogueError(file, line, f"the key {path[-1]!r} is repeated") from None
    except RecursionError:
        raise CatalogueError(file, 1, "the file is deeper than a certificate type can be") from None
    except ValueError as error:
        raise CatalogueError(file, 1, f"not JSON: {error}") from None
    return Node(file, text, (), value)


@dataclass(slots=True)  # not frozen: thousands are made while reading, and freezing doubles their cost
class Node:
    """A value inside a type file that knows where it stands."""

    file: str
    text: str
    path: Path
    value: Any

    def fail(self, reason: str, *steps: str | int) -> NoReturn:
        """Raise CatalogueError at this node, or at the child reached by `steps`."""
        raise CatalogueError(self.file, line_of(self.text, (*self.path, *steps)), reason)

    def has(self, key: str) -> bool:
        """Whether this object has `key`."""
        return key in self.mapping().value

    def __getitem__(self, key: str) -> Node:
        if not isinstance(self.value, dict) or key not in self.value:
            self.mapping().fail(f"the key {key!r} is missing")
        return Node(self.file, self.text, (*self.path, key), self.value[key])

    def mapping(self, *, known: frozenset[str] | None = None) -> Node:
        """This node, which must be an object; with `known`, one without any other key."""
        if not isinstance(self.value, dict):
            self.fail("an object is expected here")
        for key in self.value if known is not None else ():
            if known is not None and key not in known:
                self.fail(f"the key {key!r} is not known here", key)
        return self

    def children(self) -> Iterator[tuple[str, Node]]:
        """The members of an object."""
        for key in self.mapping().value:
            yield key, self[key]

    def items(self) -> tuple[Node, ...]:
        """The items of an array."""
        if not isinstance(self.value, list):
            self.fail("an array is expected here")
        return tuple(Node(self.file, self.text, (*self.path, i), item) for i, item in enumerate(self.value))

    def string(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value:
            self.fail("a text is expected here")
        return str(self.value)

    def strings(self) -> tuple[str, ...]:
        """An array of texts."""
        if isinstance(self.value, list) and all(isinstance(item, str) and item for item in self.value):
            return tuple(self.value)
        return tuple(item.string() for item in self.items())

    def integer(self) -> int:
        """A whole number, not negative."""
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 0:
            self.fail("a whole number is expected here")
        return int(self.value)

    def boolean(self) -> bool:
        """true or false."""
        if not isinstance(self.value, bool):
            self.fail("true or false is expected here")
        return bool(self.value)

    def one_of(self, allowed: tuple[str, ...]) -> str:
        """A text out of `allowed`."""
        if self.value not in allowed:
            self.fail(f"{self.value!r} is not one of: {', '.join(allowed)}")
        return str(self.value)
