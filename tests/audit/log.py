"""Reading the log in tests."""

from pathlib import Path

from sqlalchemy import Engine

from backend import db
from backend.audit.check import Report, check
from backend.audit.checkpoint import Checkpoints, all_checkpoints, read_checkpoints
from certs import keys

NOW = 1_790_000_000
LENGTH = 12


def look(engine: Engine, folder: Path | None = None, *publics: keys.PublicKey) -> Report:
    with db.open_session(engine, reading=True) as session:
        read = read_checkpoints(folder, *publics) if folder else Checkpoints(())
        return check(session, all_checkpoints(session, read), read.unbelieved)
