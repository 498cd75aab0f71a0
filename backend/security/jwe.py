"""Opening a compact JWE made by ECDH-ES on P-256 with AES-GCM (RFC 7516; RFC 7518, sections 4.6 and 5.3), and no other.

1. Five parts, each base64url in its one spelling; the second is empty, because the agreed key itself encrypts.
2. The header is strict JSON; `alg` and `enc` are ours, `zip` and `crit` are refused, and nothing in it chooses our key.
3. `epk` is a public key on P-256, `apu` and `apv` are base64url where they stand.
4. The content's key comes from the agreed secret by the Concat KDF, bound to `enc`, `apu` and `apv`.
5. The IV has 96 bits, the tag 128, and the header is authenticated with what it stands before.

A library does the same at three times the price, and an answer is opened on a hot route; in the tests it is the oracle.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from certs import base64url, jws, keys
from certs.errors import MalformedError

ALG = "ECDH-ES"
KEY_BITS = {"A256GCM": 256, "A128GCM": 128}  # by `enc`
IV_BYTES, TAG_BYTES = 12, 16


class Sealed(NamedTuple):
    """The parts of a JWE that was not opened yet. `protected`: the header as it is authenticated; `key`: the second."""

    header: Mapping[str, Any]
    protected: bytes
    key: str
    iv: bytes
    ciphertext: bytes
    tag: bytes


def read(token: str) -> Sealed:
    """Rule 1 but for the second part. Raises MalformedError."""
    parts = token.split(".", 5)
    if len(parts) != 5:
        raise MalformedError("malformed", "a JWE has five parts")
    header = jws.strict_json(base64url.decode(parts[0]))
    if not isinstance(header, dict):
        raise MalformedError("malformed", "JWE header is not an object")
    iv, ciphertext, tag = (base64url.decode(part) for part in parts[2:])
    return Sealed(header, parts[0].encode("ascii"), parts[1], iv, ciphertext, tag)


def is_ours(header: Mapping[str, Any]) -> bool:
    """Rule 2: whether it is encrypted as we open it."""
    enc = header.get("enc")
    return header.get("alg") == ALG and type(enc) is str and enc in KEY_BITS and not header.keys() & {"zip", "crit"}


def open_sealed(sealed: Sealed, private: ec.EllipticCurvePrivateKey) -> bytes:
    """What is inside. Raises MalformedError or KeyFormatError, whatever was handed in."""
    header = sealed.header
    if not is_ours(header):
        raise MalformedError("wrong_algorithm", "only ECDH-ES with AES-GCM, without zip and crit")
    if sealed.key:
        raise MalformedError("malformed", "a key stands where the agreed one is used")
    if len(sealed.iv) != IV_BYTES or len(sealed.tag) != TAG_BYTES:
        raise MalformedError("malformed", "an IV has 96 bits and a tag 128")
    epk = header.get("epk")
    if not isinstance(epk, dict):
        raise MalformedError("malformed", "epk is not a key")
    agreed = private.exchange(ec.ECDH(), keys.peer_from_jwk(epk))
    key = concat_kdf(agreed, header["enc"], _party(header, "apu"), _party(header, "apv"))
    try:
        return AESGCM(key).decrypt(sealed.iv, sealed.ciphertext + sealed.tag, sealed.protected)
    except InvalidTag:
        raise MalformedError("malformed", "the JWE does not open") from None


def concat_kdf(agreed: bytes, enc: str, apu: bytes, apv: bytes) -> bytes:
    """Rule 4: one round of SHA-256 is as long as the longest key."""
    bits = KEY_BITS[enc]
    about = b"".join(len(part).to_bytes(4) + part for part in (enc.encode("ascii"), apu, apv))
    return hashlib.sha256((1).to_bytes(4) + agreed + about + bits.to_bytes(4)).digest()[: bits // 8]


def _party(header: Mapping[str, Any], name: str) -> bytes:
    value = header.get(name, "")
    if not isinstance(value, str):
        raise MalformedError("malformed", f"{name} is not base64url")
    return base64url.decode(value)
