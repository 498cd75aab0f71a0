"""May a window take in a case, as far as agents go? Asked when it accepts, and when it accepts with a gap.

1. The answers and who is there agree: an agent acts exactly where they say so.
2. An agent who acts may still do so: the last day is not over, the applicant did not take it back, and the ID that the
   agent showed is valid. What was taken back stands in the way until the applicant's own code is shown. Whose phone
   shows the applicant's certificates still does so.
3. With an agent there is an applicant.
"""

from sqlalchemy.orm import Session

from backend.cases.agents import (
    APPLICANT,
    ID_TYPE,
    SHOWING,
    CaseAgent,
    acts,
    agent_of,
    agent_question,
    latest_agent,
    may_act,
    says_agent,
    seen_at,
    still_shows,
)
from backend.cases.intake.agent_errors import AgentMissing, AgentNotAnswered, ApplicantMissing, AuthorisationOver
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.cases.shown import presented, shown_before
from backend.cases.states import DRAFT
from backend.registries.calendar import day_of
from backend.web.request import Services


def check_agent(session: Session, case: Case, *, services: Services, now: int) -> None:
    """Of a locked draft; of any other case nothing is asked. Raises AgentMissing, AgentNotAnswered, ApplicantMissing,
    AuthorisationOver."""
    if case.state != DRAFT:
        return
    matter, row = matter_of(session, case), agent_of(session, case)
    said = says_agent(matter, case.answers)
    if row is None or not acts(row):
        _refuse_taken_back(session, case, services=services)
        if said:
            raise AgentMissing
        return
    _refuse_over(session, case, row, services=services, now=now)
    if case.person_id is None and case.presenter_id is None:
        raise ApplicantMissing
    asked = agent_question(matter)
    if said is False and asked is not None:
        raise AgentNotAnswered(question=asked["question"], answer=asked["agent"])


def _refuse_taken_back(session: Session, case: Case, *, services: Services) -> None:
    last = latest_agent(session, case)
    if last is None or last.counts or last.ended_by != APPLICANT or last.shown_at is None:
        return
    if (seen_at(session, case, services=services) or 0) <= (last.ended_at or 0):
        raise AuthorisationOver(reason="taken_back")


def _refuse_over(session: Session, case: Case, row: CaseAgent, *, services: Services, now: int) -> None:
    if not may_act(row, now=now):
        raise AuthorisationOver(reason="until_passed")
    if row.basis == SHOWING:
        if not still_shows(session, case, row, now=now):
            raise AuthorisationOver(reason="taken_back")
        return
    shown = shown_before(session, case.case_no, services=services)
    own = {key: one for key, one in shown.items() if one.person_id == row.person_id and one.type_id == ID_TYPE}
    today = day_of(now)
    if not any(one.status_valid and (one.valid_to or today) >= today for one in presented(session, own, today=today)):
        raise AuthorisationOver(reason="id_not_valid")
