"""Tables of the audit log: a few parallel hash chains and their entries. Rows are only ever inserted."""

import uuid

from sqlalchemy import Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class AuditChain(Base):
    """Head of one chain. Several chains exist so that writers on different threads do not wait for one row."""

    __tablename__ = "audit_chains"
    chain: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int]
    prev: Mapped[bytes]
    hash: Mapped[bytes]


COMMONEST = "verdict.accepted"  # nearly every entry: found by its time, and spared two more indexes to write
RARE = text(f"action <> '{COMMONEST}'")


class AuditEntry(Base):
    """One entry: hash = SHA-256(hash of the entry before it || digest), digest = SHA-256 of the entry's content."""

    __tablename__ = "audit_entries"
    chain: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int]
    actor: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[uuid.UUID | None]
    detail: Mapped[str] = mapped_column(Text)  # JSON as hashed, byte for byte
    digest: Mapped[bytes]
    hash: Mapped[bytes]
    __table_args__ = (
        Index(None, "at"), Index(None, "person_id", "at"),
        Index(None, "subject", "at", sqlite_where=RARE, postgresql_where=RARE),
        Index(None, "action", "at", sqlite_where=RARE, postgresql_where=RARE),
    )  # fmt: skip
