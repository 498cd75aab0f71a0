"""Personal data at rest and look-ups that do not reveal it: the Box.

Rules: 1. fields are sealed with AES-256-GCM and bound to the row that carries them; 2. a look-up key is a keyed
blind index (HMAC-SHA-256), different for each kind of number; 3. keys come from the settings, never from the database;
4. what belongs to a holder is sealed under the holder's own data key (`Box.of`), everything else under the office's;
5. a value's first byte says which of the two, so that one from before there were holders' keys still opens; 6. several
office keys open, the newest seals.
"""

import hashlib
import hmac
import os
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy.orm import Session, object_session

from backend.security.keyring import Keyring
from backend.security.refusals import HolderErased
from backend.security.wrapping import SecretKey, Wrapping

VERSION = b"\x01"  # first byte of what is sealed under the office's key
HOLDERS = b"\x02"  # first byte of what is sealed under a holder's key
SHORTEST = 1 + 12 + 16  # bytes of a sealed value: version, nonce, tag
STUB = 17  # bytes of a value that was erased: whose it was
Holder = uuid.UUID | None


class Box:
    """Seals JSON values and makes blind indexes.

    `context` is authenticated but not stored: open with another context and the value does not open. `older`: office
    keys that still open. `devices`: what wraps holders' keys instead of the office's key, the newest last.
    """

    def __init__(
        self, data_key: bytes, index_key: bytes, older: Sequence[bytes] = (), devices: Sequence[Wrapping] = ()
    ) -> None:
        known = [data_key, *reversed(older)]  # the newest first
        self._fields = [AESGCM(_derive(key, b"liangma fields")) for key in known]
        self._keys = [AESGCM(_derive(key, b"liangma signing keys")) for key in known]
        self._index_key = index_key
        secrets = [SecretKey(key) for key in reversed(known)]
        self.keyring = Keyring([*secrets, *devices], secrets[-1])

    def seal(self, value: Any, context: bytes) -> bytes:
        """JSON value -> version byte, 12-byte nonce, ciphertext and tag; under the office's key."""
        return VERSION + _seal(self._fields[0], orjson.dumps(value), context)

    def open(self, sealed: bytes, context: bytes) -> Any:
        """The sealed value; raises cryptography's InvalidTag when altered or moved to another row."""
        return orjson.loads(_open(self._fields, sealed, context))

    def seal_key(self, private: bytes, context: bytes) -> bytes:
        """A signing key's bytes, sealed under a key of their own."""
        return VERSION + _seal(self._keys[0], private, context)

    def open_key(self, sealed: bytes, context: bytes) -> bytes:
        return _open(self._keys, sealed, context)

    def renewed(self, sealed: bytes, context: bytes, *, is_key: bool = False) -> bytes | None:
        """The same under the newest office key; None: it is already."""
        keys = self._keys if is_key else self._fields
        try:
            _open(keys[:1], sealed, context)
        except InvalidTag:
            return VERSION + _seal(keys[0], _open(keys, sealed, context), context)
        return None

    def blind(self, kind: str, value: str) -> bytes:
        """32 bytes that find a number again without storing it; `kind` keeps number spaces apart."""
        return hmac.digest(self._index_key, f"{kind}\0{value}".encode(), hashlib.sha256)

    def of(self, session: Session, holder: Holder) -> "HolderBox":
        """What seals for one holder; `holder` None, of something that nobody holds yet: with the office's key."""
        return HolderBox(self, session, holder)

    def of_row(self, row: Any) -> "HolderBox":
        """`of` for a stored row, by the session that it belongs to; its `person_id` is the holder. A
        holder's row has to be in a session before anything is sealed for it."""
        session = object_session(row)
        return HolderBox(self, session, getattr(row, "person_id", None))

    def foresee(self, session: Session, holders: Iterable[Holder]) -> None:
        """Read the keys of many holders with one statement a chunk, for `of` to find."""
        self.keyring.read(session, {one for one in holders if one is not None})


class HolderBox:
    """The box as one holder has it. No key is read before it is needed."""

    def __init__(self, box: Box, session: Session | None, holder: Holder) -> None:
        self._box, self._session, self._holder = box, session, holder

    def seal(self, value: Any, context: bytes) -> bytes:
        """JSON value -> 0x02, 16 bytes of the holder's id, nonce, ciphertext and tag. The holder's key is made now
        where there is none; raises HolderErased. Under the office's key where there is no holder, but never because a
        holder's row is in no session: ValueError."""
        if self._holder is None:
            return self._box.seal(value, context)
        if self._session is None:
            raise ValueError("the holder's row belongs to no session")
        key = self._box.keyring.key_for_sealing(self._session, self._holder)
        return HOLDERS + self._holder.bytes + _seal(key, orjson.dumps(value), context)

    def seal_each(self, parts: Sequence[tuple[Any, bytes]]) -> list[bytes]:
        """`seal` of each (value, context): the key is looked for once, the nonces are drawn together."""
        if self._holder is None or self._session is None:
            return [self.seal(*part) for part in parts]
        encrypt = self._box.keyring.key_for_sealing(self._session, self._holder).encrypt
        head, drawn, sealed = HOLDERS + self._holder.bytes, os.urandom(12 * len(parts)), []
        for place, (value, context) in enumerate(parts):
            nonce = drawn[12 * place : 12 * place + 12]
            sealed.append(head + nonce + encrypt(nonce, orjson.dumps(value), context))
        return sealed

    def open(self, sealed: bytes, context: bytes) -> Any:
        """As `Box.open`, whoever of holders or office sealed it; raises HolderErased where the key was destroyed."""
        if sealed[:1] != HOLDERS:
            return self._box.open(sealed, context)
        if len(sealed) == STUB:
            raise HolderErased
        if self._session is None:
            raise ValueError("the row belongs to no session")
        key = self._box.keyring.key_for_opening(self._session, uuid.UUID(bytes=sealed[1:17].ljust(16, b"\0")))
        return orjson.loads(_open([key], sealed[16:], context))  # after the id it is like any other


def _seal(key: AESGCM, plain: bytes, context: bytes) -> bytes:
    nonce = os.urandom(12)
    return nonce + key.encrypt(nonce, plain, context)


def _open(keys: Sequence[AESGCM], sealed: bytes, context: bytes) -> bytes:
    """By the first key that opens it, the newest first; raises InvalidTag."""
    if len(sealed) < SHORTEST:
        raise InvalidTag
    nonce, sealed_with = sealed[1:13], sealed[13:]
    for key in keys[:-1]:
        try:
            return key.decrypt(nonce, sealed_with, context)
        except InvalidTag:
            continue
    return keys[-1].decrypt(nonce, sealed_with, context)


def _derive(key: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=label).derive(key)
