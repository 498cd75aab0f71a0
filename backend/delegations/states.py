"""The states of a delegation, as they are kept and as each side sees them.

1. Offered; then accepted or refused; ended from any of the three, for good.
2. Until the time to answer is over the lender sees no difference between a delegation that waits, one that was refused
   and one to a name and number that nobody has; after it, none between those that nobody accepted.
3. Accepted and past its last day, it is over.
"""

from backend.delegations.models import Delegation

OFFERED, ACCEPTED, REFUSED, ENDED = "offered", "accepted", "refused", "ended"
PERSON, LINK, ROLE = "person", "link", "role"
WITHDRAWN, RETURNED, ABOVE, LOST = "withdrawn", "returned", "above", "lost"  # why it ended
WAITING, NOT_ACCEPTED, OVER = "waiting", "not_accepted", "over"
SEEN = (WAITING, NOT_ACCEPTED, REFUSED, ACCEPTED, OVER, WITHDRAWN, RETURNED, ENDED)


def for_lender(row: Delegation, *, now: int) -> str:
    """Rule 2."""
    if row.state == REFUSED:
        return WAITING if now < row.due_at else NOT_ACCEPTED
    return for_borrower(row, now=now)


def for_borrower(row: Delegation, *, now: int) -> str:
    if row.state == ENDED:
        return row.ended_why if row.ended_why in (WITHDRAWN, RETURNED) else ENDED
    if row.state == OFFERED:
        return WAITING if now < row.due_at else NOT_ACCEPTED
    if row.state == ACCEPTED and now >= row.until:
        return OVER
    return row.state
