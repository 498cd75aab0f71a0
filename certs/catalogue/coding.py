"""How field values travel inside a code, small and exact.

1. text, longtext: str. integer: int. boolean: bool. date: days since 1970-01-01 (int).
2. An open end is null. people: [[name, code type as int, code], ...]. image: bytes. digest: 16 bytes.
3. Nothing else is read: an unknown label or another kind is MalformedError('unknown_field').
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from certs.catalogue.dates import from_days, to_days
from certs.catalogue.people import CODE_TYPES
from certs.errors import MalformedError

if TYPE_CHECKING:
    from certs.catalogue.model import CertificateType, DerivedField, Field

MAX_TEXT = 4096


def _same(value: Any) -> Any:
    return value


def _people_out(value: Any) -> list[list[Any]]:
    return [[person["name"], int(person["code_type"]), person["code"]] for person in value]


def _expect(value: Any, kind: type) -> Any:
    if type(value) is not kind:  # exact: True is not an integer here
        raise ValueError(f"{kind.__name__} expected")
    return value


def _text_in(value: Any) -> str:
    text: str = _expect(value, str)
    if len(text) > MAX_TEXT:
        raise ValueError("text too long")
    return text


def _date_in(value: Any) -> str:
    return from_days(_expect(value, int))


def _image_in(value: Any) -> str:
    return b64encode(_expect(value, bytes)).decode()


def _digest_in(value: Any) -> str:
    if len(_expect(value, bytes)) != 16:
        raise ValueError("16 bytes expected")
    return bytes(value).hex()


def _person_in(value: Any) -> dict[str, str]:
    name, code_type, code = _expect(value, list)
    if f"{_expect(code_type, int):03}" not in CODE_TYPES:
        raise ValueError("unknown code type")
    return {"name": _text_in(name), "code_type": f"{code_type:03}", "code": _text_in(code)}


def _people_in(value: Any) -> tuple[dict[str, str], ...]:
    return tuple(_person_in(person) for person in _expect(value, list))


_OUT: Mapping[str, Callable[[Any], Any]] = {
    "date": to_days,
    "image": b64decode,
    "digest": bytes.fromhex,
    "people": _people_out,
}
_IN: Mapping[str, Callable[[Any], Any]] = {
    "text": _text_in,
    "longtext": _text_in,
    "integer": lambda value: _expect(value, int),
    "boolean": lambda value: _expect(value, bool),
    "date": _date_in,
    "image": _image_in,
    "digest": _digest_in,
    "people": _people_in,
}


def encode(field: Field | DerivedField, value: Any) -> Any:
    """One normalised value as it travels."""
    return None if value is None else _OUT.get(field.kind, _same)(value)


def decode(type_: CertificateType, label: int, value: Any) -> Any:
    """One value as it was before `encode`."""
    field = type_.by_label.get(label) if type(label) is int else None
    if field is None:
        raise MalformedError("unknown_field", f"label {label}")
    if value is None and getattr(field, "open", False):
        return None
    try:
        return _IN[field.kind](value)
    except (ValueError, OverflowError) as error:
        raise MalformedError("unknown_field", f"{field.name}: {error}") from None


def view_fields(type_: CertificateType, view_no: int, clean: Mapping[str, Any], *, today: date) -> dict[int, Any]:
    """The values of a view by label, in the order of the labels; optional fields without a value are left out."""
    if view_no not in type_.views:
        raise MalformedError("view_unknown", str(view_no))
    values = {**clean, **type_.derive(clean, today=today)}
    shown = sorted((type_.label_of(name), name) for name in type_.views[view_no].fields if name in values)
    return {label: encode(type_.by_label[label], values[name]) for label, name in shown}


def fields_of_views(type_: CertificateType, clean: Mapping[str, Any], *, today: date) -> dict[int, dict[int, Any]]:
    """`view_fields` of every view by its number; what follows from the record is worked out once for all."""
    values = {**clean, **type_.derive(clean, today=today)}
    names = {name for view in type_.views.values() for name in view.fields if name in values}
    coded = {name: (type_.label_of(name), type_.encode(name, values[name])) for name in names}
    return {
        number: dict(sorted(coded[name] for name in view.fields if name in coded))
        for number, view in type_.views.items()
    }


def read_fields(type_: CertificateType, labels: Mapping[int, Any]) -> dict[str, Any]:
    """The named values of a view."""
    named: dict[str, Any] = {}
    for label, value in labels.items():
        decoded = decode(type_, label, value)
        named[type_.by_label[label].name] = decoded
    return named
