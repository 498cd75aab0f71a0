"""Tables of companies. They lead with `person_id`, the organisation: it holds its roles as it holds certificates."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base

STANDING = text("lifted_at IS NULL")


class CompanyMember(Base):
    """Somebody's role in an organisation, from the invitation to its end.

    `who_id` is None while nobody took it: an invitation by link, or one to a name and number that nobody has.
    `due_at`: until when an invitation can be accepted, or a waiting role be confirmed.
    """

    __tablename__ = "company_members"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    who_id: Mapped[uuid.UUID | None] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(13))  # administrator | keeper | agent
    state: Mapped[str] = mapped_column(String(8))  # invited | waiting | active | declined | ended
    link_key: Mapped[bytes | None] = mapped_column(index=True)  # blind index of a link's secret, until it is taken
    sealed: Mapped[bytes]  # {"name", "number"} as the inviter typed them, or null; context: b"member:" + member_id
    types: Mapped[list[Any]]  # numbers of certificate types; empty: all
    matters: Mapped[list[Any]]  # codes; empty: all
    until: Mapped[int | None]  # the first second after its last day
    uses: Mapped[int | None] = mapped_column(Integer)
    invited_by: Mapped[uuid.UUID]
    invited_at: Mapped[int]
    due_at: Mapped[int | None]
    since: Mapped[int | None]  # when it was accepted
    ended_at: Mapped[int | None]
    ended_why: Mapped[str | None] = mapped_column(String(12))  # removed | left | declined


class CompanyStep(Base):
    """What was done about the roles of an organisation, for it to read. `by_id` None: a department, or its registry."""

    __tablename__ = "company_steps"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    step_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[int]
    act: Mapped[str] = mapped_column(String(24))
    by_id: Mapped[uuid.UUID | None]
    member_id: Mapped[uuid.UUID | None]
    __table_args__ = (Index(None, "person_id", "at"),)


class CompanyFreeze(Base):
    """The department that registers an organisation has stopped its roles; another employee of it ends that."""

    __tablename__ = "company_freezes"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    freeze_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(String(40))
    sealed: Mapped[bytes]  # {"reason"}; context: b"freeze:" + freeze_id
    frozen_by: Mapped[str] = mapped_column(String(80))
    frozen_at: Mapped[int]
    lifted_by: Mapped[str | None] = mapped_column(String(80))
    lifted_at: Mapped[int | None]
    __table_args__ = (
        Index(None, "person_id", unique=True, sqlite_where=STANDING, postgresql_where=STANDING),
        Index(None, "office", "frozen_at"),
    )
