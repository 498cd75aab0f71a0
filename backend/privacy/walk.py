"""A walk over every sealed value, in chunks, while the office works; killed at any point it goes on where it was.

1. A chunk is one transaction, with how far the walk has come. 2. A value is replaced only while it is the one that was
read: what somebody writes in between stays theirs. 3. A value that does not open stops the walk and is named by its
place, without its content.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine, Row, and_, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from backend import db
from backend.batches.models import BatchFile
from backend.errors import Conflict
from backend.papers.models import SealedCopyFile
from backend.privacy.decisions import OFFICE, Sealed
from backend.security import HOLDERS, VERSION, Box
from backend.security.models import PrivacyJob
from backend.security.refusals import HolderErased

CHUNK = 500
BIG = (SealedCopyFile, BatchFile)  # files of megabytes
Progress = Callable[[int], None]


class DoesNotOpen(Conflict):
    code = "sealed_value_does_not_open"
    zh = "有一项加密数据无法打开"
    en = "A sealed value does not open"
    next_zh = "请核对该行是否被改动，并从备份恢复"
    next_en = "See whether the row was altered, and restore it from a backup"


def walk(
    engine: Engine, box: Box, job: str, tables: Iterable[Sealed], *, now: int, progress: Progress, most: int = CHUNK
) -> int:
    """One pass from where the job stands to its end; how many values were sealed anew since the job began."""
    for sealed in tables:
        while True:
            with db.transaction(engine) as session:
                standing = _standing(session, job, now=now)
                if sealed.table.name in standing.done:
                    break
                read = _chunk(session, box, sealed, standing, most=most)
            progress(read)
    with db.transaction(engine) as session:
        standing = _standing(session, job, now=now)
        changed = standing.changed
        session.delete(standing)
    return changed


def _standing(session: Session, job: str, *, now: int) -> PrivacyJob:
    """Rule 1. The row is locked, so that two walks of one name take turns and do nothing twice."""
    found = session.get(PrivacyJob, job, with_for_update=True)
    if found is None:
        found = PrivacyJob(job=job, done=[], at=None, cursor=None, changed=0, begun_at=now)
        session.add(found)
        session.flush()  # two that begin at once: the key decides
    return found


def _chunk(session: Session, box: Box, sealed: Sealed, standing: PrivacyJob, *, most: int) -> int:
    keys, name = list(sealed.table.primary_key), sealed.table.name
    holder = sealed.holder()
    query = select(sealed.table, *([] if holder is None else [holder.label("the_holder")])).order_by(*keys)
    query = query.limit(max(most // 50, 1) if sealed.model in BIG else most)
    if holder is not None:  # the database passes over what is done
        query = query.where(or_(*(func.substr(sealed.table.c[name], 1, 1) == VERSION for name in sealed.columns)))
    if standing.at == name and standing.cursor is not None:
        query = query.where(tuple_(*keys) > tuple_(*_read(standing.cursor, keys)))
    rows = session.execute(query).all()
    standing.changed += sum(_renew(session, box, sealed, rows))
    if not rows:
        standing.done, standing.at, standing.cursor = [*standing.done, name], None, None
    else:
        standing.at, standing.cursor = name, _written([getattr(rows[-1], key.name) for key in keys])
    return len(rows)


def _renew(session: Session, box: Box, sealed: Sealed, rows: Sequence[Row[Any]]) -> Iterable[int]:
    if sealed.whose != OFFICE:
        box.foresee(session, (row.the_holder for row in rows))
    for row in rows:
        for name, context in sealed.columns.items():
            value = getattr(row, name)
            if not value:
                continue
            try:
                renewed = _renewed(session, box, sealed, row, value, context(row))
            except InvalidTag as error:
                raise DoesNotOpen(f"{sealed.table.name}.{name}") from error
            except HolderErased:
                continue
            if renewed is not None:
                yield _replace(session, sealed, row, name, value, renewed)


def _renewed(session: Session, box: Box, sealed: Sealed, row: Any, value: bytes, context: bytes) -> bytes | None:
    """The value under the key that `decisions` names; None: it is already."""
    if value[:1] == HOLDERS:
        return None
    holder = None if sealed.whose == OFFICE else row.the_holder
    if holder is None:
        return box.renewed(value, context, is_key=sealed.signs)
    return box.of(session, holder).seal(box.open(value, context), context)


def _replace(session: Session, sealed: Sealed, row: Any, name: str, old: bytes, new: bytes) -> int:
    """Rule 2."""
    column = sealed.table.c[name]
    same = and_(*(key == getattr(row, key.name) for key in sealed.table.primary_key), column == old)
    done = session.execute(update(sealed.table).where(same).values({name: new}))
    rows: int = done.rowcount  # type: ignore[attr-defined]
    return max(rows, 0)


def _written(values: Sequence[Any]) -> list[Any]:
    return [value.hex if isinstance(value, uuid.UUID) else value.hex() if isinstance(value, bytes) else value
            for value in values]  # fmt: skip


def _read(values: Sequence[Any], keys: Sequence[Any]) -> list[Any]:
    read: list[Any] = []
    for value, key in zip(values, keys, strict=True):
        kind = key.type.python_type
        read.append(uuid.UUID(value) if kind is uuid.UUID else bytes.fromhex(value) if kind is bytes else value)
    return read
