"""The LM1 wire format of codes, and the only module that knows it. Structure only: signatures are checked by `verify`.

1. The text is `LM1:` + base45, at most 4,096 characters. 2. CBOR is strict, map keys stand in the order written here.
3. The outer COSE_Sign1 is a view code (typ 294, the view in header 13) or a pack code (typ 295, device handle in 4).
4. A view is a COSE_Sign1 (typ 293) over the claims issuer, handle, exp, device key, and {0: place, label: value}.
5. ES256 on P-256 (-9) stands in the protected header and nowhere else; the unprotected headers are empty.
6. Integers stay within 53 bits, so that every language reads the same number.
7. The one-time id is the first 16 bytes of SHA-256 over what the device signed: nothing carried, nothing malleable.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from certs import base45, cbor, cose, keys
from certs.errors import KeyFormatError, MalformedError
from certs.kinds import SAFE, byte_string, check_integers, map_in, natural, text_like
from certs.place import OnBehalf, Place, place_of

PREFIX = "LM1:"
MAX_TEXT = 4096
MAX_ENTRIES = 64
_CLAIMS = (1, 2, 4, 8, -65537)
_PROOF = ((3, 6), (3, 6, 39))
_PACK = ((3, 6, -65538), (3, 6, 39, -65538))
_VIEW_START, _VIEW_END = b"\xa3\x01\x28\x0d", b"\x10\x19\x01\x26"
_PACK_START, _PACK_END = b"\xa3\x01\x28\x04\x48", b"\x10\x19\x01\x27"
_FRAME = re.compile(
    rb"\xd2\x84\x4d\xa3\x01\x28\x04\x44(.{4})\x10\x19\x01\x25\xa0(?:\x58([\x18-\xff])|\x59([^\x00].))"
    rb"\xa5\x01([\x62-\x64])([A-Z0-9]{2,4})\x02\x68([!-~]{8})\x04\x1a(.{4})"
    rb"\x08\xa1\x01\xa4\x01\x02\x20\x01\x21\x58\x20(.{32})\x22([\xf4\xf5])\x3a\x00\x01\x00\x00",
    re.DOTALL,
)
_HEAD = re.compile(rb"\xd2\x84(?:\x58([\x18-\xff])|\x59([^\x00].))\xa3\x01\x28\x0d", re.DOTALL)
_TAIL = re.compile(rb"\xa0\x4a(\xa2\x03\x61\x2a\x06\x1a(.{4}))\x58\x40(.{64})", re.DOTALL)  # for *, without a nonce
_ISSUER = re.compile(r"[A-Z0-9]{2,4}", re.ASCII)
_HANDLE = re.compile(r"[!-~]{8}", re.ASCII)
_ONLY_INTEGERS = {int}


class View(NamedTuple):
    """What an issuer signed for one device: `fields` by integer label, `exp` in Unix seconds, `on_behalf` where the
    device is not the holder's, `signed` the whole COSE_Sign1, `to_be_signed` and `signature` what that covers and is.
    """

    issuer: str
    kid: bytes
    handle: str
    exp: int
    device: keys.PublicKey
    type: int
    list: int
    idx: int
    on_behalf: OnBehalf | None
    fields: dict[int, Any]
    signed: bytes
    to_be_signed: bytes
    signature: bytes


class ViewCode(NamedTuple):
    """A code that shows one view. `size` is the number of bytes inside the base45."""

    view: View
    aud: str
    iat: int
    cnonce: bytes | None
    once_id: bytes
    to_be_signed: bytes
    signature: bytes
    size: int


class PackCode(NamedTuple):
    """A code that names certificates (handle, view number), for the server to resolve."""

    device_handle: bytes
    entries: tuple[tuple[str, int], ...]
    aud: str
    iat: int
    cnonce: bytes | None
    once_id: bytes
    to_be_signed: bytes
    signature: bytes
    size: int


def view_bytes(
    *, issuer: str, handle: str, exp: int, device_key: keys.PublicKey, type: int, status: tuple[int, int],
    fields: Mapping[int, Any], signer: keys.Signer, on_behalf: OnBehalf | None = None,
) -> bytes:  # fmt: skip
    """The issuer-signed view. `fields`: label (1 and up) to an encoded value; `status`: (list, index).

    The claims are written out (half the time of encoding them as a map). Raises MalformedError.
    """
    text_like(issuer, _ISSUER)
    text_like(handle, _HANDLE)
    if fields and min(fields) < 1:
        raise MalformedError("unknown_field", "labels start at 1")
    x, odd = keys.compressed(device_key)
    values: dict[int, Any] = {0: [type, *status] if on_behalf is None else [type, *status, on_behalf.written]}
    for label in sorted(fields):
        values[label] = fields[label]
    parts = (
        b"\xa5\x01", (0x60 | len(issuer)).to_bytes(), issuer.encode("ascii"), b"\x02\x68", handle.encode("ascii"),
        b"\x04", cbor.encode_time(exp), b"\x08\xa1\x01\xa4\x01\x02\x20\x01\x21\x58\x20", x,
        b"\x22\xf5" if odd else b"\x22\xf4", b"\x3a\x00\x01\x00\x00", cbor.encode(values),
    )  # fmt: skip
    header = b"\xa3\x01\x28\x04\x44" + keys.kid4(signer.public) + b"\x10\x19\x01\x25"
    return cose.seal_sign1(header, b"".join(parts), signer)


def code_text(view: bytes, device: keys.Signer, *, iat: int, aud: str = "*", cnonce: bytes | None = None) -> str:
    """A fresh view code: the device signs `aud`, `iat` (Unix seconds) and `cnonce` (8 bytes) around the view."""
    return _text(_VIEW_START + view + _VIEW_END, _proof(aud, iat, cnonce), device)


def pack_text(
    entries: Sequence[tuple[str, int]],
    device: keys.Signer,
    *,
    device_handle: bytes,
    iat: int,
    aud: str = "*",
    cnonce: bytes | None = None,
) -> str:
    """A fresh pack code: (handle, view number) for each certificate; `device_handle` is 8 bytes."""
    pack = _proof(aud, iat, cnonce) | {-65538: [[handle, number] for handle, number in entries]}
    return _text(_PACK_START + device_handle + _PACK_END, pack, device)


def parse(text: str) -> ViewCode | PackCode:
    """The parts of a code; raises MalformedError (malformed, too_long, unsupported_code, not_canonical,
    wrong_algorithm). No signature is checked."""
    if not isinstance(text, str):
        raise MalformedError("malformed", "a code is text")
    if len(text) > MAX_TEXT:
        raise MalformedError("too_long", f"a code has at most {MAX_TEXT} characters")
    if not text.startswith(PREFIX):
        raise MalformedError("unsupported_code", "not an LM1 code")
    data = base45.decode(text[len(PREFIX) :])
    return _usual_code(data) or _any_code(data)


def _usual_code(data: bytes) -> ViewCode | None:
    """A view code for anybody, without a nonce, byte for byte as `code_text` writes it; None for any other."""
    head = _HEAD.match(data)
    if head is None:
        return None
    start = head.end()  # of the view; the header began four bytes before, and ends four bytes after it
    end = start - 4 + int.from_bytes(head[1] or head[2])
    tail = _TAIL.fullmatch(data, end)
    if tail is None or data[end - 4 : end] != _VIEW_END or tail[2] < b"\0\1\0\0":
        return None
    view = parse_view(data[start : end - 4])
    signed = cose.covered(data[2:end], tail[0][1:-66])
    return ViewCode(view, "*", int.from_bytes(tail[2]), None, _once_id(signed), signed, tail[3], len(data))


def _any_code(data: bytes) -> ViewCode | PackCode:
    """The same step by step, which also says what is wrong."""
    header, body = cose.split_sign1(data)
    if body.unprotected:
        raise MalformedError("malformed", "the unprotected header is empty")
    if header.startswith(_VIEW_START) and header.endswith(_VIEW_END):
        view = parse_view(header[len(_VIEW_START) : -len(_VIEW_END)])
        return _view_code(view, header, body, _proof_parts(map_in(cbor.decode(body.payload), _PROOF)), len(data))
    if header.startswith(_PACK_START) and header.endswith(_PACK_END) and len(header) == 17:
        return _pack_code(header, body, len(data))
    raise _header_error(header)


def parse_view(data: bytes) -> View:
    """The parts of a view; raises MalformedError. The issuer's signature is not checked."""
    return _usual_view(data) or _any_view(data)


def _usual_view(data: bytes) -> View | None:
    """A view whose frame is byte for byte as `view_bytes` writes it, at half the price; None for any other."""
    frame = _FRAME.match(data)
    if frame is None or data[-66:-64] != b"\x58\x40":
        return None
    kid, small, large, issuer_size, issuer, handle, exp, x, odd = frame.groups()
    start, end = frame.start(4) - 2, len(data) - 66
    if int.from_bytes(small or large) != end - start or issuer_size[0] & 7 != len(issuer) or exp < b"\0\1\0\0":
        return None
    claims = data[:end]  # so that nothing in them is read beyond them
    values, last = cbor.item(claims, frame.end(), cbor.MAX_DEPTH - 1)  # one map deep already
    if last != end:
        return None
    type_, list_no, idx, on_behalf = _values(values)
    return View(
        issuer.decode(), kid, handle.decode(), int.from_bytes(exp), _point(x, odd == b"\xf5"), type_, list_no, idx,
        on_behalf, values, data, cose.covered(data[2:16], data[17:end]), data[-64:],
    )  # fmt: skip


def _any_view(data: bytes) -> View:
    """The same step by step, which also says what is wrong."""
    message = cose.parse_sign1(data)
    header = message.protected
    if message.unprotected or tuple(header) != (1, 4, 16) or header[16] != 293:
        raise MalformedError("malformed", "not the header of a view")
    kid = byte_string(header[4], 4)
    claims = map_in(cbor.decode(message.payload), (_CLAIMS,))
    values = claims[-65537]
    place = _values(values)
    issuer, handle, exp = text_like(claims[1], _ISSUER), text_like(claims[2], _HANDLE), natural(claims[4])
    device = _device_key(claims[8])
    return View(
        issuer, kid, handle, exp, device, *place, values, data, message.to_be_signed, message.signature
    )  # fmt: skip


def _values(values: Any) -> Place:
    """What stands under label 0, taken out of the values by label; what is left are the fields."""
    if type(values) is not dict or set(map(type, values)) != _ONLY_INTEGERS:
        raise MalformedError("malformed", "fields are a map by integer label")
    labels = list(values)
    if labels[0] != 0 or labels != sorted(labels) or labels[-1] > SAFE:
        raise MalformedError("malformed", "labels stand in rising order, the status first, within 53 bits")
    place = values.pop(0)
    check_integers(list(values.values()))
    return place_of(place)


def _text(header: bytes, payload: dict[int, Any], device: keys.Signer) -> str:
    return PREFIX + base45.encode(cose.seal_sign1(header, cbor.encode(payload), device))


def _proof(aud: str, iat: int, cnonce: bytes | None) -> dict[int, Any]:
    return {3: aud, 6: iat} if cnonce is None else {3: aud, 6: iat, 39: cnonce}


def _view_code(view: View, header: bytes, body: cose.Body, proof: tuple[str, int, bytes | None], size: int) -> ViewCode:
    signed = cose.sig_structure(header, body.payload)
    return ViewCode(view, *proof, _once_id(signed), signed, body.signature, size)


def _pack_code(header: bytes, body: cose.Body, size: int) -> PackCode:
    pack = map_in(cbor.decode(body.payload), _PACK)
    entries = pack[-65538]
    if type(entries) is not list or not 1 <= len(entries) <= MAX_ENTRIES:
        raise MalformedError("malformed", f"a pack names 1 to {MAX_ENTRIES} certificates")
    aud, iat, cnonce = _proof_parts(pack)
    signed = cose.sig_structure(header, body.payload)
    named = tuple(_entry(entry) for entry in entries)
    return PackCode(header[5:13], named, aud, iat, cnonce, _once_id(signed), signed, body.signature, size)


def _entry(entry: object) -> tuple[str, int]:
    if type(entry) is not list or len(entry) != 2:
        raise MalformedError("malformed", "a pack entry is a handle and a view number")
    return text_like(entry[0], _HANDLE), natural(entry[1])


def _proof_parts(proof: dict[int, Any]) -> tuple[str, int, bytes | None]:
    aud = proof[3]
    if type(aud) is not str:
        raise MalformedError("malformed", "aud is not text")
    return aud, natural(proof[6]), byte_string(proof[39], 8) if 39 in proof else None


def _once_id(signed: bytes) -> bytes:
    return hashlib.sha256(signed).digest()[:16]


def _device_key(cnf: object) -> keys.PublicKey:
    key = map_in(map_in(cnf, ((1,),))[1], ((1, -1, -2, -3),))
    if type(key[1]) is not int or type(key[-1]) is not int or (key[1], key[-1]) != (2, 1) or type(key[-3]) is not bool:
        raise MalformedError("malformed", "the device key is not a compressed P-256 point")
    return _point(byte_string(key[-2], 32), key[-3])


def _point(x: bytes, odd: bool) -> keys.PublicKey:
    try:
        return keys.public_from_point(x, odd)
    except KeyFormatError:
        raise MalformedError("malformed", "the device key is not on the curve") from None


def _header_error(header: bytes) -> MalformedError:
    if header[:2] == b"\xa3\x01" and header[2:3] not in (b"", b"\x28"):
        return MalformedError("wrong_algorithm", "only -9 (ES256 on P-256) is accepted")
    if header[:3] == b"\xa3\x01\x28" and header[-4:-2] == b"\x10\x19":
        return MalformedError("unsupported_code", "neither a view code nor a pack code")
    return MalformedError("malformed", "not the header of a code")
