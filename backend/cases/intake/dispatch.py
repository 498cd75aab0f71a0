"""What the other offices get of a case that is accepted: a part case each, in the transaction of the acceptance.

1. One for each part that applies, once: a second is refused by the database, and the acceptance with it.
2. A part case has its own number, office and time limits, and is accepted from its beginning; nobody scans for it.
3. It gets copies of what its part names and of nothing else: its materials as they stand, its fields of the form, and
   the fewest certificates on which the same materials stand, sealed for it.
"""

import uuid

from sqlalchemy.orm import Session

from backend.cases.form import form_of, keep_typed, seal_form, typed_of
from backend.cases.limits import calendar_of, start_limits
from backend.cases.models import Case, CaseMaterial
from backend.cases.move import note
from backend.cases.number import new_case_no
from backend.cases.parts import of_part, others_of
from backend.cases.shown import keep
from backend.cases.states import ACCEPTED
from backend.cases.weigh import Weighed, materials_of
from backend.matters.evaluate import evaluate
from backend.matters.presented import Presented
from backend.matters.terms import Matter
from backend.registries.calendar import day_of
from backend.web.request import Services


def dispatch(session: Session, case: Case, matter: Matter, weighed: Weighed, *, services: Services, now: int) -> None:
    """The case was accepted a moment ago, on what was `weighed` for it, and is locked."""
    for place in others_of(matter, case.answers):
        _dispatch(session, case, of_part(matter, place), place, weighed, services=services, now=now)


def _dispatch(
    session: Session, case: Case, own: Matter, place: int, weighed: Weighed, *, services: Services, now: int
) -> None:
    made = Case(
        case_no=new_case_no(day_of(now)), parent_no=case.case_no, part=place, person_id=case.person_id,
        presenter_id=case.presenter_id, matter_code=case.matter_code, matter_version=case.matter_version,
        answers=dict(case.answers), channel=case.channel, office=own.office.code, state=ACCEPTED, opened_at=now,
        revision=1, due_assumed=False, marked="none",
    )  # fmt: skip
    start_limits(made, own.time_limit, calendar=calendar_of(services), now=now)
    session.add(made)
    _copy_form(case, made, own, services=services)
    for row in materials_of(session, case.case_no).values():
        if own.material(row.material_code) is not None:
            session.add(_copy(row, made.case_no))
    for certificate_id in _needed(own, case, weighed, now=now):
        keep(session, made, weighed.shown[certificate_id], again=False, services=services, now=now)
    about = {"parent": case.case_no, "office": made.office}
    note(session, made, "open", changed=["due"], actor="clock", action="case.part_opened", now=now, **about)


def _copy(row: CaseMaterial, case_no: str) -> CaseMaterial:
    """Without the day by which it was deferred: it is there now."""
    return CaseMaterial(
        case_no=case_no, material_code=row.material_code, state=row.state, certificates=list(row.certificates),
        verdict_id=row.verdict_id, why_zh=row.why_zh, why_en=row.why_en, changed_at=row.changed_at, due_at=None,
    )  # fmt: skip


def _copy_form(case: Case, made: Case, own: Matter, *, services: Services) -> None:
    names = {field.name for field in own.form}
    form, typed = (
        {name: value for name, value in values.items() if name in names}
        for values in (form_of(case, services=services), typed_of(case, services=services))
    )
    if typed:
        keep_typed(made, typed, services=services)
    if form:
        seal_form(made, typed, form, services=services)


def _needed(own: Matter, case: Case, weighed: Weighed, *, now: int) -> list[uuid.UUID]:
    """Rule 3: each is left out without which the outcomes are the same."""
    kept = list(weighed.weighed)
    wanted = _outcomes(own, case, weighed, kept, now=now)
    for one in weighed.weighed:
        fewer = [other for other in kept if other is not one]
        if _outcomes(own, case, weighed, fewer, now=now) == wanted:
            kept = fewer
    return [uuid.UUID(one.certificate_id) for one in kept]


def _outcomes(
    own: Matter, case: Case, weighed: Weighed, kept: list[Presented], *, now: int
) -> list[tuple[str, tuple[str, ...] | None]]:
    found = evaluate(own, kept, today=day_of(now), applicant=weighed.applicant, answers=case.answers)
    return [(one.state, one.by) for one in found]
