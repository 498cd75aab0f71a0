"""Accept with a gap (容缺): what is missing may follow by a day that is fixed now.

1. Only materials whose matter gives them days may be deferred; one that may not be refuses the whole.
2. The applicant must be known, and not barred; the form is filled in.
3. Each deferred material has its own last day, by the calendar; the whole is over with the last of these.
4. When any deferred material's day has passed the deferral is over: nothing more is taken, and the clock ends the case.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from backend.cases.agents import acts, agent_of
from backend.cases.bars import refuse_barred
from backend.cases.form import complete_form
from backend.cases.intake.agent_check import check_agent
from backend.cases.limits import calendar_of
from backend.cases.models import Case, CaseMaterial
from backend.cases.move import check_seen, move
from backend.cases.open import own_case
from backend.cases.parts import matter_of
from backend.cases.states import DEFERRED, Who, target_of
from backend.cases.weigh import lacking, materials_of, weigh_again
from backend.errors import Conflict
from backend.matters.evaluate import fill_form
from backend.matters.terms import Matter
from backend.registries.calendar import day_of, end_of
from backend.registries.working_days import Calendar
from backend.web.request import Actor, Services


class NotDeferrable(Conflict):
    """`reason`: material_not_deferrable (`materials` names them) | applicant_unknown | nothing_missing."""

    code = "not_deferrable"
    zh = "不能容缺受理"
    en = "The case cannot be accepted with a gap"
    next_zh = "请按 reason 处理：补齐不可容缺的材料、先扫申请人的码，或直接受理"
    next_en = "See `reason`: hand in what cannot follow later, scan the applicant's code first, or simply accept"


class DeferralOver(Conflict):
    code = "deferral_over"
    zh = "容缺补交期限已过"
    en = "The time to hand in what was deferred is over"
    next_zh = "请重新申请"
    next_en = "Please apply again"


def defer(session: Session, case_no: str, *, revision: int, actor: Actor, services: Services, now: int) -> Case:
    """The deferred case. Raises NoSuchCase, CaseChanged, IllegalTransition, NotDeferrable, FormIncomplete, Barred."""
    case = own_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    check_agent(session, case, services=services, now=now)
    return defer_locked(session, case, who="window", actor=actor.subject, services=services, now=now)


def defer_locked(session: Session, case: Case, *, who: Who, actor: str, services: Services, now: int) -> Case:
    """The same for a case that is locked already and whose revision was compared, whoever acts.

    Raises IllegalTransition, NotDeferrable, FormIncomplete, Barred.
    """
    target_of(case.state, "defer", who=who)
    rows = materials_of(session, case.case_no)
    changed, weighed = weigh_again(session, case, rows, services=services, now=now)
    absent = lacking(rows)
    matter = matter_of(session, case)
    _check(session, case, matter, absent, now=now)
    filled = fill_form(matter, weighed.weighed, applicant=weighed.applicant, today=day_of(now))
    complete_form(matter, case, filled, agent=acts(agent_of(session, case)), services=services)
    _set_days(case, matter, absent, calendar=calendar_of(services), now=now)
    codes = [row.material_code for row in absent]
    move(session, case, "defer", who=who, actor=actor, now=now, changed=[*changed, *codes], missing=codes)
    return case


def is_over(case: Case, rows: Iterable[CaseMaterial], *, now: int) -> bool:
    """Rule 4."""
    if case.state != DEFERRED:
        return False
    ends = [row.due_at for row in rows if row.state == "deferred" and row.due_at is not None]
    return min([*ends, case.deferred_until or 0]) <= now


def refuse_if_over(case: Case, rows: Mapping[str, CaseMaterial], *, now: int) -> None:
    """Raises DeferralOver."""
    if is_over(case, rows.values(), now=now):
        raise DeferralOver


def _check(session: Session, case: Case, matter: Matter, absent: list[CaseMaterial], *, now: int) -> None:
    if not absent:
        raise NotDeferrable(reason="nothing_missing", materials=[])
    firm = [row.material_code for row in absent if _days(matter, row.material_code) is None]
    if firm:
        raise NotDeferrable(reason="material_not_deferrable", materials=sorted(firm))
    if case.person_id is None:
        raise NotDeferrable(reason="applicant_unknown", materials=[])
    refuse_barred(session, case.person_id, now=now)


def _set_days(case: Case, matter: Matter, absent: list[CaseMaterial], *, calendar: Calendar, now: int) -> None:
    ends = []
    for row in absent:
        due = calendar.after(day_of(now), _days(matter, row.material_code) or 0)
        row.state, row.due_at, row.changed_at = "deferred", end_of(due.day), now
        case.due_assumed = case.due_assumed or due.assumed
        ends.append(row.due_at)
    case.deferred_until = max(ends)


def _days(matter: Matter, code: str) -> int | None:
    material = matter.material(code)
    return None if material is None else material.deferrable_days
