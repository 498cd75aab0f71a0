"""Reading members of parsed JSON by kind, so that signed documents are checked once, at the door."""

from __future__ import annotations

from typing import Any, TypeVar

from certs.errors import MalformedError
from certs.kinds import SAFE

Kind = TypeVar("Kind")


def member(value: Any, name: str, kind: type[Kind]) -> Kind:
    """`value[name]` when it is exactly a `kind` (a bool is no int, and no int is beyond 53 bits); raises
    MalformedError."""
    found = value.get(name) if isinstance(value, dict) else None
    if type(found) is not kind or not _within(found):
        raise MalformedError("malformed", f"{name} is missing or not a {kind.__name__}")
    return found


def _within(value: object) -> bool:
    return type(value) is not int or -SAFE <= value <= SAFE


def optional(value: Any, name: str, kind: type[Kind]) -> Kind | None:
    """The same, but None when absent or null."""
    return None if isinstance(value, dict) and value.get(name) is None else member(value, name, kind)


def two_languages(value: Any, name: str) -> dict[str, str]:
    """A {"zh", "en"} text; raises MalformedError."""
    text = member(value, name, dict)
    return {language: member(text, language, str) for language in ("zh", "en")}
