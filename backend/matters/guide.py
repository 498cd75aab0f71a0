"""A matter as its guide shows it: with the address in the guide's QR, and which view of a certificate is enough.

Rules: 1. a view is enough for a replacement when it shows every field that the replacement names; 2. of those the one
with the fewest fields comes first, so that nobody shows more than is asked; 3. for a whole matter a view is enough
when it also shows what the matter's rules look at and fills the form, as far as any view of that type can.
"""

from collections.abc import Iterable
from typing import Any

from backend.matters.rule_inputs import rule_fields
from backend.matters.terms import Matter, Replacement
from certs.catalogue import Catalogue, CertificateType, ViewDef


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
    return {**vars(matter), "guide_url": url, "materials": materials, "certificates": _certificates(matter, catalogue)}


def enough(type_: CertificateType, fields: Iterable[str]) -> list[ViewDef]:
    """Rules 1 and 2."""
    wanted = set(fields)
    found = [view for view in type_.views.values() if wanted <= set(view.fields)]
    return sorted(found, key=lambda view: (len(view.fields), view.number))


def _replacement(replacement: Replacement, catalogue: Catalogue) -> dict[str, Any]:
    type_ = catalogue.by_id(replacement.type)
    views = [] if type_ is None else enough(type_, replacement.fields)
    return {**vars(replacement), "type_name": _name(type_, replacement.type), "views": [_view(one) for one in views]}


def _certificates(matter: Matter, catalogue: Catalogue) -> list[dict[str, Any]]:
    """Each type that stands for some material, with the views that are enough for all of them and the rules (3)."""
    needed: dict[str, set[str]] = {}
    for _, replacement in matter.replacements():
        needed.setdefault(replacement.type, set()).update(replacement.fields)
    lines, ruled = [], rule_fields(matter, catalogue)
    for type_id, fields in needed.items():
        type_ = catalogue.by_id(type_id)
        if type_ is None:
            continue
        fields = fields | ruled.get(type_id, set())
        filled = {one.field for one in matter.form if one.type == type_id and one.field}
        views = enough(type_, fields | filled) or enough(type_, fields)
        lines.append({"type": type_id, "type_name": dict(type_.name), "views": [_view(one) for one in views]})
    return lines


def _name(type_: CertificateType | None, type_id: str) -> dict[str, str]:
    return {"zh": type_id, "en": type_id} if type_ is None else dict(type_.name)


def _view(view: ViewDef) -> dict[str, Any]:
    return {"number": view.number, "id": view.id, "name": dict(view.name)}
