"""The programmes: those that come with the program in `programmes/`, and those an operator dropped in a folder.

One YAML file a programme. A file of the folder takes the place of the built-in programme of the same code; with
`paused: true` it stops it. A broken file stops the start: DocumentError names the file, the line and the reason.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from backend.errors import NotFound
from backend.proposals.document import parse
from backend.proposals.programme import Programme
from backend.registries.strict_yaml import DocumentError
from certs.catalogue import Catalogue
from certs.catalogue import parse as parse_types

Programmes = Mapping[str, Programme]


class ProgrammeUnknown(NotFound):
    code = "programme_unknown"
    zh = "没有这项免申即享事项"
    en = "There is no such programme"
    next_zh = "请核对代码"
    next_en = "Check its code"


def load_programmes(folder: Path, catalogue: Catalogue) -> Programmes:
    """Code → programme: built-in ones and the folder's `*.yaml` (no folder: none), read once a process."""
    return _load(folder, catalogue.sources)


def programme_of(programmes: Programmes, code: str) -> Programme:
    """Raises ProgrammeUnknown."""
    if code not in programmes:
        raise ProgrammeUnknown(code[:60])
    return programmes[code]


def read_all(sources: Iterable[tuple[str, str]], catalogue: Catalogue) -> Programmes:
    """The programmes of (file name, text) pairs; a code stands in one file only."""
    found: dict[str, Programme] = {}
    for name, text in sources:
        programme = parse(text, name, catalogue)
        if programme.code in found:
            reason = f"the code {programme.code} is already in {found[programme.code].source}"
            raise DocumentError(name, None, reason)
        found[programme.code] = programme
    return found


@lru_cache(maxsize=8)
def _load(folder: Path, types: tuple[tuple[str, str], ...]) -> Programmes:
    catalogue, coming = _built_in(types)
    dropped = [(str(path), path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return dict(sorted({**coming, **read_all(dropped, catalogue)}.items()))


@lru_cache(maxsize=2)
def _built_in(types: tuple[tuple[str, str], ...]) -> tuple[Catalogue, Programmes]:
    """What follows from the types alone, whatever the folder."""
    catalogue, built_in = parse_types(types), files("backend.proposals") / "programmes"
    coming = [(entry.name, entry.read_text("utf-8")) for entry in built_in.iterdir() if entry.name.endswith(".yaml")]
    return catalogue, read_all(sorted(coming), catalogue)
