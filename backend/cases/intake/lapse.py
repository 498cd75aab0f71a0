"""What becomes of an application begun online that nobody goes on with.

1. A draft begun online is over once DAYS whole days have passed after its last act, whoever acted and wherever.
2. Its applicant is told WARNED days before; any act in time begins the days anew.
3. The clock ends it; drafts of windows stay, for papers may lie with them.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from backend.cases.models import ONLINE, Case, CaseStep
from backend.cases.states import DRAFT
from backend.registries.calendar import day_of, end_of

DAYS, WARNED = 90, 7


def lapses_at(touched_at: int) -> int:
    """The first second after the last day of a draft whose last act was then."""
    return end_of(day_of(touched_at) + timedelta(days=DAYS))


def warned_at(touched_at: int) -> int:
    """The first second of the day that is WARNED days before the last one."""
    return end_of(day_of(touched_at) + timedelta(days=DAYS - WARNED - 1))


def may_lapse() -> tuple[ColumnElement[bool], ...]:
    """Rule 1, but for the days, as conditions on Case and the CaseStep of its last act."""
    return (
        Case.state == DRAFT, Case.channel == ONLINE,
        CaseStep.case_no == Case.case_no, CaseStep.revision == Case.revision,
    )  # fmt: skip


def lapsed(session: Session, now: int, most: int) -> list[str]:
    """Numbers of up to `most` drafts that are over, the oldest first."""
    before = end_of(day_of(now) - timedelta(days=DAYS + 1))
    query = select(Case.case_no).where(*may_lapse(), CaseStep.at < before)
    return list(session.scalars(query.order_by(CaseStep.at).limit(most)))


def is_lapsed(session: Session, case: Case, *, now: int) -> bool:
    """Rule 1, of one case."""
    query = select(CaseStep.at).where(*may_lapse(), Case.case_no == case.case_no)
    touched_at = session.scalars(query).first()
    return touched_at is not None and lapses_at(touched_at) <= now
