"""Tables of batches: what was asked for and by whom, rows, chunks, the rows that failed, and whose turn it is."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Batch(Base):
    """One batch of one department and one type; `states` lists what `state` may be.

    `rows`: data rows of the file, or records that waited. `read_failed` and `read_reasons`: rows that failed while they
    were read, by the code of the first thing wrong. What became of the others is the sum of the chunks.
    """

    __tablename__ = "batches"
    batch_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    issuer_code: Mapped[str] = mapped_column(String(4))
    type_number: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(String(10))  # file | register
    state: Mapped[str] = mapped_column(String(12))
    rows: Mapped[int] = mapped_column(Integer)
    last_row: Mapped[int] = mapped_column(Integer)  # the highest number of a row that is kept
    read_failed: Mapped[int] = mapped_column(Integer)
    read_reasons: Mapped[dict[str, Any]]  # {code: rows}
    cursor: Mapped[uuid.UUID | None]  # of waiting records: listed up to this one
    busy_until: Mapped[int | None]  # somebody reads it until then, if they live
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[int]
    approved_by: Mapped[str | None] = mapped_column(String(80))
    approved_at: Mapped[int | None]
    changed_by: Mapped[str | None] = mapped_column(String(80))  # who paused, resumed or cancelled it last
    stopped_why: Mapped[str | None] = mapped_column(String(60))  # the code of what stopped it by itself
    started_at: Mapped[int | None]
    finished_at: Mapped[int | None]
    __table_args__ = (Index(None, "issuer_code", "state"), Index(None, "made_at", "batch_id"))


class BatchFile(Base):
    """An uploaded file until it is read, sealed; context: b"batch-file:" + batch_id."""

    __tablename__ = "batch_files"
    batch_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sealed: Mapped[bytes]


class BatchRow(Base):
    """A row that was read: the record that stands for it, one for each holder it names. Kept until the batch ends.

    `digest`: the record's when it was read, None of one that was read before this was kept.
    """

    __tablename__ = "batch_rows"
    batch_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    person_id: Mapped[uuid.UUID]
    record_id: Mapped[uuid.UUID]
    digest: Mapped[bytes | None]


class BatchChunk(Base):
    """Rows (chunk * CHUNK, (chunk + 1) * CHUNK] of a batch and, when it is done, what became of them."""

    __tablename__ = "batch_chunks"
    batch_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    chunk: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    done_at: Mapped[int | None]
    issued: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    reasons: Mapped[str] = mapped_column(Text)  # JSON {code: rows}


class BatchFailure(Base):
    """One thing wrong in one row, as it stands in the file of failed rows: no value but a masked one."""

    __tablename__ = "batch_failures"
    batch_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    row: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(60))  # of the column, or "" for the whole row
    code: Mapped[str] = mapped_column(String(60))
    zh: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    shown: Mapped[str] = mapped_column(Text)  # the value, masked


class BatchTurn(Base):
    """One of the chunks that a department may have at work at once; the one whose `turn` is longest ago is next."""

    __tablename__ = "batch_turns"
    issuer_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    turn: Mapped[int]
