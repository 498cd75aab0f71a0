"""The matters that come with the program: one YAML file each in `catalogue/`."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from backend.matters.document import parse
from backend.matters.terms import Matter
from backend.registries.strict_yaml import DocumentError


def builtin_sources() -> tuple[tuple[str, str], ...]:
    """(file name, text) of every built-in matter, by file name."""
    folder = files("backend.matters") / "catalogue"
    return tuple(
        sorted((entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    )


def parse_all(sources: Iterable[tuple[str, str]]) -> tuple[Matter, ...]:
    """Every matter of `sources`; raises DocumentError at the first that cannot be read or whose code came before."""
    matters: dict[str, Matter] = {}
    for name, text in sources:
        matter = parse(text, name)
        if matter.code in matters:
            raise DocumentError(name, None, f"the code {matter.code} is already in {matters[matter.code].source}")
        matters[matter.code] = matter
    return tuple(matters.values())


@cache
def load_builtin() -> tuple[Matter, ...]:
    """The built-in matters, read once a process. Raises DocumentError."""
    return parse_all(builtin_sources())
