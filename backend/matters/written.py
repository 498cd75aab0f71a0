"""A matter as the text of its file: `document.parse` reads it back as the very same matter.

1. Keys stand in the order of the terms; what is none, empty or left at its default is left out.
2. The short forms of files are kept: names and notes stand beside their code, a condition without arguments is a word,
   one replacement needs no `all_of`.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

import yaml

from backend.matters.terms import (
    Answer,
    Applies,
    Condition,
    Fee,
    FormField,
    Material,
    Matter,
    Office,
    Result,
    ResultField,
    Rule,
    Source,
    Text,
    Whose,
)

BESIDE = frozenset({Answer, Fee, Office, Result, Rule, Source})  # their one text stands in their own table
CALLED: Mapping[type, Mapping[str, str]] = {Applies: {"answers": "is"}, Whose: {"condition": "is"}}
WIDTH = 120
Dumper: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def to_text(matter: Matter) -> str:
    """YAML in UTF-8, ending in a line break."""
    table = {name: value for name, value in _plain(matter).items() if name != "source"}
    made: str = yaml.dump(
        table, Dumper=Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=WIDTH
    )
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    write: Callable[[Any], Any] = _OWN_FORM.get(type(value), _table)
    return write(value)


def _table(value: Any, *without: str) -> dict[str, Any]:
    """Rule 1."""
    called = CALLED.get(type(value), {})
    table: dict[str, Any] = {}
    for one in dataclasses.fields(value):
        held = getattr(value, one.name)
        if one.name in without or held is None or held == () or held == one.default:
            continue
        if isinstance(held, Text) and type(value) in BESIDE:
            table |= _plain(held)
        else:
            table[called.get(one.name, one.name)] = _plain(held)
    return table


def _condition(value: Condition) -> Any:
    return {value.kind: _plain(value.arguments)} if value.arguments else value.kind


def _material(value: Material) -> dict[str, Any]:
    ways = [_plain(way[0]) if len(way) == 1 else {"all_of": _plain(way)} for way in value.replaced_by]
    table = _table(value, "replaced_by")
    return {**table, "replaced_by": ways} if ways else table


def _form_field(value: FormField) -> dict[str, Any]:
    table = _table(value, "type", "field", "whose")
    if value.type is not None:
        table["from"] = {"type": value.type, "field": value.field}
        if value.whose != Condition("holder_is_applicant"):
            table["from"]["whose"] = _plain(value.whose)
    return table


def _result(value: Result) -> dict[str, Any]:
    table = _table(value, "fields")
    made = {one.field: {one.kind: _made_of(one)} for one in value.fields}
    return {**table, "fields": made} if made else table


def _made_of(value: ResultField) -> Any:
    return True if value.value is None else value.value


_OWN_FORM: Mapping[type, Callable[[Any], Any]] = {
    Condition: _condition,
    FormField: _form_field,
    Material: _material,
    Result: _result,
}
