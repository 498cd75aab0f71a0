"""The encrypted file around a backup (format LMB1; described in docs/operate.md): streams, flat in memory.

Rules: 1. AES-256-GCM in chunks of one mebibyte, under a key made for this file alone (HKDF of the operator's key, or
scrypt of the passphrase, with a fresh salt); 2. a nonce is seven random bytes, the chunk's number and whether it is the
last, so that no chunk can be left out, repeated, moved or cut off; 3. the header is authenticated with every chunk;
4. the header names a check value of the key, so that a wrong key and a damaged file are told apart.
"""

import base64
import binascii
import hmac
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from backend.backups.refusals import Damaged, KeyNeeded, NotABackup, WrongKey

MAGIC = b"LMB1\n"
CHUNK = 1 << 20
TAG = 16
LONGEST_HEADER = 4096
SCRYPT = {"n": 1 << 17, "r": 8, "p": 1}  # 128 MiB, some tenths of a second
SHORTEST_PASSPHRASE = 12


class Writing(Protocol):
    """Where the sealed bytes go."""

    def write(self, data: bytes, /) -> Any: ...


@dataclass(frozen=True)
class OperatorKey:
    """What a backup is locked with. `kind`: key (32 bytes) or passphrase."""

    kind: str
    secret: bytes = field(repr=False)


def read_key(key_file: Path | None, passphrase_file: Path | None) -> OperatorKey:
    """From exactly one of the files; raises KeyNeeded."""
    if (key_file is None) == (passphrase_file is None):
        raise KeyNeeded("one of --key-file and --passphrase-file")
    if key_file is not None:
        try:
            secret = base64.b64decode(key_file.read_text("ascii").strip(), validate=True)
        except (binascii.Error, UnicodeDecodeError) as error:
            raise KeyNeeded(f"{key_file} holds no key") from error
        if len(secret) != 32:
            raise KeyNeeded(f"{key_file} holds no key of 32 bytes in base64")
        return OperatorKey("key", secret)
    assert passphrase_file is not None
    words = passphrase_file.read_bytes().strip()
    if len(words) < SHORTEST_PASSPHRASE:
        raise KeyNeeded(f"a passphrase has {SHORTEST_PASSPHRASE} bytes or more")
    return OperatorKey("passphrase", words)


def make_key_file(path: Path) -> None:
    """A new key, readable by its owner only, never over another file."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(os.urandom(32)).decode() + "\n")


class SealingWriter:
    """Write bytes; `close` ends the file. What was not closed cannot be read (rule 2)."""

    def __init__(self, out: Writing, key: OperatorKey) -> None:
        self._out, self._held, self._number = out, bytearray(), 0
        header: dict[str, Any] = {"kind": key.kind, "salt": _text(os.urandom(16)), "nonce": _text(os.urandom(7))}
        header |= SCRYPT if key.kind == "passphrase" else {}
        secret, check = _keys(key, header)
        header["check"] = _text(check)
        self._header, self._prefix = _written(header), _bytes(header["nonce"])
        self._cipher = AESGCM(secret)
        out.write(self._header)

    def write(self, data: bytes) -> None:
        self._held += data
        while len(self._held) > CHUNK:  # the last chunk must know that it is, so one is held back
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def close(self) -> None:
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, data: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last), data, self._header))
        self._number += 1


def opened(file: IO[bytes], key: OperatorKey) -> Iterator[bytes]:
    """The bytes inside, chunk by chunk, each authentic and in its place. Raises NotABackup, WrongKey, Damaged."""
    header, read = _read_header(file)
    if key.kind != header["kind"]:
        raise WrongKey(f"it was made with a {header['kind']}")
    secret, check = _keys(key, read)
    if not hmac.compare_digest(check, _bytes(read["check"])):
        raise WrongKey
    cipher, prefix, number = AESGCM(secret), _bytes(read["nonce"]), 0
    chunk = file.read(CHUNK + TAG)
    while True:
        following = file.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(prefix, number, not following), chunk, header["written"])
        except InvalidTag as error:
            raise Damaged(f"chunk {number} is not what was written, or the end is missing") from error
        if not following:
            return
        chunk, number = following, number + 1


def _read_header(file: IO[bytes]) -> tuple[dict[str, Any], dict[str, Any]]:
    magic, length = file.read(len(MAGIC)), int.from_bytes(file.read(4))
    if magic != MAGIC or not 0 < length <= LONGEST_HEADER:
        raise NotABackup
    text = file.read(length)
    try:
        read = json.loads(text)
        sound = isinstance(read, dict) and read["kind"] in ("key", "passphrase")
        lengths = [len(_bytes(read[name])) for name in ("salt", "nonce", "check")] if sound else []
        cheap = read.get("n", 0) <= SCRYPT["n"] * 4 and read.get("r", 0) <= 16 and read.get("p", 0) <= 4
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("its header cannot be read") from error
    if lengths != [16, 7, 16] or not cheap:
        raise Damaged("its header cannot be read")
    return {"kind": read["kind"], "written": MAGIC + length.to_bytes(4) + text}, read


def _keys(key: OperatorKey, header: dict[str, Any]) -> tuple[bytes, bytes]:
    """(the file's own key, the check value of the operator's)."""
    salt, secret = _bytes(header["salt"]), key.secret
    if key.kind == "passphrase":
        try:
            secret = Scrypt(salt=salt, length=32, n=header["n"], r=header["r"], p=header["p"]).derive(key.secret)
        except (KeyError, TypeError, ValueError) as error:
            raise Damaged("its header cannot be read") from error
    return _derive(secret, salt, b"liangma backup file", 32), _derive(secret, salt, b"liangma backup check", 16)


def _derive(secret: bytes, salt: bytes, label: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=label).derive(secret)


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([last])


def _written(header: dict[str, Any]) -> bytes:
    text = json.dumps(header, sort_keys=True).encode()
    return MAGIC + len(text).to_bytes(4) + text


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
