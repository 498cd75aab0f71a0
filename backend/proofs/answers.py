"""What is asked with a request: checked, brought to one form, and put into words.

1. Every required question has an answer, and nothing is answered that was not asked.
2. A choice is one of its answers, a number a whole one within its ends, a date a day of the calendar, a citizen number
   right by its check digit, a text plain and within its length.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

import marshmallow as ma

from backend.errors import Invalid
from backend.matters.rule_language import Value
from backend.proofs.kind import Kind, Question
from backend.web.strict import no_control
from certs.catalogue import FieldProblem
from certs.catalogue.numbers import citizen_number

Answers = dict[str, str | int]


class _Unfit(Exception):
    """An answer that the question does not allow; the message says why."""


def check_answers(kind: Kind, given: Mapping[str, Any]) -> Answers:
    """The answers in their one form. Raises Invalid, naming each place."""
    clean: Answers = {}
    problems = [_problem(code, "this is not asked") for code in given if kind.question(code) is None]
    for question in kind.questions:
        value = given.get(question.code)
        if value is None:
            problems += [_problem(question.code, "an answer is needed")] if question.required else []
            continue
        try:
            clean[question.code] = _clean(question, value)
        except _Unfit as unfit:
            problems.append(_problem(question.code, str(unfit)))
    if problems:
        raise Invalid(errors=problems)
    return clean


def values_of(kind: Kind, answers: Answers) -> dict[str, Value]:
    """The answers as the rules know them: dates are dates."""
    dates = {one.code for one in kind.questions if one.kind == "date"}
    return {
        f"answers.{code}": date.fromisoformat(str(value)) if code in dates else value for code, value in answers.items()
    }


def in_words(question: Question | None, value: str | int) -> tuple[str, str]:
    """An answer as it is shown, in Chinese and English."""
    if question is not None:
        for answer in question.answers:
            if answer.value == value:
                return answer.label.zh, answer.label.en
    return str(value), str(value)


def _clean(question: Question, value: Any) -> str | int:
    """Rule 2."""
    if question.kind == "number":
        if isinstance(value, bool) or not isinstance(value, int) or not question.least <= value <= question.most:
            raise _Unfit(f"a whole number from {question.least} to {question.most} is expected")
        return value
    if not isinstance(value, str):
        raise _Unfit("text is expected")
    if question.kind == "choice":
        if value not in {one.value for one in question.answers}:
            raise _Unfit("not one of the answers")
        return value
    return _READERS[question.kind](question, value)


def _date(_: Question, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise _Unfit("a day as YYYY-MM-DD is expected") from error


def _citizen_number(_: Question, value: str) -> str:
    try:
        return citizen_number(value)
    except FieldProblem as error:
        raise _Unfit("not a citizen number") from error


def _text(question: Question, value: str) -> str:
    found = unicodedata.normalize("NFC", value).strip()
    if not 1 <= len(found) <= question.most or "\n" in found:
        raise _Unfit(f"1 to {question.most} characters are expected")
    try:
        no_control(found)
    except ma.ValidationError as error:
        raise _Unfit("control character") from error
    return found


_READERS = {"date": _date, "citizen_number": _citizen_number, "text": _text}


def _problem(code: str, why: str) -> dict[str, str]:
    return {"path": f"/answers/{code[:40]}", "problem": why}
