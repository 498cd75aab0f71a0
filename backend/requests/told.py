"""Telling the asker by its webhook: ids and states, never a value. A look-up that was refused is told as any end is."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.requests.models import HolderRequest
from backend.requests.states import EXPIRED, WAITING, for_asker
from backend.security import Box
from backend.webhooks.tell import tell

MOST = 500  # in one round


def tell_asker(session: Session, row: HolderRequest, event: str, *, box: Box, now: int) -> None:
    payload = {"request_id": str(row.request_id), "purpose": row.purpose, "state": for_asker(row, now=now)}
    tell(session, row.asker_id, event, payload, box=box, now=now)


def tell_expired(session: Session, *, box: Box, now: int) -> int:
    """Of requests whose time is over without a yes that the asker knows of; how many. Each is told once."""
    due = select(HolderRequest).where(HolderRequest.told_at.is_(None), HolderRequest.due_at <= now)
    rows = session.scalars(due.order_by(HolderRequest.due_at).limit(MOST).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.told_at = now
        if row.state == WAITING:
            row.state = EXPIRED
        tell_asker(session, row, "consent.expired", box=box, now=now)
    return len(rows)
