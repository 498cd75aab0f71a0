"""A wrapping key that lies in a device (PKCS #11) and never leaves it: AES-256-GCM, asked for each wrapped key.

A holder's key is asked for once in the four seconds that it is remembered; the device serves one at a time.
"""

import os
from typing import Any

import pkcs11
from cryptography.exceptions import InvalidTag

from backend.key_device import Device
from backend.security.refusals import KeyIsThere

PREFIX = "liangma-wrap-"  # of the keys' labels


class DeviceKey:
    """The AES key called `label` in the device. Raises DeviceUnavailable, from `backend.key_device`."""

    def __init__(self, device: Device, label: str) -> None:
        self._device, self._label = device, label
        self.wrapping_id = f"hsm-{label.removeprefix(PREFIX)}"[:40]

    def wrap(self, data_key: bytes, context: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + bytes(self._device.ask(lambda session: _key(session, self._label).encrypt(
            data_key, mechanism=pkcs11.Mechanism.AES_GCM, mechanism_param=pkcs11.GCMParams(nonce, context, 128)
        )))  # fmt: skip

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        def unwrap(session: Any) -> bytes:
            given = pkcs11.GCMParams(wrapped[:12], context, 128)
            key = _key(session, self._label)
            try:
                return bytes(key.decrypt(wrapped[12:], mechanism=pkcs11.Mechanism.AES_GCM, mechanism_param=given))
            except (pkcs11.EncryptedDataInvalid, pkcs11.EncryptedDataLenRange, pkcs11.GeneralError) as error:
                key.encrypt(b"", mechanism=pkcs11.Mechanism.AES_GCM, mechanism_param=given)  # does it work at all?
                raise InvalidTag from error

        return self._device.ask(unwrap)


def make_key(device: Device, label: str) -> None:
    """Make an AES-256 key called `label` that cannot leave. Raises KeyIsThere, DeviceUnavailable."""
    cannot_leave = {pkcs11.Attribute.EXTRACTABLE: False, pkcs11.Attribute.SENSITIVE: True}

    def make(session: Any) -> bool:
        named = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.SECRET_KEY, pkcs11.Attribute.LABEL: label}
        if list(session.get_objects(named)):  # to the end: a search that is left open stops the next
            return False
        session.generate_key(pkcs11.KeyType.AES, 256, store=True, label=label, template=cannot_leave)
        return True

    if not device.ask(make):
        raise KeyIsThere(label)


def _key(session: Any, label: str) -> Any:
    return session.get_key(object_class=pkcs11.ObjectClass.SECRET_KEY, label=label)
