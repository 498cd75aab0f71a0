"""Check the audit log against its signed checkpoints with every platform key that is still believed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from backend import db
from backend.audit.breaks import Break
from backend.audit.check import check
from backend.audit.checkpoint import all_checkpoints, read_checkpoints
from backend.audit.record import make_entry, record
from backend.trust.keys import platform_publics


@dataclass(frozen=True)
class LogReport:
    """What was read, how many checkpoints it was held against, and every break found."""

    entries: int
    chains: int
    checkpoints: int
    breaks: tuple[Break, ...]


def check_log(engine: Engine, writing: Callable[[], Session], *, folder: Path, actor: str, now: int) -> LogReport:
    """Walk the whole log; then record, in the session that `writing` opens, that it was checked.

    The walk has a session of its own, because a long walk must not keep writers waiting.
    """
    with db.open_session(engine, reading=True) as reading:
        checkpoints = read_checkpoints(folder, *platform_publics(reading))
        found = check(reading, all_checkpoints(reading, checkpoints), checkpoints.unbelieved)
    count, breaks = found.entries, len(found.breaks)
    entry = make_entry(at=now, actor=actor, action="audit.checked", subject="audit", entries=count, breaks=breaks)
    record(writing(), entry)
    return LogReport(found.entries, found.chains, len(checkpoints.read), found.breaks)
