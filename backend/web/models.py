"""Tables of the edge: the answer already given to a POST, so that a retry gets the same one; how long answers took."""

from sqlalchemy import Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from backend.db import Base


class IdempotentAnswer(Base):
    """The answer to (actor, key), kept for a day; `status` is NULL while the first request is still at work.

    `sealed_body` is kept for ten minutes only: it may hold what a holder disclosed.
    """

    __tablename__ = "idempotent_answers"
    actor: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    fingerprint: Mapped[bytes]  # keyed digest of method, path and body
    status: Mapped[int | None] = mapped_column(Integer)
    sealed_body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[int]


class AnswerTime(Base):
    """How many answers of one kind took at most `at_most` milliseconds (and more than the step below) on one day.

    A histogram: it says how fast the office is and nothing of any single request. 0 stands for "longer than any step".
    """

    __tablename__ = "answer_times"
    day: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)  # days since 1970-01-01, China
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    at_most: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    count: Mapped[int]
