"""The bundle: one signed file with everything a gate without network needs for the day; and deltas to it.

Rules: 1. trust list, status lists and bundle are signed by the same key, the anchor; 2. the number is the trust list's
plus every shard's and region's version: each only grows, so the bundle's does on every node and by any clock;
3. a bundle kept for `status.TTL` seconds is given again only while its number is still the present one; 4. a delta
leads from what the asker says it holds to that bundle. What changed since then is known by its time, with a margin for
clocks and long transactions; whether it was all, the asker knows by the digests; 5. who holds nothing, something old or
something from elsewhere, or would save little, gets the whole.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from backend.security import Box
from backend.trust import caches, keys, lists, regions, status
from backend.trust.models import PLATFORM
from certs import base64url, delta, jws
from certs import bundle as vault_bundle
from certs import keys as vault_keys
from certs.catalogue import Catalogue

LIFE = 86_400  # seconds until a gate must fetch another
POLICY = vault_bundle.Policy(status_max_age=LIFE)
REACH = 7 * 86_400  # seconds: a delta leads from nothing older
MARGIN = 1800  # seconds by which a change may have been written later than its time says


@dataclass(frozen=True)
class _Ready:
    """A bundle's text, read; and what changed in its status lists before it, as `status.changed_since` tells."""

    text: str
    whole: delta.Whole
    changed: list[tuple[int, int, int]]


def bundle(session: Session, catalogue: Catalogue, *, box: Box, base_url: str, now: int) -> str:
    """The bundle as a JWS, for `certs.bundle.read_bundle`. Publishes the trust list first when that is due."""
    return bundle_with_etag(session, catalogue, box=box, base_url=base_url, now=now)[0]


def bundle_with_etag(
    session: Session, catalogue: Catalogue, *, box: Box, base_url: str, now: int, alone: bool = False
) -> tuple[str, str, int]:
    """(bundle, ETag without quotes, seconds it may still be kept). `alone`: without other regions, for those."""
    others = regions.NONE if alone else regions.carried(session)
    trust_list = lists.trust_list(session, box=box, now=now)
    shards = status.numbers(session)
    signer = keys.fresh_signer(session, PLATFORM, box=box, now=now)
    number = _number_of(trust_list) + sum(version for _, version in shards) + others.version
    same = (number, trust_list, tuple(shards), vault_keys.thumbprint(signer.public), catalogue.sources)
    key = ("bundle", base_url, alone)
    kept = caches.recall(session, key, now=now, most=status.TTL)
    if kept is None or kept[0] != same:
        cwts = {
            list_no: status.published(session, list_no, "cwt", box=box, base_url=base_url, now=now)[0]
            for list_no, _ in shards
        }
        text = vault_bundle.sign_bundle(
            number=number,
            iat=now,
            next_update=now + LIFE,
            trust_list=trust_list,
            status_lists=cwts,
            status_uri=status.status_uri(base_url),
            types=types_for_gates(catalogue),
            policy=POLICY,
            signer=signer,
            regions=others.members,
        )
        kept = (same, now, text, base64url.encode(hashlib.sha256(text.encode()).digest()[:18]))
        caches.keep(session, key, kept, now=now)
    _, signed_at, text, etag = kept
    return text, etag, status.TTL - (now - signed_at)


def delta_with_etag(
    session: Session, catalogue: Catalogue, *, base: delta.Base, box: Box, base_url: str, now: int
) -> tuple[str, str, int]:
    """(a delta from `base`, or the whole bundle, weak ETag without quotes, seconds it may still be kept)."""
    text, etag, keep = bundle_with_etag(session, catalogue, box=box, base_url=base_url, now=now)
    if not now - REACH <= base.iat <= now + POLICY.iat_future:
        return text, etag, keep
    signer = keys.fresh_signer(session, PLATFORM, box=box, now=now)
    ready = _ready(session, text, signer.public, base_url=base_url, now=now)
    if base.number > ready.whole.base.number:
        return text, etag, keep
    changed = _by_list(ready, base.iat - MARGIN)
    made = delta.sign_delta(base, whole=ready.whole, changed=changed, signer=signer)
    if 2 * len(made) > len(text):
        return text, etag, keep
    same = hashlib.sha256(f"{etag} {base.query()}".encode()).digest()
    return made, base64url.encode(same[:18]), keep


def _ready(session: Session, text: str, anchor: vault_keys.PublicKey, *, base_url: str, now: int) -> _Ready:
    key = ("bundle read", base_url)
    kept = caches.recall(session, key, now=now, most=status.TTL)
    if not isinstance(kept, _Ready) or kept.text != text:
        changed = status.changed_since(session, now - REACH - MARGIN)
        kept = _Ready(text, delta.prepare(text, anchor, now=now), changed)
        caches.keep(session, key, kept, now=now)
    return kept


def _by_list(ready: _Ready, since: int) -> Mapping[int, Iterable[int]]:
    """What changed since, for every list of the bundle."""
    found: dict[int, list[int]] = {int(no): [] for no in ready.whole.claims["status_lists"]}
    for _, list_no, index in ready.changed[bisect_left(ready.changed, (since,)) :]:
        if list_no in found:  # a list that was opened since is in the next bundle
            found[list_no].append(index)
    return found


def types_for_gates(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """The type files without blanks and without what only those who issue need: the headings of departments' tables,
    validators and rules."""
    return tuple((name, _lean(text)) for name, text in catalogue.sources)


@lru_cache(maxsize=256)
def _lean(text: str) -> str:
    document = jws.strict_json(text)
    for field in document["liangma"]["fields"].values():
        field["columns"] = field["validators"] = []
    document["liangma"]["rules"] = []
    return jws.to_json(document).decode()


def _number_of(trust_list: str) -> int:
    """The number in a trust list of our own."""
    number: int = jws.strict_json(jws.parse(trust_list)[1])["number"]
    return number
