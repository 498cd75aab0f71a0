"""Other regions as staff see them: what was registered and by whom, what stands, and how asking goes."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.regions.models import Region
from backend.regions.register import find_region
from backend.trust.models import RegionList
from certs.catalogue import Catalogue, DerivedField, Field


def regions(session: Session, *, catalogue: Catalogue, now: int) -> list[dict[str, Any]]:
    """All of them, by id."""
    query = select(Region, RegionList).join(RegionList, RegionList.region_id == Region.region_id)
    rows = session.execute(query.order_by(Region.region_id)).all()
    return [document(row, lists, catalogue=catalogue, now=now) for row, lists in rows]


def one_region(session: Session, region_id: str, *, catalogue: Catalogue, now: int) -> dict[str, Any]:
    """Raises NoSuchRegion."""
    return document(*find_region(session, region_id), catalogue=catalogue, now=now)


def document(row: Region, lists: RegionList, *, catalogue: Catalogue, now: int) -> dict[str, Any]:
    """Times in Unix seconds; `believed_until`: the end of our grace."""
    until = lists.next_update + row.grace
    return {
        "region_id": row.region_id, "name": {"zh": row.name_zh, "en": row.name_en}, "base_url": row.base_url,
        "thumbprint": row.thumbprint, "state": row.state, "version": lists.version, "grace": row.grace,
        "proposed_by": row.proposed_by, "proposed_at": row.proposed_at, "approved_by": row.approved_by,
        "approved_at": row.approved_at, "changed_by": row.changed_by, "changed_at": row.changed_at,
        "number": lists.number, "issued_at": lists.issued_at, "next_update": lists.next_update,
        "believed_until": until, "stale": now > until, "fetched_at": row.fetched_at, "tried_at": row.tried_at,
        "failure": row.failure, "failing_since": row.failing_since,
        "accepts": [_type(theirs, said, catalogue) for theirs, said in row.accepts.items()],
    }  # fmt: skip


def _type(theirs: str, said: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    type_ = catalogue.by_id(said["type"])
    titles: dict[str, Field | DerivedField] = {} if type_ is None else {**type_.fields, **type_.derived}
    fields = [
        {"theirs": name, "ours": aim, "label": dict(titles[aim].title) if aim in titles else None,
         "values": [{"theirs": one, "ours": to} for one, to in said["values"].get(name, {}).items()]}
        for name, aim in said["fields"].items()
    ]  # fmt: skip
    name = dict(type_.name) if type_ is not None else {"zh": said["type"], "en": said["type"]}
    return {"theirs": theirs, "type": {"id": said["type"], "name": name}, "fields": fields}
