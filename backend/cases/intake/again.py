"""Weigh a draft again after something else than a code changed it: who applies, who acts, what was answered."""

from sqlalchemy.orm import Session

from backend.cases.form import seal_form, typed_of
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.cases.weigh import materials_of, weigh_again
from backend.matters.evaluate import fill_form
from backend.registries.calendar import day_of
from backend.web.request import Services


def reweigh(session: Session, case: Case, *, services: Services, now: int) -> list[str]:
    """Materials and form as they are now; the codes of the materials that changed."""
    session.flush()  # who acts is read again
    rows = materials_of(session, case.case_no)
    changed, found = weigh_again(session, case, rows, services=services, now=now)
    filled = fill_form(matter_of(session, case), found.weighed, applicant=found.applicant, today=day_of(now))
    seal_form(case, typed_of(case, services=services), filled, services=services)
    return [*changed, "form"]
