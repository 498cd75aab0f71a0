"""Whose turn it is to read a batch: until when somebody reads it stands in its row, and proves whose reading it is.

Rules: 1. a reading that is not prolonged for LEASE seconds is taken for killed, and another begins it again; 2. it is
prolonged in a thread of its own while it goes on, for a file may be opened longer than that before its first row;
3. nothing is written of a reading but under the batch's lock, by whom the time in the row is of: a process that was
frozen and thaws finds another's, and stops. The time only grows, so no two readings have the same.
"""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend import db
from backend.batches.models import Batch, BatchFile
from backend.batches.states import READING, REGISTER

LEASE = 60  # seconds
PROLONG_EVERY = 15.0


class NotOurs(Exception):
    """Somebody else reads the batch by now, or it was cancelled."""


class Lease:
    """One reading of one batch."""

    def __init__(self, engine: Engine, batch_id: uuid.UUID, until: int, clock: Callable[[], int]) -> None:
        """`until`: as it stands in the row."""
        self.batch_id = batch_id
        self._engine, self._clock, self._ours = engine, clock, {until}

    def look(self, session: Session) -> tuple[Batch, bool]:
        """The batch, locked until the transaction ends, and whether this reading is still the one that counts."""
        batch = session.get_one(Batch, self.batch_id, with_for_update=True, populate_existing=True)
        return batch, batch.busy_until in self._ours

    def held(self, session: Session) -> Batch:
        """Rule 3. Raises NotOurs."""
        batch, ours = self.look(session)
        if not ours or batch.state != READING:
            raise NotOurs
        return batch

    def is_ours(self) -> bool:
        with db.transaction(self._engine) as session:
            return self.look(session)[1]

    def prolong(self) -> None:
        """Rule 2. Raises NotOurs."""
        with db.transaction(self._engine) as session:
            batch, before = self.held(session), set(self._ours)
            batch.busy_until = max(*before, self._clock() + LEASE)
            self._ours = before | {batch.busy_until}  # whoever looks before this is committed finds the former


def take_reading(engine: Engine, *, clock: Callable[[], int]) -> Lease | None:
    """A batch that nobody reads, ours from now on; None when there is none. (A file at hand, without a stored one, is
    read by whoever made it.)"""
    now = clock()
    free = Batch.state == READING, (Batch.busy_until.is_(None)) | (Batch.busy_until < now)
    stored = (Batch.source == REGISTER) | Batch.batch_id.in_(select(BatchFile.batch_id))
    with db.open_session(engine, reading=True) as session:
        query = select(Batch.batch_id).where(*free, stored).order_by(Batch.made_at, Batch.batch_id).limit(1)
        found = session.scalars(query).first()
    if found is None:
        return None
    with db.transaction(engine) as session:
        taken = update(Batch).where(Batch.batch_id == found, *free).values(busy_until=now + LEASE)
        mine = session.scalars(taken.returning(Batch.batch_id)).first() is not None
    return Lease(engine, found, now + LEASE, clock) if mine else None


def claim(engine: Engine, batch_id: uuid.UUID, *, clock: Callable[[], int]) -> Lease:
    """The reading of a batch that no worker takes."""
    until = clock() + LEASE
    with db.transaction(engine) as session:
        session.get_one(Batch, batch_id, with_for_update=True).busy_until = until
    return Lease(engine, batch_id, until, clock)


@contextmanager
def prolonged(lease: Lease) -> Iterator[None]:
    """Rule 2, for as long as the block lasts."""
    over = threading.Event()
    thread = threading.Thread(target=_prolong, args=(lease, over), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _prolong(lease: Lease, over: threading.Event) -> None:
    while not over.wait(PROLONG_EVERY):
        try:
            lease.prolong()
        except NotOurs:
            return
        except DBAPIError as error:  # away, or another writes just now: tried again
            structlog.get_logger().warning("lease_not_prolonged", batch=str(lease.batch_id), kind=type(error).__name__)
