"""The rule 13 of `lint`: a result that is a certificate can be issued as soon as the case is approved.

13. Its type is known and the office may issue it. Each required field is made, and each field that is made exists and
    can hold what it is given: a form field of a fitting kind or typed text, an answer of a question of the matter, a
    text, a day, a number whose pattern has one `{sequence:DIGITS}`, or what the certificate that is replaced says.
    Where the result does not say that it replaces the applicant's one certificate, the number is not kept but made, for
    it tells which one that is; where it does, the number is kept. The holder's own number comes from a certificate.
    Without a type nothing is made.
"""

from collections.abc import Iterator
from datetime import date

from backend.matters.lint_replacements import Finding, could_hold
from backend.matters.numbering import PatternError, number_of
from backend.matters.terms import FormField, Matter, ResultField
from certs.catalogue import Catalogue, CertificateType, Field

UNMADE = frozenset({"image", "people"})
MAKES = {"today": "date", "years": "date", "days": "date", "office": "text"}


def result_findings(matter: Matter, catalogue: Catalogue) -> Iterator[Finding]:
    if matter.result.type is None:
        if matter.result.fields:
            yield "result", "fields are made for no type"
        return
    type_ = catalogue.by_id(matter.result.type)
    if type_ is None:
        yield "result", f"the type {matter.result.type} is not known"
        return
    if matter.office.code not in type_.issuers:
        yield "result", f"{matter.office.code} may not issue {type_.id}"
    made = {one.field: one for one in matter.result.fields}
    missing = [name for name, field in type_.fields.items() if field.required and name not in made]
    if missing:
        yield "result", f"nothing makes the required {', '.join(missing)}"
    yield from (("result", reason) for one in made.values() for reason in _maker_reasons(matter, type_, one, catalogue))
    if matter.result.replaces and not _is_kept(made.get(type_.number_field)):
        yield "result", f"{type_.number_field} of what is replaced is kept"
    yield from _holder_findings(matter, type_, made.get(type_.holder.code))


def _holder_findings(matter: Matter, type_: CertificateType, maker: ResultField | None) -> Iterator[Finding]:
    field = _form_field(matter, maker) if maker is not None and maker.kind == "form" else None
    if not (matter.result.replaces and _is_kept(maker)) and (field is None or field.type is None):
        yield "result", f"{type_.holder.code or type_.holder.people} names the holder and must come from a certificate"


def _maker_reasons(matter: Matter, type_: CertificateType, maker: ResultField, catalogue: Catalogue) -> Iterator[str]:
    field = type_.fields.get(maker.field)
    if field is None:
        yield f"{type_.id} has no field {maker.field}"
    elif maker.kind == "kept":
        if maker.field == type_.number_field and not matter.result.replaces:
            yield f"{maker.field} tells which certificate is replaced, and is not kept from it"
    elif field.kind in UNMADE:
        yield f"{maker.field} of {type_.id} cannot be made"
    else:
        yield from _made_reasons(matter, field, maker, catalogue)


def _made_reasons(matter: Matter, field: Field, maker: ResultField, catalogue: Catalogue) -> Iterator[str]:
    if maker.kind in ("form", "changed"):
        yield from _form_reasons(matter, field, maker, catalogue)
    elif maker.kind == "answer":
        yield from _answer_reasons(matter, field, maker)
    elif maker.kind in MAKES:
        if field.kind != MAKES[maker.kind]:
            yield f"{maker.field} is {field.kind}, but {maker.kind} makes a {MAKES[maker.kind]}"
    else:
        yield from _text_reasons(field, maker)


def _form_reasons(matter: Matter, field: Field, maker: ResultField, catalogue: Catalogue) -> Iterator[str]:
    source = _form_field(matter, maker)
    if source is None:
        yield f"{maker.field}: the form has no field {maker.value}"
        return
    if maker.kind == "form" and field.required and (not source.required or source.applies_when):
        yield f"{maker.field} is required, but {maker.value} may be left out"
    bound = catalogue.by_id(source.type) if source.type else None
    origin = bound.fields.get(source.field or "") if bound else None
    if origin is not None and origin.kind != field.kind:
        yield f"{maker.field} is {field.kind}, but {maker.value} is {origin.kind}"


def _answer_reasons(matter: Matter, field: Field, maker: ResultField) -> Iterator[str]:
    situation = matter.situation(str(maker.value))
    if situation is None:
        yield f"{maker.field}: there is no question {maker.value}"
        return
    for answer in situation.answers:
        if not could_hold(field, answer.label.zh):
            yield f"{maker.field} can never be {answer.label.zh}"


def _text_reasons(field: Field, maker: ResultField) -> Iterator[str]:
    value = str(maker.value)
    try:
        samples = [number_of(value, date(2026, 1, 31), one) for one in (1, 9)] if maker.kind == "number" else [value]
    except PatternError as error:
        yield f"{maker.field}: {error}"
        return
    for sample in samples:
        if not could_hold(field, sample):
            yield f"{maker.field} can never be {sample}"


def _is_kept(maker: ResultField | None) -> bool:
    return maker is not None and maker.kind == "kept"


def _form_field(matter: Matter, maker: ResultField) -> FormField | None:
    return next((field for field in matter.form if field.name == maker.value), None)
