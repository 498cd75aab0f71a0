"""The certificate types as data: one JSON file a type, read into frozen values that check, code and mask records.

`load_builtin()` gives the types that come with the library; `parse` reads any others a caller adds.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from certs.catalogue.model import (
    Catalogue,
    CertificateType,
    DerivedField,
    Field,
    Holder,
    HolderFields,
    Validity,
    ViewDef,
)
from certs.catalogue.numbers import make_identifier
from certs.catalogue.problems import FieldProblem, Problem
from certs.catalogue.reading import parse
from certs.catalogue.text import match_key

__all__ = [
    "Catalogue",
    "CertificateType",
    "DerivedField",
    "Field",
    "FieldProblem",
    "Holder",
    "HolderFields",
    "Problem",
    "Validity",
    "ViewDef",
    "builtin_sources",
    "load_builtin",
    "make_identifier",
    "match_key",
    "parse",
]


def builtin_sources() -> tuple[tuple[str, str], ...]:
    """(file name, text) of the types that come with the library; add your own and hand all to `parse`."""
    folder = files("certs.catalogue") / "types"
    found = sorted((entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(found)


@cache
def load_builtin() -> Catalogue:
    """The types that come with the library. Immutable, and read once a process."""
    return parse(builtin_sources())
