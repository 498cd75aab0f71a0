"""The bundle: one signed file with all an offline verifier needs for the day.

1. It is a JWS by the anchor, which it names; a verifier that knows the anchor refuses any other signer, one that does
not says so. 2. Its number only grows. 3. The trust list and each status list inside are signed by the same anchor
and checked. 4. Status lists are bound to their own address (`status_uri` + number). 5. Age is judged when a code is
verified. 6. Regions that are recognised are carried too (`certs.regions`), each under its own anchor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from certs import base64url, catalogue, jws, keys, status
from certs.errors import CertsError, KeyFormatError, MalformedError, TrustError
from certs.members import member
from certs.regions import read_regions
from certs.trust import StatusLists, Trust, read_trust_list

TYP = "liangma-bundle+jwt"
MAX_CHARS = 64 << 20


@dataclass(frozen=True)
class Policy:
    """Seconds: how old and how far ahead a code's iat may be, how old a status list may be, the grace after its exp."""

    iat_past: int = 90
    iat_future: int = 30
    status_max_age: int = 86_400
    grace: int = 0


@dataclass(frozen=True)
class Bundle:
    """A bundle that was read. `anchor_pinned`: whether its signer was known beforehand; `trust_list_jws`: its text."""

    trust: Trust
    policy: Policy
    number: int
    iat: int
    next_update: int
    server_time: int
    anchor: keys.PublicKey
    anchor_pinned: bool
    trust_list_jws: str


def sign_bundle(
    *,
    number: int,
    iat: int,
    next_update: int,
    trust_list: str,
    status_lists: Mapping[int, bytes],
    status_uri: str,
    types: Iterable[tuple[str, str]],
    policy: Policy,
    signer: keys.Signer,
    server_time: int | None = None,
    regions: Sequence[Mapping[str, Any]] = (),
) -> str:
    """The bundle file. `trust_list`: its JWS; `status_lists`: number to CWT, each for `status_uri` + number;
    `types`: (file name, text) as `Catalogue.sources`; `regions`: each as `certs.regions.region_member` makes it."""
    payload = {
        "number": number,
        "iat": iat,
        "next_update": next_update,
        "server_time": iat if server_time is None else server_time,
        "anchor": keys.jwk_of(signer.public),
        "trust_list": trust_list,
        "status_uri": status_uri,
        "status_lists": {str(no): base64url.encode(cwt) for no, cwt in status_lists.items()},
        "types": [{"file": name, "text": text} for name, text in types],
        "policy": asdict(policy),
        **({"regions": list(regions)} if regions else {}),
    }
    return jws.sign({"typ": TYP}, payload, signer)


def read_bundle(text: str, *, anchor: keys.PublicKey | None, now: int, at_least_number: int = 0) -> Bundle:
    """The bundle signed by `anchor`, or by the anchor it names itself when None is known (`anchor_pinned` False).

    Raises TrustError: signature_invalid, malformed, rollback, bundle_from_future, ... A stale one is still read.
    """
    try:
        signed_by = anchor if anchor is not None else own_anchor(text)
        claims = jws.verify(text, signed_by, typ=TYP, max_chars=MAX_CHARS)
        bundle = _bundle(claims, signed_by, anchor is not None)
    except TrustError:
        raise
    except CertsError as error:
        raise TrustError("malformed" if isinstance(error, KeyFormatError) else error.code, error.detail) from None
    if bundle.number < at_least_number:
        raise TrustError("rollback", f"bundle {bundle.number} is older than {at_least_number}")
    if bundle.iat > now + bundle.policy.iat_future:
        raise TrustError("bundle_from_future", "the bundle was made after now: is this clock right?")
    return bundle


def own_anchor(text: str) -> keys.PublicKey:
    """The key a bundle names as its anchor, unproven. Raises MalformedError or KeyFormatError."""
    payload = jws.parse(text, max_chars=MAX_CHARS)[1]
    return keys.public_from_jwk(member(jws.strict_json(payload), "anchor", dict))


def _bundle(claims: dict[str, Any], anchor: keys.PublicKey, pinned: bool) -> Bundle:
    if keys.thumbprint(keys.public_from_jwk(member(claims, "anchor", dict))) != keys.thumbprint(anchor):
        raise MalformedError("signature_invalid", "the bundle names another anchor than its signer")
    number, iat, until, server_time = (
        member(claims, name, int) for name in ("number", "iat", "next_update", "server_time")
    )
    policy = read_policy(member(claims, "policy", dict))
    trust_list_jws = member(claims, "trust_list", str)
    trust_list = read_trust_list(trust_list_jws, anchor)
    lists = StatusLists(_status_lists(claims, anchor), policy.status_max_age, policy.grace)
    regions = read_regions(member(claims, "regions", list)) if "regions" in claims else ()
    trust = Trust(trust_list, read_types(claims), lists, iat, until, regions)
    return Bundle(trust, policy, number, iat, until, server_time, anchor, pinned, trust_list_jws)


def read_types(claims: dict[str, Any]) -> catalogue.Catalogue:
    """The certificate types of a payload. Raises MalformedError or CatalogueError."""
    return catalogue.parse(
        [(member(entry, "file", str), member(entry, "text", str)) for entry in member(claims, "types", list)]
    )


def read_policy(value: dict[str, Any]) -> Policy:
    """The policy of a payload. Raises MalformedError."""
    return Policy(**{name: member(value, name, int) for name in asdict(Policy())})


def _status_lists(claims: dict[str, Any], anchor: keys.PublicKey) -> dict[int, status.ReadStatusList]:
    base, lists = member(claims, "status_uri", str), member(claims, "status_lists", dict)
    return {list_number(no): read_list(member(lists, no, str), anchor, base + no) for no in lists}


def read_list(cwt: str, anchor: keys.PublicKey, uri: str) -> status.ReadStatusList:
    """A status list for `uri`, from base64url, whatever its age."""
    return status.read_cwt(base64url.decode(cwt), anchor, uri=uri, now=None)


def list_number(text: str) -> int:
    """The number of a status list as it names a member. Raises MalformedError."""
    if not text.isascii() or not text.isdecimal() or str(int(text[:9])) != text:
        raise MalformedError("malformed", "a status list has a number")
    return int(text)
