"""Seals' keys in a device (PKCS #11): made there, used there, never outside.

1. A process speaks to one device, because the interface is initialised once a process; the settings name it. 2. The
session is opened by the process that signs, never before a fork, and one thread signs at a time. 3. A device that fails
is asked once more with a new session: it may have been unplugged.
"""

import hashlib
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from backend.config import Settings
from backend.seals.refusals import SealTokenFailed
from certs.keys import PublicKey

Value = TypeVar("Value")


@dataclass
class Token:
    """One device, by the path of its module, its label and its PIN."""

    module: Path
    label: str
    pin: str = field(repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _opened: tuple[int, Any] | None = field(default=None, repr=False)

    def make_key(self, label: str) -> PublicKey:
        """Make a P-256 key pair called `label` that cannot leave; its public half. Raises SealTokenFailed."""

        def make(session: Any) -> PublicKey:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            domain = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            public, _private = domain.generate_keypair(store=True, label=label)
            return _p256(encode_ec_public_key(public))

        return self._asked(make)

    def sign(self, label: str, data: bytes) -> bytes:
        """ES256 over `data` with the key called `label`: 64 bytes r || s. Raises SealTokenFailed."""
        digest = hashlib.sha256(data).digest()

        def sign(session: Any) -> bytes:
            key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
            signature: bytes = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
            return signature

        return self._asked(sign)

    def _asked(self, ask: Callable[[Any], Value]) -> Value:
        with self._lock:
            try:
                return ask(self._session())
            except pkcs11.PKCS11Error:
                self._forget()  # rule 3
            try:
                return ask(self._session())
            except pkcs11.PKCS11Error as error:
                raise SealTokenFailed(type(error).__name__) from error

    def close(self) -> None:
        """End the session; the next use begins another."""
        with self._lock:
            self._forget()

    def _forget(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None and opened[0] == os.getpid():
            with suppress(pkcs11.PKCS11Error):
                opened[1].close()

    def _session(self) -> Any:
        """Rule 2."""
        if self._opened is None or self._opened[0] != os.getpid():
            token = pkcs11.lib(str(self.module)).get_token(token_label=self.label)
            self._opened = os.getpid(), token.open(rw=True, user_pin=self.pin)
        return self._opened[1]


@dataclass(frozen=True)
class TokenSigner:
    """A key of the device as whatever signs takes it."""

    token: Token
    label: str
    public: PublicKey

    def sign(self, data: bytes) -> bytes:
        return self.token.sign(self.label, data)


class _Process:
    """Rule 1."""

    token: Token | None = None


def use(settings: Settings) -> None:
    """Keep new seals' keys in the device that the settings name, and use those that lie there; no device: none."""
    named = settings.pkcs11_module, settings.pkcs11_token, settings.pkcs11_pin
    held = _Process.token
    if held is not None and (held.module, held.label, held.pin) == named:
        return
    if held is not None:
        held.close()
    _Process.token = None if named[0] is None else Token(named[0], named[1], named[2])


def token() -> Token | None:
    """The device of this process."""
    return _Process.token


def _p256(der: bytes) -> PublicKey:
    public = load_der_public_key(der)
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise SealTokenFailed("the device made another key than was asked for")
    return public
