"""What is asked about an issuer's keys and rights, and who decided it."""

import uuid
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base
from backend.people.two_people import Asked


class KeyDecision(Asked, Base):
    """`act`: activate, rotate, compromise, allow or withdraw. `thumbprint`: the key that it is about, or came of it.

    `detail`: {"overlap", "in_device", "since", "types", "had"}, as far as the act needs them.
    """

    __tablename__ = "key_decisions"
    decision_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(12))
    issuer_code: Mapped[str] = mapped_column(String(4))
    thumbprint: Mapped[str | None] = mapped_column(String(43))
    detail: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(String(200))
    why_refused: Mapped[str | None] = mapped_column(String(200))
    reminded_at: Mapped[int | None]
    __table_args__ = (Index(None, "asked_at", "decision_id"),)
