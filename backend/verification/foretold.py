"""Whether a code was used: what a gate reports is believed only where it can be true.

The one-time id of a code without a nonce can be reckoned beforehand by whoever saw its view once, for every second to
come; a report of such ids must not use up codes that their holder has not shown yet.

Rules: 1. a use that a verdict stands for is a use; 2. a gate accepts a view only within the window around its signing,
so a report of another time is false, and any report of having accepted a pack is; 3. a code with a nonce cannot be
foretold: its report is believed; 4. a false report gives way: the id is free again, in the transaction that then uses
it. What was reported, and by whom, stays in `seen_codes`.
"""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from backend.verification.models import UsedCode

EARLIER, LATER = 60, 120  # seconds a gate's acceptance may lie before and after the signing: its window, and a little


def is_used(session: Session, once_id: bytes, *, signed_at: int, foretellable: bool) -> bool:
    """Whether a view's code was used before. `foretellable`: it carries no nonce."""
    row = _row(session, once_id)
    if row is None:
        return False
    used_at, verdict_id = row
    if verdict_id is not None or not foretellable or -EARLIER <= used_at - signed_at <= LATER:
        return True
    _give_way(session, once_id)
    return False


def is_pack_used(session: Session, once_id: bytes) -> bool:
    """Whether a pack was used before."""
    row = _row(session, once_id)
    if row is None or row[1] is not None:
        return row is not None
    _give_way(session, once_id)
    return False


def _row(session: Session, once_id: bytes) -> tuple[int, object] | None:
    found = session.execute(select(UsedCode.used_at, UsedCode.verdict_id).where(UsedCode.once_id == once_id)).first()
    return None if found is None else (found.used_at, found.verdict_id)


def _give_way(session: Session, once_id: bytes) -> None:
    """Only the report goes: a use that came in between stays."""
    report = UsedCode.once_id == once_id, UsedCode.verdict_id.is_(None)
    session.execute(delete(UsedCode).where(*report).execution_options(synchronize_session=False))
