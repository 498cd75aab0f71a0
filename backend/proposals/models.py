"""Tables of proposals: what was offered to whom, and the runs that offered it."""

import uuid

from sqlalchemy import Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Proposal(Base):
    """One offer of one version of a programme to one person, made once. `state`: offered, consented, refused.

    `programme_key` is the blind index of the programme's code: the table does not say who is eligible for what.
    """

    __tablename__ = "proposals"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    proposal_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    programme_key: Mapped[bytes]
    version: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(12))
    proposed_at: Mapped[int]
    expires_at: Mapped[int]
    answered_at: Mapped[int | None]
    certificate_id: Mapped[uuid.UUID | None]  # what the consent led to
    sealed: Mapped[bytes | None]  # what the rules saw at the consent; context: answer.proposal_context
    __table_args__ = (
        UniqueConstraint("person_id", "programme_key", "version"),
        Index(None, "programme_key", "version", "state"),  # the numbers
    )


class ProposalRun(Base):
    """One walk of a programme through its register: everything up to `cursor` (a record_id) is done and committed."""

    __tablename__ = "proposal_runs"
    run_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    programme: Mapped[str] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(Integer)
    day: Mapped[str] = mapped_column(String(10))  # ISO date for which the rules are reckoned
    state: Mapped[str] = mapped_column(String(12))  # running | done
    cursor: Mapped[uuid.UUID | None]
    looked_at: Mapped[int]
    offered: Mapped[int]
    started_at: Mapped[int]
    finished_at: Mapped[int | None]
    __table_args__ = (Index(None, "programme", "started_at"),)
