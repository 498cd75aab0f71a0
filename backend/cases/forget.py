"""What is forgotten of a closed case: what was typed, shown and signed in it. Number, steps, decision and days stay.

1. Of a decided case after the years that the office keeps its files; of one withdrawn or ended, where nothing was
   decided, after a year. The day on which it was closed does not count.
2. Nothing while something rests on it: a promise whose check is not done, a bar that it led to and that still holds, or
   a case of which it is a part, or which is a part of it, whose time has not come.
3. Once a day, and on until nothing is left; each time is in the log, with how many cases it were.
"""

from datetime import date
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from backend.audit.models import RARE, AuditEntry
from backend.audit.record import make_entry, record
from backend.cases.agents import CaseAgent
from backend.cases.consents import ConsentRequest
from backend.cases.limits import DAY
from backend.cases.models import Bar, Case, CaseCertificate, CaseConsent, Commitment
from backend.cases.states import APPROVED, REJECTED
from backend.registries.calendar import day_of, end_of
from certs.catalogue.dates import add_months

MOST = 500  # cases a time
UNDECIDED_YEARS = 1
DECIDED = (APPROVED, REJECTED)
Closed = type[Case]


def forget_cases(session: Session, *, years: int, now: int, most: int = MOST) -> int:
    """How many cases were forgotten. `years`: of decided ones (rule 1)."""
    if _done_today(session, now):
        return 0
    query = select(Case.case_no).where(_over(Case, years, now), _holds_something(), ~_needed(years, now))
    numbers = list(session.scalars(query.order_by(Case.case_no).limit(most)))
    if numbers:
        _forget(session, numbers)
    made: dict[str, Any] = {"count": len(numbers), "all": len(numbers) < most}
    record(session, make_entry(at=now, actor="clock", action="cases.forgotten", subject="cases", **made))
    return len(numbers)


def _done_today(session: Session, now: int) -> bool:
    """Rule 3."""
    today = AuditEntry.action == "cases.forgotten", AuditEntry.at >= end_of(day_of(now)) - DAY, RARE
    return any(orjson.loads(detail)["all"] for detail in session.scalars(select(AuditEntry.detail).where(*today)))


def _over(case: Closed, years: int, now: int) -> ColumnElement[bool]:
    """Rule 1."""
    decided, undecided = (_before(day_of(now), least) for least in (years, min(years, UNDECIDED_YEARS)))
    return and_(
        case.closed_at.is_not(None),
        or_(case.closed_at < decided, and_(case.state.not_in(DECIDED), case.closed_at < undecided)),
    )


def _before(today: date, years: int) -> int:
    """What was closed before this second was closed before the same day, so many years ago."""
    return end_of(add_months(today, -12 * years)) - DAY


def _holds_something() -> ColumnElement[bool]:
    shown = exists().where(CaseCertificate.case_no == Case.case_no)
    return or_(Case.sealed_form.is_not(None), Case.sealed_typed.is_not(None), shown)


def _needed(years: int, now: int) -> ColumnElement[bool]:
    """Rule 2."""
    unchecked = Commitment.check_due.is_not(None), Commitment.outcome.is_(None)
    holds = Bar.until > now, or_(Bar.lifted_at.is_(None), Bar.lifted_at > now)
    other = aliased(Case)
    related = or_(other.parent_no == Case.case_no, other.case_no == Case.parent_no, _siblings(other))
    return or_(
        exists().where(Commitment.case_no == Case.case_no, *unchecked),
        exists().where(Bar.case_no == Case.case_no, *holds),
        exists().where(related, ~_over(other, years, now)),
    )


def _siblings(other: Closed) -> ColumnElement[bool]:
    return and_(Case.parent_no.is_not(None), other.parent_no == Case.parent_no)


def _forget(session: Session, numbers: list[str]) -> None:
    emptied = (
        update(Case).where(Case.case_no.in_(numbers)).values(sealed_form=None, sealed_typed=None),
        update(ConsentRequest).where(ConsentRequest.case_no.in_(numbers)).values(sealed_signed=None),
        update(CaseAgent).where(CaseAgent.case_no.in_(numbers)).values(sealed=None),
        delete(CaseCertificate).where(CaseCertificate.case_no.in_(numbers)),
        delete(CaseConsent).where(CaseConsent.case_no.in_(numbers)),
    )
    for statement in emptied:
        session.execute(statement.execution_options(synchronize_session=False))
