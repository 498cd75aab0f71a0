"""Tables of the audit log: a few parallel hash chains and their entries, of which rows are only ever inserted; and what
is made of them later: the chains' trees, and the checkpoints that were signed."""

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


class LogTree(Base):
    """How far a chain's Merkle tree was built: over the entries up to `size`, the last of which has this hash."""

    __tablename__ = "log_trees"
    chain: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    size: Mapped[int]
    hash: Mapped[bytes]


class LogTile(Base):
    """Up to 256 hashes of nodes side by side, of height 8 * level; only the last tile of a level still grows."""

    __tablename__ = "log_tiles"
    chain: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    level: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    tile: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hashes: Mapped[bytes]


class LogCheckpoint(Base):
    """A checkpoint as it was signed; its number only grows. Rows are only ever inserted."""

    __tablename__ = "log_checkpoints"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[int]
    token: Mapped[str] = mapped_column(Text)  # compact JWS, as it lies in its file
