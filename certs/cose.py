"""COSE_Sign1 (RFC 9052) with ES256 on P-256: tag 18 required, strict CBOR throughout, the algorithm pinned by the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certs import cbor, keys
from certs.errors import MalformedError

ESP256 = -9
ES256 = -7
_TAG_18 = 0xD2
_CONTEXT = b"\x84\x6aSignature1"


@dataclass(frozen=True)
class Sign1:
    """One parsed COSE_Sign1: decoded headers, payload bytes, r || s, and the bytes that were signed."""

    protected: dict[Any, Any]
    unprotected: dict[Any, Any]
    payload: bytes
    signature: bytes
    to_be_signed: bytes


def sign1(protected: Mapping[int, Any], payload: bytes, signer: keys.Signer) -> bytes:
    """Tagged COSE_Sign1 with an empty unprotected header."""
    header = cbor.encode(dict(protected))
    signature = signer.sign(sig_structure(header, payload))
    return b"\xd2\x84" + byte_string(header) + b"\xa0" + byte_string(payload) + byte_string(signature)


def parse_sign1(data: bytes, *, alg: int = ESP256, external: bytes = b"", max_bytes: int = cbor.MAX_BYTES) -> Sign1:
    """Structure only, signature unchecked.

    Raises MalformedError: malformed, not_canonical, wrong_algorithm or too_long.
    """
    if data[:1] != bytes([_TAG_18]):
        raise MalformedError("malformed", "not a tagged COSE_Sign1")
    parts = cbor.decode(data[1:], max_bytes=max_bytes)
    if type(parts) is not list or len(parts) != 4:
        raise MalformedError("malformed", "COSE_Sign1 has four parts")
    header, unprotected, payload, signature = parts
    if type(header) is not bytes or type(unprotected) is not dict or type(payload) is not bytes:
        raise MalformedError("malformed", "COSE_Sign1 part of the wrong kind")
    if type(signature) is not bytes or len(signature) != 64:
        raise MalformedError("malformed", "signature is not 64 bytes")
    protected = cbor.decode(header)
    if type(protected) is not dict:
        raise MalformedError("malformed", "protected header is not a map")
    if type(protected.get(1)) is not int or protected[1] != alg or 1 in unprotected:
        raise MalformedError("wrong_algorithm", "the algorithm belongs in the protected header and is pinned")
    return Sign1(protected, unprotected, payload, signature, sig_structure(header, payload, external))


def sig_structure(protected: bytes, payload: bytes, external: bytes = b"") -> bytes:
    """The bytes an ES256 COSE_Sign1 signature covers."""
    return _CONTEXT + byte_string(protected) + byte_string(external) + byte_string(payload)


def byte_string(data: bytes) -> bytes:
    """One CBOR byte string in its shortest form."""
    return cbor.encode(data)
