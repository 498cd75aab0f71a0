"""Tables of verification: who may ask for what, which codes were used, and every verdict."""

import uuid
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Verifier(Base):
    """A window or a partner that may verify. `purposes`: {purpose: {type number as text: [field names] | "*"}}."""

    __tablename__ = "verifiers"
    verifier_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))  # window | partner
    name_zh: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    hall: Mapped[str | None] = mapped_column(String(100))
    purposes: Mapped[dict[str, Any]]
    active: Mapped[bool]


class UsedCode(Base):
    """A code that was accepted once. The primary key is what makes a code single-use, on every node at once."""

    __tablename__ = "used_codes"
    once_id: Mapped[bytes] = mapped_column(primary_key=True)
    used_at: Mapped[int]


class VerdictRow(Base):
    """One verdict, kept for the holder's history. Field names only, never values. Append-only.

    `person_id` is db.NOBODY when the code did not lead to a holder.
    """

    __tablename__ = "verdicts"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    verdict_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[int]
    verifier_id: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(60))
    case_no: Mapped[str | None] = mapped_column(String(24))
    matter_code: Mapped[str | None] = mapped_column(String(40))
    form: Mapped[str] = mapped_column(String(5))  # view | pack | none (unreadable)
    outcome: Mapped[str] = mapped_column(String(8))  # accepted | rejected
    reason: Mapped[str | None] = mapped_column(String(40))
    shown: Mapped[list[Any]]  # [{"certificate_id", "type", "fields": [names]}]
    checks: Mapped[list[Any]]
    receipt: Mapped[str] = mapped_column(Text)  # JWS by the platform key
    __table_args__ = (Index(None, "person_id", "at"), Index(None, "verifier_id", "at"), Index(None, "verdict_id"))
