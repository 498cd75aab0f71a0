"""Certificate types: the built-in ones and those an operator dropped in a folder. A broken file stops the start."""

from pathlib import Path

from certs.catalogue import Catalogue, load_builtin, parse
from certs.errors import CatalogueError

NOT_UTF8 = "不是 UTF-8 文本，请另存为 UTF-8 not UTF-8 text: save it as UTF-8"


def load_catalogue(folder: Path) -> Catalogue:
    """Built-in types plus the folder's `*.json` (no folder: none); raises CatalogueError with file, line, reason."""
    builtin = load_builtin()
    extra = [(str(path), _text(path)) for path in sorted(folder.glob("*.json"))]
    return parse([*builtin.sources, *extra]) if extra else builtin


def _text(path: Path) -> str:
    """With or without the mark that some editors put at the beginning."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CatalogueError(str(path), 1, NOT_UTF8) from error
