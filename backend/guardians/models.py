"""Tables of guardians: who may act for whom, a yes to a young person's phone, records of two people, and deaths."""

import uuid
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base
from backend.people.two_people import Asked

LIVE = text("ended_at IS NULL")


class Guardianship(Base):
    """Somebody who acts for a child or ward. `person_id` is the ward, who holds the certificates.

    `ground`: birth | household (a record of a registry names the parent) | decision (a department's, by two people).
    `source_id` is that record, of `source_person_id`; `source_digest` what it said. `until`: Unix seconds, None: open.
    """

    __tablename__ = "guardianships"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    guardianship_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    guardian_id: Mapped[uuid.UUID] = mapped_column(index=True)
    ground: Mapped[str] = mapped_column(String(12))
    source_person_id: Mapped[uuid.UUID]
    source_id: Mapped[uuid.UUID]
    source_digest: Mapped[bytes]
    sealed: Mapped[
        bytes
    ]  # {"ward", "guardian": names, "statement": what the phone signed or None}; context: b"guardianship:" + id
    since: Mapped[int]
    until: Mapped[int | None]
    frozen_at: Mapped[int | None]
    ended_at: Mapped[int | None]
    ended_why: Mapped[str | None] = mapped_column(String(20))
    __table_args__ = (
        Index(
            "uq_guardianships_live", "person_id", "guardian_id", unique=True, sqlite_where=LIVE, postgresql_where=LIVE
        ),
    )


class PhonePermit(Base):
    """A guardian's yes to one phone of a young person; the newest counts, once."""

    __tablename__ = "phone_permits"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    permit_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    guardian_id: Mapped[uuid.UUID]
    given_at: Mapped[int]
    expires_at: Mapped[int]
    used_at: Mapped[int | None]


class FamilyRecord(Asked, Base):
    """What a department records of a family, asked by one employee and approved by another.

    `kind`: death | death_correction | guardian | guardian_end | freeze | unfreeze. `person_id`: whom it turned out to
    be about, found by the approval.
    """

    __tablename__ = "family_records"
    record_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(String(4))
    kind: Mapped[str] = mapped_column(String(20))
    sealed_said: Mapped[bytes]  # the words of the kind; context: b"family-record:" + record_id.bytes
    sealed_why: Mapped[bytes | None]
    person_id: Mapped[uuid.UUID | None]
    __table_args__ = (Index(None, "office", "asked_at", "record_id"),)


class Death(Base):
    """A recorded death. `suspended`: the certificates that it suspended, until it is settled or corrected."""

    __tablename__ = "deaths"
    person_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    record_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    died_on: Mapped[str] = mapped_column(String(10))  # ISO date
    recorded_at: Mapped[int]
    settles_at: Mapped[int] = mapped_column(index=True)  # until then it may be corrected
    settled_at: Mapped[int | None]
    corrected_at: Mapped[int | None]
    suspended: Mapped[list[Any]]
