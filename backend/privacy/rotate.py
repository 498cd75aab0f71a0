"""From one wrapping key to the next, while the office works.

1. Before it begins every process has both keys, the new one last. 2. Data keys are wrapped anew in chunks, each its own
transaction; what is left says how far it is. 3. What is the office's own is sealed under the newest key, in passes,
until a pass finds nothing. 4. Only then is it said that the older keys may be taken away, and only while no data key
needs one. 5. The index key is no such key: see docs/privacy.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, func, select, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Conflict
from backend.privacy.decisions import OFFICE, SEALED
from backend.privacy.walk import CHUNK, Progress, walk
from backend.security import Box
from backend.security.models import HolderKey, WrappingKey

PASSES = 5


class StillNeeded(Conflict):
    code = "wrapping_key_still_needed"
    zh = "旧密钥仍在使用，不可移除"
    en = "The older keys are still in use; do not take them away"
    next_zh = "请确认所有节点都已使用新的 LIANGMA_DATA_KEY_FILE 并重启，然后再次运行 liangma privacy rotate"
    next_en = "See that every node was started anew with the new LIANGMA_DATA_KEY_FILE, then run it once more"


@dataclass(frozen=True)
class Rotated:
    """How many data keys were wrapped and office values sealed anew, and which keys may be taken away."""

    wrapped: int
    sealed: int
    retired: tuple[str, ...]


def rotate(
    engine: Engine, box: Box, *, actor: str, clock: Callable[[], int], progress: Progress, most: int = CHUNK
) -> Rotated:
    """Raises StillNeeded (rule 4), WrappingKeyMissing, DoesNotOpen."""
    wrapped = sum(_batches(engine, box, clock=clock, progress=progress, most=most))
    office = [one for one in SEALED if one.whose == OFFICE]
    sealed = 0
    for _ in range(PASSES):
        found = walk(engine, box, "rotate", SEALED, now=clock(), progress=progress, most=most)
        sealed += found
        if found == 0:
            break
    else:
        raise StillNeeded(tables=len(office))
    return Rotated(wrapped, sealed, _retire(engine, box, actor=actor, now=clock(), counts=(wrapped, sealed)))


def left(engine: Engine, box: Box) -> int:
    """How many data keys another key than the newest wraps."""
    with db.open_session(engine, reading=True) as session:
        return session.scalar(select(func.count()).select_from(HolderKey).where(*_older(box))) or 0


def _older(box: Box) -> tuple[ColumnElement[bool], ...]:
    return HolderKey.wrapping_id != box.keyring.newest.wrapping_id, HolderKey.wrapped.is_not(None)


def _batches(engine: Engine, box: Box, *, clock: Callable[[], int], progress: Progress, most: int) -> Iterator[int]:
    """Rule 2."""
    while True:
        with db.transaction(engine) as session:
            done = _wrap_anew(session, box, most=most, now=clock())
        if not done:
            return
        progress(done)
        yield done


def _wrap_anew(session: Session, box: Box, *, most: int, now: int) -> int:
    """Keys that somebody destroys meanwhile stay destroyed: a row changes only while it is the one that was read."""
    query = select(HolderKey.person_id, HolderKey.wrapping_id, HolderKey.wrapped).where(*_older(box))
    rows = session.execute(query.order_by(HolderKey.person_id).limit(most)).all()
    for row in rows:
        data_key = box.keyring.unwrap(row.person_id, row.wrapping_id, row.wrapped or b"")
        values = box.keyring.row(row.person_id, data_key, at=now)
        anew = {name: values[name] for name in ("wrapped", "wrapping_id", "wrapped_at")}
        same = update(HolderKey).where(HolderKey.person_id == row.person_id, HolderKey.wrapped == row.wrapped)
        session.execute(same.values(anew).execution_options(synchronize_session=False))
    return len(rows)


def _retire(engine: Engine, box: Box, *, actor: str, now: int, counts: tuple[int, int]) -> tuple[str, ...]:
    """Rule 4."""
    if left(engine, box):
        raise StillNeeded
    with db.transaction(engine) as session:
        older = WrappingKey.wrapping_id.not_in(sorted(box.keyring.needed)), WrappingKey.retired_at.is_(None)
        ids = sorted(session.scalars(select(WrappingKey.wrapping_id).where(*older)))
        retired = update(WrappingKey).where(WrappingKey.wrapping_id.in_(ids)).values(retired_at=now)
        session.execute(retired.execution_options(synchronize_session=False))
        entry = make_entry(
            at=now, actor=actor, action="privacy.rotated", subject="privacy", retired=ids, wrapped=counts[0],
            sealed=counts[1],
        )  # fmt: skip
        record(session, entry)
    return tuple(ids)
