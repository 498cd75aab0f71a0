"""Tables of kiosks: the machines, and the visits of people at them."""

import uuid
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Kiosk(Base):
    """A public screen in a hall; it is a verifier of the same id. `setup_key`: digest of the code that sets it up."""

    __tablename__ = "kiosks"
    kiosk_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
    hall: Mapped[str] = mapped_column(String(100))
    registered_at: Mapped[int]
    setup_key: Mapped[bytes | None] = mapped_column(unique=True)
    setup_until: Mapped[int | None]
    set_up_at: Mapped[int | None]
    stopped_at: Mapped[int | None]


class KioskVisit(Base):
    """A person at a kiosk, for a few minutes. `how`: code | phone | paper, by which they said who they are.

    `named`: ids of the certificates that the visit is about; None, after the phone's approval, for everything.
    """

    __tablename__ = "kiosk_visits"
    visit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    kiosk_id: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[uuid.UUID]
    how: Mapped[str] = mapped_column(String(8))
    named: Mapped[list[Any] | None] = mapped_column(JSON)
    began_at: Mapped[int]
    ends_at: Mapped[int] = mapped_column(index=True)
    last_at: Mapped[int]
    ended_at: Mapped[int | None]
    __table_args__ = (Index(None, "kiosk_id", "ended_at"),)
