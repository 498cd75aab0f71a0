"""Signed checkpoints: heads and roots of all chains, signed by the platform key, kept outside the database too.

Whoever rewrites the whole log, heads and trees included, cannot rewrite what was published before.

Rules: 1. a checkpoint is of the trees as they were built, never of entries beyond; 2. it is numbered, names the one
before it, and is in the table before it is in a file, so that no number is given twice; 3. one is due when something
happened and `every` seconds went by, or an hour; 4. every one of the table that has no file yet gets its file, never
over another, whole or not at all; 5. a file is believed when a key whose signatures are believed signed it, and any
other is named and held against the log, and never keeps the others from being read.
"""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.audit.build import Told, grow
from backend.audit.models import LogCheckpoint, LogTree
from backend.audit.tiles import tree_at
from certs.checkpoint import Checkpoint, digest_of, read_checkpoint, read_unproven, sign_checkpoint
from certs.errors import MalformedError
from certs.keys import PublicKey, Signer

LATEST = 3600  # seconds after which a checkpoint is due though nothing happened
REWRITTEN = 200  # of the newest checkpoints, whose files are made again where they are missing
SignerOf = Callable[[Session], Signer]


def make_checkpoint(
    engine: Engine, signer_of: SignerOf, *, now: int, every: int = 0, told: Told | None = None
) -> LogCheckpoint | None:
    """Grow the trees, sign what they are and keep it (rules 1 to 3); None when none is due, or another was quicker.

    Raises LogBroken.
    """
    with db.open_session(engine, reading=True) as session:
        before = latest(session)
    if before is not None and now < before.at + every:
        return None
    grown = grow(engine, told)
    with db.open_session(engine, reading=True) as session:
        before = latest(session)
        if before is not None and not grown and now < before.at + LATEST and every and not _moved(session, before):
            return None
        token = _sign(session, before, signer_of(session), now=now)
    made = LogCheckpoint(number=1 if before is None else before.number + 1, at=now, token=token)
    with db.transaction(engine) as session:
        kept = _insert(session, made)
    return made if kept else None


def latest(session: Session) -> LogCheckpoint | None:
    """The newest checkpoint."""
    return session.scalars(select(LogCheckpoint).order_by(LogCheckpoint.number.desc()).limit(1)).first()


def checkpoints_from(session: Session, number: int, most: int) -> list[LogCheckpoint]:
    """At most `most` checkpoints from `number` on, in order."""
    query = select(LogCheckpoint).where(LogCheckpoint.number >= number).order_by(LogCheckpoint.number).limit(most)
    return list(session.scalars(query))


def _sign(session: Session, before: LogCheckpoint | None, signer: Signer, *, now: int) -> str:
    chains = {
        row.chain: (row.size, row.hash, tree_at(session, row.chain, row.size).root())
        for row in session.scalars(select(LogTree).order_by(LogTree.chain))
    }
    number, previous = (1, None) if before is None else (before.number + 1, digest_of(before.token))
    return sign_checkpoint(number=number, iat=now, previous=previous, chains=chains, signer=signer)


def _moved(session: Session, before: LogCheckpoint) -> bool:
    """Whether another process built trees that no checkpoint covers yet."""
    covered = read_unproven(before.token)
    return any(covered.size(row.chain) != row.size for row in session.scalars(select(LogTree)))


def _insert(session: Session, made: LogCheckpoint) -> bool:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"number": made.number, "at": made.at, "token": made.token}
    statement = dialect.insert(LogCheckpoint).values(values).on_conflict_do_nothing()
    return session.execute(statement.returning(LogCheckpoint.number)).first() is not None


def write_files(engine: Engine, folder: Path) -> Path | None:
    """Rule 4; the file of the newest."""
    with db.open_session(engine, reading=True) as session:
        newest = latest(session)
        if newest is None:
            return None
        recent = checkpoints_from(session, newest.number - REWRITTEN + 1, REWRITTEN)
    for one in recent:
        _write_file(_path(folder, one), one.token)
    return _path(folder, newest)


def _path(folder: Path, one: LogCheckpoint) -> Path:
    """A folder for each day (UTC), so that none grows without end."""
    return folder / datetime.fromtimestamp(one.at, UTC).date().isoformat() / f"{one.at}-{one.number}.jws"


def _write_file(path: Path, token: str) -> None:
    """Whole or not at all, whoever is killed: written beside, and on the disk before it has its name. Two who write
    one at once write the same, which the table says."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        with beside.open("w") as file:
            file.write(token + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)
    for folder in (path.parent, path.parent.parent):  # the name, and the day's folder
        _settle(folder)


def _settle(folder: Path) -> None:
    """What the folder names is on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Checkpoints:
    """What a folder holds: every believed checkpoint, by time, and the names of the files that are not believed."""

    read: tuple[Checkpoint, ...]
    unbelieved: tuple[str, ...] = ()


def checkpoint_files(folder: Path) -> Iterator[Path]:
    """Every file that may be a checkpoint, in the folder itself (as they once lay) and in its days."""
    yield from sorted(folder.glob("*.jws"))
    yield from sorted(folder.glob("*/*.jws"))


def newest_file_time(folder: Path) -> int | None:
    """When the newest file was written, by its name: in the folder of the last day, or in the folder itself."""
    days = sorted(path for path in folder.glob("*-*-*") if path.is_dir())
    stems = (path.stem.partition("-")[0] for place in (*days[-1:], folder) for path in place.glob("*.jws"))
    return max((int(stem) for stem in stems if stem.isdecimal()), default=None)


def read_checkpoints(folder: Path, *publics: PublicKey) -> Checkpoints:
    """Every checkpoint in the folder, each signed by one of the keys (a platform key that was since retired, say).

    A file that none of them signed is unbelieved: altered, not ours, or of a key that is compromised.
    """
    read, unbelieved = list[Checkpoint](), list[str]()
    for path in checkpoint_files(folder):
        try:
            read.append(read_file(path, *publics))
        except MalformedError:
            unbelieved.append(path.name)
    return Checkpoints(tuple(sorted(read, key=lambda one: (one.number or 0, one.iat))), tuple(unbelieved))


def read_file(path: Path, *publics: PublicKey) -> Checkpoint:
    """One file; raises MalformedError."""
    return read_checkpoint(path.read_text(errors="replace").strip(), publics)


def all_checkpoints(session: Session, files: Checkpoints) -> tuple[Checkpoint, ...]:
    """The believed files, and what the table says under the same numbers: what is served must be what was written."""
    numbers = {one.number for one in files.read if one.number is not None}
    served = (read_unproven(row.token) for row in _table(session) if row.number in numbers)
    known = {one.digest for one in files.read}
    return (*files.read, *(one for one in served if one.digest not in known))


def _table(session: Session) -> Iterator[LogCheckpoint]:
    query = select(LogCheckpoint).order_by(LogCheckpoint.number).execution_options(yield_per=1000)
    yield from session.scalars(query)
