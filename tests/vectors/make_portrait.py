"""Writes portrait.json, the vectors of the portrait frame: `python -m tests.vectors.make_portrait`."""

import json
import struct
from hashlib import sha256
from pathlib import Path
from typing import Any

from certs import base45, portrait

FILE = Path(__file__).with_name("portrait.json")


def _webp(kind: bytes, body: bytes) -> bytes:
    chunk = kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def lossy(width: int = 60, height: int = 80, *, filling: int = 400) -> bytes:
    """A WebP whose header is right; what stands for its pixels is filling, since no rule reads them."""
    head = b"\x50\x01\x00\x9d\x01\x2a" + struct.pack("<HH", width, height)
    return _webp(b"VP8 ", head + bytes(at * 37 % 256 for at in range(filling)))


def lossless(width: int = 60, height: int = 80) -> bytes:
    """The same as a lossless WebP."""
    return _webp(b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + bytes(range(100)))


PICTURE = lossy()
DIGEST = sha256(PICTURE).hexdigest()[:32]
RIGHT = portrait.PREFIX + base45.encode(PICTURE)


def _frame(picture: bytes) -> str:
    return portrait.PREFIX + base45.encode(picture)


def _case(name: str, text: str, digest: str | None, reason: str | None) -> dict[str, Any]:
    return {"name": name, "text": text, "digest": digest, "reason": reason}


def _own(name: str, picture: bytes, reason: str | None) -> dict[str, Any]:
    return _case(name, _frame(picture), sha256(picture).hexdigest()[:32], reason)


def cases() -> list[dict[str, Any]]:
    """Every vector; `reason` null where the picture belongs to the digest."""
    body = RIGHT[len(portrait.PREFIX) :]
    other_length = PICTURE[:4] + struct.pack("<I", len(PICTURE)) + PICTURE[8:]
    return [
        _case("a lossy portrait", RIGHT, DIGEST, None),
        _own("a lossless portrait", lossless(), None),
        _own("the largest portrait", lossy(filling=530), None),
        _case("someone else's portrait", _frame(lossy(filling=402)), DIGEST, "portrait_mismatch"),
        _case("one bit of the picture", _frame(PICTURE[:-1] + bytes([PICTURE[-1] ^ 1])), DIGEST, "portrait_mismatch"),
        _case("half of a digest", RIGHT, DIGEST[:16], "portrait_mismatch"),
        _case("a digest in capitals", RIGHT, DIGEST.upper(), "portrait_mismatch"),
        _case("a view without a digest", RIGHT, None, "portrait_not_shown"),
        _own("two bytes too many", lossy(filling=532), "too_long"),
        _case("ten thousand characters", portrait.PREFIX + "0" * 9_995, DIGEST, "too_long"),
        _own("61 pixels wide", lossy(61, 80), "malformed"),
        _own("lying on its side", lossy(80, 60), "malformed"),
        _own("a lossless portrait 81 pixels high", lossless(60, 81), "malformed"),
        _own("a PNG", b"\x89PNG\r\n\x1a\n" + bytes(60), "malformed"),
        _own("a script", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "malformed"),
        _own("an extended WebP", _webp(b"VP8X", bytes(10) + bytes(40)), "malformed"),
        _own("a WebP that announces another length", other_length, "malformed"),
        _own("a WebP with bytes after its end", PICTURE + b"\0\0", "malformed"),
        _own("a WebP cut short", PICTURE[:29], "malformed"),
        _own("no picture at all", b"", "malformed"),
        _case("a view code", "LM1:" + body, DIGEST, "unsupported_code"),
        _case("lower-case prefix", "lm1p:" + body, DIGEST, "unsupported_code"),
        _case("empty", "", DIGEST, "unsupported_code"),
        _case("lower-case base45", portrait.PREFIX + body.lower(), DIGEST, "malformed"),
        _case("a line end after the frame", RIGHT + "\n", DIGEST, "malformed"),
        _case("a lone surrogate", portrait.PREFIX + "\ud800" + body, DIGEST, "malformed"),
        _case("a base45 group above 65535", portrait.PREFIX + ":::" + body[3:], DIGEST, "malformed"),
    ]


def text() -> str:
    """The whole file, ASCII only."""
    return json.dumps({"format": "see docs/wire-formats.md, Portrait frame", "vectors": cases()}, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="ascii")
