"""The applicant names an agent on their phone, and takes it back (代办授权).

1. In a draft of their own, or of an organisation that they represent, in a matter that takes agents.
2. The phone's key signs this agent for this case at this revision until a day, at most MOST_DAYS ahead; naming raises
   the revision, so a statement serves once. It takes the place of the agent before.
3. Name and number must both be the registry's. No such person and another name get the same answer, and tries are
   counted by account, address and everyone. Nobody is their own agent.
4. Where the matter asks whether an agent acts, the answer follows.
5. Taking it back needs no signature and works at once, until the case is closed. A case that was handed in stays as it
   is; a draft loses what the agent showed.
"""

import uuid
from datetime import date, timedelta

from sqlalchemy.orm import Session

from backend.cases.agents import (
    APPLICANT,
    PHONE,
    REPLACED,
    CaseAgent,
    agent_of,
    answered,
    end,
    is_applicant,
)
from backend.cases.agents_told import MOST_DAYS
from backend.cases.intake.again import reweigh
from backend.cases.intake.agent_errors import AgentIsApplicant, AgentMissing, AgentNotAllowed, AgentNotFound
from backend.cases.mine.my_cases import my_case
from backend.cases.mine.signed import ConsentRefused
from backend.cases.models import Case
from backend.cases.move import check_seen, move
from backend.cases.parts import matter_of
from backend.cases.states import DRAFT, target_of
from backend.errors import Invalid, NotFound
from backend.people.devices import device_of
from backend.people.identity import named_so
from backend.people.limits import Visitor, count_guess
from backend.people.persons import person_of
from backend.registries.calendar import day_of, end_of
from backend.web.request import Actor, Services
from certs.agent import Authorisation, check_authorisation
from certs.errors import MalformedError
from certs.keys import public_from_jwk


def appoint(
    session: Session, case_no: str, *, name: str, citizen_number: str, until: date, device_id: uuid.UUID,
    signature: str, revision: int, visitor: Visitor, actor: Actor, services: Services, now: int,
) -> Case:  # fmt: skip
    """The case with its agent. Raises NoSuchCase, CaseChanged, IllegalTransition, AgentNotAllowed, AgentNotFound,
    AgentIsApplicant, ConsentRefused, TooMany, Invalid."""
    case = my_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "appoint", who="applicant")
    matter = matter_of(session, case)
    if not matter.agents:
        raise AgentNotAllowed
    _check_day(until, now=now)
    said = Authorisation(services.settings.base_url, case_no, revision, name, citizen_number, until)
    _check_signature(session, said, device_id, signature, actor=actor, now=now)
    agent_id = _named(session, case, name, citizen_number, visitor=visitor, actor=actor, services=services, now=now)
    before = agent_of(session, case)
    if before is not None:
        end(session, before, case, by=REPLACED, services=services, now=now)
    sealed = services.box.of_row(case).seal({"statement": signature}, b"case:" + case_no.encode())
    session.add(CaseAgent(
        case_no=case_no, revision=revision + 1, person_id=agent_id, basis=PHONE, named_at=now, until=end_of(until),
        device_id=device_id, sealed=sealed, counts=True,
    ))  # fmt: skip
    _settle(session, case, "appoint", "case.agent_named", actor=actor, services=services, now=now)
    return case


def dismiss(session: Session, case_no: str, *, actor: Actor, services: Services, now: int) -> Case:
    """The case without its agent (rule 5). Raises NoSuchCase, IllegalTransition, AgentMissing."""
    case = my_case(session, case_no, actor=actor, lock=True)
    target_of(case.state, "dismiss", who="applicant")
    row = agent_of(session, case)
    if row is None or row.ended_at is not None:
        raise AgentMissing
    end(session, row, case, by=APPLICANT, services=services, now=now)
    _settle(session, case, "dismiss", "case.agent_removed", actor=actor, services=services, now=now)
    return case


def _settle(
    session: Session, case: Case, act: str, action: str, *, actor: Actor, services: Services, now: int
) -> None:  # fmt: skip
    """Rules 4 and 5, and the step."""
    changed = ["agent"]
    if case.state == DRAFT:
        case.answers = answered(matter_of(session, case), case.answers, agent=act == "appoint")
        changed += [*reweigh(session, case, services=services, now=now), "answers"]
    move(session, case, act, who="applicant", actor=actor.subject, now=now, changed=changed, action=action)


def _check_day(until: date, *, now: int) -> None:
    """Rule 2."""
    today = day_of(now)
    if not today <= until <= today + timedelta(days=MOST_DAYS):
        raise Invalid(errors=[{"path": "/until", "problem": f"from today on, at most {MOST_DAYS} days ahead"}])


def _check_signature(
    session: Session, said: Authorisation, device_id: uuid.UUID, signature: str, *, actor: Actor, now: int
) -> None:
    """Rule 2."""
    try:
        public = public_from_jwk(device_of(session, person_of(session, actor), device_id).jwk)
    except NotFound:
        raise ConsentRefused(errors=[{"path": "/device_id", "problem": "device_unknown"}]) from None
    try:
        check_authorisation(signature, public, said, now=now)
    except MalformedError as error:
        raise ConsentRefused(errors=[{"path": "/signature", "problem": error.reason}]) from error


def _named(
    session: Session, case: Case, name: str, number: str, *, visitor: Visitor, actor: Actor, services: Services,
    now: int,
) -> uuid.UUID:  # fmt: skip
    """Rule 3."""
    account = uuid.UUID(actor.subject_id).bytes
    count_guess(session, "agent", account, visitor=Visitor(visitor.address), box=services.box, now=now)
    agent_id = named_so(session, name, number, box=services.box)
    if agent_id is None:
        raise AgentNotFound
    if is_applicant(session, case, agent_id):
        raise AgentIsApplicant
    return agent_id
