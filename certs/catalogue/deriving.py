"""What follows from a clean record: validity, holders, derived values, masked values."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from certs.catalogue.dates import add_months, age_on, birthday
from certs.catalogue.pictures import picture_digest

if TYPE_CHECKING:
    from certs.catalogue.model import CertificateType, Field, Holder


def validity_by_age(age: int) -> int | None:
    """Years a resident ID card lasts when issued at this age: 5, 10, 20, or None for without end."""
    if age < 16:
        return 5
    if age <= 25:
        return 10
    return 20 if age <= 45 else None


def validity_of(type_: CertificateType, clean: Mapping[str, Any], issued: date) -> tuple[date, date | None]:
    """The period of a record: its own dates where it has them, else the type's rule counted from the start."""
    rule = type_.validity
    begin = clean.get(rule.start)
    start = date.fromisoformat(begin) if begin else issued
    if rule.end in clean:
        return start, date.fromisoformat(clean[rule.end]) if clean[rule.end] else None
    months = _months(type_, clean, start)
    return start, None if months is None else add_months(start, months)


def _months(type_: CertificateType, clean: Mapping[str, Any], start: date) -> int | None:
    rule = type_.validity
    if rule.rule == "by_age":
        years = validity_by_age(age_on(date.fromisoformat(clean[rule.birth]), start))
        return None if years is None else years * 12
    if rule.rule == "fixed_years":
        return rule.span * 12
    return rule.span if rule.rule == "fixed_months" else None


def holders(type_: CertificateType, clean: Mapping[str, Any]) -> tuple[Holder, ...]:
    """The holders named by the record, in its order."""
    from certs.catalogue.model import Holder

    where = type_.holder
    if where.people:
        return tuple(Holder(p["name"], p["code_type"], p["code"]) for p in clean.get(where.people, ()))
    return (Holder(clean[where.name], where.code_type, clean[where.code]),)


def derive(type_: CertificateType, clean: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Every derived value whose source is in the record."""
    ages: dict[str, int] = {}  # by birth date: several values follow from one
    values: dict[str, Any] = {}
    for derived in type_.derived.values():
        value = clean.get(derived.source)
        if value is None:
            continue
        if derived.rule != "age_over":
            values[derived.name] = picture_digest(b64decode(value)).hex()
            continue
        if value not in ages:
            ages[value] = age_on(date.fromisoformat(value), today)
        values[derived.name] = ages[value] >= derived.years
    return values


def next_change(type_: CertificateType, clean: Mapping[str, Any], *, today: date) -> date | None:
    """The first later day on which somebody comes of an age that the type derives."""
    born = ((clean.get(one.source), one.years) for one in type_.derived.values() if one.rule == "age_over")
    days = (birthday(date.fromisoformat(day), years) for day, years in born if day is not None)
    return min((day for day in days if day > today), default=None)


def mask(field: Field, value: Any) -> str:
    """`keep A B` keeps that many characters at the two ends, `all` keeps none; a short value is hidden whole."""
    if isinstance(value, list | tuple):
        return "；".join(f"{_hide(p['name'], 1, 0)} {_hide(p['code'], 4, 4)}" for p in value)
    if value is None:
        return "长期" if field.open else ""
    if field.mask is None or isinstance(value, bool):
        return str(value)
    if field.mask == "all":
        return "***"
    _, head, tail = field.mask.split(" ")
    return _hide(str(value), int(head), int(tail))


def _hide(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail:
        return "*" * len(text)
    return text[:head] + "*" * (len(text) - head - tail) + text[len(text) - tail :]
