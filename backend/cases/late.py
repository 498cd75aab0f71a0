"""Lateness of what keeps no mark of its own: written into the log once for each mark that is reached.

1. The log itself says what it has: the same mark of the same thing is not written twice, and none after red.
2. Each is written in a transaction of its own, when the thing was locked and looked at again.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence

import orjson
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.models import RARE, AuditEntry
from backend.audit.record import make_entry, record
from backend.cases.limits import NONE, RED

PART = 200  # bound parameters a statement
Look = Callable[[Session], tuple[str, uuid.UUID | None]]  # the mark now, and whose it is; it locks the thing


def log_late(engine: Engine, late: Mapping[str, tuple[str, Look]], *, action: str, now: int) -> int:
    """How many marks were written. `late`: by subject, the mark it had a moment ago, and how to look again."""
    with db.open_session(engine, reading=True) as session:
        known = _logged(session, action, list(late))
    new = [subject for subject, (mark, _) in late.items() if _is_new(mark, known.get(subject, set()))]
    return sum(_write(engine, subject, late[subject][1], action=action, now=now) for subject in new)


def _write(engine: Engine, subject: str, look: Look, *, action: str, now: int) -> bool:
    """Rule 2."""
    with db.transaction(engine) as session:
        mark, person_id = look(session)
        if not _is_new(mark, _logged(session, action, [subject]).get(subject, set())):
            return False
        entry = make_entry(at=now, actor="clock", action=action, subject=subject, person_id=person_id, mark=mark)
        record(session, entry)
        return True


def _is_new(mark: str, logged: set[str]) -> bool:
    """Rule 1."""
    return mark != NONE and not {mark, RED} & logged


def _logged(session: Session, action: str, subjects: Sequence[str]) -> dict[str, set[str]]:
    """The marks in the log, by subject."""
    found: dict[str, set[str]] = {}
    for start in range(0, len(subjects), PART):
        about = AuditEntry.subject.in_(subjects[start : start + PART]), AuditEntry.action == action, RARE
        for subject, detail in session.execute(select(AuditEntry.subject, AuditEntry.detail).where(*about)):
            found.setdefault(subject, set()).add(str(orjson.loads(detail)["mark"]))
    return found
