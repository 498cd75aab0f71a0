"""P-256 keys and raw ES256 signatures (r || s, 64 bytes). No other curve or algorithm exists here.

Whatever signs takes a `Signer`, so a hardware module can stand where `SoftwareSigner` stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from certs import base64url
from certs.errors import KeyFormatError, MalformedError

PublicKey = ec.EllipticCurvePublicKey
PrivateKey = ec.EllipticCurvePrivateKey

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_CURVE = ec.SECP256R1()
_ES256 = ec.ECDSA(hashes.SHA256())
_ES256_DETERMINISTIC = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


class Signer(Protocol):
    """What can sign with one P-256 key, in software or in a hardware module."""

    @property
    def public(self) -> PublicKey: ...

    def sign(self, data: bytes) -> bytes:
        """ES256 over `data`: 64 bytes r || s."""
        ...


@dataclass(frozen=True)
class SoftwareSigner:
    """A private key held in memory. `deterministic` follows RFC 6979, for test vectors."""

    private: PrivateKey = field(repr=False)
    deterministic: bool = False
    public: PublicKey = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "public", self.private.public_key())

    def sign(self, data: bytes) -> bytes:
        algorithm = _ES256_DETERMINISTIC if self.deterministic else _ES256
        return _raw(self.private.sign(data, algorithm))


def new_private_key() -> PrivateKey:
    """A fresh P-256 private key."""
    return ec.generate_private_key(_CURVE)


def sign(private: PrivateKey, data: bytes) -> bytes:
    """ES256 over `data`: 64 bytes r || s."""
    return _raw(private.sign(data, _ES256))


def verify(public: PublicKey, signature: bytes, data: bytes) -> bool:
    """Whether `signature` (64 bytes r || s) is ES256 over `data`. Never raises."""
    if len(signature) != 64:
        return False
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    if not (0 < r < ORDER and 0 < s < ORDER):
        return False
    try:
        public.verify(encode_dss_signature(r, s), data, _ES256)
    except InvalidSignature:
        return False
    return True


def jwk_of(public: PublicKey) -> dict[str, str]:
    """The public JWK: kty, crv, x, y."""
    point = _point(public)
    return {"kty": "EC", "crv": "P-256", "x": base64url.encode(point[1:33]), "y": base64url.encode(point[33:])}


def public_from_jwk(jwk: Mapping[str, Any]) -> PublicKey:
    """A public key from a JWK; raises KeyFormatError when it is not one, carries `d`, is not on the curve, or its
    `use` or `key_ops` (RFC 7517) say that it does not verify signatures."""
    if "d" in jwk:
        raise KeyFormatError("a private key stands where a public key belongs")
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        raise KeyFormatError("this key is not for verifying signatures")
    return _public_of(jwk)


def peer_from_jwk(jwk: Mapping[str, Any]) -> PublicKey:
    """The public key of somebody to agree on a secret with, from a JWK; raises KeyFormatError as above, but for what
    the key is said to be for."""
    if "d" in jwk:
        raise KeyFormatError("a private key stands where a public key belongs")
    return _public_of(jwk)


def private_from_jwk(jwk: Mapping[str, Any]) -> PrivateKey:
    """A private key from a JWK with `d`; raises KeyFormatError when the parts do not belong together."""
    public = _public_of(jwk)
    secret = int.from_bytes(_coordinate(jwk, "d"))
    if not 0 < secret < ORDER:
        raise KeyFormatError("d is out of range")
    private = ec.derive_private_key(secret, _CURVE)
    if _point(private.public_key()) != _point(public):
        raise KeyFormatError("d does not belong to x and y")
    return private


def private_to_jwk(private: PrivateKey) -> dict[str, str]:
    """The private JWK: the public members and d."""
    secret = private.private_numbers().private_value.to_bytes(32)
    return {**jwk_of(private.public_key()), "d": base64url.encode(secret)}


def thumbprint(public: PublicKey) -> bytes:
    """RFC 7638 thumbprint, SHA-256, 32 bytes."""
    return _thumbprint(_point(public))


def thumbprint_once(public: PublicKey) -> bytes:
    """The same of a key that is met once, such as a phone's: nothing is kept of it."""
    return _digest_of(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def kid4(public: PublicKey) -> bytes:
    """The first 4 bytes of the thumbprint: the short key id inside a view."""
    return _kid4(_Same(public))


def compressed(public: PublicKey) -> tuple[bytes, bool]:
    """The point as (x: 32 bytes, whether y is odd)."""
    point = _point(public)
    return point[1:33], bool(point[64] & 1)


def public_from_point(x: bytes, odd: bool) -> PublicKey:
    """A public key from a compressed point; raises KeyFormatError when no such point is on the curve."""
    if len(x) != 32:
        raise KeyFormatError("x is not 32 bytes")
    try:
        return PublicKey.from_encoded_point(_CURVE, (b"\x03" if odd else b"\x02") + x)
    except ValueError:
        raise KeyFormatError("the point is not on the curve") from None


def _public_of(jwk: Mapping[str, Any]) -> PublicKey:
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise KeyFormatError("not a P-256 key")
    try:
        return PublicKey.from_encoded_point(_CURVE, b"\x04" + _coordinate(jwk, "x") + _coordinate(jwk, "y"))
    except ValueError:
        raise KeyFormatError("the point is not on the curve") from None


def _coordinate(jwk: Mapping[str, Any], name: str) -> bytes:
    value = jwk.get(name)
    if not isinstance(value, str) or len(value) != 43:
        raise KeyFormatError(f"{name} is not 32 bytes of base64url")
    try:
        return base64url.decode(value)
    except MalformedError:
        raise KeyFormatError(f"{name} is not 32 bytes of base64url") from None


class _Same:
    """A key by identity, so that a signer's own key is encoded once and not at each signature."""

    __slots__ = ("key",)

    def __init__(self, key: PublicKey) -> None:
        self.key = key

    def __hash__(self) -> int:
        return id(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.key is other.key


def _point(public: PublicKey) -> bytes:
    return _encoded(_Same(public))


@lru_cache(maxsize=256)
def _encoded(same: _Same) -> bytes:
    return same.key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@lru_cache(maxsize=256)
def _kid4(same: _Same) -> bytes:
    return _thumbprint(_encoded(same))[:4]


@lru_cache(maxsize=256)
def _thumbprint(point: bytes) -> bytes:
    return _digest_of(point)


def _digest_of(point: bytes) -> bytes:
    x, y = base64url.encode(point[1:33]), base64url.encode(point[33:])
    return hashlib.sha256(f'{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}'.encode("ascii")).digest()


def _raw(der: bytes) -> bytes:
    # DER over P-256 is 30 len 02 len r 02 len s with one-byte lengths: slicing it is twice as fast as parsing it
    end_of_r = 4 + der[3]
    return der[4:end_of_r][-32:].rjust(32, b"\0") + der[end_of_r + 2 :][-32:].rjust(32, b"\0")
