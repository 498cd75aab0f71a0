"""The grounds in law on which an office may look without the holder's word: those that come with the program in
`grounds/`, and those an operator dropped in a folder.

One YAML file a ground; a file of the folder takes the place of the built-in ground of the same code.
1. A ground names its law, 《…》, the offices that have it, and what it permits: types and their fields, or "*".
2. The holder is told at once, or `tell_after_days` later, where telling would defeat the purpose; 30 at most.
A broken file is refused: DocumentError names the file, the line and the reason.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from backend.matters.reader import Reader
from backend.matters.terms import Text
from backend.registries.strict_yaml import read_table
from backend.requests.refusals import GroundUnknown
from backend.verification.policy import Permitted
from backend.web.request import Services
from certs.catalogue import Catalogue, CertificateType
from certs.catalogue import parse as parse_types

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST, MOST_DAYS = 40, 30


@dataclass(frozen=True)
class Ground:
    """`permitted`: type number -> names of fields."""

    code: str
    offices: tuple[str, ...]
    name: Text
    law: str
    tell_after_days: int
    types: tuple[CertificateType, ...]
    permitted: Permitted


Grounds = Mapping[str, Ground]


def grounds_of(services: Services) -> Grounds:
    """This start's grounds, by code."""
    return _load(services.settings.data_dir / "grounds", services.catalogue.sources)


def ground_of(services: Services, code: str, *, office: str | None) -> Ground:
    """The ground, where the office has it. Raises GroundUnknown."""
    found = grounds_of(services).get(code)
    if found is None or office not in found.offices:
        raise GroundUnknown(errors=[{"path": "/ground", "problem": "not among those of this office"}])
    return found


def parse(text: str, source: str, catalogue: Catalogue) -> Ground:
    """The ground of one file. Raises DocumentError."""
    top = Reader(read_table(text, source), source)
    code, law = top.words("code"), top.words("law")
    if not CODE.fullmatch(code) or len(code) > LONGEST:
        raise top.refuse("code", f"small letters, digits and hyphens, at most {LONGEST}")
    if not law.startswith("《") or "》" not in law:
        raise top.refuse("law", "names the law, 《…》")
    named = top.each("certificates", lambda one: _type(one, catalogue))
    ground = Ground(
        code=code, offices=top.word_list("offices"), name=top.text("name"), law=law,
        tell_after_days=top.whole("tell_after_days", most=MOST_DAYS),
        types=tuple(type_ for type_, _ in named), permitted={type_.number: names for type_, names in named},
    )  # fmt: skip
    top.done()
    return ground


def _type(reader: Reader, catalogue: Catalogue) -> tuple[CertificateType, frozenset[str]]:
    type_ = catalogue.by_id(reader.words("type"))
    if type_ is None:
        raise reader.refuse("type", "there is no such certificate type")
    every = (*type_.fields, *type_.derived)
    if reader.raw("fields") == "*":
        return type_, frozenset(every)
    return type_, frozenset(reader.word_list("fields", every))


def _read_all(sources: Iterable[tuple[str, str]], catalogue: Catalogue) -> dict[str, Ground]:
    return {ground.code: ground for ground in (parse(text, name, catalogue) for name, text in sources)}


@lru_cache(maxsize=8)
def _load(folder: Path, types: tuple[tuple[str, str], ...]) -> Grounds:
    catalogue = parse_types(types)
    built_in = files("backend.requests") / "grounds"
    coming = [(entry.name, entry.read_text("utf-8")) for entry in built_in.iterdir() if entry.name.endswith(".yaml")]
    dropped = [(str(path), path.read_text("utf-8")) for path in sorted(folder.glob("*.yaml"))]
    return dict(sorted({**_read_all(coming, catalogue), **_read_all(dropped, catalogue)}.items()))
