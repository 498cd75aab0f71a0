"""The showings of an accepted delegation: one for each certificate and each person who shows it.

1. Of each certificate that was named the version that stands now, if it can be shown; the showing follows it.
2. Where uses are counted, who ever had a showing of it gets no other: a count is not begun anew.
"""

import uuid
from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.certificates.hold import hold
from backend.certificates.models import Certificate, Showing
from backend.certificates.showings import Terms, allow
from backend.certificates.wallet import showable
from backend.delegations.models import Delegation
from backend.delegations.whose import newest
from backend.security import Box


def grant(
    session: Session, row: Delegation, presenter_id: uuid.UUID, *, box: Box, now: int,
    stays: Callable[[], bool] = lambda: True,
) -> int:  # fmt: skip
    """How many showings were made. `stays`: whether what it rests on stands until the transaction ends; asked where
    there is one to make."""
    had = _had(session, row, presenter_id)
    terms = Terms(
        presenter_id, "delegation", row.delegation_id, purposes=tuple(row.purposes), places=row.places,
        until=row.until, times=row.times,
    )  # fmt: skip
    named = (newest(session, row.person_id, uuid.UUID(one)) for one in row.certificates)
    fresh = [one for one in named if one and one.certificate_id not in had and showable(one, now)]
    if not fresh:
        return 0
    hold(session, Certificate.certificate_id.in_([one.certificate_id for one in fresh]))
    if not stays():
        return 0
    for certificate in fresh:
        allow(session, certificate, terms, box=box, now=now)
    return len(fresh)


def _had(session: Session, row: Delegation, presenter_id: uuid.UUID) -> set[uuid.UUID]:
    """The certificates that need no showing, or get none (rule 2)."""
    mine = Showing.person_id == row.person_id, Showing.source_id == row.delegation_id
    query = select(Showing.certificate_id).where(*mine, Showing.presenter_id == presenter_id)
    return set(session.scalars(query if row.times is not None else query.where(Showing.ended_at.is_(None))))
