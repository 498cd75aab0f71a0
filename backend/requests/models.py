"""Tables of requests: what somebody asks of a holder, what became of it, and looks without the holder's word."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base
from backend.people.two_people import Asked

UNTOLD = text("told_at IS NULL")
KEPT = text("sealed_result IS NOT NULL")


class HolderRequest(Base):
    """One request, from the asking to the end of what was disclosed on it.

    A request by link has nobody (`person_id`) until a phone takes it. One by look-up has somebody from the start, or
    for ever nobody: it looks the same to whoever asked. `told_at`: since when the asker knows how it ended.
    """

    __tablename__ = "holder_requests"
    request_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    asker_id: Mapped[str] = mapped_column(String(40))  # the verifier's id
    asked_by: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(6))  # link | lookup
    reference_key: Mapped[bytes | None] = mapped_column(unique=True)  # blind index of a link's secret
    about_key: Mapped[bytes | None]  # blind index of the number looked up
    about_id: Mapped[uuid.UUID | None]  # the organisation looked up, where there is one
    person_id: Mapped[uuid.UUID | None]  # whose phone answers
    purpose: Mapped[str] = mapped_column(String(60))
    wanted: Mapped[list[Any]]  # [{"type", "required": [names], "optional": [names]}]
    sealed_said: Mapped[bytes]  # {"reason", "consequence"} as the asker put it; context: b"request:" + id
    keep_days: Mapped[int] = mapped_column(Integer)
    asked_at: Mapped[int]
    due_at: Mapped[int]  # the first second after the time to answer
    claimed_at: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(9))  # waiting | given | refused | expired | withdrawn
    answered_at: Mapped[int | None]
    told_at: Mapped[int | None]
    device_id: Mapped[uuid.UUID | None]
    verdict_id: Mapped[uuid.UUID | None]
    sealed_signed: Mapped[bytes | None]  # the signed consent, a JWS; context as above
    sealed_result: Mapped[bytes | None]  # what was disclosed, until `ends_at` or the withdrawal; context as above
    ends_at: Mapped[int | None]
    withdrawn_at: Mapped[int | None]
    __table_args__ = (
        Index(None, "person_id", "asked_at"), Index(None, "asker_id", "asked_at"), Index(None, "about_key"),
        Index(None, "due_at", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
        Index(None, "ends_at", sqlite_where=KEPT, postgresql_where=KEPT),
    )  # fmt: skip


class RequestStep(Base):
    """What happened to a request, for its holder to read: asked, claimed, given, refused, read, withdrawn."""

    __tablename__ = "request_steps"
    request_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    step_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    at: Mapped[int]
    act: Mapped[str] = mapped_column(String(9))


class DutyCheck(Asked, Base):
    """A look at somebody's certificates under a legal duty: asked, approved by a second person, seen once.

    Whose they are (`person_id`) is looked up when they are seen, not before.
    """

    __tablename__ = "duty_checks"
    check_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    office: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(12))
    ground: Mapped[str] = mapped_column(String(40))
    wanted: Mapped[list[Any]]  # [{"type", "required": [names], "optional": []}]
    sealed_said: Mapped[bytes]  # {"kind", "number", "name", "case_number", "reason"}; context: b"duty-check:" + id
    state: Mapped[str] = mapped_column(String(8))  # asked | approved | refused | seen
    sealed_why: Mapped[bytes | None]  # the second person's reason to refuse; context as above
    seen_at: Mapped[int | None]
    person_id: Mapped[uuid.UUID | None]
    verdict_id: Mapped[uuid.UUID | None]
    shown: Mapped[list[Any] | None]  # names of what was seen, as a verdict has them
    tell_at: Mapped[int | None]  # from when on the holder may know
    told_at: Mapped[int | None]  # since when it stands in the holder's history
    __table_args__ = (
        Index(None, "office", "asked_at"), Index(None, "person_id", "tell_at"),
        Index(None, "tell_at", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    )  # fmt: skip
