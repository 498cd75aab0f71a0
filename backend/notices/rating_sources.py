"""Notices about ratings: a contact may be rated now; what followed a bad rating was closed.

Which rating belongs to which of the reader's cases is reckoned with the box, for no table says it.
"""

import uuid
from collections.abc import Iterator

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseStep
from backend.matters.offered import matter_version
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.ratings.contact import LOOKED_AT, follow_up_id_of, is_contact, rated
from backend.ratings.models import FollowUp

ASKED_FOR = 30 * 86_400  # seconds; then nobody is asked for a rating any more
CONTACT = ("accept", "complete")  # the acts that are a contact; the last act where the case was never accepted


def ratings_open(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """The reader's contacts of the last days that are not rated, each once."""
    last = and_(CaseStep.at == Case.closed_at, Case.accepted_at.is_(None))
    query = (
        select(CaseStep, Case)
        .join(Case, Case.case_no == CaseStep.case_no)
        .where(CaseStep.person_id.in_(reader.persons), CaseStep.at > span.now - ASKED_FOR)
        .where(span.of(CaseStep.at, CaseStep.step_id), or_(CaseStep.act.in_(CONTACT), last), is_contact())
    )
    found = session.execute(query).all()
    done = rated(session, (case.case_no for _, case in found), box=reader.box)
    for step, case in found:
        if case.case_no not in done:
            yield _about(session, case, "rating_open", step.at, notice_id(step.step_id, KINDS["rating_open"].place))


def follow_ups_closed(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """What came of the reader's bad ratings, of their newest contacts."""
    mine = select(Case).where(Case.person_id.in_(reader.persons), is_contact()).order_by(Case.opened_at.desc())
    cases = {follow_up_id_of(case.case_no, box=reader.box): case for case in session.scalars(mine.limit(LOOKED_AT))}
    closed = select(FollowUp).where(FollowUp.follow_up_id.in_(cases), FollowUp.closed_at.is_not(None))
    for one in session.scalars(closed):
        assert one.closed_at is not None  # asked for
        which = notice_id(one.follow_up_id, KINDS["follow_up_closed"].place)
        yield _about(session, cases[one.follow_up_id], "follow_up_closed", one.closed_at, which)


def _about(session: Session, case: Case, kind: str, at: int, which: uuid.UUID) -> Notice:
    name = matter_version(session, case.matter_code, case.matter_version).name
    return Notice(at, which, kind, {"matter": name.zh}, {"matter": name.en}, case_no=case.case_no)
