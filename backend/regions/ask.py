"""Asking another region for what it published, and judging it. No database is touched here.

1. The address is a registered one and is called as `outbound` permits. 2. The answer is a bundle, signed through and
through by the pinned anchor, not older than what was taken before, not past its own next update, and carries no third
region: trust is not passed on. 3. The mapping still fits its types. 4. Everything else is a failure with one word.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from backend.outbound import OutboundFailed, OutboundRefused, fetch
from backend.regions.mapping import settle
from backend.regions.refusals import RegionInvalid, RegionUnusable
from certs import base64url, bundle, jws, keys
from certs.catalogue import Catalogue
from certs.errors import CertsError, TrustError

PATH = "/api/v1/bundle?regions=none"
MOST, TIMEOUT = 8_000_000, 15.0


@dataclass(frozen=True)
class Published:
    """A region's bundle that was read: `claims` is its payload."""

    bundle: bundle.Bundle
    claims: Mapping[str, Any]


def ask(base_url: str, *, local: Collection[str]) -> str:
    """What the region answers; raises RegionUnusable (address, unreachable, answer)."""
    try:
        answer = fetch(f"{base_url}{PATH}", most=MOST, timeout=TIMEOUT, local=local)
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
    try:
        found = bundle.read_bundle(text, anchor=bundle.own_anchor(text), now=now, at_least_number=at_least[0])
    except TrustError as error:
        raise _unusable(error.reason, error.detail) from error
    claims = jws.strict_json(jws.parse(text, max_chars=bundle.MAX_CHARS)[1])
    if (found.number, found.iat) < at_least:
        raise _unusable("rollback")
    if now > found.next_update:
        raise _unusable("stale")
    if "regions" in claims:
        raise _unusable("carries_regions")
    return Published(found, claims)


def fits(published: Published, accepts: Mapping[str, Any], ours: Catalogue) -> None:
    """Rule 3; raises RegionUnusable."""
    try:
        settle(accepts, published.bundle.trust.catalogue, ours)
    except RegionInvalid as error:
        raise _unusable("mapping_broken", str(error.extra["errors"][0])) from error


def _unusable(reason: str, detail: str = "") -> RegionUnusable:
    return RegionUnusable(detail, reason=reason)
