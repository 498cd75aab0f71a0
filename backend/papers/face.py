"""The card's face on a sealed copy: the fields of a certificate, labelled by its type, as text or picture.

1. All fields that the certificate has, in the order of its type, or those of them that were chosen. 2. A date without
end is 长期; several owners are one line each. 3. Values are the certificate's own; nothing is masked, nothing added.
"""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from backend.papers.refusals import FieldsUnknown
from backend.papers.typeset import Line
from certs.catalogue import CertificateType
from certs.catalogue.model import Field

OPEN_END = "长期"


def chosen(type: CertificateType, fields: Mapping[str, Any], names: Sequence[str] | None) -> tuple[str, ...]:
    """Rule 1. Raises FieldsUnknown."""
    there = tuple(name for name, field in type.fields.items() if _has(field, name, fields))
    if names is None:
        return there
    if not names or not set(names) <= set(there):
        raise FieldsUnknown(fields=sorted(set(names) - set(there)))
    return tuple(name for name in there if name in names)


def lines(type: CertificateType, fields: Mapping[str, Any], names: Sequence[str]) -> tuple[Line, ...]:
    """Rules 2 and 3."""
    return tuple(_line(type.fields[name], fields.get(name)) for name in names if name in type.fields)


def _has(field: Field, name: str, fields: Mapping[str, Any]) -> bool:
    return fields.get(name) is not None or (field.open and name in fields)


def _line(field: Field, value: Any) -> Line:
    title = field.title
    if field.kind == "image":
        return Line(field.name, title["zh"], title["en"], "", base64.b64decode(value))
    return Line(field.name, title["zh"], title["en"], _text(value))


def _text(value: Any) -> str:
    if value is None:
        return OPEN_END
    if isinstance(value, list | tuple):
        return "\n".join(" ".join(str(one[key]) for key in ("name", "code") if one.get(key)) for one in value)
    return str(value)
