"""Rules between the fields of one record, named by type files.

1. A citizen number agrees with the sex and birth date beside it.
2. A date does not come before the date it follows.
3. A field equals one of several others (the holder is one of the spouses).
4. A disability number is the citizen number with the digits of kind and grade.
5. Whoever is named was old enough on a given date.

Each rule takes (options, clean record) and returns the problems as (field, code). Absent fields are not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from certs.catalogue.dates import age_on
from certs.catalogue.numbers import birth_date_in, sex_in
from certs.catalogue.text import match_key

Record = Mapping[str, Any]
Options = Mapping[str, Any]
Found = list[tuple[str, str]]

DISABILITIES = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")
DATE_OPTIONS = frozenset({"first", "second", "birth_date", "on"})
GRADES = ("一级", "二级", "三级", "四级")


def _citizen_number_agrees(options: Options, record: Record) -> Found:
    number = record.get(options["number"])
    if number is None or len(number) != 18 or not number[:17].isdecimal():
        return []  # the field admits other documents, and those carry neither sex nor birth date
    truth = {"sex": sex_in(number), "birth_date": birth_date_in(number).isoformat()}
    named = [(options[key], value) for key, value in truth.items() if key in options]
    return [(field, "disagrees") for field, value in named if record.get(field, value) != value]


def _not_before(options: Options, record: Record) -> Found:
    first, second = record.get(options["first"]), record.get(options["second"])
    if first is None or second is None or first <= second:
        return []
    return [(options["second"], "end_before_start")]


def _equals_one_of(options: Options, record: Record) -> Found:
    field = options["field"]
    others = [match_key(record[name]) for name in options["of"] if name in record]
    if field not in record or match_key(record[field]) in others:
        return []
    return [(field, "disagrees")]


def _disability_number(options: Options, record: Record) -> Found:
    names = [options[key] for key in ("field", "number", "kind", "grade")]
    if any(name not in record for name in names):
        return []
    printed, number, kind, grade = (record[name] for name in names)
    if kind not in DISABILITIES or grade not in GRADES:
        return [(names[0], "disagrees")]
    expected = f"{number}{DISABILITIES.index(kind) + 1}{GRADES.index(grade) + 1}"
    return [] if printed == expected else [(names[0], "disagrees")]


def _age_at_least(options: Options, record: Record) -> Found:
    born, day = record.get(options["birth_date"]), record.get(options["on"])
    if born is None or day is None:
        return []
    age = age_on(date.fromisoformat(born), date.fromisoformat(day))
    return [] if age >= options["years"] else [(options["birth_date"], "too_young")]


@dataclass(frozen=True)
class RuleKind:
    """How a rule is judged, and which of its options name fields, lists of fields, or numbers."""

    judge: Callable[[Options, Record], Found]
    fields: tuple[str, ...]
    optional: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


RULES: Mapping[str, RuleKind] = MappingProxyType(
    {
        "citizen_number_agrees": RuleKind(_citizen_number_agrees, ("number",), optional=("sex", "birth_date")),
        "not_before": RuleKind(_not_before, ("first", "second")),
        "equals_one_of": RuleKind(_equals_one_of, ("field",), lists=("of",)),
        "disability_number": RuleKind(_disability_number, ("field", "number", "kind", "grade")),
        "age_at_least": RuleKind(_age_at_least, ("birth_date", "on"), numbers=("years",)),
    }
)


@dataclass(frozen=True)
class Rule:
    """One rule of a type: its name and its options."""

    name: str
    options: Options

    def problems(self, record: Record) -> Found:
        """The (field, code) pairs this rule finds in a record of normalised values."""
        return RULES[self.name].judge(self.options, record)
