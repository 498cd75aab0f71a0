"""A matter as its guide shows it: with the address in the guide's QR, and which view of a certificate is enough.

Rules: 1. a view is enough for a replacement when it shows every field that the replacement names or its conditions look
at; 2. of those the one with the fewest fields comes first, so that nobody shows more than is asked; 3. for a whole
matter a view is enough when it also shows what the matter's rules look at, what conditions on other certificates look
at in this one (the marriage certificate says whose card is the spouse's), and fills the form, as far as any view of
that type can. Applying online shows the first of these, or else the view that shows most of it.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from backend.matters.presented import MARRIAGE_CODES
from backend.matters.rule_inputs import rule_fields
from backend.matters.terms import Matter, Replacement
from certs.catalogue import Catalogue, CertificateType, ViewDef

LOOKED_AT = {"issued_within": ("issue_date",)}  # by conditions whose arguments do not name their field
ELSEWHERE = {"holder_is_spouse": ("marriage", MARRIAGE_CODES)}  # by conditions, in a certificate of another type


def guide(matter: Matter, *, catalogue: Catalogue, base_url: str) -> dict[str, Any]:
    """Everything `schemas.MatterAnswer` names."""
    materials = [
        {
            **vars(material),
            "replaced_by": [[_replacement(one, catalogue) for one in way] for way in material.replaced_by],
        }
        for material in matter.materials
    ]
    url = f"{base_url}/matters/{matter.code}"
    return {
        **vars(matter), "guide_url": url, "materials": materials, "certificates": _certificates(matter, catalogue),
        "parts": [{**vars(part), "lead": part.office.code == matter.office.code} for part in matter.parts],
    }  # fmt: skip


def enough(type_: CertificateType, fields: Iterable[str]) -> list[ViewDef]:
    """Rules 1 and 2."""
    wanted = set(fields)
    found = [view for view in type_.views.values() if wanted <= set(view.fields)]
    return sorted(found, key=lambda view: (len(view.fields), view.number))


def views_for(matter: Matter, type_: CertificateType, *, catalogue: Catalogue) -> list[ViewDef]:
    """Rule 3."""
    needed = _needed(matter, type_, catalogue)
    filled = {one.field for one in matter.form if one.type == type_.id and one.field}
    return enough(type_, needed | filled) or enough(type_, needed)


def view_for(matter: Matter, type_: CertificateType, *, catalogue: Catalogue) -> ViewDef:
    """The first of `views_for`; where no one view is enough, the one that shows most of what is needed."""
    needed = _needed(matter, type_, catalogue)
    by_use = sorted(type_.views.values(), key=lambda view: (-len(needed & set(view.fields)), len(view.fields)))
    return (views_for(matter, type_, catalogue=catalogue) or by_use)[0]


def _needed(matter: Matter, type_: CertificateType, catalogue: Catalogue) -> set[str]:
    replaced = (one for _, one in matter.replacements() if one.type == type_.id)
    fields = {name for one in replaced for name in _looked_at(one, type_)}
    return fields | _asked_elsewhere(matter, type_) | rule_fields(matter, catalogue).get(type_.id, set())


def _asked_elsewhere(matter: Matter, type_: CertificateType) -> set[str]:
    """What a condition on another certificate looks at in one of this type."""
    conditions = [condition for _, one in matter.replacements() for condition in one.conditions]
    conditions += [field.whose for field in matter.form if field.type is not None]
    asked = (ELSEWHERE[condition.kind] for condition in conditions if condition.kind in ELSEWHERE)
    return {name for type_id, names in asked if type_id == type_.id for name in names}


def _looked_at(replacement: Replacement, type_: CertificateType) -> Iterator[str]:
    """Rule 1: as far as the type has such a field."""
    names = [*replacement.fields]
    for condition in replacement.conditions:
        names += [*condition.arguments.get("fields", ()), *LOOKED_AT.get(condition.kind, ())]
        names += [condition.arguments["field"]] if "field" in condition.arguments else []
    return (name for name in names if name in type_.fields or name in type_.derived)


def _replacement(replacement: Replacement, catalogue: Catalogue) -> dict[str, Any]:
    type_ = catalogue.by_id(replacement.type)
    views = [] if type_ is None else enough(type_, _looked_at(replacement, type_))
    return {**vars(replacement), "type_name": _name(type_, replacement.type), "views": [_view(one) for one in views]}


def _certificates(matter: Matter, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Each type that stands for some material, with the views that are enough for all of them and the rules (3)."""
    lines = []
    for type_id in dict.fromkeys(one.type for _, one in matter.replacements()):
        type_ = catalogue.by_id(type_id)
        if type_ is not None:
            views = [_view(one) for one in views_for(matter, type_, catalogue=catalogue)]
            lines.append({"type": type_id, "type_name": dict(type_.name), "views": views})
    return lines


def _name(type_: CertificateType | None, type_id: str) -> dict[str, str]:
    return {"zh": type_id, "en": type_id} if type_ is None else dict(type_.name)


def _view(view: ViewDef) -> dict[str, Any]:
    return {"number": view.number, "id": view.id, "name": dict(view.name)}
