"""The kinds of parsed CBOR values, checked at the door: each function gives the value back or raises MalformedError."""

from __future__ import annotations

import re
from typing import Any

from certs.errors import MalformedError

SAFE = (1 << 53) - 1  # the largest integer that every language reads the same


def map_in(value: object, orders: tuple[tuple[int, ...], ...]) -> dict[int, Any]:
    if type(value) is not dict or tuple(value) not in orders:
        raise MalformedError("malformed", "a map with missing, unknown or unordered keys")
    return value


def natural(value: object) -> int:
    if type(value) is not int or not 0 <= value <= SAFE:
        raise MalformedError("malformed", "not a natural number within 53 bits")
    return value


def byte_string(value: object, size: int) -> bytes:
    if type(value) is not bytes or len(value) != size:
        raise MalformedError("malformed", f"not {size} bytes")
    return value


def text_like(value: object, pattern: re.Pattern[str]) -> str:
    if type(value) is not str or not pattern.fullmatch(value):
        raise MalformedError("malformed", "issuer or handle is not in its form")
    return value


def check_integers(values: list[Any]) -> None:
    for value in values:
        if type(value) is int and not -SAFE <= value <= SAFE:
            raise MalformedError("malformed", "integer beyond 53 bits")
        if type(value) is list:
            check_integers(value)
        elif type(value) is dict:
            check_integers([*value, *value.values()])
