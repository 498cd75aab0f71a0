"""How guardianships end or rest: the rows, and with them what the guardian could show, in one transaction.

1. A guardian's death ends what they had for others; a ward's ends what others had for them. 2. Once ended it stays so;
a parent may confirm anew unless a decision ended it.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.certificates import showings
from backend.certificates.models import Showing
from backend.guardians.models import Guardianship
from backend.people.closing import when_closed

DEATH, GROWN_UP, BY_GUARDIAN, DECISION, RECORD_GONE, OVER = (
    "death", "grown_up", "by_guardian", "decision", "record_gone", "over",
)  # fmt: skip


def live(session: Session, *conditions: object) -> list[Guardianship]:
    """Guardianships that have not ended, locked, in order."""
    query = select(Guardianship).where(Guardianship.ended_at.is_(None), *conditions)  # type: ignore[arg-type]
    ordered = query.order_by(Guardianship.person_id, Guardianship.guardianship_id).with_for_update()
    return list(session.scalars(ordered))


def end(session: Session, rows: Iterable[Guardianship], *, why: str, actor: str, now: int) -> int:
    """End them; how many."""
    ended = 0
    for row in rows:
        row.ended_at, row.ended_why = now, why
        stop_showings(session, row, why=why, now=now)
        note(session, row, "ended", actor=actor, now=now, why=why)
        ended += 1
    return ended


def stop_showings(session: Session, row: Guardianship, *, why: str, now: int) -> None:
    """What this guardian shows for the ward is over, online at once and offline by the status lists."""
    showings.end(session, row.person_id, Showing.source_id == row.guardianship_id, now=now, why=why)


@when_closed
def end_with_death(session: Session, person_id: uuid.UUID, now: int) -> None:
    """Rule 1."""
    which = or_(Guardianship.person_id == person_id, Guardianship.guardian_id == person_id)
    end(session, live(session, which), why=DEATH, actor="death", now=now)


def note(session: Session, row: Guardianship, act: str, *, actor: str, now: int, **detail: str) -> None:
    """One entry about a guardianship, of the ward."""
    entry = make_entry(
        at=now, actor=actor, action=f"guardian.{act}", subject=f"guardianship:{row.guardianship_id}",
        person_id=row.person_id, ground=row.ground, **detail,
    )  # fmt: skip
    record(session, entry)
