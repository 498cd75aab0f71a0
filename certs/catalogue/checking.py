"""From a row or a record as it came to a clean record, with all its problems at once.

1. A field the type does not know is a problem; so is a required field without a value.
2. Empty text means no value. None, 长期 and the like in an open date mean "without end" and stay as None.
3. The kind reads the value, then the field's validators judge it in order; the first refusal counts.
4. Rules between fields judge only fields that passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from certs.catalogue.dates import is_open_end
from certs.catalogue.problems import FieldProblem, Problem, problem
from certs.catalogue.validators import KINDS

if TYPE_CHECKING:
    from certs.catalogue.model import CertificateType, Field


def record_of(type_: CertificateType, row: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Name the cells of a row by field; headings that no field accepts are returned beside it."""
    record: dict[str, Any] = {}
    unknown: list[str] = []
    for title, value in row.items():
        name = type_.columns.get(heading(title))
        if name is None:
            unknown.append(title)
        elif value not in (None, "") or name not in record:
            record[name] = "" if value is None else value
    return record, tuple(unknown)


def heading(text: str) -> str:
    """The heading of a column as it is compared: without byte-order mark, white space (a cell may have line breaks) and
    the * of required columns."""
    return "".join(text.split()).strip("\ufeff*＊").replace("(", "（").replace(")", "）")


def check(type_: CertificateType, record: Mapping[str, Any], *, today: date) -> tuple[dict[str, Any], list[Problem]]:
    """Rules 1 to 4 over one record."""
    problems = [problem(name, "unknown_field", name, name) for name in record if name not in type_.fields]
    clean: dict[str, Any] = {}
    for name, field in type_.fields.items():
        try:
            if _is_given(field, record):
                clean[name] = normalise(field, record[name], today=today)
            elif field.required:
                raise FieldProblem("required")
        except FieldProblem as refused:
            problems.append(problem(name, refused.code, field.title["zh"], field.title["en"]))
    for rule in type_.rules:
        for name, code in rule.problems(clean):
            title = type_.fields[name].title
            problems.append(problem(name, code, title["zh"], title["en"]))
    return clean, problems


def _is_given(field: Field, record: Mapping[str, Any]) -> bool:
    value = record.get(field.name, "")
    if value is None:
        return field.open
    return not (isinstance(value, str) and not value.strip(" \t\r\n\u3000"))


def normalise(field: Field, value: Any, *, today: date) -> Any:
    """The normal form of one given value. Raises FieldProblem."""
    if field.open and (value is None or is_open_end(value)):
        return None
    value = KINDS[field.kind](value, today)
    for judge in field.checks:
        value = judge(value, today)
    return value
