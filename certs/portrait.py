"""The portrait frame: a second code with the picture that a view shows only the digest of.

1. The text is `LM1P:` + base45 of the picture, at most 845 characters.
2. The picture is a WebP of 60x80 pixels and at most 560 bytes; its pixels are never decoded here.
3. The view names the first 16 bytes of the picture's SHA-256; a picture with another digest belongs to someone else.
The frame carries no signature: only the digest that the issuer signed in the view vouches for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from certs import base45
from certs.catalogue.pictures import MAX_PORTRAIT_BYTES, PORTRAIT_SIZE, picture_digest, webp_size
from certs.catalogue.problems import FieldProblem
from certs.errors import MalformedError
from certs.verdict import Accepted

PREFIX = "LM1P:"
MAX_TEXT = len(PREFIX) + (MAX_PORTRAIT_BYTES // 2) * 3


@dataclass(frozen=True)
class Belonging:
    """The picture of the certificate: WebP bytes, to be shown beside the person's face."""

    picture: bytes


@dataclass(frozen=True)
class Foreign:
    """Why the picture cannot be relied on: a code of `certs.reasons`."""

    reason: str
    detail: str = ""


def portrait_text(picture: bytes) -> str:
    """The frame for a picture; raises MalformedError (malformed, too_long) for one that no frame may carry."""
    _check_picture(picture)
    return PREFIX + base45.encode(picture)


def read_portrait(text: str) -> bytes:
    """The picture in a frame, belonging to nobody yet; raises MalformedError: malformed, too_long, unsupported_code."""
    if not isinstance(text, str):
        raise MalformedError("malformed", "a frame is text")
    if len(text) > MAX_TEXT:
        raise MalformedError("too_long", f"a portrait frame has at most {MAX_TEXT} characters")
    if not text.startswith(PREFIX):
        raise MalformedError("unsupported_code", "not a portrait frame")
    picture = base45.decode(text[len(PREFIX) :])
    _check_picture(picture)
    return picture


def check_portrait(text: str, digest: str | None) -> Belonging | Foreign:
    """Whether the picture in a frame has this digest (hex, as an accepted view shows it; None: it shows none)."""
    try:
        picture = read_portrait(text)
    except MalformedError as error:
        return Foreign(error.reason, error.detail)
    if digest is None:
        return Foreign("portrait_not_shown")
    return Belonging(picture) if picture_digest(picture).hex() == digest else Foreign("portrait_mismatch")


def shown_digest(verdict: Accepted) -> str | None:
    """The digest of a picture that an accepted view shows, in hex."""
    derived = [field.name for field in verdict.type.derived.values() if field.kind == "digest"]
    return next((verdict.fields[name] for name in derived if name in verdict.fields), None)


def _check_picture(picture: bytes) -> None:
    if len(picture) > MAX_PORTRAIT_BYTES:
        raise MalformedError("too_long", f"a portrait has at most {MAX_PORTRAIT_BYTES} bytes")
    try:
        size = webp_size(picture)
    except FieldProblem:
        raise MalformedError("malformed", "not a WebP picture") from None
    if size != PORTRAIT_SIZE:
        raise MalformedError("malformed", "a portrait has 60x80 pixels")
