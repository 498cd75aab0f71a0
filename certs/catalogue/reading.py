"""Reading one type file into a CertificateType, and many into a Catalogue.

1. A file is SD-JWT VC Type Metadata (`vct`, `name`, `display`, `claims`) plus the key `liangma`, which holds ours.
2. Names inside a file must fit together (see `fields`); so must holder, validity and rules.
3. Number, id, code and vct are unique in a catalogue.
Every refusal is CatalogueError(file, line, reason).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from certs.catalogue import document, fields, numbers
from certs.catalogue.document import Node
from certs.catalogue.model import Catalogue, CertificateType, Field, HolderFields, Validity
from certs.catalogue.people import CODE_TYPES
from certs.catalogue.problems import FieldProblem
from certs.catalogue.rules import DATE_OPTIONS, RULES, Rule

_TOP = frozenset({"vct", "name", "description", "display", "claims", "liangma"})
_OURS = frozenset({
    "number", "code", "id", "holder_kind", "number_field", "name_field", "holder_name_field", "holder_code_field",
    "holder_code_type", "holder_people_field", "issuers", "fields", "derived", "views", "validity", "rules",
    "after_death",
})  # fmt: skip
_VALIDITY = {
    "by_age": frozenset({"rule", "birth", "from", "to"}),
    "fixed_years": frozenset({"rule", "years", "from", "to"}),
    "fixed_months": frozenset({"rule", "months", "from", "to"}),
    "open": frozenset({"rule", "from", "to"}),
    "field": frozenset({"rule", "from", "to"}),
}
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ISSUER = re.compile(r"[A-Z]{2,4}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_VCT = re.compile(r"(?:https://|urn:)[\x21-\x7e]+")
MAX_NUMBER = 65_535
AFTER_DEATH = ("lapse", "suspend", "keep")


def _matching(node: Node, pattern: re.Pattern[str], what: str) -> str:
    if not pattern.fullmatch(node.string()):
        node.fail(f"{node.value!r} is not {what}")
    return node.string()


def _code(node: Node) -> str:
    try:
        if numbers.type_code(node.string()) == node.value:
            return node.string()
    except FieldProblem:
        pass
    node.fail("a code is an authority's credit code and three digits (GB/T 36904)")


def _issuers(node: Node) -> tuple[str, ...]:
    codes = tuple(_matching(item, _ISSUER, "an issuer code of 2 to 4 capitals") for item in node.items())
    if not codes or len(set(codes)) != len(codes):
        node.fail("at least one issuer, and each once")
    return codes


def _reference(node: Node, known: Mapping[str, Field], kind: str) -> str:
    name = node.string()
    if name not in known:
        node.fail(f"the field {name!r} is not known")
    if known[name].kind != kind:
        node.fail(f"the field {name!r} is not of kind {kind}")
    return name


def _holder(node: Node, known: Mapping[str, Field]) -> HolderFields:
    if node.has("holder_people_field"):
        return HolderFields(people=_required(node["holder_people_field"], known, "people"))
    name = _required(node["holder_name_field"], known, "text")
    code = _required(node["holder_code_field"], known, "text")
    return HolderFields(name, code, node["holder_code_type"].one_of(CODE_TYPES))


def _required(node: Node, known: Mapping[str, Field], kind: str) -> str:
    name = _reference(node, known, kind)
    if not known[name].required:
        node.fail(f"the field {name!r} must be a required one")
    return name


def _validity(node: Node, known: Mapping[str, Field]) -> Validity:
    rule = node["rule"].one_of(tuple(_VALIDITY))
    node.mapping(known=_VALIDITY[rule])
    birth = _required(node["birth"], known, "date") if rule == "by_age" else ""
    unit = {"fixed_years": "years", "fixed_months": "months"}.get(rule)
    span = node[unit].integer() if unit else 0
    if unit and not 1 <= span <= 1200:
        node.fail("a span is 1 to 1200", unit)
    start, end = (_reference(node[key], known, "date") for key in ("from", "to"))
    if rule == "field" and not known[end].required:
        node.fail(f"the field {end!r} must be a required one", "to")
    return Validity(rule, birth, span, start, end)


def _rule(node: Node, known: Mapping[str, Field]) -> Rule:
    name = node["rule"].one_of(tuple(RULES))
    kind = RULES[name]
    node.mapping(known=frozenset({"rule", *kind.fields, *kind.optional, *kind.lists, *kind.numbers}))
    options: dict[str, object] = {key: node[key].integer() for key in kind.numbers}
    for key in (*kind.fields, *(key for key in kind.optional if node.has(key))):
        options[key] = _reference(node[key], known, "date" if key in DATE_OPTIONS else "text")
    for key in kind.lists:
        options[key] = tuple(_reference(item, known, "text") for item in node[key].items())
    return Rule(name, MappingProxyType(options))


def _colours(display: Node) -> tuple[str, str]:
    simple = display.items()[0]["rendering"]["simple"]
    return (
        _matching(simple["background_color"], _COLOUR, "a colour like #1f6feb"),
        _matching(simple["text_color"], _COLOUR, "a colour like #1f6feb"),
    )


def _number(node: Node) -> int:
    number = node.integer()
    if not 1 <= number <= MAX_NUMBER:
        node.fail(f"a type number is 1 to {MAX_NUMBER}")
    return number


def read_type(root: Node) -> CertificateType:
    """The certificate type a file describes."""
    ours = root.mapping(known=_TOP)["liangma"].mapping(known=_OURS)
    claims = fields.read_claims(root["claims"])
    known = fields.read_fields(ours["fields"], claims)
    derived = fields.read_derived(ours["derived"], known, claims) if ours.has("derived") else {}
    for index, name in enumerate(claims):
        if name not in known and name not in derived:
            root["claims"].fail(f"the claim names the unknown field {name!r}", index)
    root["name"].string()
    root["description"].string()
    return CertificateType(
        number=_number(ours["number"]),
        id=_matching(ours["id"], _ID, "an id like resident-id"),
        code=_code(ours["code"]),
        vct=_matching(root["vct"], _VCT, "a name that begins with https:// or urn:"),
        name=fields.titles(root["display"], "name"),
        holder_kind=ours["holder_kind"].one_of(("citizen", "organisation")),
        issuers=_issuers(ours["issuers"]),
        number_field=_required(ours["number_field"], known, "text"),
        name_field=_required(ours["name_field"], known, "text"),
        holder=_holder(ours, known),
        fields=MappingProxyType(known),
        derived=MappingProxyType(derived),
        views=fields.read_views(ours["views"], known, derived),
        validity=_validity(ours["validity"], known),
        rules=tuple(_rule(item, known) for item in ours["rules"].items()) if ours.has("rules") else (),
        colours=_colours(root["display"]),
        source=root.text,
        by_label=fields.read_labels(ours, known, derived),
        columns=fields.read_columns(ours["fields"], known),
        after_death=ours["after_death"].one_of(AFTER_DEATH) if ours.has("after_death") else "suspend",
    )


def parse(sources: Iterable[tuple[str, str]]) -> Catalogue:
    """Read (file name, text) pairs into a catalogue ordered by type number."""
    pairs = tuple(sources)
    seen: dict[tuple[str, object], str] = {}
    types: list[CertificateType] = []
    for file, text in pairs:
        root = document.load(file, text)
        type_ = read_type(root)
        for key in ("number", "id", "code", "vct"):
            node = root[key] if key == "vct" else root["liangma"][key]
            if (key, node.value) in seen:
                node.fail(f"the {key} {node.value!r} is taken by {seen[key, node.value]}")
            seen[key, node.value] = file
        types.append(type_)
    types.sort(key=lambda type_: type_.number)
    return Catalogue(
        tuple(types),
        pairs,
        MappingProxyType({type_.number: type_ for type_ in types}),
        MappingProxyType({type_.code: type_ for type_ in types}),
        MappingProxyType({type_.id: type_ for type_ in types}),
        MappingProxyType({type_.vct: type_ for type_ in types}),
    )
