"""Whose turn it is, and one turn: a chunk of one batch, or the reading of one.

Rules: 1. departments take turns: a department has AT_ONCE places, and the place that was served longest ago is next, so
a million rows of one do not make ten of another wait; 2. the place and the chunk are locked by the transaction that
does the chunk: whoever is killed leaves both free, with nothing of the chunk done; 3. a chunk, its certificates, their
entries in the log, its counts and its failures are one transaction; 4. a batch that is paused or cancelled gets no
further turn, a chunk at work is finished; 5. what stops a chunk for good pauses its batch and says why, and the others
go on; 6. the last chunk ends the batch; what names its rows is then forgotten, its failures are kept; 7. a record is
issued as it was read: what came into the register since is another batch's, and another approval's.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import orjson
import structlog
from sqlalchemy import Engine, and_, delete, exists, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from backend import db, garbage
from backend.batches.lease import take_reading
from backend.batches.make import note
from backend.batches.models import Batch, BatchChunk, BatchFailure, BatchFile, BatchRow, BatchTurn
from backend.batches.reading import LONGEST, Reader, failure, read_batch
from backend.batches.states import CANCELLED, CHUNK, DONE, PAUSED, READING, RUNNING
from backend.batches.words import CHANGED, MOVED
from backend.certificates.chunk import Means, Outcome, Wrong, issue_chunk
from backend.certificates.pending import Waiting
from backend.errors import LiangmaError
from backend.registries.models import SourceRecord
from backend.registries.report import Fault
from backend.security import Box
from backend.security.models import HolderKey
from backend.trust import status
from backend.trust.status import Place
from backend.web.request import Actor
from certs.catalogue import CertificateType

BROKEN = "internal_error"
UNFINISHED = exists().where(BatchChunk.batch_id == Batch.batch_id, BatchChunk.done_at.is_(None))


@dataclass(frozen=True)
class Worker(Reader):
    """What a turn is done with."""

    base_url: str


class _Row(NamedTuple):
    number: int
    waiting: Waiting | None
    unchanged: bool
    wrong: Wrong = MOVED  # where there is nothing to issue


def take_turn(worker: Worker) -> bool:
    """One reading, or one chunk; False when there is nothing to do. Raises DBAPIError when the database is away."""
    lease = take_reading(worker.engine, clock=worker.clock)
    if lease is not None:
        _or_pause(worker, lease.batch_id, lambda: read_batch(worker, lease))
        return True
    finish_done(worker.engine, now=worker.clock())
    tried: set[str] = set()
    while (issuer := _next_issuer(worker.engine, tried)) is not None:
        tried.add(issuer)
        if _turn_of(worker, issuer):
            finish_done(worker.engine, now=worker.clock())
            return True
    return False


def _next_issuer(engine: Engine, tried: set[str]) -> str | None:
    """Rule 1, without a lock: whose place was served longest ago, among those with something to do."""
    busy = select(Batch.issuer_code).where(Batch.state == RUNNING, UNFINISHED)
    query = select(BatchTurn.issuer_code).where(BatchTurn.issuer_code.in_(busy), BatchTurn.issuer_code.not_in(tried))
    with db.open_session(engine, reading=True) as session:
        return session.scalars(query.order_by(BatchTurn.turn, BatchTurn.issuer_code).limit(1)).first()


def _turn_of(worker: Worker, issuer: str) -> bool:
    """Rules 2 to 5: False when the department has its AT_ONCE chunks at work, or none that is free."""
    at: list[uuid.UUID] = []  # the batch that it was about, for when it fails
    try:
        return db.anew(lambda: _locked_turn(worker, issuer, at))
    except Exception as error:
        if not at or (isinstance(error, DBAPIError) and not isinstance(error, IntegrityError)):
            raise
        _pause(worker, at[-1], error)
    return True


def _locked_turn(worker: Worker, issuer: str, at: list[uuid.UUID]) -> bool:
    with garbage.left_alone(), db.transaction(worker.engine) as session:
        chunk = take_chunk(session, issuer)
        if chunk is None:
            return False
        at.append(chunk.batch_id)
        _do(session, worker, session.get_one(Batch, chunk.batch_id), chunk)
    return True


def take_chunk(session: Session, issuer: str) -> BatchChunk | None:
    """Rule 2: a place of the department and its next chunk, locked; None where there is no free one of either."""
    places = select(BatchTurn).where(BatchTurn.issuer_code == issuer).order_by(BatchTurn.turn, BatchTurn.place)
    place = session.scalars(places.limit(1).with_for_update(skip_locked=True)).first()
    chunk = None if place is None else _next_chunk(session, issuer)
    if place is not None and chunk is not None:
        place.turn = session.execute(select(func.max(BatchTurn.turn))).scalar_one() + 1
    return chunk


def _next_chunk(session: Session, issuer: str) -> BatchChunk | None:
    """The first free chunk of the department's oldest running batch."""
    mine = Batch.issuer_code == issuer, Batch.state == RUNNING, BatchChunk.done_at.is_(None)
    query = select(BatchChunk).join(Batch, Batch.batch_id == BatchChunk.batch_id).where(*mine)
    query = query.order_by(Batch.made_at, Batch.batch_id, BatchChunk.chunk).limit(1)
    return session.scalars(query.with_for_update(of=BatchChunk, skip_locked=True)).first()


def _do(session: Session, worker: Worker, batch: Batch, chunk: BatchChunk) -> None:
    """Rule 3."""
    now, type_ = worker.clock(), worker.catalogue.numbers[batch.type_number]
    rows = _rows(session, batch, chunk.chunk, box=worker.box)
    means = Means(
        type_, worker.box, worker.base_url, Actor(subject=batch.made_by, role="department", office=batch.issuer_code),
        f"batch:{batch.batch_id}",
    )  # fmt: skip
    waiting = list({one.waiting.record_id: one.waiting for one in rows if one.waiting and not one.unchanged}.values())
    outcome = issue_chunk(session, waiting, means=means, now=now, reserve=_reserve(worker, now))
    _account(session, batch, chunk, rows, outcome, type=type_)
    chunk.done_at = now


def _reserve(worker: Worker, now: int) -> Callable[[Session, int], list[Place]]:
    """Places in the status list; on PostgreSQL in a transaction of their own, so that chunks do not queue for them."""

    def take(session: Session, count: int) -> list[Place]:
        if session.get_bind().dialect.name != "postgresql":
            return status.allocate(session, count, box=worker.box, now=now)
        with db.transaction(worker.engine) as own:
            return status.allocate(own, count, box=worker.box, now=now)

    return take


def _rows(session: Session, batch: Batch, chunk: int, *, box: Box) -> list[_Row]:
    """The rows of a chunk as they are now, and by the same statement the keys of their holders."""
    table, listed = SourceRecord, BatchRow
    joined = and_(table.person_id == listed.person_id, table.record_id == listed.record_id)
    query = (
        select(
            listed.row, listed.person_id, listed.record_id, table.issuer_code, table.digest, table.sealed,
            table.issued_digest, listed.digest, HolderKey.wrapping_id, HolderKey.wrapped,
        )
        .outerjoin(table, joined)
        .outerjoin(HolderKey, HolderKey.person_id == table.person_id)
        .where(listed.batch_id == batch.batch_id, listed.row > chunk * CHUNK, listed.row <= (chunk + 1) * CHUNK)
        .order_by(listed.row, listed.place)
    )  # fmt: skip
    found, told = [], box.keyring.told
    for number, person_id, record_id, issuer, digest, sealed, before, read, *key in session.execute(query):
        mine, same = issuer == batch.issuer_code, read in (None, digest)  # rule 7
        waiting = Waiting(person_id, record_id, issuer, digest, sealed, before is not None) if mine and same else None
        if waiting is not None:
            told(session, person_id, *key)
        found.append(_Row(number, waiting, mine and same and digest == before, MOVED if same or not mine else CHANGED))
    return found


def _account(
    session: Session, batch: Batch, chunk: BatchChunk, rows: Sequence[_Row], outcome: Outcome, *, type: CertificateType
) -> None:
    """Rule 3: a row failed when one of its records did, else it is issued when one was, else it is unchanged."""
    issued = unchanged = 0
    by_row: dict[int, list[_Row]] = defaultdict(list)
    for one in rows:
        by_row[one.number].append(one)
    reasons, failures = Counter[str](), []
    for number, records in by_row.items():
        wrong = [bad for one in records for bad in _wrong(one, outcome)]
        for place, bad in enumerate(wrong):
            title = type.fields[bad.field].columns[0] if bad.field in type.fields else bad.field
            fault = Fault(number, title[:LONGEST], bad.code, bad.zh, bad.en)
            failures.append(failure(batch.batch_id, fault, place=place))
        if wrong:
            reasons[wrong[0].code] += 1
        elif any(not one.unchanged for one in records):
            issued += 1
        else:
            unchanged += 1
    db.insert_many(session, BatchFailure, failures)
    chunk.issued, chunk.unchanged = chunk.issued + issued, chunk.unchanged + unchanged
    chunk.failed, chunk.reasons = reasons.total(), orjson.dumps(reasons).decode()


def _wrong(one: _Row, outcome: Outcome) -> Sequence[Wrong]:
    return (one.wrong,) if one.waiting is None else outcome.wrong.get(one.waiting.record_id, ())


def finish_done(engine: Engine, *, now: int) -> None:
    """Rule 6, of every batch that has no chunk left."""
    over = Batch.state == RUNNING, ~UNFINISHED
    with db.open_session(engine, reading=True) as session:
        found = session.scalars(select(Batch.batch_id).where(*over)).all()
    for batch_id in found:
        with db.transaction(engine) as session:
            query = select(Batch).where(Batch.batch_id == batch_id, *over).with_for_update()
            batch = session.scalars(query).first()
            if batch is not None:
                batch.state, batch.finished_at = DONE, now
                session.execute(delete(BatchRow).where(BatchRow.batch_id == batch_id))
                note(session, batch, "done", actor=batch.made_by, now=now)


def _or_pause(worker: Worker, batch_id: uuid.UUID, act: Callable[[], object]) -> None:
    try:
        act()
    except DBAPIError:
        raise
    except Exception as error:
        _pause(worker, batch_id, error)


def _pause(worker: Worker, batch_id: uuid.UUID, error: Exception) -> None:
    """Rule 5."""
    code = error.code if isinstance(error, LiangmaError) else BROKEN
    structlog.get_logger().error("batch_stopped", batch=str(batch_id), code=code, kind=type(error).__name__)
    with db.transaction(worker.engine) as session:
        batch = session.get_one(Batch, batch_id, with_for_update=True)
        batch.stopped_why = code
        if batch.state == RUNNING:
            batch.state = PAUSED
        elif batch.state == READING:  # it would be read again and again
            batch.state, batch.finished_at = CANCELLED, worker.clock()
            for model in (BatchRow, BatchFile):
                session.execute(delete(model).where(model.batch_id == batch_id))
        note(session, batch, "stopped", actor=batch.made_by, now=worker.clock(), why=code)
