"""The states of a request, as its holder and as its asker see them.

1. Waiting until it is answered or its time is over; given until withdrawn. Being over is read off the clock, so that
   nothing has to close a request before it counts as such.
2. Who asked by link is told at once: given, refused, expired, withdrawn.
3. Who looked somebody up learns of a yes at once, and of anything else only that it was not given, when the time is
   over: no such person, no phone, a no and no answer are one and the same, at one and the same time.
"""

from sqlalchemy import ColumnElement, and_, or_

from backend.requests.models import HolderRequest

LINK, LOOKUP = "link", "lookup"
WAITING, GIVEN, REFUSED, EXPIRED, WITHDRAWN = "waiting", "given", "refused", "expired", "withdrawn"
NOT_GIVEN = "not_given"
HOLDER_STATES = (WAITING, GIVEN, REFUSED, EXPIRED, WITHDRAWN)
ASKER_STATES = (*HOLDER_STATES, NOT_GIVEN)


def for_holder(row: HolderRequest, *, now: int) -> str:
    """Rule 1: one of HOLDER_STATES."""
    return EXPIRED if row.state == WAITING and now >= row.due_at else row.state


def for_asker(row: HolderRequest, *, now: int) -> str:
    """Rules 2 and 3: one of ASKER_STATES."""
    if row.channel == LINK or row.state in (GIVEN, WITHDRAWN):
        return for_holder(row, now=now)
    return NOT_GIVEN if now >= row.due_at else WAITING


def asker_knows(row: HolderRequest, *, now: int) -> bool:
    """Whether when it was answered may be said to the asker."""
    return for_asker(row, now=now) not in (WAITING, EXPIRED, NOT_GIVEN)


def seems_open(now: int) -> ColumnElement[bool]:
    """What an asker takes for open: a look-up that was refused looks as if it waited until its time is over."""
    hidden = and_(HolderRequest.channel == LOOKUP, HolderRequest.state == REFUSED)
    return and_(HolderRequest.due_at > now, or_(HolderRequest.state == WAITING, hidden))
