"""The language of rules: a small, total part of CEL, checked before it is used.

1. A condition has at most 2,000 characters; no comments, escapes or long strings, so that names can be told from text.
2. It is CEL, and the place of a mistake is told.
3. It uses only comparisons, and, or, not, plus, minus, `in`, `? :`, `has`, `startsWith`, `endsWith`,
   `contains` and `age(date)`: nothing that loops, matches patterns or asks the clock, so its work is bounded by its
   length.
4. Every name it uses is known, and at least one is not `today`: it is no constant.
5. Its kinds fit: with a value of the right kind for every name it is true or false.
6. A value that is missing or of another kind where it decides makes the answer unknown, never true.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any, Literal

import cel

Kind = Literal["text", "number", "truth", "date"]
Value = str | int | bool | date | None

LONGEST = 2_000
TODAY = "today"
ROOTS = ("certificates", "answers", "form", "facts")
OPERATORS = frozenset(
    {"_&&_", "_||_", "!_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "_+_", "_-_", "-_", "@in", "_?_:_"}
)
FUNCTIONS = frozenset({"age", "has", "startsWith", "endsWith", "contains"})
SAMPLES: Mapping[Kind, Value] = MappingProxyType({"text": "样", "number": 7, "truth": True, "date": date(2000, 1, 31)})
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
FORBIDDEN = re.compile(r"\\|//|'''|\"\"\"")
NAME = re.compile(r"[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*\s*\(?")
WORDS = frozenset({"true", "false", "null", "in"})
PLACE = re.compile(r"<input>:(\d+):(\d+): ([^\n]{1,200})")
FAILURES = (ArithmeticError, KeyError, RuntimeError, TypeError, ValueError)


class RuleError(Exception):
    """A condition cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Condition:
    """A checked condition and the names it looks at."""

    text: str
    names: tuple[str, ...]
    program: cel.Program


def compile_condition(text: str, names: Mapping[str, Kind]) -> Condition:
    """`names` maps each name that may be used, like `certificates.resident_id.birth_date`, to its kind. RuleError."""
    if len(text) > LONGEST:
        raise RuleError(f"longer than {LONGEST} characters")
    if FORBIDDEN.search(text):
        raise RuleError("comments, escapes and long strings are not used here")
    program = _program(text)
    used = _names(text, program)
    unknown = [name for name in used if name not in names and name != TODAY]
    if unknown:
        raise RuleError(f"{unknown[0]} is not known here")
    if not set(used) - {TODAY}:
        raise RuleError("says the same of everybody: it looks at nothing of the applicant's")
    condition = Condition(text, used, program)
    _refuse_misfits(condition, names)
    return condition


def holds(condition: Condition, context: cel.Context) -> bool | None:
    """Whether the condition holds for the values of a context; None when that cannot be known (rule 6)."""
    try:
        found = condition.program.execute(context)
    except FAILURES:
        return None
    return found if isinstance(found, bool) else None


def _program(text: str) -> cel.Program:
    try:
        return cel.compile(text)
    except ValueError as error:
        place = PLACE.search(str(error))
        reason = f"line {place[1]}, column {place[2]}: {place[3]}" if place else "not CEL"
        raise RuleError(reason) from error


def _names(text: str, program: cel.Program) -> tuple[str, ...]:
    """The dotted names in order of use; refuses whatever rule 3 does not name."""
    found: dict[str, None] = {}
    calls = set(program.functions()) - OPERATORS
    for match in NAME.finditer(QUOTED.sub("''", text)):
        name = re.sub(r"\s", "", match[0])
        if name.endswith("("):
            name, _, called = name[:-1].rpartition(".")
            calls.add(called)
        if name and name not in WORDS:
            found[name] = None
    refused = sorted(calls - FUNCTIONS)
    if refused:
        raise RuleError(f"{refused[0]} is not part of the language of rules")
    return tuple(found)


def _refuse_misfits(condition: Condition, names: Mapping[str, Kind]) -> None:
    """Rule 5. And and or are also tried changed for each other, so that what one of them passes over is looked at."""
    samples = {name: SAMPLES[kind] for name, kind in names.items()}
    swapped = re.sub(r"&&|\|\|", lambda found: "||" if found[0] == "&&" else "&&", condition.text)
    for program in (condition.program, cel.compile(swapped)):
        try:
            found = program.execute(context_of(samples, date(2026, 1, 31)))
        except FAILURES as error:
            raise RuleError(f"the kinds do not fit: {str(error)[:120]}") from error
        if not isinstance(found, bool):
            raise RuleError("is neither true nor false")


def context_of(values: Mapping[str, Value], today: date) -> cel.Context:
    """The values as the conditions see them."""
    tree: dict[str, Any] = {root: {} for root in ROOTS}
    for name, value in values.items():
        *folders, leaf = name.split(".")
        table = tree
        for folder in folders:
            table = table.setdefault(folder, {})
        table[leaf] = _in_cel(value)
    context = cel.Context()
    context.update({**tree, TODAY: _in_cel(today)})
    context.add_function("age", lambda born: _age(born, today))
    return context


def _in_cel(value: Value) -> str | int | bool | datetime | None:
    return datetime.combine(value, time(), UTC) if isinstance(value, date) else value


def _age(born: object, today: date) -> int | None:
    """Whole years; nothing of what is no date, and nothing compares with nothing."""
    if not isinstance(born, datetime):
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
