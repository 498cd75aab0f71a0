"""What a verifier may see: purpose, then certificate type, then fields. Everything not registered is refused.

1. A purpose that is not registered permits nothing.
2. A type that the purpose does not name is refused; "*" names every field of a type.
3. One field too many refuses the whole code: nothing is disclosed, and the code is not used up.
4. Yes/no questions are registered beside fields, with a mark (`asked`); they permit to see nothing.
"""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from backend.errors import Invalid
from backend.verification import asked
from certs.catalogue import Catalogue, CertificateType

Permitted = Mapping[int, frozenset[str]]
NOTHING: Permitted = MappingProxyType({})


def read_purposes(stored: Mapping[str, Any], catalogue: Catalogue) -> Mapping[str, Permitted]:
    """A verifier's stored purposes, ready to compare. Types and fields this catalogue lacks permit nothing, nor does a
    type of which only questions are registered."""
    return {purpose: _permitted(types, catalogue) for purpose, types in stored.items()}


def read_questions(stored: Mapping[str, Any], catalogue: Catalogue) -> Mapping[str, Permitted]:
    """What a verifier may ask without seeing it: purpose -> type number -> names of questions."""
    return {
        purpose: {
            type_.number: asked.permitted(type_, names, _names(type_, names))
            for type_, names in _known(types, catalogue)
        }
        for purpose, types in stored.items()
    }


def check_purposes(stored: Mapping[str, Any], catalogue: Catalogue) -> None:
    """Raise Invalid naming each purpose, type or field that cannot be registered."""
    problems = [
        {"path": f"/purposes/{purpose}/{number}", "problem": problem}
        for purpose, types in stored.items()
        for number, names in types.items()
        if (problem := _problem(number, names, catalogue))
    ]
    if problems:
        raise Invalid(errors=problems)


def refusal(permitted: Permitted, type_number: int, names: Collection[str]) -> tuple[str, str] | None:
    """(reason code, detail) when these fields of this type may not be seen, else None."""
    allowed = permitted.get(type_number)
    if allowed is None:
        return "type_not_permitted", ""
    beyond = sorted(set(names) - allowed)
    return ("field_not_permitted", ", ".join(beyond)) if beyond else None


def _permitted(types: Mapping[str, Any], catalogue: Catalogue) -> Permitted:
    named = {type_.number: _names(type_, names) for type_, names in _known(types, catalogue)}
    return {number: names for number, names in named.items() if names}


def _known(types: Mapping[str, Any], catalogue: Catalogue) -> Iterator[tuple[CertificateType, Any]]:
    for number, names in types.items():
        type_ = catalogue.by_number(int(number)) if number.isdecimal() else None
        if type_ is not None:
            yield type_, names


def _names(type_: CertificateType, names: Any) -> frozenset[str]:
    if names == "*":
        return frozenset((*type_.fields, *type_.derived))
    return frozenset(name for name in names if not name.startswith(asked.MARK))


def _problem(number: str, names: Any, catalogue: Catalogue) -> str | None:
    type_ = catalogue.by_number(int(number)) if number.isascii() and number.isdigit() else None
    if type_ is None:
        return "unknown certificate type"
    if names == "*":
        return None
    unknown = sorted(set(names) - known_names(type_)) if isinstance(names, list) else ["not a list"]
    return f"unknown fields: {', '.join(unknown)}" if unknown else None


def known_names(type_: CertificateType) -> set[str]:
    """What can be registered of a type: its fields, and its questions with their mark."""
    return {*type_.fields, *type_.derived, *(asked.MARK + name for name in asked.questions_of(type_))}
