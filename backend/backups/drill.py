"""The drill: restore a backup to a throw-away place, look whether everything in it holds, and take the place away."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from backend import db
from backend.backups import engines
from backend.backups.engines import Progress
from backend.backups.restore import restore
from backend.backups.sealed_file import OperatorKey
from backend.backups.verify import Report, verify
from backend.config import Settings
from backend.security import Box

BoxOf = Callable[[Settings], Box]


def drill(
    path: Path, settings: Settings, *, key: OperatorKey, box_of: BoxOf, now: int,
    progress: Progress, scratch: Path | None,
) -> tuple[dict[str, Any], Report]:  # fmt: skip
    """(manifest, report). `scratch`: the folder under which the place is made; None: the system's. The city of the
    settings is not touched; on PostgreSQL its server gets one more database for so long."""
    folder = Path(tempfile.mkdtemp(prefix="liangma-drill-", dir=scratch))
    try:
        with engines.scratch_database(settings.database_url, folder) as database_url:
            there = replace(settings, database_url=database_url, data_dir=folder, redis_url=None)
            manifest = restore(path, there, key=key, progress=progress)
            return manifest, look(there, box=box_of(there), now=now, progress=progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def look(settings: Settings, *, box: Box, now: int, progress: Progress) -> Report:
    """Verify the city of the settings as it is."""
    engine = db.make_engine(settings.database_url)
    try:
        with db.open_session(engine, reading=True) as session:
            return verify(session, settings, box=box, now=now, progress=progress)
    finally:
        engine.dispose()
