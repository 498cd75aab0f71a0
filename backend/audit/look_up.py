"""Read the log: newest first, by action, subject, holder and time, a page at a time."""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session

from backend.audit.models import COMMONEST, RARE, AuditEntry


@dataclass(frozen=True)
class Shown:
    """One entry as an auditor sees it. `row_id` carries chain and sequence number for paging."""

    chain: int
    seq: int
    at: int
    actor: str
    action: str
    subject: str
    person_id: uuid.UUID | None
    detail: str
    hash: bytes

    @property
    def row_id(self) -> uuid.UUID:
        return uuid.UUID(int=self.chain << 64 | self.seq)


def entries(
    session: Session,
    *,
    action: str | None = None,
    subject: str | None,
    person_id: uuid.UUID | None,
    since: int = 0,
    before: int | None = None,
    after: tuple[int, uuid.UUID] | None,
    most: int,
) -> list[Shown]:
    """At most `most` entries from `since` on and before `before`, older than `after` (time, row id of the last)."""
    query = select(AuditEntry.__table__).where(AuditEntry.at >= since)
    if before is not None:
        query = query.where(AuditEntry.at < before)
    if action is not None:
        query = query.where(AuditEntry.action == action)
    if action not in (None, COMMONEST):
        query = query.where(RARE)  # said aloud, or the index of rare entries is not taken
    if subject is not None:
        query = query.where(_of_subject(subject))
    if person_id is not None:
        query = query.where(AuditEntry.person_id == person_id)
    if after is not None:
        at, row_id = after
        chain, seq = row_id.int >> 64 & 0x7FFFFFFF, row_id.int & 0x7FFFFFFFFFFFFFFF
        place = tuple_(AuditEntry.at, AuditEntry.chain, AuditEntry.seq)
        query = query.where(AuditEntry.at <= at, place < (at, chain, seq))
    newest_first = AuditEntry.at.desc(), AuditEntry.chain.desc(), AuditEntry.seq.desc()
    rows = session.execute(query.order_by(*newest_first).limit(most))
    return [Shown(*(getattr(row, name) for name in Shown.__dataclass_fields__)) for row in rows]


def _of_subject(subject: str) -> ColumnElement[bool]:
    """By the index of rare actions; the commonest are found at the second that the id of their verdict tells."""
    rare = and_(AuditEntry.subject == subject, RARE)
    second = _second_of(subject)
    if second is None:
        return rare
    return or_(rare, and_(AuditEntry.at == second, AuditEntry.subject == subject, AuditEntry.action == COMMONEST))


def _second_of(subject: str) -> int | None:
    """When the verdict was made, by its UUIDv7; None for any other subject."""
    kind, _, name = subject.partition(":")
    try:
        return (uuid.UUID(name).int >> 80) // 1000 if kind == "verdict" else None
    except ValueError:
        return None
