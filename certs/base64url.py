"""Base64url without padding, one spelling for each byte string: what decodes here encodes to the same text again."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable

from certs.errors import MalformedError

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_ALPHABET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def encode(data: bytes) -> str:
    """Bytes to unpadded base64url text."""
    return binascii.b2a_base64(data, newline=False).translate(_URL_SAFE).rstrip(b"=").decode("ascii")


def encode_many(parts: Iterable[bytes]) -> bytes:
    """`encode` of each with a line feed behind it, in one go."""
    return b"".join(map(binascii.b2a_base64, parts)).translate(_URL_SAFE, b"=")


def decode(text: str) -> bytes:
    """Text to bytes; raises MalformedError on padding, foreign characters, or a second spelling of the same bytes."""
    if not _ALPHABET.fullmatch(text):
        raise MalformedError("malformed", "not base64url")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise MalformedError("malformed", "not base64url") from None
    if encode(data) != text:
        raise MalformedError("not_canonical", "base64url has a second spelling")
    return data
