"""Batches as staff see them: what became of the rows, how fast it goes, and the rows that failed.

The sums agree at every moment: rows = issued + unchanged + failed + left. Of a batch that is being read, rows are those
that were read so far.
"""

import csv
import io
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from backend.batches import words
from backend.batches.models import Batch, BatchChunk, BatchFailure
from backend.batches.states import RUNNING, WAITING
from backend.people.models import Staff
from backend.people.two_people import same_person
from backend.registries.report import HEADINGS, line

RECENT = 60  # seconds over which the rate is taken
PART = 1_000  # failures read at once
SAME = (
    "batch_id", "issuer_code", "type_number", "source", "state", "rows", "made_by", "made_at", "approved_by",
    "approved_at", "changed_by", "stopped_why", "started_at", "finished_at",
)  # fmt: skip


@dataclass(frozen=True)
class Sums:
    """What became of a batch's rows; `rate`: rows a second lately, 0 while nothing happens."""

    issued: int = 0
    unchanged: int = 0
    failed: int = 0
    rate: float = 0.0


def batches(
    session: Session, *, issuer_code: str | None, after: tuple[int, uuid.UUID] | None, most: int
) -> Sequence[Batch]:
    """At most `most` batches, newest first, made before `after`; of this department, or of all."""
    query = select(Batch).order_by(Batch.made_at.desc(), Batch.batch_id.desc()).limit(most)
    if issuer_code is not None:
        query = query.where(Batch.issuer_code == issuer_code)
    if after is not None:
        query = query.where(tuple_(Batch.made_at, Batch.batch_id) < after)
    return session.scalars(query).all()


def shown(session: Session, rows: Sequence[Batch], *, asker: str, now: int) -> list[dict[str, Any]]:
    """Times in Unix seconds; `seconds_left` None when it is not known."""
    sums = _sums(session, [one.batch_id for one in rows], now=now)
    names = _names(session, {who for one in rows for who in (one.made_by, one.approved_by) if who})
    return [
        _shown(one, sums.get(one.batch_id, Sums()), names)
        | {"reasons": reasons(session, one), "made_by_me": same_person(session, one.made_by, asker)}
        for one in rows
    ]


def _shown(batch: Batch, sums: Sums, names: Mapping[str, str]) -> dict[str, Any]:
    failed = batch.read_failed + sums.failed
    left = batch.rows - sums.issued - sums.unchanged - failed
    runs = batch.state == RUNNING and sums.rate > 0
    return {name: getattr(batch, name) for name in SAME} | {
        "issued": sums.issued, "unchanged": sums.unchanged, "failed": failed, "left": left,
        "made_by_name": names.get(batch.made_by), "approved_by_name": names.get(batch.approved_by or ""),
        "rate": round(sums.rate, 1), "seconds_left": round(left / sums.rate) if runs else None,
        "needs_another": batch.state == WAITING, "stopped_text": words.of_stop(batch.stopped_why),
    }  # fmt: skip


def _sums(session: Session, ids: Sequence[uuid.UUID], *, now: int) -> dict[uuid.UUID, Sums]:
    chunk = BatchChunk
    done = chunk.issued + chunk.unchanged + chunk.failed
    counts = [func.sum(column) for column in (chunk.issued, chunk.unchanged, chunk.failed)]
    query = select(chunk.batch_id, *counts).where(chunk.batch_id.in_(ids)).group_by(chunk.batch_id)
    lately = select(chunk.batch_id, func.sum(done), func.min(chunk.done_at)).where(
        chunk.batch_id.in_(ids), chunk.done_at > now - RECENT
    )
    rates = {
        batch_id: int(rows) / max(1, now - (first or now) + 1)
        for batch_id, rows, first in session.execute(lately.group_by(chunk.batch_id))
    }
    return {
        row[0]: Sums(int(row[1] or 0), int(row[2] or 0), int(row[3] or 0), rates.get(row[0], 0.0))
        for row in session.execute(query)
    }


def reasons(session: Session, batch: Batch) -> list[dict[str, Any]]:
    """How many rows failed by the code of the first thing wrong, most first; they add up to those that failed."""
    counts = Counter[str](batch.read_reasons)
    mine = BatchChunk.batch_id == batch.batch_id, BatchChunk.failed > 0
    for text in session.scalars(select(BatchChunk.reasons).where(*mine)):
        counts += Counter(orjson.loads(text))
    most_first = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [{"code": code, "text": words.of_row(code), "rows": rows} for code, rows in most_first]


def _names(session: Session, subjects: set[str]) -> dict[str, str]:
    """Names of employees; others are called as the log calls them."""
    ids: dict[uuid.UUID, str] = {}
    for subject in subjects:
        kind, _, name = subject.partition(":")
        with suppress(ValueError):  # whoever is no account is called as the log calls them
            ids |= {uuid.UUID(name): subject} if kind == "staff" else {}
    query = select(Staff.staff_id, Staff.name).where(Staff.staff_id.in_(ids))
    named = {ids[row.staff_id]: row.name for row in session.execute(query)}
    return {subject: subject for subject in subjects if subject not in ids.values()} | named


def failed_rows(session: Session, batch_id: uuid.UUID) -> Iterator[str]:
    """The failures as a CSV that a spreadsheet opens, in parts: as the report of an import."""
    yield "\ufeff" + _line(HEADINGS)
    last = (-1, -1)
    while True:
        table = BatchFailure
        place = tuple_(table.row, table.place)
        query = select(table).where(table.batch_id == batch_id, place > last).order_by(table.row, table.place)
        found = session.scalars(query.limit(PART)).all()
        if not found:
            return
        yield "".join(_line(line(one.row, one.title, one.code, one.zh, one.en, one.shown)) for one in found)
        last = (found[-1].row, found[-1].place)
        session.expunge_all()


def _line(cells: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
