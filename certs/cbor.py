"""Strict CBOR: one spelling for each value, so `encode(decode(data)) == data` or the data is refused.

1. Integers and lengths in their shortest form. 2. Definite lengths only. 3. No duplicate keys; keys: integers, text.
4. Nothing after the end. 5. Integers (64 bits), bytes, text, arrays, maps, booleans and null: no floats, no tags.
6. Depth, size and announced lengths are checked before anything is built, so the work is linear in what arrived.
"""

from __future__ import annotations

from typing import Any

import cbor2

from certs.errors import MalformedError

MAX_DEPTH = 8
MAX_BYTES = 1 << 20
_SIMPLE = {0xF4: False, 0xF5: True, 0xF6: None}
_SHORTEST = {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}


def encode(value: object) -> bytes:
    """A value to CBOR; map keys keep the order of the dict.

    Give it only what `decode` returns; raises MalformedError for what CBOR cannot hold.
    """
    try:
        return cbor2.dumps(value)
    except (cbor2.CBORError, ValueError, RecursionError):
        raise MalformedError("malformed", "cannot be written as CBOR") from None


def encode_time(seconds: int) -> bytes:
    """`encode` of a time in Unix seconds, written out: four bytes from 1970's first day to 2106."""
    return b"\x1a" + seconds.to_bytes(4) if 1 << 16 <= seconds < 1 << 32 else encode(seconds)


def decode(data: bytes, max_depth: int = MAX_DEPTH, *, max_bytes: int = MAX_BYTES) -> Any:
    """CBOR to a value (int, bytes, str, list, dict, bool, None).

    Raises MalformedError: malformed, not_canonical or too_long.
    """
    if len(data) > max_bytes:
        raise MalformedError("too_long", "CBOR is larger than its limit")
    value, end = item(data, 0, max_depth)
    if end != len(data):
        raise MalformedError("not_canonical", "bytes after the end of CBOR")
    return value


def item(data: bytes, at: int, max_depth: int = MAX_DEPTH) -> tuple[Any, int]:
    """The value that starts at `at`, and where it ends; raises as `decode` does."""
    try:
        return _item(data, at, max_depth)
    except IndexError:
        raise MalformedError("malformed", "CBOR ends early") from None


def _item(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    first = data[at]
    at += 1
    if first < 24:  # most keys, and many numbers
        return first, at
    major, argument = first >> 5, first & 31
    if major == 7:
        return _simple(first), at
    if argument >= 24:
        argument, at = _argument(data, at, argument)
    if major < 2:
        return (-1 - argument if major else argument), at
    if major < 4:
        return _string(data, at, argument, major == 3)
    if major == 6:
        raise MalformedError("malformed", "CBOR tag where none belongs")
    if depth <= 0 or argument > len(data) - at:
        raise MalformedError("malformed", "CBOR is nested too deep or announces more than it holds")
    return _array(data, at, argument, depth - 1) if major == 4 else _map(data, at, argument, depth - 1)


def _argument(data: bytes, at: int, code: int) -> tuple[int, int]:
    if code == 31:
        raise MalformedError("not_canonical", "CBOR of indefinite length")
    if code > 27:
        raise MalformedError("malformed", "reserved CBOR length")
    size = 1 << (code - 24)
    end = at + size
    if end > len(data):
        raise MalformedError("malformed", "CBOR ends early")
    value = int.from_bytes(data[at:end])
    if value < _SHORTEST[size]:
        raise MalformedError("not_canonical", "CBOR length or integer not in its shortest form")
    return value, end


def _simple(first: int) -> bool | None:
    if first not in _SIMPLE:
        raise MalformedError("malformed", "float, undefined or reserved CBOR value")
    return _SIMPLE[first]


def _string(data: bytes, at: int, size: int, text: bool) -> tuple[bytes | str, int]:
    end = at + size
    if end > len(data):
        raise MalformedError("malformed", "CBOR ends early")
    if not text:
        return data[at:end], end
    try:
        return data[at:end].decode("utf-8"), end
    except UnicodeDecodeError:
        raise MalformedError("malformed", "CBOR text is not UTF-8") from None


def _array(data: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    for _ in range(count):
        item, at = _item(data, at, depth)
        items.append(item)
    return items, at


def _map(data: bytes, at: int, count: int, depth: int) -> tuple[dict[Any, Any], int]:
    pairs: dict[Any, Any] = {}
    for _ in range(count):
        key: Any = data[at]
        if key < 24:
            at += 1
        else:
            key, at = _item(data, at, depth)
        if type(key) is not int and type(key) is not str:
            raise MalformedError("malformed", "CBOR map key is neither integer nor text")
        if key in pairs:
            raise MalformedError("not_canonical", "duplicate CBOR map key")
        pairs[key], at = _item(data, at, depth)
    return pairs, at
