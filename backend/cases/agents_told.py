"""Who applies and who acts for them, as windows, officers and the applicant read it."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from backend.cases.agents import CaseAgent, acts, agent_of, agent_question, may_act
from backend.cases.limits import last_day
from backend.cases.models import Case
from backend.cases.states import DRAFT
from backend.matters.terms import Matter
from backend.people.persons import identity_of
from backend.people.profile import masked
from backend.registries.calendar import day_of
from backend.verification.models import Verifier
from backend.web.request import Services

MOST_DAYS = 180  # that an authorisation may last


def people_document(
    session: Session, case: Case, matter: Matter, row: CaseAgent | None, *, services: Services, now: int
) -> dict[str, Any]:
    """What `agent_schemas.CasePeople` names, for the window of the case. `row`: its agent."""
    nobody = case.person_id is None and case.presenter_id is None
    open_ = case.state == DRAFT and matter.applicant == "citizen" and nobody
    return {
        "agents_allowed": matter.agents,
        "applicant": None if case.person_id is None else _person(session, case.person_id, services),
        "agent": None if row is None else _agent(session, row, services),
        "agent_question": agent_question(matter),
        "may_name_applicant": open_ and row is not None and acts(row) and may_act(row, now=now),
    }


def my_agent_document(session: Session, case: Case, matter: Matter, *, services: Services, now: int) -> dict[str, Any]:
    """What `agent_schemas.MyAgent` names, for the applicant."""
    row = agent_of(session, case)
    return {
        "agents_allowed": matter.agents,
        "agent": None if row is None else _mine(session, case, row, services),
        "may_name_agent": matter.agents and case.state == DRAFT,
        "may_take_back": row is not None and row.ended_at is None and case.closed_at is None,
        "agent_until_most": day_of(now) + timedelta(days=MOST_DAYS),
    }


def window_name(session: Session, case: Case) -> dict[str, str] | None:
    window = None if case.verifier_id is None else session.get(Verifier, case.verifier_id)
    return None if window is None else {"zh": window.name_zh, "en": window.name_en}


def _person(session: Session, person_id: Any, services: Services) -> dict[str, str]:
    who = identity_of(session, person_id, box=services.box)
    return {"name": who.name, "number_masked": masked(who)["number"]}


def _agent(session: Session, row: CaseAgent, services: Services) -> dict[str, Any]:
    until = last_day(row.until)
    return {**_person(session, row.person_id, services), "basis": row.basis, "since": row.named_at, "until": until}


def _mine(session: Session, case: Case, row: CaseAgent, services: Services) -> dict[str, Any]:
    """The name is masked: the applicant knows whom they named, and a stranger's is told in a notice no further."""
    who = masked(identity_of(session, row.person_id, box=services.box))
    return {
        "name": who["name"], "basis": row.basis, "until": last_day(row.until), "since": row.named_at,
        "window": window_name(session, case) if acts(row) else None,
    }  # fmt: skip


def my_agent_acts(session: Session, case: Case, matter: Matter) -> set[str]:
    """What the applicant may do about an agent, as far as the state allows it."""
    row = agent_of(session, case)
    named = row is not None and row.ended_at is None
    return ({"appoint"} if matter.agents else set()) | ({"dismiss"} if named else set())
