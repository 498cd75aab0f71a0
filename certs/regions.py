"""Certificates of other regions: how a region is carried in a bundle, found by a key, and read in our own words.

1. A region's trust list and status lists are signed by its own anchor, which our bundle names; its types, policy and
   the mapping are vouched for by whoever carries it. 2. A key leads to the regions that list it for that issuer code;
   more than one is nobody. 3. A type that the mapping does not name is not recognised. 4. A field that the mapping does
   not name refuses the whole code; one that it maps to nothing is read and left out. 5. Where values are mapped, any
   other value refuses the code. 6. What a region published is believed until its next update and our grace for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from certs import base64url, catalogue, keys, lm1, status
from certs.catalogue import CertificateType
from certs.errors import MalformedError
from certs.members import member, two_languages
from certs.trust import Recognised, Region, StatusLists, Trust, read_trust_list


def of_key(trust: Trust, view: lm1.View) -> tuple[Region, ...]:
    """Rule 2: the regions whose trust list has this view's issuer and key."""
    return tuple(region for region in trust.regions if region.trust.trust_list.key(view.issuer, view.kid) is not None)


def type_here(region: Region, theirs: CertificateType, home: Trust) -> CertificateType | None:
    """Rule 3: the type of ours that this one of the region's is recognised as, or None."""
    known = region.types.get(theirs.id)
    return None if known is None else home.catalogue.by_id(known.type)


def as_here(
    region: Region, theirs: CertificateType, shown: Mapping[str, Any], home: Trust
) -> tuple[CertificateType, dict[str, Any]]:
    """Rules 3 to 5: our type and fields. Raises MalformedError: type_, field_ or value_not_recognised."""
    ours = type_here(region, theirs, home)
    if ours is None:
        raise MalformedError("type_not_recognised", theirs.id)
    known, read = region.types[theirs.id], {}
    for name, value in shown.items():
        if name not in known.fields:
            raise MalformedError("field_not_recognised", name)
        aim = known.fields[name]
        if aim is not None:
            read[aim] = _value(known, name, value)
    return ours, read


def _value(known: Recognised, name: str, value: Any) -> Any:
    values = known.values.get(name)
    if values is None:
        return value
    if not isinstance(value, str) or value not in values:
        raise MalformedError("value_not_recognised", name)
    return values[value]


def read_regions(members: Iterable[Any]) -> tuple[Region, ...]:
    """The member `regions` of a bundle; raises TrustError, MalformedError, KeyFormatError."""
    read = tuple(read_region(one) for one in members)
    if len({region.id for region in read}) != len(read):
        raise MalformedError("malformed", "a region stands twice")
    return read


def read_region(value: Any) -> Region:
    """One region, as `region_member` wrote it. Raises TrustError (signature_invalid, ...), MalformedError."""
    anchor = keys.public_from_jwk(member(value, "anchor", dict))
    grace, policy = member(value, "grace", int), member(value, "policy", dict)
    files = [(member(one, "file", str), member(one, "text", str)) for one in member(value, "types", list)]
    lists = read_status_lists(member(value, "status_lists", dict), anchor, base=member(value, "status_uri", str))
    trust = Trust(
        read_trust_list(member(value, "trust_list", str), anchor),
        catalogue.parse(files),
        StatusLists(lists, member(policy, "status_max_age", int) + grace, member(policy, "grace", int) + grace),
        member(value, "iat", int),
        member(value, "next_update", int) + grace,
    )
    accepts = member(value, "accepts", dict)
    known = {theirs: read_recognised(said) for theirs, said in accepts.items()}
    return Region(member(value, "id", str), two_languages(value, "name"), trust, known)


def read_recognised(value: Any) -> Recognised:
    """One type of a mapping: {"type", "fields": {name: name or null}, "values": {name: {value: value}}}."""
    fields, values = member(value, "fields", dict), member(value, "values", dict)
    if any(type(aim) not in (str, type(None)) for aim in fields.values()):
        raise MalformedError("malformed", "a field is mapped to a name or to nothing")
    pairs = {name: member(values, name, dict) for name in values}
    if any(type(to) is not str for said in pairs.values() for to in said.values()):
        raise MalformedError("malformed", "a value is mapped to a text")
    return Recognised(member(value, "type", str), fields, pairs)


def read_status_lists(
    lists: Mapping[str, Any], anchor: keys.PublicKey, *, base: str
) -> dict[int, status.ReadStatusList]:
    """Status lists by number, each for `base` + its number and signed by `anchor`."""
    return {_number(no): _status_list(member(lists, no, str), anchor, base + no) for no in lists}


def _status_list(cwt: str, anchor: keys.PublicKey, uri: str) -> status.ReadStatusList:
    return status.read_cwt(base64url.decode(cwt), anchor, uri=uri, now=None)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or str(int(text[:9])) != text:
        raise MalformedError("malformed", "a status list has a number")
    return int(text)


def region_member(claims: Mapping[str, Any], accepts: Mapping[str, Any], **about: Any) -> dict[str, Any]:
    """A region as a bundle carries it. `claims`: of the region's own bundle, which was read before; `accepts`: its type
    ids to what `read_recognised` reads; `about`: id, name (zh, en), anchor (JWK) and grace (seconds)."""
    kept = ("number", "iat", "next_update", "trust_list", "status_uri", "status_lists", "policy")
    types = [one for one in claims["types"] if _type_id(one) in accepts]
    return {**about, **{name: claims[name] for name in kept}, "types": types, "accepts": dict(accepts)}


def _type_id(entry: Mapping[str, str]) -> str:
    (one,) = catalogue.parse([(entry["file"], entry["text"])]).types
    return one.id
