"""Table of matters: every version of every matter's document; a case keeps the version it was opened with."""

from typing import Any

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class MatterVersion(Base):
    """A matter as imported from its file. The newest version of a code with `current` is the one offered."""

    __tablename__ = "matter_versions"
    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]]
    digest: Mapped[bytes]
    current: Mapped[bool]
    imported_at: Mapped[int]
