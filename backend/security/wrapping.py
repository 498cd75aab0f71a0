"""Keys that wrap holders' data keys, each outside the database: a secret of the settings, a device, or a service.

1. A wrapped key is bound to its holder: under another's row it does not unwrap. 2. `wrapping_id` names the key without
telling anything about it, and is the same on every node.
"""

import hashlib
import os
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LABEL = b"liangma wrapping"


class Wrapping(Protocol):
    """What wraps data keys: write one for a key-management service. Where it does not answer it
    raises an error with a status of its own, as `backend.key_device` does."""

    @property
    def wrapping_id(self) -> str:
        """At most 40 characters."""
        ...

    def wrap(self, data_key: bytes, context: bytes) -> bytes:
        """32 bytes -> at most 200."""
        ...

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The 32 bytes that were wrapped with this context; raises cryptography's InvalidTag."""
        ...


class SecretKey:
    """A 32-byte secret of the settings (environment or file), used with AES-256-GCM."""

    def __init__(self, secret: bytes) -> None:
        derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=LABEL).derive(secret)
        self._key = AESGCM(derived)
        self.wrapping_id = wrapping_id_of(secret)

    def wrap(self, data_key: bytes, context: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + self._key.encrypt(nonce, data_key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        return self._key.decrypt(wrapped[:12], wrapped[12:], context)


def wrapping_id_of(secret: bytes) -> str:
    """The name of a secret: 16 hex digits that say nothing about it."""
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"liangma wrapping id").derive(secret)
    return "key-" + hashlib.sha256(made).hexdigest()[:16]
