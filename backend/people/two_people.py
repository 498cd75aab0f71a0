"""Two people: what one asks for, another has to agree to. Every such rule of the house compares here, and decides here.

1. People are compared, not accounts: all accounts of an employee name one employee number (`staff.employee_number`).
   Whoever is no employee is one person by what the log calls them. 2. Whoever asked does not decide. 3. What waits is
   decided once, within its time, by one conditional UPDATE: of two who decide at once, one does.
"""

import uuid
from typing import Any

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from backend.errors import Forbidden, LiangmaError
from backend.people.models import Staff

ASKED, APPROVED, REFUSED, EXPIRED = "asked", "approved", "refused", "expired"


class SecondPersonNeeded(Forbidden):
    """Rule 2. Rooms that have more to say about it have a class of their own below this one."""

    code = "second_person_needed"
    zh = "须由另一名工作人员同意"
    en = "Another person has to agree"
    next_zh = "提出人不能自行同意，同一人的其他账号也不行：请另一名工作人员办理"
    next_en = "Whoever asked cannot agree, by no account of theirs: let another person decide"


class Asked:
    """Columns of a row that one person asked for and another decides; `state` is ASKED until then."""

    state: Mapped[str] = mapped_column(String(12))
    asked_by: Mapped[str] = mapped_column(String(80))
    asked_at: Mapped[int]
    decided_by: Mapped[str | None] = mapped_column(String(80))
    decided_at: Mapped[int | None]


def person_of(session: Session, subject: str) -> str:
    """Rule 1: who stands behind an actor of the log, `employee:<number>` or the subject itself."""
    kind, _, name = subject.partition(":")
    if kind != "staff":
        return subject
    try:
        staff_id = uuid.UUID(name)
    except ValueError:
        return subject
    number = session.scalars(select(Staff.employee_number).where(Staff.staff_id == staff_id)).first()
    return subject if number is None else f"employee:{number}"


def accounts_of(session: Session, subject: str) -> list[str]:
    """Rule 1: every actor of the log behind whom the same person stands."""
    kind, _, number = person_of(session, subject).partition(":")
    if kind != "employee":
        return [subject]
    theirs = select(Staff.staff_id).where(Staff.employee_number == number)
    return [f"staff:{staff_id}" for staff_id in session.scalars(theirs)]


def same_person(session: Session, one: str | None, other: str) -> bool:
    """Rule 1, of two actors of the log; nobody (None) is not the same as anybody."""
    return one is not None and (one == other or person_of(session, one) == person_of(session, other))


def require_another(
    session: Session, first: str | None, second: str, *, refusal: type[LiangmaError] = SecondPersonNeeded
) -> None:
    """Rule 2. Raises `refusal` when the second person is the first."""
    if same_person(session, first, second):
        raise refusal


def decide(
    session: Session, row: Asked, state: str, *, actor: str, within: int, now: int, closed: type[LiangmaError],
    another: type[LiangmaError] = SecondPersonNeeded, **values: Any,
) -> None:  # fmt: skip
    """Rules 2 and 3: `row` becomes `state`, with these values. Raises `another`, and `closed` when it waits no more."""
    require_another(session, row.asked_by, actor, refusal=another)
    model: Any = type(row)
    key = [column == getattr(row, column.key) for column in model.__mapper__.primary_key]
    waits = model.state == ASKED, model.asked_at > now - within
    decided = {"state": state, "decided_by": actor, "decided_at": now}
    statement = update(model).where(*key, *waits).values(decided | values).returning(*model.__mapper__.primary_key)
    if session.execute(statement.execution_options(synchronize_session=False)).first() is None:
        raise closed
    session.refresh(row)


def standing(row: Asked, *, within: int, now: int) -> str:
    """The row's state at `now`: what nobody decided in its time has expired."""
    return EXPIRED if row.state == ASKED and now >= row.asked_at + within else row.state
