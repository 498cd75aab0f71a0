"""Which files of the data folder belong to a backup.

Rules: 1. only the folders named here go in, so that a secret that somebody puts into the data folder does not;
2. the demo's own secrets go in with the demo, since nobody else keeps them; 3. links and what is no
plain file stay out.
"""

from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("checkpoints", "types", "holidays", "programmes", "wallet-providers", "proofs", "grounds")
DEMO = ("demo-secrets.json", "demo-sign-ins.json", "demo")
LEFT_OUT = {  # what the program itself keeps there besides -> why it stays out
    "liangma.db": "the database has a member of its own",
    ".restoring": "what a restore has not finished",
}


def files_of(data_dir: Path, *, demo: bool) -> Iterator[tuple[str, Path]]:
    """(name with slashes, path) of every file, in order."""
    for top in sorted((*FOLDERS, *(DEMO if demo else ()))):
        for path in [data_dir / top, *sorted((data_dir / top).rglob("*"))]:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(data_dir).as_posix(), path


def left_out(data_dir: Path, *, demo: bool) -> list[str]:
    """Names at the top of the folder that are there and do not go in."""
    known = {*FOLDERS, *(DEMO if demo else ())}
    found = (one.name for one in data_dir.iterdir()) if data_dir.is_dir() else ()
    return sorted(name for name in found if name not in known and not name.startswith("liangma.db"))


def occupied(data_dir: Path) -> list[str]:
    """What stands in the way of a restore."""
    found = (one.name for one in data_dir.iterdir()) if data_dir.is_dir() else ()
    return sorted(name for name in found if name in FOLDERS or name in DEMO or name.startswith("liangma.db"))


def pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece
