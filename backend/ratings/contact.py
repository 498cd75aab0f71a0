"""What can be rated, and under which id.

1. A contact is one of my cases that was accepted, one that was withdrawn or ended once a window had it or it was
deferred, or a visit at which a certificate spared a paper. No part of a case is one, nor what was begun and
taken back on the phone alone.
2. It is rated once: the id of its rating is a keyed blind index of the case number, and a primary key.
3. Whoever holds only the database cannot go from a rating to a case, and not from a follow-up to its rating's entry in
the log, which is under another id.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from backend.cases.models import Case, CaseMaterial
from backend.cases.states import LAST
from backend.people.persons import person_of, persons_reachable
from backend.ratings.models import Rating
from backend.security import Box
from backend.verification.models import Verifier
from backend.web.request import Actor

LOOKED_AT = 100  # of the newest contacts


def rating_id_of(case_no: str, *, box: Box) -> uuid.UUID:
    """Rule 2."""
    return uuid.UUID(bytes=box.blind("rating", case_no)[:16])


def follow_up_id_of(case_no: str, *, box: Box) -> uuid.UUID:
    """Rule 3."""
    return uuid.UUID(bytes=box.blind("follow-up", case_no)[:16])


def is_contact() -> ColumnElement[bool]:
    """Rule 1, as a condition on Case."""
    spared = exists().where(CaseMaterial.case_no == Case.case_no, CaseMaterial.state == "exempt")
    at_window = Case.verifier_id.is_not(None)
    over = and_(Case.state.in_(LAST), or_(at_window, Case.deferred_until.is_not(None)))
    taken_up = or_(Case.accepted_at.is_not(None), over, and_(at_window, spared))
    return and_(Case.parent_no.is_(None), taken_up)


def may_be_rated(session: Session, case: Case) -> bool:
    """Rule 1, of one case."""
    query = select(Case.case_no).where(Case.case_no == case.case_no, is_contact())
    return session.scalars(query).first() is not None


def unrated(session: Session, actor: Actor, *, box: Box) -> list[Case]:
    """The actor's contacts that still may be rated, newest first. Raises IdentityNotMatched."""
    mine = persons_reachable(session, person_of(session, actor))
    query = select(Case).where(Case.person_id.in_(mine), is_contact()).order_by(Case.opened_at.desc())
    cases = list(session.scalars(query.limit(LOOKED_AT)))
    done = rated(session, (case.case_no for case in cases), box=box)
    return [case for case in cases if case.case_no not in done]


def rated(session: Session, numbers: Iterable[str], *, box: Box) -> set[str]:
    """Those of these case numbers that were rated."""
    ids = {rating_id_of(number, box=box): number for number in numbers}
    found = session.scalars(select(Rating.rating_id).where(Rating.rating_id.in_(ids)))
    return {ids[one] for one in found}


def hall_of(session: Session, case: Case) -> str:
    """The hall in which the case's window stands; empty when there is none."""
    query = select(Verifier.hall).where(Verifier.verifier_id == case.verifier_id)
    return session.scalars(query).first() or ""
