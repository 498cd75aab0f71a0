"""The certificate that a case ends in if it is approved, for its applicant and for rooms beside this one.

A part of a case ends in none, and of what a decision issued the applicant's own certificate is meant.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.models import Case, Decision
from backend.cases.parts import matter_of
from backend.cases.states import APPROVED, DRAFT, STANDING
from backend.certificates.models import Certificate
from backend.web.awaited import Awaited, How


def awaited(session: Session, case_no: str) -> Awaited | None:
    """As `web.awaited.Await` says."""
    case = session.get(Case, case_no, populate_existing=True)
    if case is None or case.person_id is None or case.parent_no is not None:
        return None
    matter = matter_of(session, case)
    if matter.result.type is not None and case.state in STANDING:
        how: How = "begun" if case.state == DRAFT else "open"
        return Awaited(case.person_id, matter.result.type, matter.applicant, how, None)
    made = _issued(session, case, case.person_id) if case.state == APPROVED else None
    return Awaited(case.person_id, matter.result.type, matter.applicant, "issued" if made else "over", made)


def _issued(session: Session, case: Case, person_id: uuid.UUID) -> uuid.UUID | None:
    decision = session.get(Decision, case.case_no)
    ids = [] if decision is None else [uuid.UUID(one) for one in decision.certificates]
    mine = select(Certificate.certificate_id).where(Certificate.person_id == person_id)
    return session.scalars(mine.where(Certificate.certificate_id.in_(ids))).first() if ids else None
