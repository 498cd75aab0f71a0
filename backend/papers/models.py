"""Tables: sealed copies that were made, and their PDFs for as long as they may be fetched."""

import uuid

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class SealedCopy(Base):
    """One sealed copy of one version of a certificate. Number and token of its QR are kept as keyed digests.

    `until`: its last day (ISO); `until_at`: the first second after it. What it is for, for whom, its number and its
    fields are sealed. `checks` and `altered` count what anybody asked of it, and files that were made to look like it.
    """

    __tablename__ = "sealed_copies"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # who holds the certificate
    copy_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    certificate_id: Mapped[uuid.UUID]
    type_number: Mapped[int] = mapped_column(Integer)
    issuer_code: Mapped[str] = mapped_column(String(4))
    seal_id: Mapped[uuid.UUID]
    number_key: Mapped[bytes] = mapped_column(index=True)
    token_key: Mapped[bytes] = mapped_column(index=True)
    digest: Mapped[bytes] = mapped_column(index=True)  # SHA-256 of the sealed PDF
    size: Mapped[int] = mapped_column(Integer)  # bytes of it
    sealed: Mapped[bytes]  # number, purpose, recipient, fields; context: b"sealed-copy:" + copy_id
    layout: Mapped[str] = mapped_column(String(8))  # a4 | phone
    until: Mapped[str] = mapped_column(String(10))
    until_at: Mapped[int] = mapped_column(index=True)
    made_at: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(80))  # as the log names them
    verifier_id: Mapped[str | None] = mapped_column(String(40))  # the window that made it, in a case
    case_no: Mapped[str | None] = mapped_column(String(24))
    recalled_at: Mapped[int | None]
    checks: Mapped[int] = mapped_column(Integer)
    altered: Mapped[int] = mapped_column(Integer)
    checked_at: Mapped[int | None]  # when anybody checked it last
    __table_args__ = (Index(None, "person_id", "certificate_id"), Index(None, "person_id", "made_at"))


class SealedCopyFile(Base):
    """The signed bytes: a second signature would make other bytes, so they are kept, until the copy is over."""

    __tablename__ = "sealed_copy_files"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    copy_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sealed_pdf: Mapped[bytes]  # base64 text; context: b"sealed-copy-file:" + copy_id
    until_at: Mapped[int] = mapped_column(index=True)


def copy_context(copy_id: uuid.UUID) -> bytes:
    return b"sealed-copy:" + copy_id.bytes


def file_context(copy_id: uuid.UUID) -> bytes:
    return b"sealed-copy-file:" + copy_id.bytes
