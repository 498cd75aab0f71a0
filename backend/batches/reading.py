"""Reading a batch: its file into the register, or the records that wait, and which record stands for which row.

Rules: 1. reading a file is importing it: good rows go into the register, and the batch keeps which record stands for
which row, bad rows are kept as failures, all in the import's own transactions; 2. a reading that was killed begins
again with the same result, one of waiting records goes on behind its cursor; two never write at once (`lease`); 3. what
was read waits for a second person when it has more rows than the setting says, and runs at once otherwise; 4. a file
that cannot be read cancels its batch and says why; wrong headings are kept as failures of row 1.
"""

import base64
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from backend import db
from backend.batches.lease import Lease, NotOurs, claim, prolonged
from backend.batches.make import file_context, note
from backend.batches.models import Batch, BatchChunk, BatchFailure, BatchFile, BatchRow
from backend.batches.states import CANCELLED, CHUNK, READING, REGISTER, RUNNING, WAITING
from backend.batches.words import FILE_STOPPED
from backend.certificates import pending
from backend.registries.columns import WrongHeadings
from backend.registries.import_records import Kept, Progress, import_file
from backend.registries.refusals import FileRefused
from backend.registries.report import Fault, masked
from backend.security import Box
from certs.catalogue import Catalogue

PART = 5_000  # waiting records listed in one transaction
LONGEST = 60  # characters of a column's title that are kept


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Reader:
    """What a file is read with. `approval_rows`: rows above which a second person approves."""

    engine: Engine
    catalogue: Catalogue
    box: Box
    clock: Callable[[], int]
    approval_rows: int


def read_at_hand(reader: Reader, batch_id: uuid.UUID, file: Path, *, progress: Progress = quiet) -> str:
    """`read_batch` of a file that is not stored, by whoever made the batch."""
    return read_batch(reader, claim(reader.engine, batch_id, clock=reader.clock), file=file, progress=progress)


def read_batch(reader: Reader, lease: Lease, *, file: Path | None = None, progress: Progress = quiet) -> str:
    """Rules 1 to 4: the state it came into. `file`: one at hand; otherwise the stored one, or the waiting records."""
    with prolonged(lease):
        try:
            stopped = _read(reader, lease, file, progress)
        except NotOurs:
            stopped = None
        except Exception:
            if lease.is_ours():
                raise
            stopped = None  # it failed because somebody else reads the same
        return _finish(reader, lease, stopped)


def _read(reader: Reader, lease: Lease, file: Path | None, progress: Progress) -> str | None:
    """Rules 1 and 2. Why reading stopped early, or None. Raises NotOurs."""
    with db.open_session(reader.engine, reading=True) as session:
        source = session.get_one(Batch, lease.batch_id).source
    if source == REGISTER:
        _list_waiting(reader, lease, progress)
        return None
    _begin_again(reader.engine, lease)
    with tempfile.TemporaryDirectory() as folder:
        path = file or _unsealed(reader, lease.batch_id, Path(folder) / "upload")
        try:
            return _import(reader, lease, path, Path(folder), progress)
        except WrongHeadings as refused:
            with db.transaction(reader.engine) as session:
                _keep(session, lease, (), refused.faults)
            return refused.reason
        except FileRefused as refused:
            return refused.reason


def _import(reader: Reader, lease: Lease, path: Path, folder: Path, progress: Progress) -> str | None:
    """Rule 1. Why reading stopped early, or None."""
    with db.open_session(reader.engine, reading=True) as session:
        batch = session.get_one(Batch, lease.batch_id)
    type_ = reader.catalogue.numbers[batch.type_number]

    def keep(session: Session, rows: Sequence[Kept], faults: Sequence[Fault]) -> None:
        _keep(session, lease, rows, faults)

    done = import_file(
        reader.engine, path, type=type_.id, issuer_code=batch.issuer_code, catalogue=reader.catalogue, box=reader.box,
        now=reader.clock(), report_path=folder / "report.csv", progress=progress, actor=batch.made_by, keep=keep,
    )  # fmt: skip
    return None if done.stopped is None else FILE_STOPPED


def _keep(session: Session, lease: Lease, rows: Sequence[Kept], faults: Sequence[Fault]) -> None:
    """Rule 1, of one chunk of the import."""
    batch, batch_id = lease.held(session), lease.batch_id
    listed = [
        {"batch_id": batch_id, "row": number, "place": place, "person_id": person_id, "record_id": record_id,
         "digest": put.digest}
        for number, put in rows
        for place, (person_id, record_id) in enumerate(put.rows)
    ]  # fmt: skip
    db.insert_many(session, BatchRow, listed)
    reasons, places, failures = Counter[str](), Counter[int](), []
    for fault in faults:
        if not places[fault.row]:
            reasons[fault.code] += 1
        failures.append(failure(batch_id, fault, place=places[fault.row]))
        places[fault.row] += 1
    db.insert_many(session, BatchFailure, failures)
    batch.rows += len(rows) + len(places)
    batch.last_row = max(batch.last_row, *(number for number, _ in rows), 0) if rows else batch.last_row
    batch.read_failed += len(places)
    batch.read_reasons = dict(Counter(batch.read_reasons) + reasons)


def failure(batch_id: uuid.UUID, fault: Fault, *, place: int) -> dict[str, object]:
    """A fault as a row of the failures."""
    return {
        "batch_id": batch_id, "row": fault.row, "place": place, "title": fault.column[:LONGEST], "code": fault.code,
        "zh": fault.zh, "en": fault.en, "shown": masked(fault.value),
    }  # fmt: skip


def _list_waiting(reader: Reader, lease: Lease, progress: Progress) -> None:
    """Rule 2 of waiting records: each becomes a row, numbered as they are found."""
    more = True
    while more:
        with db.transaction(reader.engine) as session:
            batch = lease.held(session)
            found = pending.list_waiting(
                session, batch.type_number, issuer_code=batch.issuer_code, after=batch.cursor, most=PART
            )
            rows = [
                {"batch_id": lease.batch_id, "row": number, "place": 0, "person_id": person_id, "record_id": record_id,
                 "digest": digest}
                for number, (person_id, record_id, digest) in enumerate(found, start=batch.rows + 1)
            ]  # fmt: skip
            db.insert_many(session, BatchRow, rows)
            batch.rows += len(found)
            batch.last_row = batch.rows
            batch.cursor = found[-1][1] if found else batch.cursor
            more = len(found) == PART
            progress(batch.rows, 0)


def _begin_again(engine: Engine, lease: Lease) -> None:
    """Rule 2 of files: what a killed reading left is taken away; what it put into the register is there already."""
    with db.transaction(engine) as session:
        batch = lease.held(session)
        for model in (BatchRow, BatchFailure):
            session.execute(delete(model).where(model.batch_id == lease.batch_id))
        batch.rows = batch.last_row = batch.read_failed = 0
        batch.read_reasons = {}


def _finish(reader: Reader, lease: Lease, stopped: str | None) -> str:
    """Rules 3 and 4, and the chunks."""
    now, batch_id = reader.clock(), lease.batch_id
    with db.transaction(reader.engine) as session:
        batch, ours = lease.look(session)
        if not ours:
            return batch.state
        session.execute(delete(BatchFile).where(BatchFile.batch_id == batch_id))
        batch.busy_until = None
        if batch.state != READING:  # cancelled meanwhile
            session.execute(delete(BatchRow).where(BatchRow.batch_id == batch_id))
            return batch.state
        if stopped is not None:
            batch.state, batch.stopped_why, batch.finished_at = CANCELLED, stopped, now
            session.execute(delete(BatchRow).where(BatchRow.batch_id == batch_id))
        else:
            chunks = range(-(-batch.last_row // CHUNK))
            zero = {"done_at": None, "issued": 0, "unchanged": 0, "failed": 0, "reasons": "{}"}
            db.insert_many(session, BatchChunk, [{"batch_id": batch_id, "chunk": n, **zero} for n in chunks])
            needs_another = batch.rows > reader.approval_rows
            batch.state, batch.started_at = (WAITING, None) if needs_another else (RUNNING, now)
        note(session, batch, "read", actor=batch.made_by, now=now, rows=batch.rows, failed=batch.read_failed)
        return batch.state


def _unsealed(reader: Reader, batch_id: uuid.UUID, path: Path) -> Path:
    with db.open_session(reader.engine, reading=True) as session:
        sealed = session.get_one(BatchFile, batch_id).sealed
    path.write_bytes(base64.b64decode(reader.box.open(sealed, file_context(batch_id))))
    return path
