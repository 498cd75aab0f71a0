"""Codes put together by hand, byte by byte, so that each vector is wrong in one way and rightly signed otherwise."""

from typing import Any

import cbor2

from certs import base45, cose, keys
from tests.vectors.lm1_world import DEVICE, FIELDS, GA, HANDLE, NOW, VIEW_EXP

X, ODD = keys.compressed(DEVICE.public)


def dumps(value: Any) -> bytes:
    return cbor2.dumps(value)


def sealed(
    header: bytes,
    payload: bytes,
    by: keys.Signer,
    *,
    tag: bytes = b"\xd2",
    opening: bytes = b"\x84",
    unprotected: bytes = b"\xa0",
    signature: bytes | None = None,
    closing: bytes = b"",
) -> bytes:
    """A COSE_Sign1 whose every part may be replaced; rightly signed unless `signature` (a CBOR item) is given."""
    right = cose.byte_string(by.sign(cose.sig_structure(header, payload)))
    body = cose.byte_string(header) + unprotected + cose.byte_string(payload)
    return tag + opening + body + (right if signature is None else signature) + closing


def claims(**changes: Any) -> dict[int, Any]:
    """The claims of a right view; changes by name: issuer, handle, exp, cnf, values."""
    names = {"issuer": 1, "handle": 2, "exp": 4, "cnf": 8, "values": -65537}
    right: dict[int, Any] = {
        1: "GA",
        2: HANDLE,
        4: VIEW_EXP,
        8: {1: {1: 2, -1: 1, -2: X, -3: ODD}},
        -65537: {0: [1, 0, 0], **FIELDS},
    }
    return right | {names[name]: value for name, value in changes.items()}


def view_header(kid: Any = None, alg: Any = -9, typ: Any = 293) -> bytes:
    return dumps({1: alg, 4: keys.kid4(GA.public) if kid is None else kid, 16: typ})


def crafted_view(payload: bytes | None = None, header: bytes | None = None, **parts: Any) -> bytes:
    body = dumps(claims()) if payload is None else payload
    return sealed(view_header() if header is None else header, body, GA, **parts)


def code_header(view: bytes, start: bytes = b"\xa3\x01\x28\x0d", end: bytes = b"\x10\x19\x01\x26") -> bytes:
    return start + view + end


def crafted(view: bytes | None = None, proof: bytes | None = None, header: bytes | None = None, **parts: Any) -> str:
    """A code around `view` with the given raw proof or outer header."""
    head = code_header(crafted_view() if view is None else view) if header is None else header
    body = dumps({3: "*", 6: NOW}) if proof is None else proof
    return "LM1:" + base45.encode(sealed(head, body, DEVICE, **parts))


def of_claims(**changes: Any) -> str:
    """A code around a view with changed claims."""
    return crafted(crafted_view(dumps(claims(**changes))))


def of_values(values: dict[Any, Any]) -> str:
    return of_claims(values=values)


def of_cnf(**changes: Any) -> str:
    """A code around a view whose device key has changed members: kty, crv, x, odd."""
    names = {"kty": 1, "crv": -1, "x": -2, "odd": -3}
    key = {1: 2, -1: 1, -2: X, -3: ODD} | {names[name]: value for name, value in changes.items()}
    return of_claims(cnf={1: key})
