"""What the law keeps of somebody who is to be erased, and until when.

1. The file of a closed case, as `cases.forget` keeps it: after a decision for the office's years, otherwise one year.
2. A check under a legal duty, which is the office's own act, for the same years. 3. A bar, while it holds. Times are
the first second on which the thing need no longer be kept.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from backend.cases.forget import DECIDED, UNDECIDED_YEARS
from backend.cases.models import Bar, Case, CaseCertificate
from backend.cases.states import STANDING
from backend.registries.calendar import day_of, end_of
from backend.requests.models import DutyCheck
from certs.catalogue.dates import add_months


@dataclass(frozen=True)
class Kept:
    """`kind`: case_file | duty_check | bar. `until`: Unix seconds."""

    kind: str
    until: int
    count: int = 1


def open_cases(session: Session, person_id: uuid.UUID) -> list[str]:
    """Numbers of the person's cases that are not over."""
    mine = Case.person_id == person_id, Case.state.in_(STANDING)
    return list(session.scalars(select(Case.case_no).where(*mine).order_by(Case.case_no)))


def kept_by_law(session: Session, person_id: uuid.UUID, *, years: int, now: int) -> list[Kept]:
    """Rules 1 to 3, one line a kind with its last day; nothing that is over."""
    found = [
        *(Kept("case_file", until) for until in _files(session, person_id, years)),
        *(Kept("duty_check", _after(at, years)) for at in _checks(session, person_id)),
        *(Kept("bar", until) for until in _bars(session, person_id, now)),
    ]
    lines: dict[str, Kept] = {}
    for one in found:
        if one.until > now:
            before = lines.get(one.kind, Kept(one.kind, 0, 0))
            lines[one.kind] = Kept(one.kind, max(before.until, one.until), before.count + 1)
    return sorted(lines.values(), key=lambda one: (one.until, one.kind))


def _files(session: Session, person_id: uuid.UUID, years: int) -> list[int]:
    shown = exists().where(CaseCertificate.case_no == Case.case_no)
    holds = or_(Case.sealed_form.is_not(None), Case.sealed_typed.is_not(None), Case.sealed_result.is_not(None), shown)
    query = select(Case.state, Case.closed_at).where(Case.person_id == person_id, Case.closed_at.is_not(None), holds)
    return [
        _after(row.closed_at, years if row.state in DECIDED else min(years, UNDECIDED_YEARS))
        for row in session.execute(query)
    ]


def _checks(session: Session, person_id: uuid.UUID) -> list[int]:
    return list(session.scalars(select(DutyCheck.asked_at).where(DutyCheck.person_id == person_id)))


def _bars(session: Session, person_id: uuid.UUID, now: int) -> list[int]:
    holds = Bar.until > now, or_(Bar.lifted_at.is_(None), Bar.lifted_at > now)
    return list(session.scalars(select(Bar.until).where(Bar.person_id == person_id, *holds)))


def _after(at: int, years: int) -> int:
    """The day does not count, as in `cases.forget`."""
    return end_of(add_months(day_of(at), 12 * years))
