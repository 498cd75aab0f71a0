"""A person's own requests: list, one of them, withdraw. For anybody else they do not exist."""

import uuid

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.people.persons import person_of
from backend.proofs.answer import NoSuchRequest, check_waiting
from backend.proofs.ask import WITHDRAWN
from backend.proofs.models import ProofRequest
from backend.web.paging import decode_cursor
from backend.web.request import Actor


def my_requests(session: Session, actor: Actor, *, limit: int, cursor: str | None) -> list[ProofRequest]:
    """Up to `limit + 1` requests, newest first, after the cursor. Raises IdentityNotMatched."""
    query = select(ProofRequest).where(ProofRequest.person_id == person_of(session, actor))
    after = decode_cursor(cursor)
    order = ProofRequest.asked_at, ProofRequest.request_id
    if after is not None:
        query = query.where(tuple_(*order) < tuple_(*after))
    return list(session.scalars(query.order_by(*(column.desc() for column in order)).limit(limit + 1)))


def my_request(session: Session, request_id: uuid.UUID, *, actor: Actor, lock: bool = False) -> ProofRequest:
    """Raises IdentityNotMatched, NoSuchRequest."""
    mine = ProofRequest.person_id == person_of(session, actor), ProofRequest.request_id == request_id
    query = select(ProofRequest).where(*mine)
    row = session.scalars(query.with_for_update() if lock else query).first()
    if row is None:
        raise NoSuchRequest
    return row


def withdraw(session: Session, request_id: uuid.UUID, *, revision: int, actor: Actor, now: int) -> ProofRequest:
    """A request that waits is not answered any more. Raises NoSuchRequest, RequestChanged, RequestClosed."""
    row = my_request(session, request_id, actor=actor, lock=True)
    check_waiting(row, revision)
    row.state, row.answered_at = WITHDRAWN, now
    row.revision += 1
    subject = f"proof-request:{row.request_id}"
    record(session, make_entry(at=now, actor=actor.subject, action="proof.withdrawn", subject=subject,
                               person_id=row.person_id, kind=row.kind))  # fmt: skip
    return row
