"""Who is recognised: proposed by one person, approved by another, suspended by anybody, at once.

1. A proposal names the anchor's thumbprint, read from the other side; what the region serves must be signed by that
key, and the mapping must fit; no key in it is one that another region listed before (`unlike`). 2. It comes into effect
when somebody other than the last who changed it approves, naming the thumbprint again and the version seen. 3. A
proposal for a region that stands takes it out of effect until it is approved again. 4. Suspending and ending need one
person and no reason to wait; approving resumes a suspended one. An ended one begins anew with a proposal. 5. Numbers
that were seen are kept through all of it, by anchor.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.outbound import OutboundRefused, check_url
from backend.people.two_people import require_another
from backend.regions.ask import Published, read, thumbprint_of
from backend.regions.mapping import settle
from backend.regions.models import Region
from backend.regions.refusals import AnchorDiffers, NoSuchRegion, RegionChanged, RegionInvalid, SecondPerson
from backend.regions.unlike import refuse_copied
from backend.trust import caches, keys
from backend.trust.models import PLATFORM, RegionList
from certs.catalogue import Catalogue
from certs.keys import jwk_of
from certs.regions import region_member

PROPOSED, APPROVED, SUSPENDED, ENDED = "proposed", "approved", "suspended", "ended"
REGION_ID = re.compile(r"[A-Z]{2,6}")
MOST_GRACE = 7 * 86_400


def check_address(base_url: str, *, local: Collection[str]) -> str:
    """The address without a slash at its end; raises RegionInvalid before anybody is called."""
    trimmed = base_url.rstrip("/")
    try:
        check_url(trimmed, local=local)
    except OutboundRefused as error:
        raise _wrong("/base_url", f"may not be called: {error.detail}") from error
    if "?" in trimmed or "#" in trimmed:
        raise _wrong("/base_url", "an address without question mark and fragment")
    return trimmed


def propose(
    session: Session, region_id: str, *, name: Mapping[str, str], base_url: str, thumbprint: str, grace: int,
    accepts: Mapping[str, Any], served: str, catalogue: Catalogue, actor: str, now: int,
) -> Region:  # fmt: skip
    """The region, in state proposed. `served`: what `ask` answered.

    Raises RegionInvalid, AnchorDiffers, RegionUnusable."""
    _check(session, region_id, base_url, thumbprint, grace, now=now)
    if thumbprint_of(served) != thumbprint:
        raise AnchorDiffers
    row = session.scalars(select(Region).where(Region.region_id == region_id).with_for_update()).first()
    lists = session.get(RegionList, region_id)
    same = row is not None and lists is not None and row.thumbprint == thumbprint
    at_least = (lists.number, lists.issued_at) if lists is not None and same else (0, 0)
    published = read(served, thumbprint=thumbprint, at_least=at_least, now=now)
    refuse_copied(session, region_id, published)
    full = settle(accepts, published.bundle.trust.catalogue, catalogue)
    if row is None or lists is None:
        row, lists = Region(region_id=region_id), RegionList(region_id=region_id, version=0)
        session.add_all([row, lists])
    row.name_zh, row.name_en, row.base_url = name["zh"], name["en"], base_url
    row.thumbprint, row.accepts, row.grace = thumbprint, full, grace
    row.proposed_by, row.proposed_at, row.approved_by, row.approved_at = actor, now, None, None
    keep(row, lists, published, now=now)
    _change(session, row, lists, PROPOSED, actor=actor, now=now, thumbprint=thumbprint, types=sorted(full))
    return row


def approve(
    session: Session, region_id: str, *, thumbprint: str, version: int, actor: str, now: int
) -> Region:  # fmt: skip
    """Rule 2. Raises NoSuchRegion, SecondPerson, RegionChanged, AnchorDiffers."""
    row, lists = locked(session, region_id)
    if row.state not in (PROPOSED, SUSPENDED) or lists.version != version:
        raise RegionChanged(state=row.state, version=lists.version)
    require_another(session, row.changed_by, actor, refusal=SecondPerson)
    if thumbprint != row.thumbprint:
        raise AnchorDiffers
    row.approved_by, row.approved_at = actor, now
    _change(session, row, lists, APPROVED, actor=actor, now=now, thumbprint=thumbprint, proposed_by=row.proposed_by)
    return row


def suspend(session: Session, region_id: str, *, actor: str, now: int) -> Region:
    """No code of the region is accepted any more. Raises NoSuchRegion, RegionChanged."""
    return _stop(session, region_id, SUSPENDED, {APPROVED}, actor=actor, now=now)


def end(session: Session, region_id: str, *, actor: str, now: int) -> Region:
    """The same, until it is proposed anew. Raises NoSuchRegion, RegionChanged."""
    return _stop(session, region_id, ENDED, {PROPOSED, APPROVED, SUSPENDED}, actor=actor, now=now)


def keep(row: Region, lists: RegionList, published: Published, *, now: int) -> None:
    """What was taken from the region is what our bundle carries from now on."""
    found = published.bundle
    about = {"id": row.region_id, "name": {"zh": row.name_zh, "en": row.name_en}, "grace": row.grace}
    member = region_member(published.claims, row.accepts, anchor=jwk_of(found.anchor), **about)
    lists.member = orjson.dumps(member).decode()
    lists.number, lists.issued_at, lists.next_update = found.number, found.iat, found.next_update
    row.fetched_at = row.tried_at = now
    row.failure = row.failing_since = None


def find_region(session: Session, region_id: str) -> tuple[Region, RegionList]:
    """To be read; raises NoSuchRegion."""
    row = session.get(Region, region_id)
    if row is None:
        raise NoSuchRegion
    return row, session.get_one(RegionList, region_id)


def _stop(
    session: Session, region_id: str, state: str, of: Collection[str], *, actor: str, now: int
) -> Region:  # fmt: skip
    row, lists = locked(session, region_id)
    if row.state not in of:
        raise RegionChanged(state=row.state, version=lists.version)
    _change(session, row, lists, state, actor=actor, now=now)
    return row


def locked(session: Session, region_id: str) -> tuple[Region, RegionList]:
    """For a change; raises NoSuchRegion."""
    row = session.scalars(select(Region).where(Region.region_id == region_id).with_for_update()).first()
    if row is None:
        raise NoSuchRegion
    return row, session.get_one(RegionList, region_id, populate_existing=True)


def _change(
    session: Session, row: Region, lists: RegionList, state: str, *, actor: str, now: int, **detail: Any
) -> None:  # fmt: skip
    row.state, row.changed_by, row.changed_at = state, actor, now
    lists.stands, lists.version = state == APPROVED, lists.version + 1
    session.flush()  # the next look-up in this transaction must see it
    caches.forget(session)
    entry = make_entry(at=now, actor=actor, action=f"region.{state}", subject=f"region:{row.region_id}", **detail)
    record(session, entry)


def _check(session: Session, region_id: str, base_url: str, thumbprint: str, grace: int, *, now: int) -> None:
    if not REGION_ID.fullmatch(region_id):
        raise _wrong("/region_id", "2 to 6 capital letters")
    if not 0 <= grace <= MOST_GRACE:
        raise _wrong("/grace", f"0 to {MOST_GRACE} seconds")
    own = {key.thumbprint for key in keys.all_keys(session, PLATFORM)}
    if thumbprint in own:
        raise _wrong("/thumbprint", "that is our own key")
    others = select(Region.region_id).where(Region.region_id != region_id, Region.state != ENDED)
    if session.scalars(others.where((Region.thumbprint == thumbprint) | (Region.base_url == base_url))).first():
        raise _wrong("/thumbprint", "another region is registered with this key or address")


def _wrong(path: str, problem: str) -> RegionInvalid:
    return RegionInvalid(errors=[{"path": path, "problem": problem}])
