"""A code that another's phone shows for its holder, at the window: the holder is the applicant, whose phone it is acts
for them.

1. Of an organisation's certificate the applicant is the organisation, as if its legal representative were there; it
applies only where organisations do. 2. Nobody becomes an agent by a certificate of somebody who is not the applicant:
of such a one the case takes what any other person's would give it. 3. The matter takes agents, unless the phone is that
of the holder's guardian, or of staff of the organisation. 4. They come again as the agent they are, unless the
applicant took that back; in a draft they take the place of another agent, afterwards of none. 5. The ground is the
showing: no letter is asked for, and it lasts as long as something is shown.
"""

import uuid

from sqlalchemy.orm import Session

from backend.cases.agents import (
    APPLICANT,
    REPLACED,
    SHOWING,
    CaseAgent,
    end,
    is_applicant,
    latest_agent,
)
from backend.cases.intake.agent_errors import AgentNotAllowed, AuthorisationOver
from backend.cases.models import Case
from backend.cases.states import DRAFT
from backend.matters.terms import Matter
from backend.people.models import Person
from backend.verification.verdict import Behalf, Verdict
from backend.web.request import Services

ORGANISATION = "organisation"


def side_of(session: Session, verdict: Verdict) -> uuid.UUID | None:
    """Who is taken to have shown an accepted code (rule 1)."""
    if verdict.on_behalf is None:
        return verdict.presenter
    holder = session.get_one(Person, verdict.shown[0].person_id)
    return holder.represented_by or holder.person_id


def is_unfit(matter: Matter, verdict: Verdict) -> bool:
    """The end of rule 1: staff cannot speak for their organisation where it is not the one that applies."""
    organisations = all(one.type.holder_kind == ORGANISATION for one in verdict.shown)
    return verdict.on_behalf is not None and organisations and matter.applicant != ORGANISATION


def come_for(
    session: Session, case: Case, matter: Matter, verdict: Verdict, by: Behalf, row: CaseAgent | None, *,
    services: Services, now: int,
) -> CaseAgent | None:  # fmt: skip
    """Who acts for the applicant from now on. `row`: who did. Raises AgentNotAllowed, AuthorisationOver."""
    who = by.presenter_id
    if is_applicant(session, case, who):
        return row
    if by.kind == "delegation" and not matter.agents:
        raise AgentNotAllowed
    last = latest_agent(session, case)
    if last is not None and last.person_id == who and last.ended_by == APPLICANT:
        raise AuthorisationOver(reason="taken_back")
    if row is not None and row.person_id == who:
        row.verdict_id, row.shown_at = verdict.id, now
        return row
    if case.state != DRAFT:
        raise AuthorisationOver(reason="not_named")
    if row is not None:
        end(session, row, case, by=REPLACED, services=services, now=now)
    made = CaseAgent(
        case_no=case.case_no, revision=case.revision + 1, person_id=who, basis=SHOWING, named_at=now,
        verdict_id=verdict.id, shown_at=now, counts=True,
    )  # fmt: skip
    session.add(made)
    return made
