"""An agent's code at the window (代办): it says who acts, and strikes off what is asked of the agent, nothing else.

1. The matter takes agents; the code discloses name and number of a resident ID of the agent's own; nobody is their own
   agent. A refusal leaves the code unused and unrecorded.
2. Whoever the case has as its agent already comes again while they may act: not when the applicant took it back, nor
   after the last day.
3. Somebody else becomes the agent only of a draft, in place of the one before: while nobody is the applicant, or when
   the applicant's own code was accepted for the case within the last half hour, and after anything that they took back.
4. Of what the code disclosed the case keeps the agent's own certificates that the matter asks of an agent, and the ID.
5. The applicant's own code is the ground of an agent who had none; one whose authorisation is over is the agent no more
   once the applicant came themselves.
"""

import uuid

from sqlalchemy.orm import Session

from backend.cases.agents import (
    APPLICANT,
    ID_TYPE,
    NONE,
    OVER,
    PRESENT,
    REPLACED,
    SHOWING,
    CaseAgent,
    agent_of,
    end,
    is_applicant,
    latest_agent,
    may_act,
    seen_at,
    still_shows,
)
from backend.cases.intake.agent_errors import (
    AgentIsApplicant,
    AgentNotAllowed,
    AgentNotIdentified,
    AuthorisationOver,
)
from backend.cases.intake.strike_off import strike_off
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.cases.shown import CaseShown, shown_before, shown_now
from backend.cases.states import DRAFT
from backend.cases.weigh import weigh_together
from backend.matters.conditions import AGENTS
from backend.matters.terms import Matter
from backend.registries.calendar import day_of
from backend.verification.verdict import Verdict
from backend.web.request import Actor, Services

RECENT = 1800  # seconds that the applicant is taken to be there since they showed a code
ID_FIELDS = ("name", "citizen_number")


def represent(
    session: Session, case: Case, verdict: Verdict, *, actor: Actor, services: Services, now: int
) -> None:  # fmt: skip
    """Of a locked case and an accepted verdict. Raises AgentNotAllowed, AgentNotIdentified, AgentIsApplicant,
    AuthorisationOver, DeferralOver, IllegalTransition."""
    matter, shower = matter_of(session, case), verdict.presenter
    if shower is None:  # an organisation's certificate of another region does not say whose phone it is
        raise AgentNotIdentified
    _refuse_unfit(session, case, matter, verdict, shower)
    row = agent_of(session, case)
    if row is not None and row.person_id == shower and _may(session, case, row, now=now):  # rule 2
        row.verdict_id, row.shown_at = verdict.id, now
    else:
        _refuse_uninvited(session, case, shower, services=services, now=now)
        if row is not None:
            end(session, row, case, by=REPLACED, services=services, now=now)
        row = _present(case, shower, verdict, now=now)
        session.add(row)
    before = shown_before(session, case.case_no, services=services)
    new = shown_now(session, verdict.shown, before, verdict_id=verdict.id, services=services, by_agent=True)
    kept = {key: one for key, one in new.items() if one.person_id == shower and _is_asked(matter, one)}
    weighed = weigh_together(
        session, case, matter, case.presenter_id, before | kept, agent=row, services=services, today=day_of(now)
    )
    strike_off(
        session, case, matter, verdict, weighed, act="represent", who="window", actor=actor.subject,
        action="case.agent_scanned", provided=["agent"], services=services, now=now,
    )  # fmt: skip


def _may(session: Session, case: Case, row: CaseAgent, *, now: int) -> bool:
    return may_act(row, now=now) and (row.basis != SHOWING or still_shows(session, case, row, now=now))


def refuse_agents_code(case: Case, row: CaseAgent | None, shower: uuid.UUID) -> None:
    """The agent's own code does not make them the applicant. Raises AgentIsApplicant."""
    if row is not None and row.person_id == shower and case.person_id is None and case.presenter_id is None:
        raise AgentIsApplicant


def applicant_came(
    session: Session, case: Case, row: CaseAgent | None, *, services: Services, now: int
) -> CaseAgent | None:  # fmt: skip
    """Rule 5, in a draft. `row`: its agent; who is that from now on."""
    if row is None or case.state != DRAFT:
        return row
    shows = row.basis != SHOWING or still_shows(session, case, row, now=now)
    if not (shows and may_act(row, now=now)):
        end(session, row, case, by=OVER, services=services, now=now)
        return None
    if row.basis == NONE:
        row.basis = PRESENT
    return row


def _refuse_unfit(session: Session, case: Case, matter: Matter, verdict: Verdict, shower: uuid.UUID) -> None:
    """Rule 1."""
    if not matter.agents:
        raise AgentNotAllowed
    if is_applicant(session, case, shower):
        raise AgentIsApplicant
    own = [one.fields for one in verdict.shown if one.person_id == shower and one.type.id == ID_TYPE]
    if not any(all(fields.get(name) for name in ID_FIELDS) for fields in own):
        raise AgentNotIdentified


def _refuse_uninvited(
    session: Session, case: Case, shower: uuid.UUID, *, services: Services, now: int
) -> None:  # fmt: skip
    """Rules 2 and 3."""
    last = latest_agent(session, case)
    nobody = case.person_id is None and case.presenter_id is None
    taken_back = last.ended_at if last is not None and last.ended_by == APPLICANT else None
    since = max(now - RECENT, 0 if taken_back is None else taken_back + 1)
    there = case.state == DRAFT and (nobody or (seen_at(session, case, services=services) or 0) >= since)
    if there:
        return
    if last is None or last.person_id != shower:
        raise AuthorisationOver(reason="not_named")
    raise AuthorisationOver(reason="taken_back" if last.ended_at is not None else "until_passed")


def _present(case: Case, shower: uuid.UUID, verdict: Verdict, *, now: int) -> CaseAgent:
    known = case.person_id is not None or case.presenter_id is not None
    return CaseAgent(
        case_no=case.case_no, revision=case.revision + 1, person_id=shower, basis=PRESENT if known else NONE,
        named_at=now, verdict_id=verdict.id, shown_at=now, counts=True,
    )  # fmt: skip


def _is_asked(matter: Matter, shown: CaseShown) -> bool:
    """Rule 4."""
    replacing = {
        one.type for _, one in matter.replacements() if any(condition.kind == AGENTS for condition in one.conditions)
    }
    filling = {field.type for field in matter.form if field.whose.kind == AGENTS}
    return shown.type_id in {ID_TYPE, *replacing, *filling}
