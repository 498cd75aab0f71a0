"""COSE_Sign1 (RFC 9052) with ES256 on P-256: tag 18 required, strict CBOR, the algorithm pinned by the caller."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from certs import cbor, keys
from certs.errors import MalformedError

ESP256 = -9
ES256 = -7
_CONTEXT = b"\x84\x6aSignature1"


class Sign1(NamedTuple):
    """One parsed COSE_Sign1: decoded headers, payload bytes, r || s, and the bytes that were signed."""

    protected: dict[Any, Any]
    unprotected: dict[Any, Any]
    payload: bytes
    signature: bytes
    to_be_signed: bytes


class Body(NamedTuple):
    """The parts of a COSE_Sign1 beside its protected header."""

    unprotected: dict[Any, Any]
    payload: bytes
    signature: bytes


def sign1(protected: Mapping[int, Any], payload: bytes, signer: keys.Signer) -> bytes:
    """Tagged COSE_Sign1 with an empty unprotected header."""
    return seal_sign1(cbor.encode(dict(protected)), payload, signer)


def seal_sign1(header: bytes, payload: bytes, signer: keys.Signer) -> bytes:
    """The same with the protected header already encoded."""
    head, body = byte_string(header), byte_string(payload)
    signature = signer.sign(b"".join((_CONTEXT, head, b"\x40", body)))
    return b"".join((b"\xd2\x84", head, b"\xa0", body, b"\x58\x40", signature))


def split_sign1(data: bytes, *, max_bytes: int = cbor.MAX_BYTES) -> tuple[bytes, Body]:
    """(protected header still encoded, the rest); raises MalformedError (malformed, not_canonical, too_long)."""
    if data[:1] != b"\xd2":
        raise MalformedError("malformed", "not a tagged COSE_Sign1")
    parts = cbor.decode(data[1:], max_bytes=max_bytes)
    if type(parts) is not list or len(parts) != 4:
        raise MalformedError("malformed", "COSE_Sign1 has four parts")
    header, unprotected, payload, signature = parts
    if type(header) is not bytes or type(unprotected) is not dict or type(payload) is not bytes:
        raise MalformedError("malformed", "COSE_Sign1 part of the wrong kind")
    if type(signature) is not bytes or len(signature) != 64:
        raise MalformedError("malformed", "signature is not 64 bytes")
    return header, Body(unprotected, payload, signature)


def parse_sign1(data: bytes, *, alg: int = ESP256, external: bytes = b"", max_bytes: int = cbor.MAX_BYTES) -> Sign1:
    """Structure only, signature unchecked.

    Raises MalformedError: malformed, not_canonical, wrong_algorithm or too_long.
    """
    header, body = split_sign1(data, max_bytes=max_bytes)
    protected = cbor.decode(header)
    if type(protected) is not dict:
        raise MalformedError("malformed", "protected header is not a map")
    if type(protected.get(1)) is not int or protected[1] != alg or 1 in body.unprotected:
        raise MalformedError("wrong_algorithm", "the algorithm belongs in the protected header and is pinned")
    signed = sig_structure(header, body.payload, external)
    return Sign1(protected, body.unprotected, body.payload, body.signature, signed)


def sig_structure(protected: bytes, payload: bytes, external: bytes = b"") -> bytes:
    """The bytes an ES256 COSE_Sign1 signature covers."""
    return _CONTEXT + byte_string(protected) + byte_string(external) + byte_string(payload)


def covered(protected: bytes, payload: bytes) -> bytes:
    """The same of two parts as they stand in the message, each with its length before it."""
    return b"".join((_CONTEXT, protected, b"\x40", payload))


def byte_string(data: bytes) -> bytes:
    """One CBOR byte string in its shortest form."""
    size = len(data)
    if size < 24:
        return bytes((0x40 | size,)) + data
    if size < 1 << 8:
        return bytes((0x58, size)) + data
    return cbor.encode(data)
