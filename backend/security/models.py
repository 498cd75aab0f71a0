"""Tables of holders' data keys, of what wraps them, and of work on both that can be taken up again."""

import uuid
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class HolderKey(Base):
    """The data key of a holder, wrapped; of an account, under the account's id. It is nowhere else.

    `wrapped` None: destroyed, and what was sealed with it opens nowhere any more, not from a backup of the other
    tables either.
    """

    __tablename__ = "holder_keys"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    wrapped: Mapped[bytes | None]  # context: b"holder-key:" + person_id.bytes
    wrapping_id: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[int]
    wrapped_at: Mapped[int]
    destroyed_at: Mapped[int | None]
    __table_args__ = (Index(None, "wrapping_id", "person_id"),)


class WrappingKey(Base):
    """A key outside the database that wraps or has wrapped keys in it. `proof` is opened by it, and by no other."""

    __tablename__ = "wrapping_keys"
    wrapping_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    proof: Mapped[bytes]
    first_used_at: Mapped[int]
    retired_at: Mapped[int | None]  # since when nothing needs it any more


class PrivacyJob(Base):
    """How far a walk over sealed values has come: tables in `done`, and the last key of `at` in `cursor`."""

    __tablename__ = "privacy_jobs"
    job: Mapped[str] = mapped_column(String(80), primary_key=True)
    done: Mapped[list[Any]]
    at: Mapped[str | None] = mapped_column(String(80))
    cursor: Mapped[list[Any] | None]
    changed: Mapped[int]
    begun_at: Mapped[int]


class Erasure(Base):
    """That somebody's data are to be erased: asked by one employee, confirmed by another. It names no one.

    `kept`: what the law keeps, [{"kind", "until"}]; `again_at`: the day on which the rest may go.
    """

    __tablename__ = "erasures"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    asked_by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[int]
    sealed_reason: Mapped[bytes]  # under the office's key; context: b"erasure:" + person_id.bytes
    confirmed_by: Mapped[str] = mapped_column(String(80))
    kept: Mapped[list[Any]]
    again_at: Mapped[int | None] = mapped_column(index=True)
    destroyed_at: Mapped[int | None]
