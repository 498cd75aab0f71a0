"""Which copies a file speaks of: numbers and check addresses found in its bytes, without reading it as a PDF.

A file that anybody sends is hostile. 1. Nothing of its structure is followed: bytes are searched, as they are and
inflated. 2. What is inflated is bounded in number and in size. 3. Few of what is found is looked up.
"""

import re
import zlib
from collections.abc import Iterator

from backend.papers.number import read_number

MOST_STREAMS, MOST_INFLATED, MOST_OF_ONE, MOST_FOUND = 200, 8_000_000, 1_000_000, 16
NUMBER = re.compile(rb"(?<!\d)\d{4} \d{4} \d{4} \d{4}(?!\d)")
ADDRESS = re.compile(rb"/check/([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])")
STREAM = re.compile(rb"stream\r?\n")
WIDE = re.compile(rb"<((?:00|FE|FF|fe|ff)[0-9A-Fa-f]{2,2000})>")  # a text in UTF-16 as hex digits


def numbers_and_tokens(data: bytes) -> tuple[list[str], list[str]]:
    """(numbers with a right check digit, tokens), each once, in the order in which they stand."""
    numbers: dict[str, None] = {}
    tokens: dict[str, None] = {}
    for part in _parts(data):
        narrow = part.replace(b"\\000", b"").replace(b"\x00", b"")  # what is in UTF-16 reads as ASCII so
        for found in NUMBER.finditer(narrow):
            number = read_number(found[0].decode())
            if number is not None and len(numbers) < MOST_FOUND:
                numbers.setdefault(number)
        for found in ADDRESS.finditer(narrow):
            if len(tokens) < MOST_FOUND:
                tokens.setdefault(found[1].decode())
    return list(numbers), list(tokens)


def _parts(data: bytes) -> Iterator[bytes]:
    yield data
    for found in WIDE.finditer(data):
        text = found[1]
        yield bytes.fromhex(text[: len(text) // 2 * 2].decode())
    left = MOST_INFLATED
    for count, found in enumerate(STREAM.finditer(data)):
        if count >= MOST_STREAMS or left <= 0:
            return
        inflated = _inflated(data, found.end(), min(left, MOST_OF_ONE))
        left -= len(inflated)
        yield inflated


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """Rule 2: at most `most` bytes; none of what is not deflated."""
    if data[start : start + 1] != b"x":  # the first byte of a zlib stream with a window of 32 kB
        return b""
    try:
        return zlib.decompressobj().decompress(data[start : start + most], most)
    except zlib.error:
        return b""
