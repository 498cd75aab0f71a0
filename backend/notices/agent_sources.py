"""Notices about agents: to the applicant that somebody acts for them; to the agent that they were named, that it was
taken back, and how the case ended.

What the applicant's own phone did is no news to them; somebody's code at a window is, and most of all a letter. An
agent is told no more of the applicant than a masked name.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.agents import APPLICANT, PHONE, CaseAgent
from backend.cases.agents_told import window_name
from backend.cases.limits import last_day
from backend.cases.models import Case, CaseStep
from backend.matters.offered import matter_version
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.people.persons import identity_of
from backend.people.profile import masked

CAME = ("represent", "name")
ENDED = {"approve": "agency_approved", "reject": "agency_rejected"}


def agents_came(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """To the applicant: once for each agent, when a window first took their code, or knew whom they act for."""
    query = (
        select(CaseStep, Case, CaseAgent)
        .join(Case, Case.case_no == CaseStep.case_no)
        .join(CaseAgent, (CaseAgent.case_no == Case.case_no) & (CaseAgent.revision <= CaseStep.revision))
        .where(CaseStep.person_id.in_(reader.persons), CaseStep.act.in_(CAME))
        .order_by(CaseStep.at, CaseStep.revision, CaseAgent.revision)
    )
    by_step = {(case.case_no, step.revision): (step, case, row) for step, case, row in session.execute(query)}
    told: set[tuple[str, int]] = set()
    for step, case, row in by_step.values():
        if (row.case_no, row.revision) in told:
            continue
        told.add((row.case_no, row.revision))
        window = window_name(session, case) or {"zh": "", "en": ""}
        names = {"agent": _masked(session, row.person_id, reader)}
        yield _about(session, case, step, "case_agent_acts", zh=names | {"window": window["zh"]},
                     en=names | {"window": window["en"]}, case_no=case.case_no)  # fmt: skip


def agencies_given(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """To the agent: the applicant's phone named them."""
    named = CaseStep.revision == CaseAgent.revision, CaseAgent.basis == PHONE
    for step, case, row in _mine(session, reader, span, *named, CaseStep.act == "appoint"):
        told = _applicant(session, case, reader) | {"day": last_day(row.until)}
        yield _about(session, case, step, "agency_given", zh=told, en=told)


def agencies_over(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """To the agent: the applicant took it back."""
    ended = CaseAgent.ended_by == APPLICANT, CaseStep.at == CaseAgent.ended_at
    for step, case, _ in _mine(session, reader, span, *ended, CaseStep.act == "dismiss"):
        told = _applicant(session, case, reader)
        yield _about(session, case, step, "agency_taken_back", zh=told, en=told)


def agencies_decided(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """To whoever was the agent until the end."""
    acting = CaseAgent.counts, CaseAgent.ended_at.is_(None)
    for step, case, _ in _mine(session, reader, span, *acting, CaseStep.act.in_(ENDED)):
        told = _applicant(session, case, reader)
        yield _about(session, case, step, ENDED[step.act], zh=told, en=told)


def _mine(session: Session, reader: Reader, span: Span, *which: Any) -> Iterator[Any]:
    """Steps of cases in which the reader's own person acts, or acted."""
    query = (
        select(CaseStep, Case, CaseAgent)
        .join(Case, Case.case_no == CaseStep.case_no)
        .join(CaseAgent, CaseAgent.case_no == Case.case_no)
        .where(CaseAgent.person_id.in_(reader.persons[:1]), *which, span.of(CaseStep.at, CaseStep.step_id))
        .order_by(CaseStep.at.desc(), CaseStep.step_id.desc())
        .limit(span.limit + 2)
    )
    yield from session.execute(query)


def _applicant(session: Session, case: Case, reader: Reader) -> dict[str, Any]:
    return {"applicant": "" if case.person_id is None else _masked(session, case.person_id, reader)}


def _masked(session: Session, person_id: Any, reader: Reader) -> str:
    return masked(identity_of(session, person_id, box=reader.box))["name"]


def _about(
    session: Session, case: Case, step: CaseStep, kind: str, *, zh: dict[str, Any], en: dict[str, Any],
    case_no: str | None = None,
) -> Notice:  # fmt: skip
    matter = matter_version(session, case.matter_code, case.matter_version)
    which = notice_id(step.step_id, KINDS[kind].place)
    names = matter.name
    return Notice(step.at, which, kind, zh | {"matter": names.zh}, en | {"matter": names.en}, case_no=case_no)
