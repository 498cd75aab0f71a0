"""What people do with a batch: approve, pause, resume, cancel.

Rules: 1. a batch that waits is approved by a person of the department who did not make it; 2. a running batch may be
paused and a paused one resumed, by the department or the operator; 3. a batch that is not over may be cancelled: what
it issued stands, what it did not issue it will not; 4. each is one conditional UPDATE, so of two at once one does it;
5. whoever works on batches is told in the same transaction.
"""

import uuid
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from backend.batches.make import note
from backend.batches.models import Batch, BatchFile, BatchRow
from backend.batches.queue import announce
from backend.batches.refusals import BatchMoved, BatchSecondPerson, NoSuchBatch
from backend.batches.states import CANCELLED, OPEN, PAUSED, RUNNING, WAITING
from backend.people.two_people import require_another


def find_batch(session: Session, batch_id: uuid.UUID, *, issuer_code: str | None) -> Batch:
    """The batch, of this department or of any (None). Raises NoSuchBatch."""
    mine = (Batch.issuer_code == issuer_code,) if issuer_code is not None else ()
    found = session.scalars(select(Batch).where(Batch.batch_id == batch_id, *mine)).first()
    if found is None:
        raise NoSuchBatch
    return found


def approve(session: Session, batch: Batch, *, actor: str, now: int) -> None:
    """Rule 1. Raises BatchSecondPerson, BatchMoved."""
    require_another(session, batch.made_by, actor, refusal=BatchSecondPerson)
    _move(session, batch, (WAITING,), state=RUNNING, approved_by=actor, approved_at=now, started_at=now)
    note(session, batch, "approved", actor=actor, now=now, made_by=batch.made_by)
    announce(session)


def pause(session: Session, batch: Batch, *, actor: str, now: int) -> None:
    """Rule 2. Raises BatchMoved."""
    _move(session, batch, (RUNNING,), state=PAUSED, changed_by=actor)
    note(session, batch, "paused", actor=actor, now=now)


def resume(session: Session, batch: Batch, *, actor: str, now: int) -> None:
    """Rule 2; also what stopped by itself. Raises BatchMoved."""
    _move(session, batch, (PAUSED,), state=RUNNING, changed_by=actor, stopped_why=None)
    note(session, batch, "resumed", actor=actor, now=now)
    announce(session)


def cancel(session: Session, batch: Batch, *, actor: str, now: int) -> None:
    """Rule 3. Raises BatchMoved."""
    _move(session, batch, OPEN, state=CANCELLED, changed_by=actor, finished_at=now)
    for model in (BatchRow, BatchFile):
        session.execute(delete(model).where(model.batch_id == batch.batch_id))
    note(session, batch, "cancelled", actor=actor, now=now)


def _move(session: Session, batch: Batch, before: tuple[str, ...], **values: Any) -> None:
    """Rule 4."""
    waits = Batch.batch_id == batch.batch_id, Batch.state.in_(before)
    moved = update(Batch).where(*waits).values(values).returning(Batch.batch_id)
    if session.execute(moved.execution_options(synchronize_session=False)).first() is None:
        raise BatchMoved
    session.refresh(batch)
