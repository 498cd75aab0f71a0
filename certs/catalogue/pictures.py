"""Portraits: small WebP files carried as base64. Only the container is read here; pixels are never decoded."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from hashlib import sha256

from certs.catalogue.problems import FieldProblem

MAX_PORTRAIT_BYTES = 560
PORTRAIT_SIZE = (60, 80)


def image_bytes(value: object) -> bytes:
    """The bytes of a canonical base64 text. Raises `not_an_image` for anything else."""
    if not isinstance(value, str):
        raise FieldProblem("not_an_image")
    try:
        data = b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise FieldProblem("not_an_image") from None
    if not data or b64encode(data).decode() != value:
        raise FieldProblem("not_an_image")
    return data


def webp_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels from the header of a WebP file. Raises `not_an_image`."""
    if len(data) < 30 or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise FieldProblem("not_an_image")
    if int.from_bytes(data[4:8], "little") + 8 != len(data):
        raise FieldProblem("not_an_image")
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    if data[12:16] == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise FieldProblem("not_an_image")


def portrait(value: object) -> str:
    """Base64 of a 60x80 WebP of at most 560 bytes, the most that fits a second code a gate camera reads."""
    data = image_bytes(value)
    if webp_size(data) != PORTRAIT_SIZE or len(data) > MAX_PORTRAIT_BYTES:
        raise FieldProblem("image_size")
    return value if isinstance(value, str) else ""


def picture_digest(data: bytes) -> bytes:
    """First 16 bytes of SHA-256 over the image file: what a view carries in place of the image."""
    return sha256(data).digest()[:16]
