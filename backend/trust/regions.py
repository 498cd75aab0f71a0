"""Other regions as the office believes them: whose codes are accepted now, and what our bundle carries of them.

1. Only what stands. 2. A change is seen at once by whoever made it and within five seconds by every other process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.trust import caches
from backend.trust.models import RegionList
from certs.regions import read_region
from certs.trust import Region, StatusLists, Trust

FRESH = 5  # seconds


@dataclass(frozen=True)
class Carried:
    """`version` grows whenever `members` change."""

    version: int
    members: Sequence[dict[str, Any]]


NONE = Carried(0, ())


def carried(session: Session) -> Carried:
    """The regions of our bundle, as `certs.bundle.sign_bundle` takes them."""
    query = select(RegionList.version, RegionList.stands, RegionList.member).order_by(RegionList.region_id)
    rows = session.execute(query).all()
    return Carried(sum(row.version for row in rows), [orjson.loads(row.member) for row in rows if row.stands])


def with_regions(session: Session, trust: Trust, *, now: int) -> Trust:
    """The same trust, and the regions that are recognised beside it."""
    kept = caches.recall(session, "regions", now=now, most=FRESH)
    if kept is None:
        query = select(RegionList.region_id, RegionList.version).where(RegionList.stands)
        rows = session.execute(query.order_by(RegionList.region_id)).all()
        kept = tuple(_read(session, *row) for row in rows)
        caches.keep(session, "regions", kept, now=now)
    return trust._replace(regions=kept)


def status_of(session: Session, region_id: str, place: tuple[int, int], *, now: int) -> int | None:
    """The status at (list, index) of a region, 0 for valid; None when it is not known, or nobody believes the region
    (any more)."""
    query = select(RegionList.version).where(RegionList.region_id == region_id, RegionList.stands)
    version = session.scalars(query).first()
    region = None if version is None else _read(session, region_id, version)
    if region is None or region.trust.next_update is None or now > region.trust.next_update:
        return None
    assert isinstance(region.trust.status, StatusLists)
    return region.trust.status.look_up(*place, now).value


def _read(session: Session, region_id: str, version: int) -> Region:
    """Parsed once a process for each version."""
    key = ("region", region_id)
    kept = caches.recall(session, key, now=0, most=1)
    if kept is None or kept[0] != version:
        member = session.scalars(select(RegionList.member).where(RegionList.region_id == region_id)).one()
        kept = version, read_region(orjson.loads(member))
        caches.keep(session, key, kept, now=0)
    region: Region = kept[1]
    return region
