"""The cases in which I act for somebody: where they stand, and nothing of the applicant but a masked name."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.cases.agents import CaseAgent
from backend.cases.limits import last_day
from backend.cases.models import Case
from backend.cases.parts import matter_of
from backend.cases.states import DRAFT
from backend.people.persons import identity_of, person_of
from backend.people.profile import masked
from backend.web.request import Actor, Services

MOST = 100


def agencies(session: Session, actor: Actor, *, services: Services, now: int) -> list[dict[str, Any]]:
    """The last MOST of those that still go on, newest first, as `agent_schemas.AgencyAnswer` names them.

    Not those that were taken back or ran out. Raises IdentityNotMatched.
    """
    mine = CaseAgent.person_id == person_of(session, actor), CaseAgent.counts, CaseAgent.ended_at.is_(None)
    lasting = or_(CaseAgent.until.is_(None), CaseAgent.until > now, Case.state != DRAFT)
    query = (
        select(CaseAgent, Case).join(Case, Case.case_no == CaseAgent.case_no)
        .where(*mine, lasting, Case.closed_at.is_(None))
        .order_by(CaseAgent.named_at.desc(), CaseAgent.case_no.desc()).limit(MOST)
    )  # fmt: skip
    return [_line(session, row, case, services=services) for row, case in session.execute(query)]


def _line(session: Session, row: CaseAgent, case: Case, *, services: Services) -> dict[str, Any]:
    matter = matter_of(session, case)
    who = None if case.person_id is None else masked(identity_of(session, case.person_id, box=services.box))
    return {
        "case_no": case.case_no, "matter": {"code": matter.code, "name": matter.name}, "office": matter.office.name,
        "applicant": None if who is None else who["name"], "state": case.state, "basis": row.basis,
        "until": last_day(row.until), "since": row.named_at,
    }  # fmt: skip
