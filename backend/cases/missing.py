"""The one notice of all that is missing: what, in which form, where to get it, until when, and what else happens."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.cases.limits import calendar_of, last_day
from backend.cases.models import Case, CaseMaterial
from backend.cases.parts import matter_of
from backend.cases.states import DRAFT
from backend.cases.weigh import LACKING, materials_of
from backend.matters.terms import Material
from backend.registries.calendar import day_of
from backend.registries.working_days import Calendar
from backend.web.request import Services

ENDS = {"zh": "逾期未补交的，本次申请终止，需重新申请", "en": "If it is not handed in by then, the case ends"}
MAY_FOLLOW = {
    "zh": "可以容缺受理；逾期未补交的，本次申请终止",
    "en": "The case may be accepted without it; if it does not follow in time, the case ends",
}
FIRST = {"zh": "补齐前不能受理", "en": "The case is not accepted before it is handed in"}


def missing_notice(session: Session, case: Case, *, services: Services, now: int) -> dict[str, Any]:
    """Everything `schemas.MissingNotice` names, in the matter's order; nothing missing gives an empty list.

    The last day of a material that may follow but is not deferred yet is the one it would have if it were today.
    """
    matter = matter_of(session, case)
    rows, calendar, today = materials_of(session, case.case_no), calendar_of(services), day_of(now)
    absent = [one for one in matter.materials if rows[one.code].state in LACKING]
    return {
        "case_no": case.case_no,
        "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "state": case.state,
        "made_at": now,
        "materials": [_line(case, one, rows[one.code], calendar, today) for one in absent],
    }


def _line(case: Case, material: Material, row: CaseMaterial, calendar: Calendar, today: date) -> dict[str, Any]:
    may_follow = material.deferrable_days is not None and case.state == DRAFT
    due, assumed = last_day(row.due_at), case.due_assumed
    if may_follow:
        counted = calendar.after(today, material.deferrable_days or 0)
        due, assumed = counted.day, counted.assumed
    return {
        "code": material.code, "name": material.name, "form": material.form, "state": row.state,
        "where": {"by": material.source.by, "zh": material.source.name.zh, "en": material.source.name.en},
        "due": due, "due_assumed": due is not None and assumed,
        "consequence": ENDS if row.due_at is not None else MAY_FOLLOW if may_follow else FIRST,
    }  # fmt: skip
