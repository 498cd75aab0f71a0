"""Asking another region for what it published, and judging it. No database is touched here.

1. The address is a registered one and is called as `outbound` permits. 2. The answer is a bundle, signed through and
through by the pinned anchor, not older than what was taken before, not past its own next update, and carries no third
region: trust is not passed on. 3. The mapping still fits its types. 4. It has no more status lists than gates can hold,
and no number that browsers cannot count to: one region must not make our bundle unreadable for gates. 5. Everything
else is a failure with one word.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from backend.outbound import OutboundFailed, OutboundRefused, fetch
from backend.regions.mapping import settle
from backend.regions.refusals import RegionInvalid, RegionUnusable
from certs import base64url, bundle, jws, keys
from certs.catalogue import Catalogue
from certs.catalogue.document import MAX_CHARACTERS
from certs.errors import CertsError, MalformedError, TrustError
from certs.trust import StatusLists

PATH = "/api/v1/bundle?regions=none"
MOST, TIMEOUT = 8_000_000, 15.0
MOST_LISTS = 128  # of a megabyte each at most, of a million entries or more
MOST_NUMBER = 2**52  # a browser counts to twice that, and our grace is added to times


@dataclass(frozen=True)
class Published:
    """A region's bundle that was read: `claims` is its payload."""

    bundle: bundle.Bundle
    claims: Mapping[str, Any]


def ask(base_url: str, *, local: Collection[str]) -> str:
    """What the region answers; raises RegionUnusable (address, unreachable, answer)."""
    try:
        answer = fetch(f"{base_url}{PATH}", most=MOST, timeout=TIMEOUT, local=local, kind="region")
    except OutboundRefused as error:
        raise _unusable("too_large" if error.detail == "too_large" else "address", error.detail) from error
    except OutboundFailed as error:
        raise _unusable("unreachable", error.detail) from error
    if answer.status != 200 or not answer.body.isascii():
        raise _unusable("answer", str(answer.status))
    return answer.body.decode("ascii").strip()


def thumbprint_of(text: str) -> str:
    """Of the anchor that a bundle names, unproven; raises RegionUnusable."""
    try:
        return base64url.encode(keys.thumbprint(bundle.own_anchor(text)))
    except CertsError as error:
        raise _unusable("malformed", error.detail) from error


def read(text: str, *, thumbprint: str, at_least: tuple[int, int], now: int) -> Published:
    """Rule 2. `at_least`: number and time of what was taken before. Raises RegionUnusable."""
    if thumbprint_of(text) != thumbprint:
        raise _unusable("anchor_changed")
    claims = jws.strict_json(jws.parse(text, max_chars=bundle.MAX_CHARS)[1])
    lists = claims.get("status_lists")
    if isinstance(lists, dict) and len(lists) > MOST_LISTS:  # before any of them is inflated
        raise _unusable("too_large", f"at most {MOST_LISTS} status lists")
    try:
        found = bundle.read_bundle(text, anchor=bundle.own_anchor(text), now=now, at_least_number=at_least[0])
    except TrustError as error:
        raise _unusable(error.reason, error.detail) from error
    if (found.number, found.iat) < at_least:
        raise _unusable("rollback")
    if now > found.next_update:
        raise _unusable("stale")
    if "regions" in claims:
        raise _unusable("carries_regions")
    _refuse_unreadable(found, claims)
    return Published(found, claims)


def fits(published: Published, accepts: Mapping[str, Any], ours: Catalogue) -> None:
    """Rule 3; raises RegionUnusable."""
    try:
        settle(accepts, published.bundle.trust.catalogue, ours)
    except RegionInvalid as error:
        raise _unusable("mapping_broken", str(error.extra["errors"][0])) from error


def _refuse_unreadable(found: bundle.Bundle, claims: Mapping[str, Any]) -> None:
    """Rule 4's second half, and what browsers read more strictly than a type's file is read where types are made."""
    try:
        far = any(abs(number) > MOST_NUMBER for number in _numbers(_parts(found, claims)))
    except MalformedError as error:
        raise _unusable("malformed", error.detail) from error
    units = (len(text.encode("utf-16-le")) // 2 for _, text in found.trust.catalogue.sources)  # as browsers count
    if far or max(units, default=0) > MAX_CHARACTERS:
        raise _unusable("malformed", "a number or a type beyond what browsers read")


def _parts(found: bundle.Bundle, claims: Mapping[str, Any]) -> Iterator[Any]:
    """Everything in a bundle that gates read numbers from."""
    yield claims
    yield jws.strict_json(jws.parse(found.trust_list_jws)[1])
    yield from (jws.strict_json(text) for _, text in found.trust.catalogue.sources)
    assert isinstance(found.trust.status, StatusLists)  # a bundle carries its lists
    yield from ([one.iat, one.exp, one.ttl] for one in found.trust.status.lists.values())


def _numbers(values: Iterable[Any]) -> Iterator[int]:
    for one in values:
        if type(one) is int:
            yield one
        elif isinstance(one, (dict, list)):
            yield from _numbers(one.values() if isinstance(one, dict) else one)


def _unusable(reason: str, detail: str = "") -> RegionUnusable:
    return RegionUnusable(detail, reason=reason)
