"""Notices told from guardianships: a guardian was named or confirmed, rests in a dispute, or acts no more; and from the
log, that one looked at who looks at the ward's certificates, once a day.

To the ward and to everybody who acts for the ward; never to whoever did it themselves. A person has few of these rows,
so one statement reads them all, and a second what others did of it.
"""

import uuid
from collections.abc import Iterator, Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from backend.audit.models import RARE, AuditEntry
from backend.guardians.appointed import BY_DECISION, context
from backend.guardians.ending import BY_GUARDIAN
from backend.guardians.looks import SAW_READERS, TOOK_DATA
from backend.guardians.models import Guardianship
from backend.notices.notice import PLACES, Notice, Reader, Span, notice_id
from backend.notices.words import KINDS

NEW, RESTS, OVER = "guardian_new", "guardian_rests", "guardian_over"
LOOKS = tuple(f"guardian.{act}" for act in (SAW_READERS, TOOK_DATA))
EAST, DAY = 8 * 3600, 86_400  # a day in China begins eight hours before that of the clock


def guardianships(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    if not reader.persons:
        return
    me = reader.persons[0]
    mine = select(Guardianship.person_id).where(Guardianship.guardian_id == me, Guardianship.ended_at.is_(None))
    concern = or_(
        Guardianship.person_id == me, Guardianship.guardian_id == me, Guardianship.person_id.in_(mine.scalar_subquery())
    )
    rows = [row for row in session.scalars(select(Guardianship).where(concern)) if row.until != row.since]
    yield from _looks(session, reader, span, [row for row in rows if row.guardian_id != me])
    for row in rows:
        own = row.guardian_id == me
        if not own or row.ground == BY_DECISION:
            yield _about(reader, row, session, NEW, row.since)
        if row.frozen_at is not None and row.ended_at is None:
            yield _about(reader, row, session, RESTS, row.frozen_at)
        over = _over_at(row, now=span.now)
        if over is not None and not (own and row.ended_why == BY_GUARDIAN):
            yield _about(reader, row, session, OVER, over)


def _looks(session: Session, reader: Reader, span: Span, rows: Sequence[Guardianship]) -> Iterator[Notice]:
    """The first of a day in China, by guardian, ward and act."""
    of = {f"guardianship:{row.guardianship_id}": row for row in rows}
    if not of:
        return
    first, day = func.min(AuditEntry.at), ((AuditEntry.at + EAST) // DAY).label("day")
    query = select(AuditEntry.subject, AuditEntry.action, first, day).where(
        AuditEntry.subject.in_(sorted(of)), AuditEntry.action.in_(LOOKS), RARE
    )
    wanted = first <= (span.now if span.before is None else span.before[0])
    query = query.group_by(AuditEntry.subject, AuditEntry.action, day).having(wanted)
    if span.since is not None:
        query = query.having(first > span.since)
    most = span.limit + 2 + len(LOOKS) * len(of)  # of one second there may be each
    for subject, action, at, which in session.execute(query.order_by(first.desc()).limit(most)):
        row = of[subject]
        each = uuid.UUID(int=row.guardianship_id.int ^ which * (PLACES + 1))
        yield _about(reader, row, session, action.replace(".", "_"), at, of=each)


def _over_at(row: Guardianship, *, now: int) -> int | None:
    """When it ended: by its day, whether or not anybody looked, or before."""
    ends = [one for one in (row.until, row.ended_at) if one is not None and one <= now]
    return min(ends, default=None)


def _about(
    reader: Reader, row: Guardianship, session: Session, kind: str, at: int, *, of: uuid.UUID | None = None
) -> Notice:
    said = reader.box.of(session, row.person_id).open(row.sealed, context(row.guardianship_id))
    words = {"ward": said["ward"], "guardian": said["guardian"]}
    return Notice(at, notice_id(of or row.guardianship_id, KINDS[kind].place), kind, words, words)
