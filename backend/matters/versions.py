"""The versions of matters as they are administered: every matter there ever was, and the text of each version."""

from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from backend.matters.models import MatterVersion
from backend.matters.offered import NoSuchMatter
from backend.matters.stored import matter_of
from backend.matters.written import to_text


def newest_versions(session: Session, *, offered: bool | None, after: str, limit: int) -> list[dict[str, Any]]:
    """The newest version of each matter by code, at most `limit` after the code `after`; of those that are `offered`
    or are not, or of all."""
    newest = select(MatterVersion.code, func.max(MatterVersion.version).label("version")).group_by(MatterVersion.code)
    latest = newest.subquery()
    same = and_(MatterVersion.code == latest.c.code, MatterVersion.version == latest.c.version)
    query = select(MatterVersion).join(latest, same).where(MatterVersion.code > after).order_by(MatterVersion.code)
    if offered is not None:
        query = query.where(MatterVersion.current.is_(offered))
    return [version_line(row) for row in session.scalars(query.limit(limit))]


def versions_of(session: Session, code: str) -> list[dict[str, Any]]:
    """All versions of one matter, newest first; raises NoSuchMatter."""
    query = select(MatterVersion).where(MatterVersion.code == code).order_by(MatterVersion.version.desc())
    rows = [version_line(row) for row in session.scalars(query)]
    if not rows:
        raise NoSuchMatter
    return rows


def version_document(row: MatterVersion | None) -> dict[str, Any]:
    """One version with its text; raises NoSuchMatter when there is none."""
    if row is None:
        raise NoSuchMatter
    return version_line(row) | {"text": to_text(matter_of(row))}


def version_line(row: MatterVersion) -> dict[str, Any]:
    matter = matter_of(row)
    own = {"code": row.code, "version": row.version, "name": vars(matter.name), "office": vars(matter.office)}
    return own | {"offered": row.current, "saved_at": row.imported_at}
