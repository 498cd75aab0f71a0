"""The matters on offer, as searched and shown.

The search index of a database is made once and kept in memory until an import, a save or a retirement is on record
that it does not know: their number and the time of the last one are read from the log's index with every search.
"""

from collections.abc import Iterable
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select, tuple_
from sqlalchemy.orm import Session

from backend.audit.models import RARE, AuditEntry
from backend.errors import NotFound
from backend.matters.import_matters import IMPORTED, current_rows
from backend.matters.models import MatterVersion
from backend.matters.search import Index, index, search
from backend.matters.stored import matter_of
from backend.matters.synonyms import builtin_synonyms
from backend.matters.terms import Matter

Changes = tuple[int, int]
RETIRED = "matters.retired"
SAVED = "matters.saved"


class NoSuchMatter(NotFound):
    code = "matter_not_found"
    zh = "没有这个事项"
    en = "No such matter"
    next_zh = "请核对事项编码，或搜索事项名称"
    next_en = "Check the code, or search by name"


def offered_matters(session: Session, query: str | None, *, limit: int) -> list[Matter]:
    """The best `limit` matters for the query, or without one the first by code."""
    if query is None:
        return [matter_of(row) for row in current_rows(session, limit=limit)]
    return [hit.matter for hit in search(_KEPT.index(session.get_bind().engine), query, limit=limit)]


def offered_matter(session: Session, code: str) -> Matter:
    """The offered version of one matter; raises NoSuchMatter."""
    row = session.scalars(
        select(MatterVersion).where(MatterVersion.code == code, MatterVersion.current.is_(True))
    ).first()
    if row is None:
        raise NoSuchMatter
    return matter_of(row)


def shown_matter(session: Session, code: str, version: int | None) -> Matter:
    """The offered version, or the one that is asked for, offered or not; raises NoSuchMatter."""
    if version is None:
        return offered_matter(session, code)
    row = session.get(MatterVersion, (code, version))
    if row is None:
        raise NoSuchMatter
    return matter_of(row)


def matter_version(session: Session, code: str, version: int) -> Matter:
    """The very version that a case was opened with. A version never changes: a session reads it once."""
    read: dict[tuple[str, int], Matter] = session.info.setdefault("matter versions", {})
    if (code, version) not in read:
        read[code, version] = matter_of(session.get_one(MatterVersion, (code, version)))
    return read[code, version]


def read_versions(session: Session, versions: Iterable[tuple[str, int]]) -> None:
    """In one statement everything that `matter_version` will be asked for: for lists."""
    read: dict[tuple[str, int], Matter] = session.info.setdefault("matter versions", {})
    wanted = set(versions) - read.keys()
    if wanted:
        named = tuple_(MatterVersion.code, MatterVersion.version).in_(sorted(wanted))
        read |= {(row.code, row.version): matter_of(row) for row in session.scalars(select(MatterVersion).where(named))}


class _KeptIndexes:
    """One index a database; two threads that find it old make it one after the other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._made: WeakKeyDictionary[Engine, tuple[Changes, Index]] = WeakKeyDictionary()

    def index(self, engine: Engine) -> Index:
        changes = _changes(engine)
        known = self._made.get(engine)
        if known is not None and known[0] == changes:
            return known[1]
        with self._lock:
            known = self._made.get(engine)
            if known is None or known[0] != changes:
                known = (changes, index(_all_offered(engine), builtin_synonyms()))
                self._made[engine] = known
            return known[1]


_KEPT = _KeptIndexes()


def _changes(engine: Engine) -> Changes:
    """How often what is offered was changed, and when last; of two changes at once, each counts when it ends."""
    recorded = select(func.count(), func.max(AuditEntry.at)).where(
        AuditEntry.action.in_((IMPORTED, RETIRED, SAVED)), RARE
    )
    with Session(engine) as session:
        count, last = session.execute(recorded).one()
    return int(count), int(last or 0)


def _all_offered(engine: Engine) -> list[Matter]:
    """Read in a session of its own: making an index takes seconds, and no transaction may stay open so long."""
    with Session(engine) as session:
        return [matter_of(row) for row in current_rows(session)]
