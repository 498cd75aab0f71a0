"""Base64url without padding, one spelling for each byte string: what decodes here encodes to the same text again."""

from __future__ import annotations

import binascii
from collections.abc import Iterable

from certs.errors import MalformedError

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")  # and what is not in our alphabet is in neither
_PADDING = (b"", b"===", b"==", b"=")  # by the letters after the last four
_LAST = ("", "", "AQgw", "AEIMQUYcgkosw048")  # the last of them: those whose spare bits are zero


def encode(data: bytes) -> str:
    """Bytes to unpadded base64url text."""
    return binascii.b2a_base64(data, newline=False).translate(_URL_SAFE, b"=").decode("ascii")


def encode_many(parts: Iterable[bytes]) -> bytes:
    """`encode` of each with a line feed behind it, in one go."""
    lines = b"".join(map(binascii.b2a_base64, parts))
    return lines.replace(b"+", b"-").replace(b"/", b"_").replace(b"=", b"")  # of many letters, faster than translating


def decode(text: str) -> bytes:
    """Text to bytes; raises MalformedError on padding, foreign characters, or a second spelling of the same bytes."""
    left = len(text) & 3
    try:
        data = binascii.a2b_base64(text.encode("ascii").translate(_STANDARD) + _PADDING[left], strict_mode=True)
    except ValueError:
        raise MalformedError("malformed", "not base64url") from None
    if left and text[-1] not in _LAST[left]:
        raise MalformedError("not_canonical", "base64url has a second spelling")
    return data
