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
    count = len(digits) // 3
    tail = digits[3 * count :]
    last = tail[0] + 45 * tail[1] if tail else 0
    lanes = _groups(digits[: 3 * count]).to_bytes(3 * count, "little")
    if last > 0xFF or any(lanes[2::3]):
        raise MalformedError("malformed", "not base45: group too large")
    data = bytearray(2 * count)
    data[0::2], data[1::2] = lanes[1::3], lanes[0::3]
    return bytes(data) + (bytes([last]) if tail else b"")


def _groups(digits: bytes) -> int:
    """The values of all groups of three digits, computed at once: one large integer in which each has its 24 bits,
    enough for 44 + 45 * 44 + 2025 * 44."""
    whole = int.from_bytes(digits, "little")
    first = int.from_bytes(b"\xff\0\0" * (len(digits) // 3), "little")
    return (whole & first) + 45 * (whole >> 8 & first) + 2025 * (whole >> 16 & first)
