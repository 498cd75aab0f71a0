"""One disclosure of RFC 9901: a salted name and value, or a salted array element, and the digest that stands for it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring
from typing import Any

from certs import base64url, jws
from certs.errors import IssueError, MalformedError

MAX_SALT = 128
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True)
class Disclosure:
    """`name` is None for an array element; `text` is the base64url form the digest covers."""

    text: str
    name: str | None
    value: Any


def fresh_salts() -> Callable[[], str]:
    """A source of salts for one certificate: 128 random bits each as base64url, sixteen drawn at once."""

    def draw() -> Iterator[str]:
        while True:
            pool = secrets.token_bytes(256)
            yield from _lines(base64url.encode_many([pool[start : start + 16] for start in range(0, 256, 16)]))

    return draw().__next__


def digest_of(text: str) -> str:
    """SHA-256 over the ASCII bytes of `text`, base64url (43 characters)."""
    return base64url.encode(hashlib.sha256(text.encode("ascii")).digest())


def body_of(salt: str, name: str | None, value: object) -> bytes:
    """The JSON of a new disclosure; raises IssueError when `value` is not JSON."""
    head = f"[{encode_basestring(salt)}," if name is None else f"[{encode_basestring(salt)},{encode_basestring(name)},"
    try:
        if type(value) is str:
            return f"{head}{encode_basestring(value)}]".encode()
        if value is True or value is False:
            return f"{head}true]".encode() if value else f"{head}false]".encode()
        return f"{head}{_JSON.encode(value)}]".encode()
    except (TypeError, ValueError, RecursionError):
        raise IssueError(name or "...", "not_json", "the value cannot be written as JSON") from None


def write_many(bodies: Sequence[bytes]) -> tuple[list[str], list[str]]:
    """(base64url texts, digests) of `body_of` each, in order."""
    sha256 = hashlib.sha256
    texts = base64url.encode_many(bodies)
    digests = base64url.encode_many([sha256(text).digest() for text in texts.splitlines()])
    return _lines(texts), _lines(digests)


def _lines(texts: bytes) -> list[str]:
    return texts.decode("ascii").splitlines()


def read(text: str) -> Disclosure:
    """A disclosure from its text; raises MalformedError when it is not a salted pair or triple."""
    parts = jws.strict_json(base64url.decode(text))
    if not isinstance(parts, list) or len(parts) not in (2, 3):
        raise MalformedError("malformed", "disclosure_not_two_or_three")
    salt, name = parts[0], parts[1] if len(parts) == 3 else None
    if not isinstance(salt, str) or len(salt) > MAX_SALT:
        raise MalformedError("malformed", "disclosure_salt")
    if len(parts) == 3 and not isinstance(name, str):
        raise MalformedError("malformed", "disclosure_name")
    return Disclosure(text, name, parts[-1])
