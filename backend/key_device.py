"""Keys in a device (PKCS #11): made there, used there, never outside. Rooms that keep keys there import it from here.

1. A process speaks to one device, because the interface is initialised once a process; the settings name it. 2. The
session is opened by the process that signs, never before a fork, and one thread signs at a time; whoever waits longer
than PATIENCE for its turn is refused. 3. A device that fails is asked once more with a new session, and then once with
the interface initialised anew: it may have been unplugged, and is back without anybody restarting the program.
"""

import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pkcs11
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters

from backend.config import Settings
from backend.errors import Conflict, LiangmaError
from certs.keys import PublicKey

Value = TypeVar("Value")
PATIENCE = 5  # seconds


class DeviceUnavailable(LiangmaError):
    """The key lies in a device (PKCS #11) that is not set up here, or does not answer."""

    status = 503
    code = "device_unavailable"
    zh = "存放密钥的密码设备不可用"
    en = "The device that keeps the key does not answer"
    next_zh = "请运维人员检查密码设备及 LIANGMA_PKCS11_ 设置；设备恢复后自动继续"
    next_en = "Ask the operator to look after the device and the settings LIANGMA_PKCS11_; it goes on when that is back"


class NoDevice(Conflict):
    """A new key is to lie in a device, and none is set up here."""

    code = "no_device"
    zh = "没有设置密码设备"
    en = "No device is set up to keep keys"
    next_zh = "请选择存放在数据库，或请运维人员设置 LIANGMA_PKCS11_"
    next_en = "Keep the key in the database, or ask the operator to set LIANGMA_PKCS11_"


@dataclass
class Device:
    """One device, by the path of its module, its label and its PIN."""

    module: Path
    label: str
    pin: str = field(repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _opened: tuple[int, Any] | None = field(default=None, repr=False)
    _found: dict[str, Any] = field(default_factory=dict, repr=False)  # private keys of this session, by label

    def make_key(self, label: str) -> PublicKey:
        """Make a P-256 key pair called `label` that cannot leave; its public half. Raises DeviceUnavailable."""

        def make(session: Any) -> PublicKey:
            curve = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
            domain = session.create_domain_parameters(pkcs11.KeyType.EC, curve, local=True)
            public, _private = domain.generate_keypair(store=True, label=label)
            return _p256(encode_ec_public_key(public))

        return self._asked(make)

    def sign(self, label: str, data: bytes) -> bytes:
        """ES256 over `data` with the key called `label`: 64 bytes r || s. Raises DeviceUnavailable."""
        digest = hashlib.sha256(data).digest()

        def sign(session: Any) -> bytes:
            key = self._found.get(label)
            if key is None:
                key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=label)
                self._found[label] = key
            signature: bytes = key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)
            return signature

        return self._asked(sign)

    def close(self) -> None:
        """End the session; the next use begins another."""
        with self._turn():
            self._forget()

    def ask(self, ask: Callable[[Any], Value]) -> Value:
        """What `ask` gives for the session, for keys of other kinds than these. Raises DeviceUnavailable."""
        return self._asked(ask)

    def _asked(self, ask: Callable[[Any], Value]) -> Value:
        """Rules 2 and 3."""
        with self._turn():
            for mend in (self._forget, self._begin_anew):
                try:
                    return ask(self._session())
                except pkcs11.PKCS11Error:
                    mend()
            try:
                return ask(self._session())
            except pkcs11.PKCS11Error as error:
                self._forget()
                raise DeviceUnavailable(type(error).__name__) from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=PATIENCE):
            raise DeviceUnavailable("busy")
        try:
            yield
        finally:
            self._lock.release()

    def _forget(self) -> None:
        opened, self._opened = self._opened, None
        self._found.clear()
        if opened is not None and opened[0] == os.getpid():
            with suppress(pkcs11.PKCS11Error):
                opened[1].close()

    def _begin_anew(self) -> None:
        self._forget()
        with suppress(pkcs11.PKCS11Error):
            pkcs11.lib(str(self.module)).reinitialize()

    def _session(self) -> Any:
        """Rule 2. A child knows nothing of what its parent initialised."""
        if self._opened is None or self._opened[0] != os.getpid():
            self._found.clear()
            library = pkcs11.lib(str(self.module))
            if self._opened is not None:
                library.reinitialize()
            token = library.get_token(token_label=self.label)
            self._opened = os.getpid(), token.open(rw=True, user_pin=self.pin)
        return self._opened[1]


@dataclass(frozen=True)
class DeviceSigner:
    """A key of the device as whatever signs takes it."""

    device: Device
    label: str
    public: PublicKey

    def sign(self, data: bytes) -> bytes:
        return self.device.sign(self.label, data)


class _Process:
    """Rule 1."""

    device: Device | None = None


def use(settings: Settings) -> None:
    """Keep new keys in the device that the settings name, and use those that lie there; no device: none."""
    named = settings.pkcs11_module, settings.pkcs11_token, settings.pkcs11_pin
    held = _Process.device
    if held is not None and (held.module, held.label, held.pin) == named:
        return
    if held is not None:
        held.close()
    _Process.device = None if named[0] is None else Device(named[0], named[1], named[2])


def device() -> Device | None:
    """The device of this process."""
    return _Process.device


def require_device() -> Device:
    """The same; raises DeviceUnavailable without one."""
    held = _Process.device
    if held is None:
        raise DeviceUnavailable("no device is set up")
    return held


def _p256(der: bytes) -> PublicKey:
    public = load_der_public_key(der)
    if not isinstance(public, ec.EllipticCurvePublicKey) or not isinstance(public.curve, ec.SECP256R1):
        raise DeviceUnavailable("the device made another key than was asked for")
    return public
