"""The table of delegations: what was lent to whom on which terms, and what became of it."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base

STANDS = text("state = 'accepted'")


class Delegation(Base):
    """One delegation of certificates of one holder, who is `person_id` whoever lends them; its id follows from what was
    signed. What is shown on it are showings of room certificates, whose source it is.

    `borrower_id` is nobody while a link was not opened, and for ever where there is nobody of that name and number.
    """

    __tablename__ = "delegations"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    delegation_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    lender_id: Mapped[uuid.UUID]
    parent_id: Mapped[uuid.UUID | None]  # the delegation that this one is lent on from
    depth: Mapped[int] = mapped_column(Integer)  # 1: lent by the holder's own side
    to_kind: Mapped[str] = mapped_column(String(6))  # person | link | role
    borrower_id: Mapped[uuid.UUID | None]  # a citizen, or an organisation
    role: Mapped[str | None] = mapped_column(String(13))
    link_key: Mapped[bytes | None] = mapped_column(index=True)  # blind index of the digest of a link's secret
    certificates: Mapped[list[Any]]  # ids as they were signed
    purposes: Mapped[list[Any]]  # "matter:<code>"; none: any
    places: Mapped[int] = mapped_column(Integer)
    until: Mapped[int]  # the first second after the last day
    times: Mapped[int | None] = mapped_column(Integer)  # how often each certificate is shown
    lend_on: Mapped[int] = mapped_column(Integer)
    sealed: Mapped[bytes]  # {"to": as it was typed, "statement"}; context: b"delegation:" + id
    device_id: Mapped[uuid.UUID]  # whose key signed
    state: Mapped[str] = mapped_column(String(8))  # offered | accepted | refused | ended
    offered_at: Mapped[int]
    due_at: Mapped[int]  # the first second after the time to answer
    answered_at: Mapped[int | None]
    answered_by: Mapped[uuid.UUID | None]  # of an organisation, who said yes for it
    ended_at: Mapped[int | None]
    ended_why: Mapped[str | None] = mapped_column(String(9))  # withdrawn | returned | above | lost
    __table_args__ = (
        Index(None, "lender_id", "offered_at"), Index(None, "borrower_id", "offered_at"),
        Index(None, "person_id", "parent_id"), Index(None, "until", sqlite_where=STANDS, postgresql_where=STANDS),
    )  # fmt: skip
