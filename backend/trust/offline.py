"""The bundle: one signed file with everything a gate without network needs for the day.

Rules: 1. trust list, status lists and bundle are signed by the same key, the anchor; 2. the number is the trust list's
plus every shard's version: each of them only grows, so the bundle's does on every node and whatever the clocks say;
3. a bundle kept for `status.TTL` seconds is given again only while its number is still the present one.
"""

import hashlib

from sqlalchemy.orm import Session

from backend.security import Box
from backend.trust import caches, keys, lists, status
from backend.trust.models import PLATFORM
from certs import base64url, jws
from certs import bundle as vault_bundle
from certs import keys as vault_keys
from certs.catalogue import Catalogue

LIFE = 86_400  # seconds until a gate must fetch another
POLICY = vault_bundle.Policy(status_max_age=LIFE)


def bundle(session: Session, catalogue: Catalogue, *, box: Box, base_url: str, now: int) -> str:
    """The bundle as a JWS, for `certs.bundle.read_bundle`. Publishes the trust list first when that is due."""
    return bundle_with_etag(session, catalogue, box=box, base_url=base_url, now=now)[0]


def bundle_with_etag(
    session: Session, catalogue: Catalogue, *, box: Box, base_url: str, now: int
) -> tuple[str, str, int]:
    """(bundle, ETag without quotes, seconds it may still be kept)."""
    trust_list = lists.trust_list(session, box=box, now=now)
    shards = status.numbers(session)
    signer = keys.fresh_signer(session, PLATFORM, box=box, now=now)
    number = _number_of(trust_list) + sum(version for _, version in shards)
    same = (number, trust_list, tuple(shards), vault_keys.thumbprint(signer.public), catalogue.sources)
    key = ("bundle", base_url)
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
            types=catalogue.sources,
            policy=POLICY,
            signer=signer,
        )
        kept = (same, now, text, base64url.encode(hashlib.sha256(text.encode()).digest()[:18]))
        caches.keep(session, key, kept, now=now)
    _, signed_at, text, etag = kept
    return text, etag, status.TTL - (now - signed_at)


def _number_of(trust_list: str) -> int:
    """The number in a trust list of our own."""
    number: int = jws.strict_json(jws.parse(trust_list)[1])["number"]
    return number
