"""A case that was begun online comes to a window: the applicant's own code brings it there, with all that it holds.

1. Only a case that no window has yet, and that still waits for materials. 2. Only by an accepted code of the applicant,
of the legal representative of the organisation that applies, or, as an agent's, of the agent whom the applicant named
on their phone, while that lasts. 3. Everybody else is told that there is no such case.
"""

import uuid

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.cases.agents import agent_of, may_act
from backend.cases.intake.lent import side_of
from backend.cases.models import Case
from backend.cases.open import NoSuchCase
from backend.cases.parts import matter_of
from backend.cases.states import DEFERRED, DRAFT
from backend.people.persons import persons_reachable
from backend.verification.verdict import Verdict
from backend.web.request import Actor


def find_case(session: Session, case_no: str, *, actor: Actor) -> Case:
    """The window's own case, or one that may come to it, locked. Raises NoSuchCase."""
    waiting = and_(Case.verifier_id.is_(None), Case.state.in_((DRAFT, DEFERRED)))
    query = select(Case).where(Case.case_no == case_no, or_(Case.verifier_id == actor.office, waiting))
    case = session.scalars(query.with_for_update()).first()
    if case is None or (case.verifier_id is None and not _at_windows(session, case)):
        raise NoSuchCase
    return case


def take_over(session: Session, case: Case, verdict: Verdict, *, role: str, actor: Actor, now: int) -> None:
    """Rules 2 and 3. Raises NoSuchCase, which undoes the use of the code."""
    if not verdict.accepted or verdict.presenter is None:
        raise NoSuchCase
    shower = verdict.presenter if role == "agent" else side_of(session, verdict)
    if role == "agent":
        row = agent_of(session, case)
        if row is None or row.person_id != shower or not may_act(row, now=now):
            raise NoSuchCase
    elif shower is None or case.person_id not in persons_reachable(session, shower):
        raise NoSuchCase
    else:
        case.presenter_id = shower
    case.verifier_id, case.staff_id = actor.office, uuid.UUID(actor.subject_id)


def _at_windows(session: Session, case: Case) -> bool:
    return "window" in matter_of(session, case).channels
