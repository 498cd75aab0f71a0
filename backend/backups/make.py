"""Make a backup: the data folder, then the database of one instant, then the manifest; encrypted as it is written.

Rules: 1. checkpoints are read before the database, so that none of them is ahead of the log in it; 2. a file appears
under its name only when it is complete and on the disk, and never over another; 3. of the secrets nothing goes in but
check values, by which a restore tells that it was given others; the demo's go in whole; 4. before the file has its
name the log has its size and digest: a copy of the whole city that nobody knows of is not made.
"""

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, text

from backend.backups.engines import Progress, Snapshot, engine_of, snapshot
from backend.backups.folder import files_of, left_out, pieces
from backend.backups.members import ABOUT, DATABASE, FOLDER, MANIFEST, MemberWriter
from backend.backups.refusals import BackupRefused, NotEmpty
from backend.backups.sealed_file import OperatorKey, SealingWriter
from backend.config import Settings
from backend.web.health import SCHEMA_HEAD

FORMAT = 1
Noted = Callable[[str, int, str], None]  # the file's name, bytes, SHA-256 in hex
COUNTED = ("certificates", "persons", "audit_entries", "verdicts", "trust_lists")


class SchemaMoved(BackupRefused):
    code = "backup_while_migrating"
    zh = "数据库结构与本程序不一致"
    en = "The database is not at this program's schema"
    next_zh = "请先完成 liangma migrate 再备份"
    next_en = "Finish `liangma migrate` first, then make the backup"


@dataclass(frozen=True)
class Made:
    """Where the backup lies, and what it holds. `skipped`: what lies in the data folder and is not in it."""

    path: Path
    size: int
    manifest: dict[str, Any]
    skipped: list[str]


def make(
    settings: Settings, target: Path, *, key: OperatorKey, now: int, progress: Progress, noted: Noted
) -> Made:  # fmt: skip
    """`target`: a folder, in which the file gets its name from the time, or the file. `noted` writes the log's entry
    (rule 4): when it raises, there is no backup. Raises BackupRefused."""
    path = target / f"liangma-{_stamp(now)}.lmb" if target.is_dir() else target
    if path.exists():
        raise NotEmpty(str(path))
    part = path.with_name(f"{path.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            sealing = SealingWriter(out := _Digesting(file), key)
            manifest = _write(MemberWriter(sealing.write), settings, path.parent, now=now, progress=progress)
            sealing.close()
            file.flush()
            os.fsync(file.fileno())
        noted(path.name, out.size, out.digest.hexdigest())
        os.link(part, path)  # fails where somebody else made the name meanwhile
    finally:
        part.unlink(missing_ok=True)
    _sync(path.parent)
    return Made(path, path.stat().st_size, manifest, left_out(settings.data_dir, demo=settings.demo))


def fingerprints(settings: Settings) -> dict[str, str]:
    """What tells two secrets apart and says nothing of either."""
    return {"data": fingerprint(settings.data_key), "index": fingerprint(settings.index_key)}


def fingerprint(secret: bytes) -> str:
    return hmac.digest(secret, b"liangma backup", hashlib.sha256)[:8].hex()


def heads_of(connection: Connection) -> dict[str, list[Any]]:
    """The head of every chain of the log, as a checkpoint holds them: {chain: [seq, hash in hex]}."""
    rows = connection.execute(text("SELECT chain, seq, hash FROM audit_chains ORDER BY chain"))
    return {str(row.chain): [int(row.seq), bytes(row.hash).hex()] for row in rows}


def counts_of(connection: Connection) -> dict[str, int]:
    return {name: int(connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()) for name in COUNTED}  # noqa: S608


def schema_of(connection: Connection) -> str:
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


class _Digesting:
    """What is written to the file, counted and digested on the way."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.size, self.digest = file, 0, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.size += len(data)
        self.digest.update(data)


def _write(members: MemberWriter, settings: Settings, scratch: Path, *, now: int, progress: Progress) -> dict[str, Any]:
    about = {
        "format": FORMAT, "engine": engine_of(settings.database_url), "schema": SCHEMA_HEAD, "made_at": now,
        "base_url": settings.base_url, "demo": settings.demo, "secrets": fingerprints(settings),
    }  # fmt: skip
    members.add_json(ABOUT, about)
    for name, path in files_of(settings.data_dir, demo=settings.demo):
        members.add(FOLDER + name, pieces(path))
    with snapshot(settings.database_url, scratch) as taken:
        if schema_of(taken.connection) != SCHEMA_HEAD:
            raise SchemaMoved(f"{schema_of(taken.connection)}, not {SCHEMA_HEAD}")
        held = {"heads": heads_of(taken.connection), "counts": counts_of(taken.connection)}
        members.add(DATABASE, _shown(taken, progress))
    manifest = about | held | {"members": dict(members.kept)}
    members.add_json(MANIFEST, manifest)
    return manifest


def _shown(taken: Snapshot, progress: Progress) -> Iterator[bytes]:
    done = 0
    for piece in taken.dump:
        yield piece
        done += len(piece)
        progress(done, max(done, taken.size))


def _stamp(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
