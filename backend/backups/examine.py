"""Read a backup to its end without writing anything: is all of it there, as it was written, and may it be used here?

Rules: 1. every chunk is authentic and the last one is there; 2. the manifest names every member with its length and
digest, and no other; 3. what a newer program made is refused before anything else is read; so is another engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backend.backups.engines import Progress
from backend.backups.make import FORMAT
from backend.backups.members import ABOUT, DATABASE, FOLDER, MANIFEST, MemberReader, read_json
from backend.backups.refusals import Damaged, NewerProgram, NotABackup
from backend.backups.sealed_file import OperatorKey, opened
from backend.web.health import SCHEMA_HEAD

DEMO_SECRETS = f"{FOLDER}demo-secrets.json"


@dataclass(frozen=True)
class Opening:
    """What stands before the database. `demo_secrets`: the demo's own, None of any other city."""

    about: dict[str, Any]
    demo_secrets: dict[str, Any] | None


def peek(path: Path, *, key: OperatorKey) -> Opening:
    """Read as far as the database, for whoever wants to know early whether the place is right. Raises NotABackup,
    WrongKey, Damaged, NewerProgram."""
    about, secrets = dict[str, Any](), None
    with path.open("rb") as file:
        for name, frames in MemberReader(opened(file, key)).members():
            if name == DATABASE:
                break
            if name == ABOUT:
                about = read_json(frames)
                check_about(about)
            elif name == DEMO_SECRETS:
                secrets = read_json(frames)
            _pass_over(frames)
    if not about:
        raise Damaged("its members are not in their order")
    return Opening(about, secrets)


def examine(path: Path, *, key: OperatorKey, progress: Progress) -> dict[str, Any]:
    """The manifest. Raises NotABackup, WrongKey, Damaged, NewerProgram."""
    manifest = dict[str, Any]()
    with path.open("rb") as file:
        reader = MemberReader(_counted(opened(file, key), path.stat().st_size, progress))
        for place, (name, frames) in enumerate(reader.members()):
            if (place == 0) != (name == ABOUT) or MANIFEST in reader.seen:
                raise Damaged("its members are not in their order")
            if name == ABOUT:
                check_about(read_json(frames))
            elif name == MANIFEST:
                manifest = read_json(frames)
            else:
                _pass_over(frames)
    told = {name: one for name, one in reader.seen.items() if name != MANIFEST}
    if not manifest or manifest.get("members") != told or DATABASE not in told:
        raise Damaged("its members are not those of its manifest")
    return manifest


def check_about(about: dict[str, Any]) -> None:
    """Rule 3."""
    made_with, made_as = str(about.get("schema")), about.get("format")
    if not isinstance(made_as, int):
        raise NotABackup
    if made_as > FORMAT or made_with > SCHEMA_HEAD:
        raise NewerProgram(f"schema {made_with}, this program {SCHEMA_HEAD}")


def _pass_over(frames: Iterator[bytes]) -> None:
    for _ in frames:
        continue


def _counted(chunks: Iterator[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        progress(min(done, size), size)
