"""The delta: what changed since a bundle that a verifier holds, in one signed text; and the form both are kept in.

1. It is a JWS by the anchor of the bundle it is for. 2. It names that bundle (`base`: number, time and digests of its
content) and is refused for any other. 3. Its number is never below the one already held, nor its time ahead of now.
4. It names every status list there is: one as a whole CWT, or as what to write over the list of the base; entries are
absolute values, so writing one twice does no harm. 5. What comes out must have the digests that the delta names: it is
the content of the whole bundle or it is refused. 6. Regions that are recognised are not told apart: all go each time.
7. A delta is for a whole bundle, never for a delta: whole and newest delta are kept as two lines of one text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from certs import base64url, bundle, jws, keys, status
from certs.bundle import Bundle, list_number, read_list, read_policy, read_types
from certs.catalogue import Catalogue
from certs.errors import CertsError, KeyFormatError, MalformedError, TrustError
from certs.members import member, optional
from certs.regions import read_regions
from certs.trust import StatusLists, Trust, read_trust_list

TYP = "liangma-bundle-delta+jwt"
_PARTS = ("trust_list", "types", "status_lists")


@dataclass(frozen=True)
class Base:
    """A bundle as deltas name it: number, iat, and the SHA-256 (base64url) of its three parts, see `base_of`."""

    number: int
    iat: int
    trust_list: str
    types: str
    status_lists: str

    def query(self) -> str:
        """How to ask the office for what changed since: the part of an address after the question mark."""
        return "&".join(f"{name}={value}" for name, value in asdict(self).items())


@dataclass(frozen=True)
class Whole:
    """A whole bundle, ready for deltas to be made to it: its payload, and itself as read."""

    claims: Mapping[str, Any]
    bundle: Bundle
    base: Base


@dataclass(frozen=True)
class Held:
    """What a verifier holds. `text`: to be kept; `bundle`: to verify with; `base`: to ask for the next delta with, the
    name of `whole`, which is what every delta is for."""

    text: str
    base: Base
    bundle: Bundle
    whole: Bundle


def base_of(read: Bundle) -> Base:
    """How deltas name this bundle. Digests are taken of the trust list's text, of each type's file name and text, and
    of each status list's number, bits and bytes."""
    types = "".join(f"{_hex(name.encode())} {_hex(text.encode())}\n" for name, text in read.trust.catalogue.sources)
    lists = "".join(f"{no} {one.list.bits} {_hex(one.list.data)}\n" for no, one in sorted(_lists(read).items()))
    parts = (_digest(text) for text in (read.trust_list_jws, types, lists))
    return Base(read.number, read.iat, *parts)


def prepare(text: str, anchor: keys.PublicKey, *, now: int) -> Whole:
    """A whole bundle of our own, read for `sign_delta`. Raises TrustError."""
    read = bundle.read_bundle(text, anchor=anchor, now=now)
    claims = jws.strict_json(jws.parse(text, max_chars=bundle.MAX_CHARS)[1])
    return Whole(claims, read, base_of(read))


def sign_delta(base: Base, *, whole: Whole, changed: Mapping[int, Iterable[int]], signer: keys.Signer) -> str:
    """What leads from `base` to `whole`. `changed`: of each list at least the indexes that differ from the base; a list
    that is not named, or is shorter as a whole, goes as a whole."""
    now_so = asdict(whole.base)
    same = {name: getattr(base, name) == now_so[name] for name in _PARTS}
    payload = {name: whole.claims[name] for name in ("number", "iat", "next_update", "server_time", "policy")}
    payload |= {"base": asdict(base), "result": {name: now_so[name] for name in _PARTS}}
    payload |= {name: whole.claims[name] for name in ("trust_list", "types") if not same[name]}
    payload |= {"regions": whole.claims["regions"]} if "regions" in whole.claims else {}
    payload |= {"status_uri": whole.claims["status_uri"], "status_lists": _written(whole, changed)}
    return jws.sign({"typ": TYP}, payload, signer)


def apply(base: Bundle, text: str, *, now: int, at_least_number: int = 0) -> Bundle:
    """The bundle that `text` makes of `base`, as if it had been fetched whole.

    Raises TrustError: signature_invalid, delta_base (for another bundle), rollback, bundle_from_future, delta_result
    (what comes out is not what was meant), malformed, ...
    """
    try:
        claims = jws.verify(text, base.anchor, typ=TYP, max_chars=bundle.MAX_CHARS)
        if member(claims, "base", dict) != asdict(base_of(base)):
            raise TrustError("delta_base", "the delta is for another bundle")
        made = _applied(base, claims)
        result = {name: getattr(base_of(made), name) for name in _PARTS}
        if member(claims, "result", dict) != result:
            raise TrustError("delta_result", "the delta does not lead to what it names")
    except TrustError:
        raise
    except CertsError as error:
        raise TrustError("malformed" if isinstance(error, KeyFormatError) else error.code, error.detail) from None
    if made.number < max(at_least_number, base.number):
        raise TrustError("rollback", f"delta {made.number} is older than {max(at_least_number, base.number)}")
    if made.iat > now + made.policy.iat_future:
        raise TrustError("bundle_from_future", "the delta was made after now: is this clock right?")
    return made


def hold(text: str, *, anchor: keys.PublicKey | None, now: int, at_least_number: int = 0) -> Held:
    """What was kept: a whole bundle, or one and its newest delta on a second line. Raises TrustError."""
    first, *more = text.strip().split("\n")
    if len(more) > 1:
        raise TrustError("malformed", "a whole bundle and at most one delta")
    least = at_least_number if not more else 0
    whole = bundle.read_bundle(first, anchor=anchor, now=now, at_least_number=least)
    read = apply(whole, more[0], now=now, at_least_number=at_least_number) if more else whole
    return Held("\n".join([first, *more]), base_of(whole), read, whole)


def update(held: Held, text: str, *, now: int) -> Held:
    """What is held after the office's answer `text`: a delta, or a whole bundle in its stead. Raises TrustError."""
    text, least, anchor = text.strip(), held.bundle.number, held.whole.anchor
    if is_delta(text):
        read = apply(held.whole, text, now=now, at_least_number=least)
        first = held.text.split("\n", 1)[0]
        return Held(f"{first}\n{text}", held.base, read, held.whole)
    whole = bundle.read_bundle(text, anchor=anchor, now=now, at_least_number=least)
    return Held(text, base_of(whole), whole, whole)


def is_delta(text: str) -> bool:
    """Whether a text says that it is a delta; nothing is proven by that."""
    try:
        header = jws.parse(text, max_chars=bundle.MAX_CHARS)[0]
    except MalformedError:
        return False
    return header.get("typ") == TYP


def _written(whole: Whole, changed: Mapping[int, Iterable[int]]) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for no, one in sorted(_lists(whole.bundle).items()):
        cwt = whole.claims["status_lists"][str(no)]
        patch = _patch(one, changed[no]) if no in changed else None
        written[str(no)] = cwt if patch is None or len(jws.to_json(patch)) > len(cwt) else patch
    return written


def _patch(one: status.ReadStatusList, changed: Iterable[int]) -> dict[str, Any]:
    values: dict[str, list[int]] = {}
    for index in sorted(set(changed)):
        values.setdefault(str(one.list.get(index)), []).append(index)
    times = {name: value for name, value in (("exp", one.exp), ("ttl", one.ttl)) if value is not None}
    return {"bits": one.list.bits, "size": one.list.size, "iat": one.iat, **times, "changes": values}


def _applied(base: Bundle, claims: dict[str, Any]) -> Bundle:
    number, iat, until, server_time = (
        member(claims, name, int) for name in ("number", "iat", "next_update", "server_time")
    )
    token = optional(claims, "trust_list", str)
    known = base.trust.trust_list
    trust_list = known if token is None else read_trust_list(token, base.anchor, at_least_number=known.number)
    types: Catalogue = base.trust.catalogue if "types" not in claims else read_types(claims)
    policy = read_policy(member(claims, "policy", dict))
    lists = StatusLists(_read_lists(base, claims), policy.status_max_age, policy.grace)
    regions = read_regions(member(claims, "regions", list)) if "regions" in claims else ()
    trust = Trust(trust_list, types, lists, iat, until, regions)
    jws_text = base.trust_list_jws if token is None else token
    return Bundle(trust, policy, number, iat, until, server_time, base.anchor, base.anchor_pinned, jws_text)


def _read_lists(base: Bundle, claims: dict[str, Any]) -> dict[int, status.ReadStatusList]:
    uri, lists, before = member(claims, "status_uri", str), member(claims, "status_lists", dict), _lists(base)
    read: dict[int, status.ReadStatusList] = {}
    for name, value in lists.items():
        no = list_number(name)
        whole = isinstance(value, str)
        read[no] = read_list(value, base.anchor, uri + name) if whole else _patched(value, before.get(no), uri + name)
    return read


def _patched(value: Any, before: status.ReadStatusList | None, uri: str) -> status.ReadStatusList:
    """A list that is written over the base's, or over one without entries where the base has none of that number."""
    bits, size, iat = (member(value, name, int) for name in ("bits", "size", "iat"))
    exp, ttl = optional(value, "exp", int), optional(value, "ttl", int)
    if bits not in (1, 2, 4, 8) or not 0 <= size * bits <= 8 * status.MAX_LIST_BYTES or size * bits % 8:
        raise MalformedError("malformed", "no such status list")
    if min(iat, 0 if exp is None else exp, 0 if ttl is None else ttl) < 0:
        raise MalformedError("malformed", "status list times")
    data = bytearray(size * bits // 8) if before is None else bytearray(before.list.data)
    if before is not None and (before.list.bits != bits or before.list.size != size):
        raise MalformedError("malformed", "a status list does not change its size")
    _write(data, bits, size, member(value, "changes", dict))
    return status.ReadStatusList(status.StatusList(bits, bytes(data)), uri, iat, exp, ttl)


def _write(data: bytearray, bits: int, size: int, changes: dict[str, Any]) -> None:
    written: set[int] = set()
    for name in changes:
        new, indexes = list_number(name), member(changes, name, list)
        if new >= 1 << bits or any(type(index) is not int or not 0 <= index < size for index in indexes):
            raise MalformedError("malformed", "an entry that the list does not have")
        if len(written | set(indexes)) != len(written) + len(indexes):
            raise MalformedError("malformed", "an entry is written twice")
        written.update(indexes)
        for index in indexes:
            place = index * bits
            mask = (1 << bits) - 1 << (place & 7)
            data[place >> 3] = data[place >> 3] & ~mask | new << (place & 7)


def _lists(read: Bundle) -> Mapping[int, status.ReadStatusList]:
    assert isinstance(read.trust.status, StatusLists)  # a bundle carries its lists
    return read.trust.status.lists


def _hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest(text: str) -> str:
    return base64url.encode(hashlib.sha256(text.encode()).digest())
