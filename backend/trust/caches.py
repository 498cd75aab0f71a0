"""What one process remembers of trust for a few seconds, so that the hot path does not ask the database each time.

Rules: 1. each database has a memory of its own; 2. nothing is taken from memory that is older than the caller permits;
3. a session that changed trust itself neither reads nor fills the memory: what it sees may still be rolled back.
"""

import threading
from collections.abc import Hashable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.db import engine_of

_LOCK = threading.Lock()
_MEMORY: "WeakKeyDictionary[Any, dict[Hashable, tuple[int, Any]]]" = WeakKeyDictionary()
_CHANGED, _OWN = "trust changed", "what is remembered"


def recall(session: Session, key: Hashable, *, now: int, most: int) -> Any | None:
    """What was kept under `key` at most `most` seconds ago, else None."""
    info = session.info
    if _CHANGED in info:
        return None
    found = (info.get(_OWN) or _memory(session)).get(key)
    return found[1] if found is not None and 0 <= now - found[0] < most else None


def keep(session: Session, key: Hashable, value: Any, *, now: int) -> None:
    """Keep a value read from the database at `now`."""
    if not session.info.get(_CHANGED):
        _memory(session)[key] = (now, value)


def forget(session: Session) -> None:
    """This session changes trust: the process asks the database again, now and once the change is committed."""
    _memory(session).clear()
    if not session.info.get(_CHANGED):
        session.info[_CHANGED] = True
        event.listen(session, "after_commit", _settled, once=True)


def _settled(session: Session) -> None:
    session.info.pop(_CHANGED, None)
    _memory(session).clear()


def _memory(session: Session) -> dict[Hashable, tuple[int, Any]]:
    """That of the session's database, which the session is told once."""
    pool = engine_of(session).pool
    found = _MEMORY.get(pool)
    if found is None:
        with _LOCK:
            found = _MEMORY.setdefault(pool, {})
    session.info[_OWN] = found
    return found
