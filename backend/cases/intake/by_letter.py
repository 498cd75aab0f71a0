"""The window names the applicant by the letter that the agent brought (委托书), and removes an agent taken by mistake.

1. A draft of the window in a matter for citizens, with an agent whose code was accepted and who may act; nobody is the
   applicant yet, and once somebody is that stays so.
2. Name and number must both be the registry's. No such person and another name get the same answer; tries are counted
   by clerk, address and everyone, and each is in the log. The person named is told at once.
3. Nothing of the applicant's certificates is disclosed by it. The letter itself is handed in as paper.
4. Only an agent whom neither a phone nor a letter stands behind is removed by the window.
"""

import uuid

from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.agents import NONE, PAPER, PRESENT, WINDOW, CaseAgent, acts, agent_of, end, may_act
from backend.cases.intake.again import reweigh
from backend.cases.intake.agent_errors import (
    AgentIsApplicant,
    AgentMissing,
    ApplicantKnown,
    ApplicantNotFound,
    AuthorisationOver,
)
from backend.cases.models import Case
from backend.cases.move import check_seen, move
from backend.cases.open import own_case
from backend.cases.parts import matter_of
from backend.cases.states import IllegalTransition, possible, target_of
from backend.errors import Invalid
from backend.people.identity import named_so
from backend.people.limits import Visitor, count_guess
from backend.web.request import Actor, Services


def name_applicant(
    session: Session, case_no: str, *, name: str, citizen_number: str, revision: int, visitor: Visitor, actor: Actor,
    services: Services, now: int,
) -> Case:  # fmt: skip
    """The case with its applicant. Raises NoSuchCase, CaseChanged, IllegalTransition, AgentMissing, AuthorisationOver,
    ApplicantKnown, ApplicantNotFound, AgentIsApplicant, TooMany, Invalid."""
    case = own_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "name", who="window")
    row = _refuse_early(session, case, now=now)
    clerk = uuid.UUID(actor.subject_id).bytes
    count_guess(session, "letter", clerk, visitor=Visitor(visitor.address), box=services.box, now=now)
    person_id = named_so(session, name, citizen_number, box=services.box)
    if person_id is None:
        subject = f"case:{case_no}"
        record(session, make_entry(at=now, actor=actor.subject, action="case.applicant_refused", subject=subject))
        raise ApplicantNotFound
    if row.person_id == person_id:
        raise AgentIsApplicant
    case.person_id, row.basis = person_id, PAPER
    changed = reweigh(session, case, services=services, now=now)
    move(
        session, case, "name", who="window", actor=actor.subject, now=now, changed=[*changed, "applicant"],
        action="case.applicant_named",
    )  # fmt: skip
    return case


def remove_agent(session: Session, case_no: str, *, actor: Actor, services: Services, now: int) -> Case:
    """Rule 4. Raises NoSuchCase, IllegalTransition, AgentMissing."""
    case = own_case(session, case_no, actor=actor, lock=True)
    target_of(case.state, "dismiss", who="window")
    row = agent_of(session, case)
    if row is None:
        raise AgentMissing
    if row.basis not in (NONE, PRESENT):
        others = [act for act in possible(case.state, "window") if act != "dismiss"]
        raise IllegalTransition(state=case.state, possible=others)
    end(session, row, case, by=WINDOW, services=services, now=now)
    changed = reweigh(session, case, services=services, now=now)
    move(
        session, case, "dismiss", who="window", actor=actor.subject, now=now, changed=[*changed, "agent"],
        action="case.agent_removed",
    )  # fmt: skip
    return case


def _refuse_early(session: Session, case: Case, *, now: int) -> CaseAgent:
    """Rule 1; the agent."""
    if matter_of(session, case).applicant != "citizen":
        problem = "an organisation applies: its representative shows a code"
        raise Invalid(errors=[{"path": "/citizen_number", "problem": problem}])
    row = agent_of(session, case)
    if row is None or not acts(row):
        raise AgentMissing
    if case.person_id is not None or case.presenter_id is not None:
        raise ApplicantKnown
    if not may_act(row, now=now):
        raise AuthorisationOver(reason="until_passed")
    return row
