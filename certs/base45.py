"""Base45 (RFC 9285), strict: every byte string has exactly one text, and anything else is a MalformedError."""

from __future__ import annotations

import struct

from certs.errors import MalformedError

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_INVALID = 0xFF
_DIGIT = bytes(ALPHABET.index(chr(i)) if chr(i) in ALPHABET else _INVALID for i in range(256))
_PAIRS = [ALPHABET[i % 45] + ALPHABET[i // 45] for i in range(45 * 45)]


def encode(data: bytes) -> str:
    """Bytes to base45 text, three characters for two bytes and two for a last odd one."""
    even = len(data) & ~1
    words = struct.unpack(f">{even // 2}H", data[:even])
    text = "".join([_PAIRS[word % 2025] + ALPHABET[word // 2025] for word in words])
    return text + _PAIRS[data[-1]] if len(data) & 1 else text


def decode(text: str) -> bytes:
    """Base45 text to bytes; raises MalformedError on a foreign character, a length that cannot be, or an overflow."""
    try:
        digits = text.encode("latin-1").translate(_DIGIT)
    except UnicodeEncodeError:
        raise MalformedError("malformed", "not base45: foreign character") from None
    if _INVALID in digits or len(digits) % 3 == 1:
        raise MalformedError("malformed", "not base45: foreign character or wrong length")
    whole = len(digits) - len(digits) % 3
    tail = digits[whole:]
    last = tail[0] + 45 * tail[1] if tail else 0
    groups = _lanes(digits[0:whole:3]) + 45 * _lanes(digits[1:whole:3]) + 2025 * _lanes(digits[2:whole:3])
    lanes = groups.to_bytes(whole // 3 * 4, "little")
    if last > 0xFF or any(lanes[2::4]):
        raise MalformedError("malformed", "not base45: group too large")
    data = bytearray(whole // 3 * 2)
    data[0::2], data[1::2] = lanes[1::4], lanes[0::4]
    return bytes(data) + (bytes([last]) if tail else b"")


def _lanes(digits: bytes) -> int:
    """Each digit in 32 bits of one large integer, so that all groups are computed at once: none exceeds 91,124."""
    spread = bytearray(4 * len(digits))
    spread[0::4] = digits
    return int.from_bytes(spread, "little")
