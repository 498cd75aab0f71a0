"""The validators a type file may name, and what each kind of field does before them.

A validator takes (value, today) and returns the normalised value or raises FieldProblem. Some take an argument
after a colon: `one_of:是|否`, `length:1-20`, `digits:12-12`, `upper_code:6-20`, `decimal:2`, `range:0-300`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from certs.catalogue import dates, numbers, people, pictures, text
from certs.catalogue.problems import FieldProblem

Validator = Callable[[Any, date], Any]

_YES = frozenset({"是", "有", "TRUE", "YES", "1", "Y"})
_NO = frozenset({"否", "无", "FALSE", "NO", "0", "N"})


def _integer(value: object, today: date) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    else:
        form = numbers.ascii_form(value) if isinstance(value, str) else ""
        if not form.removeprefix("-").isdecimal() or not form.isascii() or len(form) > 16:
            raise FieldProblem("not_an_integer")
        number = int(form)
    if abs(number) >= 2**53:
        raise FieldProblem("out_of_range")
    return number


def _boolean(value: object, today: date) -> bool:
    if isinstance(value, bool):
        return value
    form = numbers.ascii_form(value) if isinstance(value, str) else ""
    if form not in _YES | _NO:
        raise FieldProblem("not_a_boolean")
    return form in _YES


def _image(value: object, today: date) -> object:
    pictures.image_bytes(value)
    return value


def _not_future(value: str, today: date) -> str:
    if date.fromisoformat(value) > today:
        raise FieldProblem("in_the_future")
    return value


KINDS: Mapping[str, Validator] = MappingProxyType(
    {
        "text": lambda value, today: text.plain_text(value),
        "longtext": lambda value, today: text.long_text(value),
        "date": lambda value, today: dates.date_iso(value),
        "integer": _integer,
        "boolean": _boolean,
        "image": _image,
        "people": lambda value, today: people.people(value, today=today),
    }
)

PLAIN: Mapping[str, Validator] = MappingProxyType(
    {
        "citizen_number": lambda value, today: numbers.citizen_number(value, today=today),
        "credit_code": lambda value, today: numbers.credit_code(value),
        "organisation_code": lambda value, today: numbers.organisation_code(value),
        "certificate_identifier": lambda value, today: numbers.certificate_identifier(value),
        "real_estate_unit": lambda value, today: numbers.real_estate_unit(value),
        "title_number": lambda value, today: numbers.title_number(value),
        "bank_card": lambda value, today: numbers.bank_card(value),
        "phone": lambda value, today: numbers.phone(value),
        "person_name": lambda value, today: text.person_name(value),
        "organisation_name": lambda value, today: text.organisation_name(value),
        "sex": lambda value, today: text.sex(value),
        "ethnicity": lambda value, today: text.ethnicity(value),
        "not_future": _not_future,
        "portrait": lambda value, today: pictures.portrait(value),
    }
)


def _span(argument: str) -> tuple[int, int]:
    least, _, most = argument.partition("-")
    low, high = int(least), int(most)
    if low > high:
        raise ValueError(argument)
    return low, high


def _one_of(argument: str) -> Validator:
    allowed = tuple(argument.split("|"))
    if not all(allowed):
        raise ValueError(argument)

    def check(value: str, today: date) -> str:
        if value not in allowed:
            raise FieldProblem("not_in_list")
        return value

    return check


def _length(argument: str) -> Validator:
    least, most = _span(argument)

    def check(value: str, today: date) -> str:
        if not least <= len(value) <= most:
            raise FieldProblem("too_long" if len(value) > most else "wrong_form")
        return value

    return check


def _range(argument: str) -> Validator:
    least, most = _span(argument)

    def check(value: int, today: date) -> int:
        if not least <= value <= most:
            raise FieldProblem("out_of_range")
        return value

    return check


def _digits(argument: str) -> Validator:
    least, most = _span(argument)
    return lambda value, today: numbers.digits(value, least, most)


def _upper_code(argument: str) -> Validator:
    least, most = _span(argument)
    if least < 2:
        raise ValueError(argument)
    return lambda value, today: numbers.upper_code(value, least, most)


def _decimal(argument: str) -> Validator:
    places = int(argument)
    if not 1 <= places <= 6:
        raise ValueError(argument)
    return lambda value, today: numbers.decimal(value, places)


WITH_ARGUMENT: Mapping[str, Callable[[str], Validator]] = MappingProxyType(
    {
        "one_of": _one_of,
        "length": _length,
        "range": _range,
        "digits": _digits,
        "upper_code": _upper_code,
        "decimal": _decimal,
    }
)

# A validator reads what the kind before it left: text rules cannot judge a number, nor the other way round.
FOR_KIND: Mapping[str, str] = MappingProxyType({"range": "integer", "not_future": "date", "portrait": "image"})


def fits_kind(spec: str, kind: str) -> bool:
    """Whether the validator named by `spec` can judge fields of this kind."""
    needed = FOR_KIND.get(spec.partition(":")[0])
    return kind == needed if needed else kind in {"text", "longtext"}


@cache
def build(spec: str) -> Validator:
    """The validator that `spec` names. Raises KeyError for an unknown name, ValueError for a bad argument."""
    name, colon, argument = spec.partition(":")
    if colon:
        return WITH_ARGUMENT[name](argument)
    return PLAIN[name]
