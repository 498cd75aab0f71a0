"""The form of a case: what certificates say, and what the applicant typed where none does. Kept sealed.

1. A field is asked for in the situations that its matter names; one that only an agent's certificate could fill must be
   filled only where an agent acts, at a window.
2. What must be filled is filled when the case is handed in: accepted, deferred, or signed online. From then on nothing
   empties it.
3. What is typed as a telephone number, citizen number or credit code is one, and is kept in its one spelling (`typed`).
   What was kept before is not looked at until it is typed anew.
"""

from collections.abc import Collection, Mapping
from typing import Any

from backend.cases.models import Case
from backend.cases.typed import kind_of, one_spelling
from backend.errors import Conflict, Invalid
from backend.matters.evaluate import applies
from backend.matters.terms import FormField, Matter
from backend.web.request import Services
from certs.catalogue import Catalogue

AGENT = "holder_is_agent"


class FormIncomplete(Conflict):
    """`fields` names them."""

    code = "form_incomplete"
    zh = "表单还有必填项没有填写"
    en = "The form is not filled in yet"
    next_zh = "请填写表单中的必填项（见 fields）；在手机上发起的申请，由申请人在手机上填写"
    next_en = "Fill in the needed fields (see `fields`); in a case begun on the phone the applicant does so there"


def asked(matter: Matter, case: Case) -> list[FormField]:
    """The fields that the case's form has, in the matter's order (rule 1)."""
    return [one for one in matter.form if applies(one.applies_when, case.answers)]


def must_fill(field: FormField, *, agent: bool) -> bool:
    """Of a field that is asked for. `agent`: whether one acts."""
    return field.required and (agent or field.whose.kind != AGENT)


def unfilled(matter: Matter, case: Case, form: Collection[str], *, agent: bool) -> list[str]:
    """Names of the fields that must be filled and are not in `form`."""
    return [one.name for one in asked(matter, case) if must_fill(one, agent=agent) and one.name not in form]


def complete_form(
    matter: Matter, case: Case, filled: Mapping[str, Any], *, agent: bool, services: Services
) -> None:  # fmt: skip
    """Rule 2, with what certificates say now, too. Raises FormIncomplete."""
    before = form_of(case, services=services)
    form = {**before, **filled}
    empty = unfilled(matter, case, form, agent=agent)
    if empty:
        raise FormIncomplete(fields=empty)
    if form != before:
        seal_form(case, before, filled, services=services)


def seal_form(case: Case, typed: Mapping[str, Any], filled: Mapping[str, Any], *, services: Services) -> None:
    """`filled`, by certificates, before `typed`."""
    case.sealed_form = services.box.of_row(case).seal({**typed, **filled}, _context(case))


def typed_of(case: Case, *, services: Services) -> dict[str, str]:
    """What the applicant typed into the form, field name -> text."""
    typed: dict[str, str] = _open(case, case.sealed_typed, services)
    return typed


def form_of(case: Case, *, services: Services) -> dict[str, Any]:
    """The form as it stands, field name -> value; fields that are open are absent."""
    return _open(case, case.sealed_form, services)


def check_typed(
    matter: Matter, fields: Mapping[str, str], filled: Mapping[str, Any], *, before: Mapping[str, str],
    catalogue: Catalogue,
) -> dict[str, str]:  # fmt: skip
    """The fields as they are kept; `before`: as they were (rule 3). Only fields of the form are typed, and none
    that a certificate fills. Raises Invalid, WrongTelephone, WrongCitizenNumber or WrongCreditCode."""
    known = {field.name for field in matter.form}
    wrong = {name: "the form has no such field" for name in fields if name not in known}
    wrong |= {name: "a certificate says it" for name in fields if name in filled}
    problems = [{"path": f"/fields/{name}", "problem": problem} for name, problem in wrong.items()]
    if problems:
        raise Invalid(errors=problems)
    anew = {name: text for name, text in fields.items() if before.get(name) != text}
    return {**fields, **one_spelling({one.name: kind_of(one, catalogue) for one in matter.form}, anew)}


def keep_typed(case: Case, typed: Mapping[str, str], *, services: Services) -> None:
    case.sealed_typed = services.box.of_row(case).seal(dict(typed), _context(case))


def _open(case: Case, sealed: bytes | None, services: Services) -> dict[str, Any]:
    opened: dict[str, Any] = services.box.of_row(case).open(sealed, _context(case)) if sealed else {}
    return opened


def _context(case: Case) -> bytes:
    return b"case:" + case.case_no.encode()
