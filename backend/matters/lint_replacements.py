"""The rules 2 to 6 and 8 of `lint`: whether a certificate could really stand for a paper or fill a field."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from backend.matters.conditions import CONDITIONS, HOLDER_CONDITIONS
from backend.matters.terms import Condition, FormField, Matter, Replacement
from certs.catalogue import Catalogue, CertificateType, Field, FieldProblem

Finding = tuple[str, str]

CITIZENS_ONLY = frozenset({"holder_is_spouse", "holder_is_child"})
PEOPLE = frozenset({"holder_is_spouse", "holder_is_child", "holder_is_representative", "holder_is_agent"})
FAR_AHEAD = date(9999, 1, 1)


def replacement_findings(matter: Matter, catalogue: Catalogue) -> Iterator[Finding]:
    for place, replacement in matter.replacements():
        kind = catalogue.by_id(replacement.type)
        if kind is None:
            yield place, f"the type {replacement.type} is not known"  # rule 2
            continue
        reasons = [*_field_reasons(kind, replacement), *_condition_reasons(matter, kind, replacement)]
        yield from ((place, reason) for reason in reasons)


def form_findings(matter: Matter, catalogue: Catalogue) -> Iterator[Finding]:
    """Rule 8."""
    for field in matter.form:
        if field.type is not None:
            yield from ((field.name, reason) for reason in _form_reasons(matter, field, catalogue))


def _form_reasons(matter: Matter, field: FormField, catalogue: Catalogue) -> Iterator[str]:
    kind = catalogue.by_id(field.type or "")
    if kind is None:
        yield f"the type {field.type} is not known"
        return
    if not _has(kind, field.field or ""):
        yield f"{kind.id} has no field {field.field}"
    if field.whose.kind not in HOLDER_CONDITIONS:
        yield f"{field.whose.kind} does not say whose certificate it is"
    yield from holder_reasons(matter, kind, field.whose)


def _field_reasons(kind: CertificateType, replacement: Replacement) -> Iterator[str]:
    unknown = [name for name in replacement.fields if not _has(kind, name)]
    if unknown:
        yield f"{kind.id} has no field {', '.join(unknown)}"  # rule 2
    elif not any(_view_suffices(set(view.fields), replacement) for view in kind.views.values()):
        yield f"no view of {kind.id} shows all that is needed"  # rule 3


def _view_suffices(shown: set[str], replacement: Replacement) -> bool:
    return set(replacement.fields) <= shown and all(
        any(choice <= shown for choice in _needs(condition)) for condition in replacement.conditions
    )


def _needs(condition: Condition) -> list[set[str]]:
    """The sets of fields any one of which lets the condition be judged."""
    arguments = condition.arguments
    choices: dict[str, list[set[str]]] = {
        "names_applicant": [{name} for name in arguments.get("fields", ())],
        "field_equals": [{str(arguments.get("field"))}],
        "field_in": [{str(arguments.get("field"))}],
        "older_than": [{"birth_date"}, {"citizen_number"}, {f"over_{arguments.get('years')}"}],
        "issued_within": [{"issue_date"}],
        "holder_is_representative": [{"name"}],
    }
    return choices.get(condition.kind, [set()])


def _condition_reasons(matter: Matter, kind: CertificateType, replacement: Replacement) -> Iterator[str]:
    if not any(condition.kind in HOLDER_CONDITIONS for condition in replacement.conditions):
        yield "no condition says whose certificate it must be"  # rule 4
    for condition in replacement.conditions:
        if condition.kind not in CONDITIONS:
            yield f"the condition {condition.kind} is not known"  # rule 4
            continue
        yield from _value_reasons(kind, condition)
        yield from holder_reasons(matter, kind, condition)


def _value_reasons(kind: CertificateType, condition: Condition) -> Iterator[str]:
    """Rules 2 and 5, for the fields and values a condition names."""
    arguments = condition.arguments
    names = arguments.get("fields") or [arguments["field"]] if {"field", "fields"} & set(arguments) else []
    for name in names:
        if not _has(kind, name):
            yield f"{condition.kind} looks at {name}, which {kind.id} does not have"
    values = [arguments["value"]] if "value" in arguments else arguments.get("values", [])
    for value in values:
        if not _could_hold(kind, str(arguments["field"]), value):
            yield f"{arguments['field']} of {kind.id} can never be {value}"


def _could_hold(kind: CertificateType, name: str, value: Any) -> bool:
    if name in kind.derived or name not in kind.fields:
        return name not in kind.derived or isinstance(value, bool)
    return could_hold(kind.fields[name], value)


def could_hold(field: Field, value: Any) -> bool:
    """Whether a field of this kind and with these validators takes the value."""
    try:
        for check in field.checks:
            value = check(value, FAR_AHEAD)
    except FieldProblem:
        return False
    return True


def _has(kind: CertificateType, name: str) -> bool:
    return name in kind.fields or name in kind.derived


def holder_reasons(matter: Matter, kind: CertificateType, condition: Condition) -> Iterator[str]:
    """Rule 6. A title may belong to people or to companies: `holder.people` types fit both."""
    held_by = {"citizen", "organisation"} if kind.holder.people else {kind.holder_kind}
    if condition.kind in PEOPLE and "citizen" not in held_by:
        yield f"{condition.kind}, but {kind.id} is held by organisations"
    if condition.kind == "holder_is_represented_company" and "organisation" not in held_by:
        yield f"{condition.kind}, but {kind.id} is held by people"
    if condition.kind == "holder_is_applicant" and matter.applicant not in held_by:
        yield f"the applicant is {matter.applicant}, who never holds {kind.id}"
    if condition.kind in CITIZENS_ONLY and matter.applicant != "citizen":
        yield f"{condition.kind}, but the applicant is {matter.applicant}"
    if condition.kind == "holder_is_representative" and not _licence_shown(matter):
        yield "nothing here shows a business licence with its representative"


def _licence_shown(matter: Matter) -> bool:
    return matter.applicant == "organisation" and any(
        replacement.type == "business-licence" and "legal_representative" in replacement.fields
        for _, replacement in matter.replacements()
    )
