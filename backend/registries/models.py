"""Tables of the source records and of the imports that brought them."""

import uuid

from sqlalchemy import Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class ImportRun(Base):
    """One imported file and what became of its rows."""

    __tablename__ = "import_runs"
    run_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    issuer_code: Mapped[str] = mapped_column(String(4))
    type_number: Mapped[int] = mapped_column(Integer)
    file_digest: Mapped[bytes]
    started_at: Mapped[int]
    finished_at: Mapped[int | None]
    added: Mapped[int] = mapped_column(Integer)
    changed: Mapped[int] = mapped_column(Integer)
    unchanged: Mapped[int] = mapped_column(Integer)
    refused: Mapped[int] = mapped_column(Integer)


class SourceRecord(Base):
    """A department's record of one certificate to be. `record_key` is the blind index of its printed number."""

    __tablename__ = "source_records"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    record_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    issuer_code: Mapped[str] = mapped_column(String(4))
    type_number: Mapped[int] = mapped_column(Integer)
    record_key: Mapped[bytes]
    digest: Mapped[bytes]  # keyed digest of the clean record: an unchanged row changes nothing
    sealed: Mapped[
        bytes
    ]  # {"fields": clean record, "checked": mark of the type}; context: b"record:" + record_id.bytes
    run_id: Mapped[uuid.UUID]
    imported_at: Mapped[int]
    issued_digest: Mapped[bytes | None]  # digest that the current certificate was issued from; None: not yet issued
    __table_args__ = (
        UniqueConstraint("person_id", "type_number", "record_key"),
        Index(None, "type_number", "record_id"),  # the batch walks this
        Index(None, "type_number", "record_key"),  # one printed number, whoever holds it: a household
    )
