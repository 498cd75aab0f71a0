"""The certificate that an approved case ends in, made of the case as its matter says, in the caller's transaction.

1. Every field is made in the one way that the matter names; what is not known leaves its field out, and the type says
   whether it may.
2. A number is counted up by series, one conditional row, so that none comes twice; one that is in use is passed over.
3. Where the holder's certificate of this number stands already it gets a new version, which keeps what the matter says
   is kept; without one nothing can be kept. A number that is only others' is refused, whatever became of their
   certificates. Where the matter replaces what the applicant has, it is their one certificate of this type and office,
   of whatever number; of several none is chosen.
4. The certificate is the applicant's, where it is of the applicant's kind.
5. Whatever speaks against it refuses the whole, with its reason, and writes nothing.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.audit.record import NotRecorded
from backend.cases.form import form_of
from backend.cases.models import Case, ResultNumber
from backend.certificates import lifecycle
from backend.certificates.hold import hold
from backend.certificates.issue import issue_all
from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.errors import Conflict, LiangmaError
from backend.matters.numbering import PatternError, number_of, series_of
from backend.matters.terms import Matter, ResultField
from backend.registries.calendar import day_of
from backend.trust.models import Issuer
from backend.web.request import Actor, Services
from certs.catalogue import CertificateType
from certs.catalogue.dates import add_months

STANDS = ("valid", "suspended")
KEPT = ("kept", "changed")  # what only a certificate that is replaced may have to say


class ResultRefused(Conflict):
    """`reason`: unknown_type, holder_differs, number_taken, none_standing, several_standing, series_ended, or the code
    of what refused the issue, with its `errors`."""

    code = "result_refused"
    zh = "结果证照无法签发，办件未作决定"
    en = "The resulting certificate cannot be issued; the case was not decided"
    next_zh = "请按 reason 和 errors 补全办件信息，或联系发证部门"
    next_en = "Complete the case as `reason` and `errors` say, or ask the department that issues"


def issue_result(
    session: Session, case: Case, matter: Matter, *, actor: str, services: Services, now: int
) -> list[Certificate]:
    """The certificates issued, one a holder; none where the matter's result is not one. Raises ResultRefused."""
    if matter.result.type is None:
        return []
    type_ = services.catalogue.by_id(matter.result.type)
    if type_ is None:
        raise ResultRefused(reason="unknown_type", errors=[])
    try:
        with session.begin_nested():  # rule 5
            made = _issue(session, case, matter, type_, actor=actor, services=services, now=now)
            _check_holder(case, matter, type_, made)
    except (ResultRefused, NotRecorded):
        raise
    except LiangmaError as error:
        raise ResultRefused(reason=error.code, errors=error.extra.get("errors", [])) from error
    return made


def _issue(
    session: Session, case: Case, matter: Matter, type_: CertificateType, *, actor: str, services: Services, now: int
) -> list[Certificate]:
    fields = _fields(session, case, matter, type_, services=services, today=day_of(now))
    given: dict[str, Any] = {
        "catalogue": services.catalogue, "box": services.box, "base_url": services.settings.base_url, "now": now,
        "actor": Actor(actor, "officer", case.office),
    }  # fmt: skip
    if matter.result.replaces:
        standing: Certificate | None = _only_one(session, case, type_)
    else:
        standing = _standing(session, case, type_, fields, services=services, today=day_of(now))
    kept = [one.field for one in matter.result.fields if one.kind in KEPT and one.field not in fields]
    if standing is None and kept:
        raise ResultRefused(reason="none_standing", errors=[])
    if standing is None:
        return issue_all(session, fields, type=type_.id, issuer_code=case.office, **given)
    old = open_fields(standing, box=services.box) if kept else {}
    fields |= {name: old.get(name) for name in kept}
    return [lifecycle.renew(session, standing, fields, reason=f"{matter.name.zh} {case.case_no}", **given)]


def _fields(
    session: Session, case: Case, matter: Matter, type_: CertificateType, *, services: Services, today: date
) -> dict[str, Any]:
    """Rule 1."""
    form = form_of(case, services=services)
    made: dict[str, Any] = {}
    for field in matter.result.fields:
        if field.kind == "number":
            value: Any = _new_number(session, str(field.value), type_, services=services, today=today)
        else:
            value = _issuer_name(session, case) if field.kind == "office" else _value(field, case, matter, form, today)
        if value is not None:
            made[field.field] = value
    return made


def _value(field: ResultField, case: Case, matter: Matter, form: Mapping[str, Any], today: date) -> Any:
    if field.kind in ("form", "changed"):
        return form.get(str(field.value))
    if field.kind == "answer":
        return _answer(matter, str(field.value), case.answers)
    if field.kind == "years":
        return (add_months(today, 12 * int(field.value or 0)) - timedelta(days=1)).isoformat()
    if field.kind == "days":
        return (today + timedelta(days=int(field.value or 0) - 1)).isoformat()
    if field.kind == "kept":
        return None  # of the certificate that is replaced
    return today.isoformat() if field.kind == "today" else field.value


def _issuer_name(session: Session, case: Case) -> str | None:
    issuer = session.get(Issuer, case.office)
    return None if issuer is None else issuer.name_zh


def _answer(matter: Matter, question: str, answers: Mapping[str, Any]) -> str | None:
    situation = matter.situation(question)
    offered = situation.answers if situation else ()
    return next((one.label.zh for one in offered if one.value == answers.get(question)), None)


def _new_number(session: Session, pattern: str, type_: CertificateType, *, services: Services, today: date) -> str:
    """Rule 2. Raises ResultRefused."""
    series = f"{type_.number}:{series_of(pattern, today)}"[:60]
    while True:
        try:
            number = number_of(pattern, today, _count(session, series))
        except PatternError as error:
            raise ResultRefused(reason="series_ended", errors=[]) from error
        used = exists().where(*_numbered(type_, number, services=services, today=today))
        if not session.scalar(select(used)):
            return number


def _count(session: Session, series: str) -> int:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    first = dialect.insert(ResultNumber).values(series=series, last=1)
    counted = first.on_conflict_do_update(index_elements=["series"], set_={"last": ResultNumber.last + 1})
    return int(session.execute(counted.returning(ResultNumber.last)).scalar_one())


def _standing(
    session: Session, case: Case, type_: CertificateType, fields: Mapping[str, Any], *, services: Services, today: date
) -> Certificate | None:
    """Rule 3: locked. Raises ResultRefused."""
    number = fields.get(type_.number_field)
    if not isinstance(number, str):
        return None
    numbered = _numbered(type_, number, services=services, today=today)
    holders = set(session.scalars(select(Certificate.person_id).where(*numbered)))
    if holders and case.person_id not in holders:
        raise ResultRefused(reason="number_taken", errors=[])
    mine = Certificate.person_id == case.person_id, Certificate.issuer_code == case.office
    return next(iter(hold(session, *numbered, *mine, Certificate.state.in_(STANDS))), None)


def _only_one(session: Session, case: Case, type_: CertificateType) -> Certificate:
    """Rule 3: locked. Raises ResultRefused."""
    mine = Certificate.person_id == case.person_id, Certificate.issuer_code == case.office
    found = hold(session, *mine, Certificate.type_number == type_.number, Certificate.state.in_(STANDS))
    if len(found) != 1:
        raise ResultRefused(reason="several_standing" if found else "none_standing", errors=[])
    return found[0]


def _numbered(type_: CertificateType, number: str, *, services: Services, today: date) -> tuple[Any, ...]:
    normal = type_.check({type_.number_field: number}, today=today)[0].get(type_.number_field, number)
    key = services.box.blind(f"number:{type_.number}", normal)
    return Certificate.number_key == key, Certificate.type_number == type_.number


def _check_holder(case: Case, matter: Matter, type_: CertificateType, made: list[Certificate]) -> None:
    """Rule 4."""
    if type_.holder_kind == matter.applicant and case.person_id not in {one.person_id for one in made}:
        raise ResultRefused(reason="holder_differs", errors=[])
