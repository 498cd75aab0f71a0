"""Before a guardian's wallet is told: what their wards' certificates are now, and whether they still act for them.

1. What is over by its day (18, or the end of a decision), or no longer proven by its record, ends here, with what was
shown. 2. While it rests nothing is shown. 3. Every valid certificate of the ward is shown everywhere, until the
guardianship's own end. 4. Nothing is written for whoever has no wards.
"""

import uuid

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from backend.certificates import showings
from backend.certificates.hold import hold
from backend.certificates.models import Certificate, Showing
from backend.certificates.showings import Terms, before_wallet_of
from backend.certificates.wallet import showable
from backend.guardians import ending
from backend.guardians.appointed import BY_DECISION
from backend.guardians.kinship import still_proven
from backend.guardians.models import Guardianship
from backend.security import Box


@before_wallet_of(lambda who: exists().where(Guardianship.guardian_id == who, Guardianship.ended_at.is_(None)))
def refresh(session: Session, presenter_id: uuid.UUID, *, box: Box, now: int) -> None:
    """Rules 1 to 4 for everybody this person acts for."""
    mine = Guardianship.guardian_id == presenter_id, Guardianship.ended_at.is_(None)
    for row in session.scalars(select(Guardianship).where(*mine).order_by(Guardianship.guardianship_id)).all():
        why = over(session, row, box=box, now=now)
        if why is not None:
            ending.end(session, ending.live(session, *_is(row)), why=why, actor="clock", now=now)
        elif row.frozen_at is None:
            _show(session, row, box=box, now=now)


def over(session: Session, row: Guardianship, *, box: Box, now: int) -> str | None:
    """Rule 1: why it is over, None while it stands."""
    if row.until is not None and row.until <= now:
        return ending.OVER if row.ground == BY_DECISION else ending.GROWN_UP
    if row.ground == BY_DECISION:
        return None
    source = row.source_person_id, row.source_id
    proven = still_proven(session, row.ground, source, row.source_digest, row.guardian_id, box=box)
    return None if proven else ending.RECORD_GONE


def _show(session: Session, row: Guardianship, *, box: Box, now: int) -> None:
    """Rule 3: those that are not shown yet."""
    shown = select(Showing.certificate_id).where(
        Showing.person_id == row.person_id, Showing.source_id == row.guardianship_id, Showing.ended_at.is_(None)
    )
    valid = Certificate.person_id == row.person_id, Certificate.state == "valid"
    query = select(Certificate).where(*valid, Certificate.certificate_id.not_in(shown))
    terms = Terms(row.guardian_id, "guardian", row.guardianship_id, until=row.until)
    found = session.scalars(query.order_by(Certificate.certificate_id)).all()
    fresh = [one for one in found if showable(one, now)]
    if not fresh:
        return
    hold(session, Certificate.certificate_id.in_([one.certificate_id for one in fresh]))
    for certificate in fresh if _stays(session, row) else ():
        showings.allow(session, certificate, terms, box=box, now=now)


def _stays(session: Session, row: Guardianship) -> bool:
    """Whether it stands and does not rest, until the transaction ends: who ends or rests it meanwhile waits for us."""
    standing = Guardianship.ended_at.is_(None), Guardianship.frozen_at.is_(None)
    query = select(Guardianship.guardianship_id).where(*_is(row), *standing)  # type: ignore[arg-type]
    return session.scalars(query.with_for_update(read=True)).first() is not None


def _is(row: Guardianship) -> tuple[object, ...]:
    return Guardianship.person_id == row.person_id, Guardianship.guardianship_id == row.guardianship_id
