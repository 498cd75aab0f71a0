"""What is forgotten of requests.

1. What was disclosed, when the asker's time to read is over. 2. A request and its steps KEEP after both its time to
answer and its time to read; one that found nobody as late as any other, for being gone sooner would tell. The verdict,
its receipt and the audit log stay.
"""

import uuid
from typing import Any

from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.orm import Session

from backend.requests.models import HolderRequest, RequestStep

DAY = 86_400
KEEP = 400 * DAY


def forget_requests(session: Session, *, now: int) -> dict[str, int]:
    """Returns how many results and requests are gone."""
    over = HolderRequest.sealed_result.is_not(None), HolderRequest.ends_at <= now
    results = _count(session, update(HolderRequest).where(*over).values(sealed_result=None))
    end = func.coalesce(HolderRequest.ends_at, HolderRequest.due_at)
    made_before = uuid.UUID(int=(now - KEEP) * 1000 << 80)  # ids begin with their time, so that the key finds them
    old = and_(HolderRequest.request_id < made_before, HolderRequest.due_at < now - KEEP, end < now - KEEP)
    gone = select(HolderRequest.request_id).where(old)
    _count(session, delete(RequestStep).where(RequestStep.request_id.in_(gone)))
    return {"results": results, "requests": _count(session, delete(HolderRequest).where(old))}


def _count(session: Session, statement: Any) -> int:
    done = session.execute(statement.execution_options(synchronize_session=False))
    rows: int = done.rowcount  # type: ignore[attr-defined]
    return max(rows, 0)
