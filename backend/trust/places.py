"""Where a new key lies: sealed in the database, or in the device. What leaves here is public or sealed."""

import uuid
from dataclasses import dataclass
from typing import Any

from backend.key_device import NoDevice, device
from backend.security import Box
from certs import base64url, keys


@dataclass(frozen=True)
class Made:
    """A new key: `sealed` or `device_label` says where its private part lies."""

    thumbprint: str
    kid: bytes
    jwk: dict[str, Any]
    sealed: bytes | None
    device_label: str | None


def in_database(issuer_code: str, *, box: Box) -> Made:
    """A key whose private part is sealed for its row."""
    private = keys.new_private_key()
    secret = private.private_numbers().private_value.to_bytes(32)
    public = private.public_key()
    thumbprint = base64url.encode(keys.thumbprint(public))
    sealed = box.seal_key(secret, context(issuer_code, thumbprint))
    return Made(thumbprint, keys.kid4(public), keys.jwk_of(public), sealed, None)


def in_device(issuer_code: str, *, box: Box) -> Made:
    """A key that the device made and keeps. Raises NoDevice, DeviceUnavailable."""
    label = f"liangma-issuer-{issuer_code}-{uuid.uuid4()}"
    own = device()
    if own is None:
        raise NoDevice
    public = own.make_key(label)
    return Made(base64url.encode(keys.thumbprint(public)), keys.kid4(public), keys.jwk_of(public), None, label)


def context(issuer_code: str, thumbprint: str) -> bytes:
    """What a sealed private part is bound to."""
    return f"issuer-key:{issuer_code}:{thumbprint}".encode()
