"""The table of other regions: who vouched for each, what it is recognised for, and how asking it goes.

What was last taken from one stands in `backend.trust.models.RegionList`.
"""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Region(Base):
    """Another deployment. A row stays for ever."""

    __tablename__ = "regions"
    region_id: Mapped[str] = mapped_column(String(6), primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    base_url: Mapped[str] = mapped_column(String(200))
    thumbprint: Mapped[str] = mapped_column(String(43))  # of its anchor, RFC 7638
    accepts: Mapped[dict[str, Any]]  # its type ids to what each is here
    grace: Mapped[int]  # seconds that we believe it beyond its next update
    state: Mapped[str] = mapped_column(String(10))  # proposed | approved | suspended | ended
    changed_by: Mapped[str] = mapped_column(String(80))  # who brought it into this state
    changed_at: Mapped[int]
    proposed_by: Mapped[str] = mapped_column(String(80))
    proposed_at: Mapped[int]
    approved_by: Mapped[str | None] = mapped_column(String(80))
    approved_at: Mapped[int | None]
    fetched_at: Mapped[int]
    tried_at: Mapped[int]
    failure: Mapped[str | None] = mapped_column(String(40))  # why the newest try failed
    failing_since: Mapped[int | None]
