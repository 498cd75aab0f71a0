"""Reading the fields, derived fields and views of a type file into values, refusing what does not fit together.

1. Every field and derived field has exactly one claim, and every claim names one of them.
2. Labels are unique within a type and start at 1. Column headings are unique within a type.
3. Kinds, validators and masks are known, and a validator fits the kind it judges.
4. A derived field has a source of the kind its rule needs.
5. A view names known fields; an image goes by its digest and long text not at all, so that a code stays small.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from certs.catalogue.checking import heading
from certs.catalogue.document import Node
from certs.catalogue.model import DerivedField, Field, ViewDef
from certs.catalogue.validators import KINDS, Validator, build, fits_kind

_FIELD_KEYS = frozenset({"label", "kind", "required", "open", "validators", "mask", "columns"})
_CLAIM_KEYS = frozenset({"path", "display", "sd", "mandatory"})
_SOURCE_KIND = {"age_over": "date", "sha256_16": "image"}
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_MASK = re.compile(r"all|keep [0-9]{1,2} [0-9]{1,2}")

Claims = Mapping[str, tuple[Mapping[str, str], bool, bool]]


def titles(display: Node, key: str) -> Mapping[str, str]:
    """The zh and en texts of a display array. Both must be there."""
    found = {item["locale"].string()[:2]: item[key].string() for item in display.items()}
    for language in ("zh", "en"):
        if language not in found:
            display.fail(f"the display has no text in {language}")
    return MappingProxyType({"zh": found["zh"], "en": found["en"]})


def read_claims(node: Node) -> Claims:
    """Field name → (titles, may be kept back, mandatory), from the `claims` array."""
    claims: dict[str, tuple[Mapping[str, str], bool, bool]] = {}
    for item in node.items():
        item.mapping(known=_CLAIM_KEYS)
        path = item["path"].strings()
        if len(path) != 1 or path[0] in claims:
            item.fail("a claim names one field, and each field once", "path")
        mandatory = item["mandatory"].boolean() if item.has("mandatory") else False
        kept_back = item["sd"].one_of(("always", "allowed", "never")) != "never"
        claims[path[0]] = titles(item["display"], "label"), kept_back, mandatory
    return claims


def _checks(node: Node, kind: str) -> tuple[tuple[str, ...], tuple[Validator, ...]]:
    specs = node["validators"].strings() if node.has("validators") else ()
    checks: list[Validator] = []
    for index, spec in enumerate(specs):
        try:
            checks.append(build(spec))
        except KeyError:
            node.fail(f"the validator {spec!r} is not known", "validators", index)
        except ValueError:
            node.fail(f"the validator {spec!r} has a wrong argument", "validators", index)
        if not fits_kind(spec, kind):
            node.fail(f"the validator {spec!r} cannot judge a field of kind {kind}", "validators", index)
    return specs, tuple(checks)


def _mask(node: Node) -> str | None:
    if not node.has("mask") or node["mask"].value is None:
        return None
    mask = node["mask"].string()
    if not _MASK.fullmatch(mask):
        node.fail("a mask is 'keep A B', 'all' or null", "mask")
    return mask


def _field(name: str, node: Node, claims: Claims) -> Field:
    node.mapping(known=_FIELD_KEYS)
    if name not in claims:
        node.fail(f"the field {name!r} has no claim")
    title, kept_back, mandatory = claims[name]
    kind, required = node["kind"].one_of(tuple(KINDS)), node["required"].boolean()
    if mandatory != required:
        node.fail(f"'required' and the claim's 'mandatory' differ for {name!r}", "required")
    opened = node["open"].boolean() if node.has("open") else False
    if opened and kind != "date":
        node.fail("only a date can be open", "open")
    specs, checks = _checks(node, kind)
    columns = tuple(heading(text) for text in node["columns"].strings())
    label = _label(node)
    return Field(name, label, kind, required, opened, specs, _mask(node), columns, title, kept_back, checks)


def _label(node: Node) -> int:
    label = node["label"].integer()
    if label < 1:
        node.fail("labels start at 1", "label")
    return label


def read_fields(node: Node, claims: Claims) -> dict[str, Field]:
    """The fields by name."""
    for name, child in node.children():
        if not _NAME.fullmatch(name):
            child.fail(f"the name {name!r} is not snake_case")
    return {name: _field(name, child, claims) for name, child in node.children()}


def read_derived(node: Node, fields: Mapping[str, Field], claims: Claims) -> dict[str, DerivedField]:
    """The derived fields by name."""
    result: dict[str, DerivedField] = {}
    for name, child in node.children():
        rule = child["rule"].one_of(tuple(_SOURCE_KIND))
        child.mapping(known=frozenset({"label", "from", "rule"} | ({"years"} if rule == "age_over" else set())))
        source = child["from"].string()
        if source not in fields:
            child.fail(f"{name!r} derives from the unknown field {source!r}", "from")
        if fields[source].kind != _SOURCE_KIND[rule]:
            child.fail(f"the rule {rule} needs a field of kind {_SOURCE_KIND[rule]}", "from")
        if name in fields or name not in claims:
            child.fail(f"the derived field {name!r} needs a name of its own and a claim")
        years = child["years"].integer() if rule == "age_over" else 0
        result[name] = DerivedField(name, _label(child), source, rule, years, claims[name][0], claims[name][1])
    return result


def read_columns(node: Node, fields: Mapping[str, Field]) -> Mapping[str, str]:
    """Heading → field name: the columns named in the file, the Chinese title and the field's own name."""
    owner: dict[str, str] = {}
    for field in fields.values():
        for text in (*field.columns, heading(field.title["zh"]), field.name):
            if owner.setdefault(text, field.name) != field.name:
                node.fail(f"the column {text!r} belongs to {owner[text]!r} already", field.name, "columns")
    return MappingProxyType(owner)


def read_labels(
    node: Node, fields: Mapping[str, Field], derived: Mapping[str, DerivedField]
) -> Mapping[int, Field | DerivedField]:
    """Label → field. Raises CatalogueError when a label is used twice."""
    taken: dict[int, Field | DerivedField] = {}
    every: list[Field | DerivedField] = [*fields.values(), *derived.values()]
    for field in every:
        if field.label in taken:
            where = "fields" if field.name in fields else "derived"
            node.fail(f"the label {field.label} is taken by {taken[field.label].name!r}", where, field.name, "label")
        taken[field.label] = field
    return MappingProxyType(taken)


def read_views(node: Node, fields: Mapping[str, Field], derived: Mapping[str, DerivedField]) -> Mapping[int, ViewDef]:
    """The views by number. At least one."""
    views: dict[int, ViewDef] = {}
    for item in node.items():
        item.mapping(known=frozenset({"number", "id", "name", "fields"}))
        number, view_id = item["number"].integer(), item["id"].string()
        if number in views or any(view.id == view_id for view in views.values()):
            item.fail(f"the view {number} {view_id!r} is there already", "number")
        name = MappingProxyType({key: item["name"][key].string() for key in ("zh", "en")})
        views[number] = ViewDef(number, view_id, name, _view_fields(item["fields"], fields, derived))
    if not views:
        node.fail("a type has at least one view")
    return MappingProxyType(views)


def _view_fields(node: Node, fields: Mapping[str, Field], derived: Mapping[str, DerivedField]) -> tuple[str, ...]:
    names = node.strings()
    for index, name in enumerate(names):
        if name not in fields and name not in derived:
            node.fail(f"the view names the unknown field {name!r}", index)
        if name in fields and fields[name].kind in {"image", "longtext"}:
            node.fail(f"{name!r} is too large for a code; show its digest, or nothing", index)
    if not names or len(set(names)) != len(names):
        node.fail("a view names at least one field, and each once")
    return names
