"""One disclosure of RFC 9901: a salted name and value, or a salted array element, and the digest that stands for it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from json.encoder import encode_basestring
from typing import Any

from certs import base64url, jws
from certs.errors import IssueError, MalformedError

MAX_SALT = 128
SALT_BYTES, SALT_LETTERS = 18, 24  # of a new one: 144 random bits, whole letters of base64url
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


@dataclass(frozen=True)
class Disclosure:
    """`name` is None for an array element; `text` is the base64url form the digest covers."""

    text: str
    name: str | None
    value: Any


def fresh_salts(at_once: int = 16) -> Callable[[], str]:
    """A source of salts, for one certificate or for many that one thread makes: `at_once` drawn and
    written together."""
    return chain.from_iterable(_pools(at_once)).__next__


def _pools(at_once: int) -> Iterator[list[str]]:
    while True:
        pool = base64url.encode(secrets.token_bytes(at_once * SALT_BYTES))
        yield [pool[start : start + SALT_LETTERS] for start in range(0, len(pool), SALT_LETTERS)]


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


def body_of_text(salt: str, name: str, value: str) -> bytes:
    """`body_of` what most claims are."""
    quoted = encode_basestring
    try:
        return f"[{quoted(salt)},{quoted(name)},{quoted(value)}]".encode()
    except ValueError:
        raise IssueError(name, "not_json", "the value cannot be written as JSON") from None


def write_many(bodies: Sequence[bytes]) -> tuple[list[str], list[str]]:
    """(base64url texts, digests) of `body_of` each, in order."""
    lines = base64url.encode_many(bodies)
    return lines.decode("ascii").split("\n")[:-1], digests_of(lines.split(b"\n")[:-1])


def digests_of(texts: Iterable[bytes]) -> list[str]:
    """`digest_of` each, encoded in one go."""
    fresh, digests = hashlib.sha256().copy, []  # a copy is a quarter cheaper than a new one
    for text in texts:
        digest = fresh()
        digest.update(text)
        digests.append(digest.digest())
    return base64url.encode_many(digests).decode("ascii").split("\n")[:-1]


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
