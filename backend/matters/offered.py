"""The matters on offer, as searched and shown. The search index is rebuilt when what is offered has changed."""

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.errors import NotFound
from backend.matters.import_matters import current_rows
from backend.matters.models import MatterVersion
from backend.matters.search import Entry, index, search
from backend.matters.stored import matter_of
from backend.matters.terms import Matter


class NoSuchMatter(NotFound):
    code = "matter_not_found"
    zh = "没有这个事项"
    en = "No such matter"
    next_zh = "请核对事项编码，或搜索事项名称"
    next_en = "Check the code, or search by name"


def offered_matters(session: Session, query: str | None, *, limit: int) -> list[Matter]:
    """The best `limit` matters for the query, or without one the first by code."""
    matters = tuple(matter_of(row) for row in current_rows(session))
    if query is None:
        return list(matters[:limit])
    return [hit.matter for hit in search(_index(matters), query, limit=limit)]


def offered_matter(session: Session, code: str) -> Matter:
    """The offered version of one matter; raises NoSuchMatter."""
    row = session.scalars(
        select(MatterVersion).where(MatterVersion.code == code, MatterVersion.current.is_(True))
    ).first()
    if row is None:
        raise NoSuchMatter
    return matter_of(row)


def matter_version(session: Session, code: str, version: int) -> Matter:
    """The very version that a case was opened with."""
    return matter_of(session.get_one(MatterVersion, (code, version)))


def _index(matters: tuple[Matter, ...]) -> tuple[Entry, ...]:
    return _index_of(_Same(matters))


class _Same:
    """A tuple of matters by the identity of its members: versions never change, so the same objects mean no change."""

    def __init__(self, matters: tuple[Matter, ...]) -> None:
        self.matters = matters
        self._ids = tuple(map(id, matters))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._ids == other._ids


@lru_cache(maxsize=4)
def _index_of(same: _Same) -> tuple[Entry, ...]:
    return index(same.matters)
