"""Table of notices: only how far an account has read. The notices themselves are told from what other rooms keep."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class NoticeMark(Base):
    """Every notice up to `read_up_to` (seconds since 1970) was read."""

    __tablename__ = "notice_marks"
    account_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    read_up_to: Mapped[int]
