"""Taking anew what other regions published: by the worker on its round, and by a button.

1. The network is asked while no transaction is open. 2. What is taken is newer than what is kept, or nothing changes;
two that take at once leave the newer. 3. A failure keeps the last good one and its time, and is told; the log names it
when it begins, changes or ends. 4. Only what stands or may stand again is asked.
5. Whatever a region serves, the worker goes on to the next, and to its other work.
"""

from collections.abc import Callable, Collection
from typing import Any

import structlog
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.regions.ask import Published, ask, fits, read
from backend.regions.models import Region
from backend.regions.refusals import RegionUnusable
from backend.regions.register import APPROVED, ENDED, find_region, keep, locked
from backend.regions.unlike import refuse_copied
from backend.trust import caches
from backend.trust.models import RegionList
from certs.catalogue import Catalogue

EVERY = 300  # seconds between tries


def take(
    engine: Engine, region_id: str, *, catalogue: Catalogue, local: Collection[str], actor: str, now: int
) -> Region:  # fmt: skip
    """The region with what it publishes now. Raises NoSuchRegion, RegionUnusable (after writing down why)."""
    with db.open_session(engine, reading=True) as session:
        row, lists = find_region(session, region_id)
    try:
        published = _published(row, lists, catalogue=catalogue, local=local, now=now)
        with db.open_session(engine, reading=True) as session:
            refuse_copied(session, region_id, published)
    except RegionUnusable as error:
        with db.transaction(engine) as session:
            _failed(session, region_id, error.extra["reason"], actor=actor, now=now)
        raise
    with db.transaction(engine) as session:
        return _taken(session, row, published, actor=actor, now=now)


def take_due(engine: Engine, *, catalogue: Catalogue, local: Collection[str], clock: Callable[[], int]) -> int:
    """Every approved region whose last try is long ago; how many were asked."""
    with db.open_session(engine, reading=True) as session:
        due = select(Region.region_id).where(Region.state == APPROVED, Region.tried_at <= clock() - EVERY)
        ids = list(session.scalars(due.order_by(Region.region_id)))
    for region_id in ids:
        try:
            take(engine, region_id, catalogue=catalogue, local=local, actor="worker", now=clock())
        except RegionUnusable as error:
            structlog.get_logger().warning("region_not_taken", region=region_id, why=error.extra["reason"])
        except Exception as error:  # rule 5
            structlog.get_logger().error("region_not_taken", region=region_id, why=type(error).__name__)
    return len(ids)


def _published(row: Region, lists: RegionList, *, catalogue: Catalogue, local: Collection[str], now: int) -> Published:
    if row.state == ENDED:
        raise RegionUnusable(reason="ended")
    served = ask(row.base_url, local=local)
    published = read(served, thumbprint=row.thumbprint, at_least=(lists.number, lists.issued_at), now=now)
    fits(published, row.accepts, catalogue)
    return published


def _taken(session: Session, seen: Region, published: Published, *, actor: str, now: int) -> Region:
    """Rule 2."""
    row, lists = locked(session, seen.region_id)
    if (row.thumbprint, row.proposed_at) != (seen.thumbprint, seen.proposed_at):  # proposed anew meanwhile
        return row
    found = published.bundle
    newer, grown = (found.number, found.iat) > (lists.number, lists.issued_at), found.number > lists.number
    recovered = row.failure is not None
    row.fetched_at = row.tried_at = now
    row.failure = row.failing_since = None
    if newer:
        keep(row, lists, published, now=now)
        lists.version += 1
        caches.forget(session)
    if grown or recovered:
        _note(session, row.region_id, "region.taken", actor=actor, now=now, number=lists.number)
    return row


def _failed(session: Session, region_id: str, why: str, *, actor: str, now: int) -> None:
    row, _ = locked(session, region_id)
    row.tried_at = now
    if row.failure != why:
        row.failure, row.failing_since = why, now if row.failing_since is None else row.failing_since
        _note(session, region_id, "region.not_taken", actor=actor, now=now, why=why)


def _note(session: Session, region_id: str, action: str, *, actor: str, now: int, **detail: Any) -> None:
    record(session, make_entry(at=now, actor=actor, action=action, subject=f"region:{region_id}", **detail))
