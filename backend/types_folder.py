"""Certificate types: the built-in ones and those an operator dropped in a folder. A broken file stops the start."""

from pathlib import Path

from certs.catalogue import Catalogue, load_builtin, parse


def load_catalogue(folder: Path) -> Catalogue:
    """Built-in types plus the folder's `*.json` (no folder: none); raises CatalogueError with file, line, reason."""
    builtin = load_builtin()
    extra = [(str(path), path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return parse([*builtin.sources, *extra]) if extra else builtin
