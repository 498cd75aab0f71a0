"""Restore a backup into an empty place.

Rules: 1. the whole file is read and found good before anything is written; 2. database and data folder are empty, of
the same kind, and the secrets are those of the backup; 3. the database is made whole or not at all, never over one that
was begun there meanwhile, and the files of the data folder appear after it; 4. what was restored says what the manifest
says: schema, counts, heads.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from backend.backups import engines
from backend.backups.engines import Progress
from backend.backups.examine import examine, peek
from backend.backups.folder import occupied
from backend.backups.make import counts_of, fingerprint, heads_of, schema_of
from backend.backups.members import DATABASE, FOLDER, MemberReader
from backend.backups.refusals import Damaged, NotEmpty, OtherEngine, OtherSecrets
from backend.backups.sealed_file import OperatorKey, opened
from backend.config import Settings


def restore(path: Path, settings: Settings, *, key: OperatorKey, progress: Progress) -> dict[str, Any]:
    """The manifest of what is there now. Raises BackupRefused, and then nothing was written."""
    refuse_place(settings, peek(path, key=key).about)
    manifest = examine(path, key=key, progress=progress)
    staging = settings.data_dir / ".restoring"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True, mode=0o700)
    try:
        with ExitStack() as undo:
            _read(path, settings, staging, manifest, key=key, progress=progress, undo=undo)
            _compare(settings.database_url, manifest)
            for one in sorted(staging.iterdir()):
                one.rename(settings.data_dir / one.name)
            undo.pop_all()
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def refuse_place(settings: Settings, about: dict[str, Any]) -> None:
    """Rule 2, before anything long is begun."""
    if about["engine"] != engines.engine_of(settings.database_url):
        raise OtherEngine(str(about["engine"]))
    opening = {fingerprint(key) for key in (settings.data_key, *settings.older_data_keys)}
    if about["secrets"]["index"] != fingerprint(settings.index_key) or about["secrets"]["data"] not in opening:
        raise OtherSecrets
    found = occupied(settings.data_dir)
    if found:
        raise NotEmpty(f"{settings.data_dir}: {', '.join(found)}")
    engines.refuse_unless_empty(settings.database_url)


def _read(
    path: Path, settings: Settings, staging: Path, manifest: dict[str, Any], *, key: OperatorKey, progress: Progress,
    undo: ExitStack,
) -> None:  # fmt: skip
    """`undo`: takes away what was made, and nothing that somebody else made there meanwhile."""
    total = sum(one["length"] for one in manifest["members"].values())
    done = 0

    def counted(frames: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal done
        for frame in frames:
            yield frame
            done += len(frame)
            progress(done, total)

    with path.open("rb") as file:
        for name, frames in MemberReader(opened(file, key)).members():
            if name == DATABASE:
                engines.load(settings.database_url, counted(frames))
                undo.callback(engines.remove, settings.database_url)
            elif name.startswith(FOLDER):
                _put(staging / name.removeprefix(FOLDER), counted(frames))
            for _ in frames:  # what a tool left unread
                continue


def _put(path: Path, frames: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        for frame in frames:
            file.write(frame)
        file.flush()
        os.fsync(file.fileno())


def _compare(database_url: str, manifest: dict[str, Any]) -> None:
    """Rule 4."""
    with engines.reading(database_url) as connection:
        found = {"schema": schema_of(connection), "heads": heads_of(connection), "counts": counts_of(connection)}
    different = [name for name, value in found.items() if manifest[name] != value]
    if different:
        raise Damaged(f"what was restored differs from the manifest: {', '.join(different)}")
