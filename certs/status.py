"""Token Status List (IETF draft): packing, the JSON and CBOR forms, and the signed JWT and CWT that carry a list.

1. 1, 2, 4 or 8 bits an entry, lowest bits first, compressed with zlib. 2. Nothing inflates beyond `MAX_LIST_BYTES`.
3. A signed list is believed only for its own `sub`, signed by the given key, of the right type, not from the future.
4. An index outside the list has no value: None, never VALID.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certs import base64url, cbor, cose, jws, keys
from certs.errors import MalformedError, TrustError
from certs.kinds import SAFE

VALID = 0
INVALID = 1
SUSPENDED = 2

MAX_LIST_BYTES = 1 << 20  # 2^20 entries of 8 bits; our shards need a quarter of it
MAX_TOKEN_CHARS = 1 << 21
LEEWAY = 30
JWT_TYP = "statuslist+jwt"
CWT_TYP = "application/statuslist+cwt"
_SUB, _EXP, _IAT, _STATUS_LIST, _TTL = 2, 4, 6, 65533, 65534


@dataclass(frozen=True)
class StatusList:
    """`data` holds `size` entries of `bits` bits each."""

    bits: int
    data: bytes

    def __post_init__(self) -> None:
        if type(self.bits) is not int or self.bits not in (1, 2, 4, 8):
            raise MalformedError("malformed", "status entries have 1, 2, 4 or 8 bits")

    @property
    def size(self) -> int:
        """How many entries the bytes hold."""
        return len(self.data) * 8 // self.bits

    def get(self, index: int) -> int | None:
        """The value at `index` (0 valid, 1 invalid, 2 suspended), or None outside the list."""
        bits, data = self.bits, self.data
        place = index * bits
        at = place >> 3
        return data[at] >> (place & 7) & ((1 << bits) - 1) if 0 <= at < len(data) else None


@dataclass(frozen=True)
class ReadStatusList:
    """A list whose signature was checked. `iat`, `exp` in Unix seconds, `ttl` in seconds."""

    list: StatusList
    uri: str
    iat: int
    exp: int | None
    ttl: int | None


def build(entries: Mapping[int, int], *, size: int, bits: int = 2) -> StatusList:
    """A list of at least `size` entries, 0 where `entries` (index to value) says nothing; size fills whole bytes.

    Raises ValueError when an index or a value does not fit.
    """
    data = bytearray((size * bits + 7) // 8)
    for index, value in entries.items():
        if not 0 <= index < size or not 0 <= value < 1 << bits:
            raise ValueError(f"status {value} at {index} does not fit")
        place = index * bits
        data[place >> 3] |= value << (place & 7)
    return StatusList(bits, bytes(data))


def to_json(status_list: StatusList, *, level: int = 9) -> dict[str, Any]:
    """{"bits", "lst"} of the JSON form; `level` is zlib's (9 smallest, 1 fastest)."""
    return {"bits": status_list.bits, "lst": base64url.encode(zlib.compress(status_list.data, level))}


def from_json(form: Any) -> StatusList:
    """A list from its JSON form (already parsed); raises MalformedError."""
    if not isinstance(form, dict) or type(form.get("lst")) is not str:
        raise MalformedError("malformed", "status list form")
    return StatusList(form.get("bits", 0), _inflate(base64url.decode(form["lst"])))


def to_cbor(status_list: StatusList, *, level: int = 9) -> bytes:
    """The CBOR form, {"bits", "lst"} with lst as bytes."""
    return cbor.encode(_cbor_form(status_list, level))


def from_cbor(data: bytes) -> StatusList:
    """A list from its CBOR form; raises MalformedError."""
    return _from_cbor_form(cbor.decode(data, max_bytes=MAX_TOKEN_CHARS))


def sign_jwt(
    status_list: StatusList,
    *,
    uri: str,
    iat: int,
    signer: keys.Signer,
    exp: int | None = None,
    ttl: int | None = None,
    level: int = 9,
) -> str:
    """The list as a signed JWT (`application/statuslist+jwt`) for `uri`."""
    claims: dict[str, Any] = {"sub": uri, "iat": iat}
    claims |= {name: value for name, value in (("exp", exp), ("ttl", ttl)) if value is not None}
    claims["status_list"] = to_json(status_list, level=level)
    header = {"typ": JWT_TYP, "kid": base64url.encode(keys.thumbprint(signer.public))}
    return jws.sign(header, claims, signer)


def sign_cwt(
    status_list: StatusList,
    *,
    uri: str,
    iat: int,
    signer: keys.Signer,
    exp: int | None = None,
    ttl: int | None = None,
    level: int = 9,
) -> bytes:
    """The list as a signed CWT (COSE_Sign1, ESP256) for `uri`."""
    claims: dict[int, Any] = {_SUB: uri, _IAT: iat}
    claims |= {label: value for label, value in ((_EXP, exp), (_TTL, ttl)) if value is not None}
    claims[_STATUS_LIST] = _cbor_form(status_list, level)
    protected = {1: cose.ESP256, 4: keys.kid4(signer.public), 16: CWT_TYP}
    return cose.sign1(protected, cbor.encode(claims), signer)


def read_jwt(token: str, key: keys.PublicKey, *, uri: str, now: int | None) -> ReadStatusList:
    """The list inside a signed JWT.

    With `now` None its age is left to whoever looks entries up. Raises MalformedError for the form and for a wrong
    signature (signature_invalid), TrustError for another `sub` (status_list_uri) or its times (status_list_expired,
    status_list_from_future).
    """
    claims = jws.verify(token, key, typ=JWT_TYP, max_chars=MAX_TOKEN_CHARS)
    read = _believed(claims.get("sub"), claims.get("iat"), claims.get("exp"), claims.get("ttl"), uri, now)
    return ReadStatusList(from_json(claims.get("status_list")), *read)


def read_cwt(data: bytes, key: keys.PublicKey, *, uri: str, now: int | None) -> ReadStatusList:
    """The list inside a signed CWT; `now` and errors as for `read_jwt`."""
    parsed = cose.parse_sign1(data, max_bytes=MAX_TOKEN_CHARS)
    if parsed.protected.get(16) != CWT_TYP or 2 in parsed.protected:
        raise MalformedError("malformed", "not a status list CWT")
    if not keys.verify(key, parsed.signature, parsed.to_be_signed):
        raise MalformedError("signature_invalid", "status list signature does not verify")
    claims = cbor.decode(parsed.payload, max_bytes=MAX_TOKEN_CHARS)
    if not isinstance(claims, dict):
        raise MalformedError("malformed", "status list claims are not a map")
    read = _believed(claims.get(_SUB), claims.get(_IAT), claims.get(_EXP), claims.get(_TTL), uri, now)
    return ReadStatusList(_from_cbor_form(claims.get(_STATUS_LIST)), *read)


def reference_of(claims: Mapping[str, Any]) -> tuple[str, int] | None:
    """(status list URI, index) from an SD-JWT VC's `status` claim, None when it has none; raises MalformedError."""
    if "status" not in claims:
        return None
    status = claims["status"]
    place = status.get("status_list") if isinstance(status, dict) else None
    if not isinstance(place, dict) or type(place.get("idx")) is not int or not isinstance(place.get("uri"), str):
        raise MalformedError("malformed", "status")
    if place["idx"] < 0:
        raise MalformedError("malformed", "status")
    return place["uri"], place["idx"]


def _believed(
    sub: Any, iat: Any, exp: Any, ttl: Any, uri: str, now: int | None
) -> tuple[str, int, int | None, int | None]:
    for number, least in ((iat, 0), (0 if exp is None else exp, 0), (1 if ttl is None else ttl, 1)):
        if type(number) is not int or not least <= number <= SAFE:
            raise MalformedError("malformed", "status list times")
    if sub != uri:
        raise TrustError("status_list_uri", "the list is for another URI")
    if now is not None and iat > now + LEEWAY:
        raise TrustError("status_list_from_future", "the list was issued after now")
    if now is not None and exp is not None and exp <= now:
        raise TrustError("status_list_expired", "the list has expired")
    return uri, iat, exp, ttl


def _cbor_form(status_list: StatusList, level: int) -> dict[str, Any]:
    return {"bits": status_list.bits, "lst": zlib.compress(status_list.data, level)}


def _from_cbor_form(form: Any) -> StatusList:
    if not isinstance(form, dict) or type(form.get("lst")) is not bytes:
        raise MalformedError("malformed", "status list form")
    return StatusList(form.get("bits", 0), _inflate(form["lst"]))


def _inflate(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    try:
        inflated = inflater.decompress(data, MAX_LIST_BYTES + 1)
    except zlib.error:
        raise MalformedError("malformed", "status list does not inflate") from None
    if len(inflated) > MAX_LIST_BYTES:
        raise MalformedError("too_long", "status list inflates beyond its limit")
    if not inflater.eof or inflater.unused_data:
        raise MalformedError("malformed", "status list is cut short or has more after its end")
    return inflated
