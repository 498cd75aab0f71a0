"""Notices told from delegations: somebody lends the reader certificates, took what they lent, or it ended.

A refusal is no news to the lender: it looks like nobody's answer until the time for one is over.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from backend.delegations.models import Delegation
from backend.delegations.rows import context_of
from backend.delegations.states import ENDED, REFUSED, RETURNED, WITHDRAWN
from backend.notices.notice import Notice, Reader, Span, notice_id
from backend.notices.words import KINDS
from backend.people.persons import identity_of
from backend.people.profile import masked

OFFERED, ACCEPTED, OVER = "delegation_offered", "delegation_accepted", "delegation_over"


def delegations_offered(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """To the reader or an organisation that they represent, by number; who opens a link knows of it."""
    to_reader = Delegation.borrower_id.in_(reader.persons), Delegation.to_kind != "link"
    rows = session.scalars(_newest(select(Delegation).where(*to_reader), Delegation.offered_at, span))
    for row in rows:
        who = masked(identity_of(session, row.lender_id, box=reader.box))["name"]
        yield _about(row, OFFERED, row.offered_at, who)


def delegations_accepted(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """What the reader lent, when the other side took it."""
    mine = Delegation.lender_id.in_(reader.persons[:1]), Delegation.state != REFUSED
    taken = select(Delegation).where(*mine, Delegation.answered_at.is_not(None))
    for row in session.scalars(_newest(taken, Delegation.answered_at, span)):
        yield _about(row, ACCEPTED, row.answered_at or 0, _typed(row, reader))


def delegations_over(session: Session, reader: Reader, span: Span) -> Iterator[Notice]:
    """Ended by the other side, or with what it rested on; of what was accepted."""
    lent = Delegation.lender_id.in_(reader.persons[:1]) & (Delegation.ended_why != WITHDRAWN)
    borrowed = Delegation.borrower_id.in_(reader.persons) & (Delegation.ended_why != RETURNED)
    ended = select(Delegation).where(
        Delegation.state == ENDED, Delegation.answered_at.is_not(None), or_(lent, borrowed)
    )  # fmt: skip
    for row in session.scalars(_newest(ended, Delegation.ended_at, span)):
        own = row.lender_id in reader.persons[:1]
        who = _typed(row, reader) if own else masked(identity_of(session, row.lender_id, box=reader.box))["name"]
        yield _about(row, OVER, row.ended_at or 0, who)


def _newest(query: Select[Any], at: Any, span: Span) -> Select[Any]:
    row_id = Delegation.delegation_id
    return query.where(span.of(at, row_id)).order_by(at.desc(), row_id.desc()).limit(span.limit + 2)


def _typed(row: Delegation, reader: Reader) -> str:
    """The other side as the reader named it."""
    to: dict[str, str] = reader.box.of_row(row).open(row.sealed, context_of(row.delegation_id))["to"]
    return to.get("name") or to.get("credit_code") or ""


def _about(row: Delegation, kind: str, at: int, who: str) -> Notice:
    words = {"who": who}
    which = notice_id(row.delegation_id, KINDS[kind].place)
    return Notice(at, which, kind, words, words, delegation_id=row.delegation_id)
