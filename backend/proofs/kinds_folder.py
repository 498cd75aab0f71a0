"""The kinds of proof: those that come with the program in `kinds/`, and those an operator dropped in a folder.

One YAML file a kind. A file of the folder takes the place of the built-in kind of the same code. A broken file stops
the start: DocumentError names the file, the line and the reason.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from backend.errors import NotFound
from backend.proofs.document import parse
from backend.proofs.kind import Kind
from backend.web.request import Services
from certs.catalogue import Catalogue
from certs.catalogue import parse as parse_types

Kinds = Mapping[str, Kind]


class NoSuchKind(NotFound):
    code = "proof_kind_not_found"
    zh = "没有这种证明"
    en = "There is no such kind of proof"
    next_zh = "请从证明清单中选择"
    next_en = "Choose one of the list of proofs"


def load_kinds(folder: Path, catalogue: Catalogue) -> Kinds:
    """Code → kind: built-in ones and the folder's `*.yaml` (no folder: none), read once a process."""
    return _load(folder, catalogue.sources)


def kinds_of(services: Services) -> Kinds:
    """This start's kinds."""
    return load_kinds(services.settings.data_dir / "proofs", services.catalogue)


def kind_of(services: Services, code: str) -> Kind:
    """Raises NoSuchKind."""
    found = kinds_of(services).get(code)
    if found is None:
        raise NoSuchKind(code[:60])
    return found


def read_all(sources: Iterable[tuple[str, str]], catalogue: Catalogue) -> dict[str, Kind]:
    """The kinds of (file name, text) pairs."""
    return {kind.code: kind for kind in (parse(text, name, catalogue) for name, text in sources)}


@lru_cache(maxsize=8)
def _load(folder: Path, types: tuple[tuple[str, str], ...]) -> Kinds:
    catalogue = parse_types(types)
    built_in = files("backend.proofs") / "kinds"
    coming = [(entry.name, entry.read_text("utf-8")) for entry in built_in.iterdir() if entry.name.endswith(".yaml")]
    dropped = [(str(path), path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return dict(sorted({**read_all(coming, catalogue), **read_all(dropped, catalogue)}.items()))
