"""What the clock does to cases: it ends deferrals and drafts that are over, and writes lateness into the log.

1. A few cases at a time, each in its own transaction, locked and looked at again: whoever was faster wins.
2. A mark is logged once when it is reached; the case and its revision stay as they are.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Engine, and_, exists, or_, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.cases.intake.deferral import is_over
from backend.cases.intake.lapse import is_lapsed, lapsed
from backend.cases.limits import NONE, RED, mark
from backend.cases.models import Case, CaseMaterial
from backend.cases.move import move
from backend.cases.states import ACCEPTED, DECIDING, DEFERRED
from backend.cases.weigh import materials_of


class Act(Protocol):
    def __call__(self, session: Session, case: Case, *, now: int) -> bool:
        """Whether anything was done to the locked case."""
        ...


MOST = 500  # of each kind a call


@dataclass(frozen=True)
class Done:
    """How many deferrals and drafts were ended, and how many marks were logged."""

    ended: int
    lapsed: int
    marked: int


def apply_deadlines(engine: Engine, *, now: int, most: int = MOST) -> Done:
    """Up to `most` of each; call again while it reports as many."""
    with db.open_session(engine, reading=True) as session:
        walks = (
            (expire, _overdue(session, now, most)), (lapse, lapsed(session, now, most)),
            (log_mark, _late(session, now, most)),
        )  # fmt: skip
    return Done(*(sum(_one(engine, no, now, act) for no in numbers) for act, numbers in walks))


def expire(session: Session, case: Case, *, now: int) -> bool:
    """Whether the deferral of the locked case was over; then it is ended."""
    if not is_over(case, materials_of(session, case.case_no).values(), now=now):
        return False
    move(session, case, "expire", who="clock", actor="clock", now=now)
    return True


def lapse(session: Session, case: Case, *, now: int) -> bool:
    """Whether nobody went on with the locked draft in time; then it is ended."""
    if not is_lapsed(session, case, now=now):
        return False
    move(session, case, "lapse", who="clock", actor="clock", now=now)
    return True


def log_mark(session: Session, case: Case, *, now: int) -> bool:
    """Whether the locked case has a mark that is not in the log yet (rule 2)."""
    found = mark(case, now)
    if case.state not in (ACCEPTED, DECIDING) or found == case.marked:
        return False
    case.marked = found
    session.flush()  # the audit entry follows what it records
    about: dict[str, Any] = {"subject": f"case:{case.case_no}", "person_id": case.person_id}
    record(session, make_entry(at=now, actor="clock", action="case.late", mark=found, **about))
    return True


def _one(engine: Engine, case_no: str, now: int, act: Act) -> bool:
    with db.transaction(engine) as session:
        case = session.scalars(select(Case).where(Case.case_no == case_no).with_for_update()).one()
        return act(session, case, now=now)


def _overdue(session: Session, now: int, most: int) -> list[str]:
    due = exists().where(
        CaseMaterial.case_no == Case.case_no, CaseMaterial.state == "deferred", CaseMaterial.due_at <= now
    )
    query = select(Case.case_no).where(Case.state == DEFERRED, or_(Case.deferred_until <= now, due))
    return list(session.scalars(query.order_by(Case.deferred_until).limit(most)))


def _late(session: Session, now: int, most: int) -> list[str]:
    new = or_(Case.marked == NONE, and_(Case.marked != RED, Case.due_statutory <= now))
    query = select(Case.case_no).where(Case.state.in_((ACCEPTED, DECIDING)), Case.yellow_from <= now, new)
    return list(session.scalars(query.order_by(Case.yellow_from).limit(most)))
