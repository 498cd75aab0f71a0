"""A matter as JSON for its table, and back: exactly the values that `document.parse` made."""

import dataclasses
import hashlib
import types
import typing
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

import orjson

from backend.matters.models import MatterVersion
from backend.matters.terms import Matter


def to_document(matter: Matter) -> dict[str, Any]:
    """Plain JSON values. The file's name is left out: the same matter from another folder is the same matter."""
    document: dict[str, Any] = orjson.loads(orjson.dumps(dataclasses.asdict(matter) | {"source": ""}))
    return document


def digest_of(document: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).digest()


def matter_of(row: MatterVersion) -> Matter:
    """The matter of a stored version; versions never change, so each is built once a process."""
    return _build(row.digest, orjson.dumps(row.document))


@lru_cache(maxsize=2048)
def _build(_digest: bytes, document: bytes) -> Matter:
    return typing.cast(Matter, _value(Matter, orjson.loads(document)))


def _value(kind: Any, value: Any) -> Any:
    """`value` as `kind`: dataclasses from tables, tuples from lists, everything else as it is.

    Old documents stay readable: what a dataclass no longer has is left out, what it has gained keeps its default.
    """
    if value is None:
        return None
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: _value(hints[name], part) for name, part in value.items() if name in hints})
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return tuple(_value(arguments[0], part) for part in value)
    if origin in (typing.Union, types.UnionType):
        return _value(next(part for part in arguments if part is not type(None)), value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
