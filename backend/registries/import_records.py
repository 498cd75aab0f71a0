"""Importing a department's file: good rows in, every bad row in the report, memory flat, and a second run changes
nothing.

Rules: 1. the department may issue the type; 2. the headings fit the type, or nothing is read; 3. a row goes in
whole or is reported, with every problem it has; 4. the first row with a number and holder counts, later ones of the
same file are reported; 5. each chunk of CHUNK rows is one transaction with its audit entry, so a run that was
killed has put whole chunks and may simply be run again.
"""

import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from backend import db, garbage
from backend.audit.record import make_entry, record
from backend.registries import calendar, columns, records
from backend.registries.cells import Row
from backend.registries.models import ImportRun
from backend.registries.readers import open_rows
from backend.registries.refusals import FILE, FileRefused
from backend.registries.report import Fault, Report
from backend.registries.rows import check_row, row_fault
from backend.registries.seen_rows import SeenRows
from backend.registries.sources import Source, inspect
from backend.registries.types import allowed_type
from backend.security import Box
from certs.catalogue import Catalogue

CHUNK = 5_000
Progress = Callable[[int, int], None]  # rows done, rows in the file (an upper bound; 0 when unknown)
Kept = tuple[int, records.Put]  # the row's number and what it became


class Keep(Protocol):
    """Whoever wants to know each row, in the transaction that puts it."""

    def __call__(self, session: Session, rows: Sequence[Kept], faults: Sequence[Fault], /) -> None:
        """`rows`: those that went in. `faults`: what was wrong with the others, by row."""


def nobody(_session: Session, _rows: Sequence[Kept], _faults: Sequence[Fault]) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True)
class ImportSummary:
    """What became of the rows. `stopped`: why reading ended early, in English, or None. `report_path`: only with
    refused rows.
    """

    run_id: uuid.UUID
    added: int
    changed: int
    unchanged: int
    refused: int
    report_path: Path | None
    stopped: str | None


@dataclass(frozen=True)
class _Job:
    intake: records.Intake
    actor: str
    fields: tuple[str, ...]
    today: date
    keep: Keep


def import_file(
    engine: Engine,
    source: Path | BinaryIO,
    *,
    type: str,
    issuer_code: str,
    catalogue: Catalogue,
    box: Box,
    now: int,
    report_path: Path,
    progress: Progress = lambda done, total: None,
    actor: str = "cli",
    keep: Keep = nobody,
) -> ImportSummary:
    """Import a CSV or XLSX file of records of one type (its id). Commits chunk by chunk, `keep` told within.

    Raises FileRefused when not even the headings can be used, UnknownType, TypeNotAllowed.
    """
    if not isinstance(source, Path):
        with _copied(source) as path:
            return import_file(
                engine, path, type=type, issuer_code=issuer_code, catalogue=catalogue, box=box, now=now,
                report_path=report_path, progress=progress, actor=actor, keep=keep,
            )  # fmt: skip
    with db.open_session(engine, reading=True) as session:
        known = allowed_type(session, catalogue, type, issuer_code=issuer_code)
    inspected = inspect(source)
    with open_rows(inspected) as rows, Report(report_path) as report, closing(SeenRows()) as seen:
        heading = next(rows, None)
        if heading is None:
            raise FileRefused("empty_file")
        intake = records.Intake(known, issuer_code, db.new_id(), box, now)
        job = _Job(intake, actor, columns.match(known, heading.cells), calendar.day_of(now), keep)
        _begin(engine, job, inspected)
        counts, stopped = _run(engine, job, rows, report, seen, lambda done: progress(done, inspected.lines))
        if not counts and stopped is None:
            raise FileRefused("empty_file")
        _end(engine, job, finished=stopped is None)
    return _summary(job, counts, report_path, stopped)


@contextmanager
def _copied(stream: BinaryIO) -> Iterator[Path]:
    """The stream as a file, for as long as it is read."""
    with tempfile.NamedTemporaryFile() as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
        copy.flush()
        yield Path(copy.name)


def _summary(job: _Job, counts: Counter[str], report_path: Path, stopped: str | None) -> ImportSummary:
    found = (counts[word] for word in (records.ADDED, records.CHANGED, records.UNCHANGED, "refused"))
    added, changed, unchanged, refused = found
    made = report_path if report_path.exists() else None
    return ImportSummary(job.intake.run_id, added, changed, unchanged, refused, made, stopped)


def _run(
    engine: Engine, job: _Job, rows: Iterator[Row], report: Report, seen: SeenRows, progress: Callable[[int], None]
) -> tuple[Counter[str], str | None]:
    counts: Counter[str] = Counter()
    stopped: str | None = None
    for chunk, end in _chunks(rows):
        stopped = None if end is None else str(end)
        broken = [] if end is None else [Fault(end.row or 0, "", end.reason, *FILE[end.reason])]
        with garbage.left_alone():
            faults, done = _put_chunk(engine, job, chunk, seen, broken)
        report.write(faults)
        counts += done
        progress(counts.total())
    return counts, stopped


def _chunks(rows: Iterator[Row]) -> Iterator[tuple[list[Row], FileRefused | None]]:
    """Chunks of rows; the last one carries the reason why reading stopped early, if it did."""
    while True:
        chunk: list[Row] = []
        try:
            for row in islice(rows, CHUNK):
                chunk.append(row)
        except FileRefused as refused:
            yield chunk, refused
            return
        if not chunk:
            return
        yield chunk, None


def _put_chunk(
    engine: Engine, job: _Job, chunk: list[Row], seen: SeenRows, broken: list[Fault]
) -> tuple[list[Fault], Counter[str]]:
    faults = list(broken)
    good: list[tuple[int, dict[str, Any]]] = []
    for row in chunk:
        clean, found = check_row(job.intake.type, job.fields, row, today=job.today)
        faults += found
        if clean is not None:
            good.append((row.number, clean))
    fresh = seen.add([_seen_key(job, clean) for _, clean in good])
    faults += [row_fault(row, "duplicate_row") for (row, _), new in zip(good, fresh, strict=True) if not new]
    good = [one for one, new in zip(good, fresh, strict=True) if new]
    return db.anew(partial(_put, engine, job, good, faults))  # two files name the same record, or a holder is gone


def _put(
    engine: Engine, job: _Job, good: Sequence[tuple[int, dict[str, Any]]], found: Sequence[Fault]
) -> tuple[list[Fault], Counter[str]]:
    """Rule 5."""
    with db.job_transaction(engine) as session:
        puts = records.put_records(session, [clean for _, clean in good], intake=job.intake)
        differing = [row for (row, _), put in zip(good, puts, strict=True) if put.outcome == records.NAME_DIFFERS]
        faults = [*found, *(row_fault(row, "name_differs") for row in differing)]
        counts = Counter(put.outcome for put in puts if put.outcome != records.NAME_DIFFERS)
        counts["refused"] = len({fault.row for fault in faults})
        _account(session, job, counts)
        faults.sort(key=lambda fault: fault.row)
        went_in = [(row, put) for (row, _), put in zip(good, puts, strict=True) if put.outcome != records.NAME_DIFFERS]
        job.keep(session, went_in, faults)
    return faults, counts


def _seen_key(job: _Job, clean: dict[str, Any]) -> bytes:
    holders = "\0".join(sorted(holder.code for holder in job.intake.type.holders(clean)))
    return job.intake.box.blind("seen", f"{clean[job.intake.type.number_field]}\0{holders}")[:16]


def _begin(engine: Engine, job: _Job, source: Source) -> None:
    with db.transaction(engine) as session:
        run = ImportRun(run_id=job.intake.run_id, issuer_code=job.intake.issuer_code, started_at=job.intake.now)
        run.type_number, run.file_digest = job.intake.type.number, source.digest
        run.added = run.changed = run.unchanged = run.refused = 0
        session.add(run)


def _account(session: Session, job: _Job, counts: Counter[str]) -> None:
    words = (records.ADDED, records.CHANGED, records.UNCHANGED, "refused")
    grown = {word: getattr(ImportRun, word) + counts[word] for word in words}
    session.execute(_this_run(job).values(grown))
    detail = {word: counts[word] for word in words}
    entry = make_entry(
        at=job.intake.now, actor=job.actor, action="records.imported", subject=f"import:{job.intake.run_id}",
        type=job.intake.type.id, issuer=job.intake.issuer_code, rows=detail,
    )  # fmt: skip
    record(session, entry)


def _end(engine: Engine, job: _Job, *, finished: bool) -> None:
    with db.transaction(engine) as session:
        if finished:
            session.execute(_this_run(job).values(finished_at=job.intake.now))


def _this_run(job: _Job) -> Any:
    statement = update(ImportRun).where(ImportRun.run_id == job.intake.run_id)
    return statement.execution_options(synchronize_session=False)
