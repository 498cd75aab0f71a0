"""What a signed promise means for the decision of its case: the check that follows an approval.

1. A promise counts while promised materials are among those the case needs; with everything handed in it is a case like
   any other. 2. The check is due within the promised working days from the approval, whose day does not count; its mark
   turns yellow when a fifth of them is left.
"""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.cases.complete import COMMITTED
from backend.cases.limits import DAY, calendar_of
from backend.cases.models import Case, CaseMaterial, Commitment
from backend.matters.terms import Matter
from backend.registries.calendar import day_of, end_of
from backend.web.request import Services


def promise_of(session: Session, case: Case, matter: Matter) -> Commitment | None:
    """The promise that the case rests on, if it does (rule 1)."""
    if matter.commitment is None:
        return None
    of_case = CaseMaterial.case_no == case.case_no, CaseMaterial.state == COMMITTED
    if not session.scalar(select(exists().where(*of_case))):
        return None
    return session.get_one(Commitment, case.case_no)


def set_check(promise: Commitment, matter: Matter, *, services: Services, now: int) -> None:
    """Rule 2, at the approval."""
    if matter.commitment is None:
        return
    days, today, calendar = matter.commitment.check_within_days, day_of(now), calendar_of(services)
    due = calendar.after(today, days)
    promise.check_due, promise.check_assumed = end_of(due.day), due.assumed
    promise.check_yellow = end_of(calendar.after(today, days - days // 5).day) - DAY
