"""Tables of ratings. No row names a person or a case: its id is found from the case number, and never the other way."""

import uuid
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class Rating(Base):
    """One contact, rated once. `rating_id` is a keyed blind index of the case number; the time is kept to the day."""

    __tablename__ = "ratings"
    rating_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    matter_code: Mapped[str] = mapped_column(String(40))
    matter_version: Mapped[int] = mapped_column(Integer)
    hall: Mapped[str] = mapped_column(String(100))  # empty: no hall, as when applied online
    level: Mapped[int] = mapped_column(Integer)  # 1 very bad … 5 very good
    sealed_words: Mapped[bytes | None]  # context: b"rating:" + rating_id
    day: Mapped[int] = mapped_column(Integer)  # days since 1970-01-01, in China


class RatingFigure(Base):
    """What is told of a matter or a hall. `published` and `waiting`: how many ratings of level 1, 2, 3, 4 and 5."""

    __tablename__ = "rating_figures"
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)  # matter | hall
    code: Mapped[str] = mapped_column(String(100), primary_key=True)
    published: Mapped[list[Any]]
    waiting: Mapped[list[Any]]
    count: Mapped[int] = mapped_column(Integer)  # of the published
    __table_args__ = (Index(None, "kind", "count"),)


class FollowUp(Base):
    """What a bad rating opened. Whom to call is sealed, and forgotten when it is closed."""

    __tablename__ = "follow_ups"
    follow_up_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)  # another blind index of the case number
    rating_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(8))  # open | closed
    sealed_contact: Mapped[bytes | None]  # the account; context: b"follow-up:" + follow_up_id
    yellow_from: Mapped[int]
    due_at: Mapped[int]  # the first second after the last day
    due_assumed: Mapped[bool]
    closed_at: Mapped[int | None]
    result: Mapped[str | None] = mapped_column(String(12))  # see follow_up.RESULTS
    __table_args__ = (Index(None, "state", "due_at"),)


class FollowUpAct(Base):
    """One thing done in a follow-up: its number read, a call, the closing, the rater's answer to it."""

    __tablename__ = "follow_up_acts"
    follow_up_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # 1, 2, …
    kind: Mapped[str] = mapped_column(String(8))  # number | call | closing | answer
    at: Mapped[int]
    staff_id: Mapped[uuid.UUID | None]  # None: the rater
    outcome: Mapped[str | None] = mapped_column(String(12))
    sealed_words: Mapped[bytes | None]  # context: b"follow-up:" + follow_up_id
