"""What an accepted verdict does to a case, wherever the certificates were shown: at a window, or online by consent.

1. What was disclosed is kept, sealed; materials that certificates stand for are struck off. 2. A form field that a
certificate fills says what the certificate says; what was typed counts only where none does; a part keeps what it was
given of the form. 3. Nothing is taken once a deferral is over; the last deferred material accepts the case.
"""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.cases.form import form_of, seal_form, typed_of
from backend.cases.intake.accept import complete_if_ready
from backend.cases.intake.deferral import refuse_if_over
from backend.cases.models import Case
from backend.cases.move import move
from backend.cases.shown import keep
from backend.cases.states import Who
from backend.cases.weigh import Weighed, lacking, materials_of, write_outcomes
from backend.matters.evaluate import fill_form
from backend.matters.terms import Matter
from backend.people.persons import stay
from backend.registries.calendar import day_of
from backend.verification.verdict import Verdict
from backend.web.request import Services


def strike_off(
    session: Session, case: Case, matter: Matter, verdict: Verdict | None, weighed: Weighed, *,
    who: Who, actor: str, action: str, services: Services, now: int, provided: Sequence[str] = (), act: str = "add",
) -> None:  # fmt: skip
    """Writes everything of the locked case. `verdict` None: nothing was disclosed; `provided`: what else changed by the
    same act, materials that were handed in with it. Raises DeferralOver, IllegalTransition."""
    typed = typed_of(case, services=services)
    if weighed.applicant_id not in (None, case.person_id):
        stay(session, weighed.applicant_id)  # an open case refuses an erasure: either is first
    case.presenter_id, case.person_id = weighed.presenter, weighed.applicant_id
    for one in weighed.shown.values():
        if one.is_new:
            keep(session, case, one, again=one.again, services=services, now=now)
    rows = materials_of(session, case.case_no)
    refuse_if_over(case, rows, now=now)
    changed = write_outcomes(rows, weighed, now=now)
    copied = {} if case.part is None else form_of(case, services=services)
    filled = copied | fill_form(matter, weighed.weighed, applicant=weighed.applicant, today=day_of(now))
    seal_form(case, typed, filled, services=services)
    move(
        session, case, act, who=who, actor=actor, now=now, changed=[*changed, *provided, "form"], action=action,
        verdict=str(verdict.id) if verdict else None, missing=len(lacking(rows)),
    )  # fmt: skip
    complete_if_ready(session, case, rows, services=services, now=now)
