"""Notices told from guardianships: a guardian was named or confirmed, rests in a dispute, or acts no more.

To the ward and to everybody who acts for the ward; never to whoever did it themselves. A person has few of these rows,
so one statement reads them all.
"""

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from backend.guardians.appointed import BY_DECISION, context
from backend.guardians.ending import BY_GUARDIAN
from backend.guardians.models import Guardianship
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS

NEW, RESTS, OVER = "guardian_new", "guardian_rests", "guardian_over"


def guardianships(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    if not reader.persons:
        return
    me = reader.persons[0]
    mine = select(Guardianship.person_id).where(Guardianship.guardian_id == me, Guardianship.ended_at.is_(None))
    concern = or_(
        Guardianship.person_id == me, Guardianship.guardian_id == me, Guardianship.person_id.in_(mine.scalar_subquery())
    )
    for row in session.scalars(select(Guardianship).where(concern)):
        if row.until == row.since:  # a decision about somebody who never was one
            continue
        own = row.guardian_id == me
        if not own or row.ground == BY_DECISION:
            yield _about(reader, row, session, NEW, row.since)
        if row.frozen_at is not None and row.ended_at is None:
            yield _about(reader, row, session, RESTS, row.frozen_at)
        over = _over_at(row, now=span.now)
        if over is not None and not (own and row.ended_why == BY_GUARDIAN):
            yield _about(reader, row, session, OVER, over)


def _over_at(row: Guardianship, *, now: int) -> int | None:
    """When it ended: by its day, whether or not anybody looked, or before."""
    ends = [one for one in (row.until, row.ended_at) if one is not None and one <= now]
    return min(ends, default=None)


def _about(reader: Reader, row: Guardianship, session: Session, kind: str, at: int) -> Notice:
    said = reader.box.of(session, row.person_id).open(row.sealed, context(row.guardianship_id))
    words = {"ward": said["ward"], "guardian": said["guardian"]}
    return Notice(at, notice_id(row.guardianship_id, KINDS[kind].place), kind, words, words)
