"""Personal data at rest and look-ups that do not reveal it: the Box.

Rules: 1. fields are sealed with AES-256-GCM and bound to the row that carries them; 2. a look-up key is a keyed
blind index (HMAC-SHA-256), different for each kind of number; 3. keys come from the settings, never from the database.
"""

import hashlib
import hmac
import os
from typing import Any

import orjson
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"  # first byte of every sealed value: the key generation


class Box:
    """Seals JSON values and makes blind indexes.

    `context` is authenticated but not stored: open with another context and the value does not open.
    """

    def __init__(self, data_key: bytes, index_key: bytes) -> None:
        self._fields = AESGCM(_derive(data_key, b"liangma fields"))
        self._keys = AESGCM(_derive(data_key, b"liangma signing keys"))
        self._index_key = index_key

    def seal(self, value: Any, context: bytes) -> bytes:
        """JSON value -> version byte, 12-byte nonce, ciphertext and tag."""
        nonce = os.urandom(12)
        return VERSION + nonce + self._fields.encrypt(nonce, orjson.dumps(value), context)

    def open(self, sealed: bytes, context: bytes) -> Any:
        """The sealed value; raises cryptography's InvalidTag when altered or moved to another row."""
        return orjson.loads(self._fields.decrypt(sealed[1:13], sealed[13:], context))

    def seal_key(self, private: bytes, context: bytes) -> bytes:
        """A signing key's bytes, sealed under a key of their own."""
        nonce = os.urandom(12)
        return VERSION + nonce + self._keys.encrypt(nonce, private, context)

    def open_key(self, sealed: bytes, context: bytes) -> bytes:
        return self._keys.decrypt(sealed[1:13], sealed[13:], context)

    def blind(self, kind: str, value: str) -> bytes:
        """32 bytes that find a number again without storing it; `kind` keeps number spaces apart."""
        return hmac.digest(self._index_key, f"{kind}\0{value}".encode(), hashlib.sha256)


def _derive(key: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=label).derive(key)
