"""What another region's types are here, as data: read from YAML or JSON, and judged against both catalogues.

1. A type of theirs, by its id, is one type of ours, with the same kind of holder. 2. Each field is mapped to a field
of ours of the same kind, or to nothing: then it is read and left out. No two are mapped to one. 3. `fields: "*"` stands
for every field that both have under one name and kind. 4. Values are mapped for texts only, whole.
What is not named is not recognised. All problems are told at once.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from backend.regions.refusals import RegionInvalid
from backend.registries.strict_yaml import DocumentError, read_table
from certs.catalogue import Catalogue, CertificateType, DerivedField, Field

MOST = 40_000  # characters of a document
SAME = "*"
TEXTS = frozenset({"text", "longtext"})
Problems = Iterator[dict[str, str]]


def read_accepts(text: str) -> dict[str, Any]:
    """The document {their type id: {type, fields, values?}}; raises RegionInvalid."""
    try:
        read = read_table(text[: MOST + 1], "accepts")
    except DocumentError as error:
        raise RegionInvalid(errors=[{"path": "/accepts", "problem": str(error)}]) from error
    if len(text) > MOST or not read:
        raise RegionInvalid(errors=[{"path": "/accepts", "problem": "names the types that are recognised"}])
    return read


def settle(accepts: Mapping[str, Any], theirs: Catalogue, ours: Catalogue) -> dict[str, Any]:
    """The document in full, rule 3 written out; raises RegionInvalid with all problems."""
    problems = [problem for name, said in accepts.items() for problem in _form(name, said)]
    if not problems:
        accepts = {name: _full(name, said, theirs, ours) for name, said in accepts.items()}
        problems = [problem for name, said in accepts.items() for problem in _fit(name, said, theirs, ours)]
    if problems:
        raise RegionInvalid(errors=problems)
    return dict(accepts)


def _form(name: Any, said: Any) -> Problems:
    path = f"/accepts/{name}"
    if (
        not isinstance(said, dict)
        or said.keys() - {"type", "fields", "values"}
        or not isinstance(said.get("type"), str)
    ):
        yield {"path": path, "problem": "type, fields, and values where they differ"}
        return
    fields, values = said.get("fields"), said.get("values", {})
    if fields != SAME and not (isinstance(fields, dict) and all(_aim(aim) for aim in fields.values())):
        yield {"path": f"{path}/fields", "problem": 'their names to ours or to null, or "*"'}
    if not isinstance(values, dict) or not all(_pairs(pairs) for pairs in values.values()):
        yield {"path": f"{path}/values", "problem": "of a field, their values to ours"}


def _aim(aim: Any) -> bool:
    return aim is None or isinstance(aim, str)


def _pairs(pairs: Any) -> bool:
    if not isinstance(pairs, dict) or not pairs:
        return False
    return all(isinstance(one, str) for pair in pairs.items() for one in pair)


def _full(name: str, said: Mapping[str, Any], theirs: Catalogue, ours: Catalogue) -> dict[str, Any]:
    """Rule 3."""
    fields, there, here = said["fields"], theirs.by_id(name), ours.by_id(said["type"])
    if fields == SAME:
        both = (kinds(there), kinds(here)) if there and here else ({}, {})
        fields = {field: field for field, kind in both[0].items() if both[1].get(field) == kind}
    return {"type": said["type"], "fields": dict(fields), "values": dict(said.get("values", {}))}


def _fit(name: str, said: Mapping[str, Any], theirs: Catalogue, ours: Catalogue) -> Problems:
    path, there, here = f"/accepts/{name}", theirs.by_id(name), ours.by_id(said["type"])
    if there is None or here is None:
        yield {"path": path, "problem": "their type is not known there" if there is None else "no such type here"}
        return
    if there.holder_kind != here.holder_kind:  # rule 1
        yield {"path": path, "problem": "another kind of holder"}
    yield from _fit_fields(f"{path}/fields", said["fields"], kinds(there), kinds(here))
    for field in said["values"]:
        if kinds(there).get(field) not in TEXTS or said["fields"].get(field) is None:
            yield {"path": f"{path}/values/{field}", "problem": "not a text that is mapped"}


def _fit_fields(path: str, fields: Mapping[str, Any], there: Mapping[str, str], here: Mapping[str, str]) -> Problems:
    """Rule 2."""
    if not fields:
        yield {"path": path, "problem": "names no field"}
    seen: set[str] = set()
    for name, aim in fields.items():
        if name not in there:
            yield {"path": f"{path}/{name}", "problem": "no such field there"}
        elif aim is not None and aim not in here:
            yield {"path": f"{path}/{name}", "problem": "no such field here"}
        elif aim is not None and here[aim] != there[name] and not {here[aim], there[name]} <= TEXTS:
            yield {"path": f"{path}/{name}", "problem": f"{there[name]} there, {here[aim]} here"}
        elif aim in seen:
            yield {"path": f"{path}/{name}", "problem": "two fields for one"}
        elif aim is not None:
            seen.add(aim)


def kinds(type_: CertificateType) -> dict[str, str]:
    """Every field of a type that a code may show, derived ones too, with its kind."""
    every: dict[str, Field | DerivedField] = {**type_.fields, **type_.derived}
    return {name: one.kind for name, one in every.items()}
