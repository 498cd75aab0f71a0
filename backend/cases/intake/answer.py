"""The window corrects what was answered about the situation, while the case is a draft.

Of a case that was begun online only whether an agent acts may be corrected: the applicant signed the rest.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.cases.agents import agent_question
from backend.cases.intake.again import reweigh
from backend.cases.models import ONLINE, Case
from backend.cases.move import check_seen, move
from backend.cases.open import check_answers, own_case
from backend.cases.parts import matter_of
from backend.cases.states import target_of
from backend.errors import Invalid
from backend.matters.terms import Matter
from backend.web.request import Actor, Services


def change_answers(
    session: Session, case_no: str, answers: Mapping[str, str], *, revision: int, actor: Actor, services: Services,
    now: int,
) -> Case:  # fmt: skip
    """The case with these answers in place of its own. Raises NoSuchCase, CaseChanged, IllegalTransition, Invalid."""
    case = own_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "answer", who="window")
    matter = matter_of(session, case)
    check_answers(matter, answers)
    _refuse_signed(matter, case, answers)
    case.answers = {**case.answers, **answers}
    changed = reweigh(session, case, services=services, now=now)
    move(
        session, case, "answer", who="window", actor=actor.subject, now=now, changed=[*changed, "answers"],
        action="case.answered",
    )  # fmt: skip
    return case


def _refuse_signed(matter: Matter, case: Case, answers: Mapping[str, str]) -> None:
    asked = agent_question(matter)
    free = {asked["question"]} if asked is not None else set()
    if case.channel == ONLINE and answers.keys() - free:
        problems = [
            {"path": f"/answers/{one}", "problem": "the applicant signed it"} for one in sorted(answers.keys() - free)
        ]
        raise Invalid(errors=problems)
