"""Lists of people named on one certificate, such as the owners of a house, each with a document type and number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from certs.catalogue import numbers, text
from certs.catalogue.problems import FieldProblem

MAX_PEOPLE = 20
CODE_TYPES = ("001", "111", "411", "412", "413", "414", "511", "516", "999")

_KEYS = frozenset({"name", "code_type", "code"})


def holder_code(code_type: str, value: object, *, today: date | None = None) -> str:
    """A document number checked as its type demands: 001 credit code, 111 citizen number, others by form."""
    if code_type == "001":
        return numbers.credit_code(value)
    if code_type == "111":
        return numbers.citizen_number(value, today=today)
    if code_type not in CODE_TYPES:
        raise FieldProblem("not_in_list")
    return numbers.upper_code(value, 4, 30)


def _entries(value: object) -> list[object]:
    if isinstance(value, str):
        return [part for part in re.split(r"[;；\n]", value) if part.strip()]
    if not isinstance(value, list | tuple):
        raise FieldProblem("not_people")
    return list(value)


def _parts(entry: object) -> tuple[object, object, object]:
    if isinstance(entry, str):
        parts = [part.strip() for part in re.split("[/／]", entry)]
        if len(parts) != 3:
            raise FieldProblem("not_people")
        return parts[0], parts[1], parts[2]
    if not isinstance(entry, Mapping) or set(entry) != _KEYS:
        raise FieldProblem("not_people")
    return entry["name"], entry["code_type"], entry["code"]


def people(value: object, *, today: date | None = None) -> tuple[Mapping[str, str], ...]:
    """1 to 20 people as {name, code_type, code}, from such mappings or from 姓名/111/号码；姓名/111/号码."""
    entries = _entries(value)
    if not 1 <= len(entries) <= MAX_PEOPLE:
        raise FieldProblem("not_people")
    result: list[Mapping[str, str]] = []
    for entry in entries:
        name, code_type, code = _parts(entry)
        if not isinstance(code_type, str):
            raise FieldProblem("not_people")
        named = text.organisation_name(name) if code_type == "001" else text.person_name(name)
        result.append({"name": named, "code_type": code_type, "code": holder_code(code_type, code, today=today)})
    return tuple(result)
