"""Notices told from cases: accepted, deferred, soon due, ended, decided, withdrawn, and what checks of promises found.

The steps of the reader's own cases are read along their index; what is due soon is reckoned from the few that wait, and
likewise which drafts end soon.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.consents import ConsentRequest
from backend.cases.intake.lapse import lapses_at, may_lapse, warned_at
from backend.cases.limits import last_day
from backend.cases.models import Case, CaseMaterial, CaseStep, Commitment
from backend.cases.parts import matter_of
from backend.matters.offered import matter_version
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.registries.calendar import day_of, end_of
from backend.registries.working_days import Calendar

DAY = 86_400
SOON = 3  # working days before the last day of a deferral
TOLD = {
    "accept": "case_accepted", "complete": "case_accepted", "defer": "case_deferred", "expire": "case_ended",
    "lapse": "case_lapsed",
    "approve": "case_approved", "reject": "case_rejected", "withdraw": "case_withdrawn",
}  # fmt: skip
PART_TOLD = {"approve": "part_approved", "reject": "part_rejected"}


def case_steps(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Acts on the reader's cases that they should know of, and what other offices decided of them."""
    whole = Case.parent_no.is_(None) & CaseStep.act.in_(TOLD)
    part = Case.parent_no.is_not(None) & CaseStep.act.in_(PART_TOLD)
    query = (
        select(CaseStep, Case)
        .join(Case, Case.case_no == CaseStep.case_no)
        .where(CaseStep.person_id.in_(reader.persons), whole | part, span.of(CaseStep.at, CaseStep.step_id))
        .order_by(CaseStep.at.desc(), CaseStep.step_id.desc())
        .limit(span.limit + 2)
    )
    for step, case in session.execute(query):
        until = case.deferred_until if step.act == "defer" else case.due_promised
        kind = (TOLD if case.part is None else PART_TOLD)[step.act]
        yield _about(session, case, step, kind, step.at, until)


def deferrals_due(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Deferrals that still wait, from the day on which SOON working days or fewer are left."""
    due = func.min(CaseMaterial.due_at)
    query = (
        select(CaseStep, Case, due)
        .join(Case, Case.case_no == CaseStep.case_no)
        .join(CaseMaterial, (CaseMaterial.case_no == Case.case_no) & (CaseMaterial.state == "deferred"))
        .where(Case.person_id.in_(reader.persons), Case.state == "deferred", CaseStep.act == "defer")
        .group_by(*CaseStep.__table__.primary_key, *Case.__table__.primary_key)
    )
    for step, case, until in session.execute(query):
        assert until is not None  # deferred materials have a last day
        at = max(step.at + 1, _reminder(until, reader.calendar))
        yield _about(session, case, step, "case_deferral_due", at, until, days=SOON)


def drafts_ending(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Drafts begun online that nobody went on with, from some days before they end."""
    query = select(CaseStep, Case).where(*may_lapse(), Case.person_id.in_(reader.persons))
    for step, case in session.execute(query):
        yield _about(session, case, step, "case_lapse_due", warned_at(step.at), lapses_at(step.at))


def consents_asked(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """What officers asked to be shown."""
    query = (
        select(CaseStep, Case, ConsentRequest.due_at)
        .join(Case, Case.case_no == CaseStep.case_no)
        .join(
            ConsentRequest,
            (ConsentRequest.case_no == CaseStep.case_no) & (ConsentRequest.revision == CaseStep.revision),
        )
        .where(CaseStep.person_id.in_(reader.persons), span.of(CaseStep.at, CaseStep.step_id))
        .order_by(CaseStep.at.desc(), CaseStep.step_id.desc())
        .limit(span.limit + 2)
    )
    for step, case, due in session.execute(query):
        office = matter_of(session, case).office.name
        told = _about(session, case, step, "case_consent_asked", step.at, due)
        yield replace(told, zh=told.zh | {"office": office.zh}, en=told.en | {"office": office.en})


def checks_of_promises(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """What a check found that followed an approval on a promise."""
    query = (
        select(Commitment, Case, CaseStep)
        .join(Case, Case.case_no == Commitment.case_no)
        .join(CaseStep, (CaseStep.case_no == Case.case_no) & (CaseStep.act == "approve"))
        .where(
            Case.person_id.in_(reader.persons), Commitment.outcome.is_not(None),
            span.of(Commitment.checked_at, CaseStep.step_id),
        )
        .order_by(Commitment.checked_at.desc(), CaseStep.step_id.desc())
        .limit(span.limit + 2)
    )  # fmt: skip
    for promise, case, step in session.execute(query):
        yield _about(session, case, step, f"commitment_{promise.outcome}", promise.checked_at or 0, None)


def _reminder(until: int, calendar: Calendar) -> int:
    """The first second of the last day on which more than SOON - 1 working days are left."""
    day = last = day_of(until - 1)
    while calendar.between(day, last).days < SOON:
        day -= timedelta(days=1)
    return end_of(day) - DAY


def _about(
    session: Session, case: Case, step: CaseStep, kind: str, at: int, until: int | None, *, days: int | None = None
) -> Notice:
    """A part is told of in the case it belongs to, under the name of its office."""
    matter, day = matter_version(session, case.matter_code, case.matter_version), last_day(until)
    part = None if case.part is None else matter.parts[case.part]
    zh, en = (
        {"matter": getattr(matter.name, tongue), "day": day}
        | ({} if part is None else {"office": getattr(part.office.name, tongue), "does": getattr(part.does, tongue)})
        for tongue in ("zh", "en")
    )
    which, case_no = notice_id(step.step_id, KINDS[kind].place), case.parent_no or case.case_no
    return Notice(at, which, kind, zh, en, days=days, case_no=case_no)
