"""Open a case for a matter at a window; find one again. Before any scan every material that applies is missing.

A case belongs to its window: for any other, and for the public, it does not exist. A withdrawn window has none.
"""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseMaterial
from backend.cases.move import note
from backend.cases.number import new_case_no
from backend.cases.states import DRAFT
from backend.errors import Forbidden, Invalid, NotFound
from backend.matters.evaluate import Applicant, MaterialOutcome, evaluate
from backend.matters.offered import offered_matter
from backend.matters.terms import Matter
from backend.registries.calendar import day_of
from backend.verification.models import Verifier
from backend.verification.verifiers import NotRegistered, verifier_of
from backend.web.request import Actor, Services


class NoSuchCase(NotFound):
    code = "case_not_found"
    zh = "没有这个办件"
    en = "No such case"
    next_zh = "请核对办件编号；只能查看本窗口的办件"
    next_en = "Check the number; only this window's cases can be seen"


class NotAtWindows(Forbidden):
    code = "not_at_windows"
    zh = "该事项不在窗口办理"
    en = "This matter is not handled at windows"
    next_zh = "请按办事指南选择办理渠道"
    next_en = "Choose a channel named in the guide"


def open_case(
    session: Session, matter_code: str, *, answers: Mapping[str, str], actor: Actor, services: Services, now: int
) -> Case:
    """A new case. Raises NoSuchMatter, NotAtWindows, Invalid (an answer that the matter does not offer)."""
    verifier = verifier_of(session, actor, services=services, now=now)
    matter = offered_matter(session, matter_code)
    if "window" not in matter.channels:
        raise NotAtWindows
    check_answers(matter, answers)
    today = day_of(now)
    nobody = Applicant(matter.applicant, "")
    outcomes = evaluate(matter, (), today=today, applicant=nobody, answers=answers)
    case = new_case(matter, answers, now=now)
    case.verifier_id, case.staff_id = verifier.verifier_id, uuid.UUID(actor.subject_id)
    add_case(session, case, outcomes, actor=actor, now=now)
    return case


def new_case(matter: Matter, answers: Mapping[str, str], *, now: int, channel: str = "window") -> Case:
    """A draft of nobody yet, in no table yet."""
    return Case(
        case_no=new_case_no(day_of(now)), person_id=None, presenter_id=None, matter_code=matter.code,
        matter_version=matter.version, answers=dict(answers), channel=channel, state=DRAFT, opened_at=now, revision=1,
        office=matter.office.code, due_assumed=False, marked="none",
    )  # fmt: skip


def add_case(session: Session, case: Case, outcomes: Iterable[MaterialOutcome], *, actor: Actor, now: int) -> None:
    """The case with its materials, its first step and audit entry."""
    session.add(case)
    for outcome in outcomes:
        session.add(_material(case.case_no, outcome, now=now))
    about = {"matter": case.matter_code, "channel": case.channel}
    note(session, case, "open", changed=[], actor=actor.subject, action="case.opened", now=now, **about)


def _material(case_no: str, outcome: MaterialOutcome, *, now: int) -> CaseMaterial:
    return CaseMaterial(
        case_no=case_no, material_code=outcome.material_code, state=outcome.state, certificates=[], verdict_id=None,
        why_zh=outcome.why_zh, why_en=outcome.why_en, changed_at=now, due_at=None,
    )  # fmt: skip


def own_case(session: Session, case_no: str, *, actor: Actor, lock: bool = False) -> Case:
    """A case of the actor's own window. `lock`: until the transaction ends. Raises NoSuchCase, NotRegistered."""
    window = session.get(Verifier, actor.office or "")
    if window is None or not window.active:
        raise NotRegistered
    query = select(Case).where(Case.case_no == case_no, Case.verifier_id == actor.office)
    case = session.scalars(query.with_for_update() if lock else query).first()
    if case is None:
        raise NoSuchCase
    return case


def check_answers(matter: Matter, answers: Mapping[str, str]) -> None:
    """Raises Invalid."""
    problems = []
    for question, value in answers.items():
        situation = matter.situation(question)
        if situation is None:
            problems.append({"path": f"/answers/{question}", "problem": "the matter does not ask this"})
        elif value not in {answer.value for answer in situation.answers}:
            problems.append({"path": f"/answers/{question}", "problem": "not one of the answers"})
    if problems:
        raise Invalid(errors=problems)
