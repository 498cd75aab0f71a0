"""The form of a case: what certificates say, and what the applicant typed where none does. Kept sealed."""

from collections.abc import Mapping
from typing import Any

from backend.cases.models import Case
from backend.errors import Invalid
from backend.matters.terms import Matter
from backend.web.request import Services


def seal_form(case: Case, typed: Mapping[str, Any], filled: Mapping[str, Any], *, services: Services) -> None:
    """`filled`, by certificates, before `typed`."""
    case.sealed_form = services.box.seal({**typed, **filled}, _context(case))


def typed_of(case: Case, *, services: Services) -> dict[str, str]:
    """What the applicant typed into the form, field name -> text."""
    typed: dict[str, str] = services.box.open(case.sealed_typed, _context(case)) if case.sealed_typed else {}
    return typed


def form_of(case: Case, *, services: Services) -> dict[str, Any]:
    """The form as it stands, field name -> value; fields that are open are absent."""
    form: dict[str, Any] = services.box.open(case.sealed_form, _context(case)) if case.sealed_form else {}
    return form


def check_typed(matter: Matter, fields: Mapping[str, str], filled: Mapping[str, Any]) -> None:
    """Only fields of the form are typed, and none that a certificate fills. Raises Invalid."""
    known = {field.name for field in matter.form}
    wrong = {name: "the form has no such field" for name in fields if name not in known}
    wrong |= {name: "a certificate says it" for name in fields if name in filled}
    problems = [{"path": f"/fields/{name}", "problem": problem} for name, problem in wrong.items()]
    if problems:
        raise Invalid(errors=problems)


def keep_typed(case: Case, typed: Mapping[str, str], *, services: Services) -> None:
    case.sealed_typed = services.box.seal(dict(typed), _context(case))


def _context(case: Case) -> bytes:
    return b"case:" + case.case_no.encode()
