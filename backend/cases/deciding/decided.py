"""How a case was decided, or what its rules say while it waits: for its office, its window and its applicant."""

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.deciding.by_rule import decision_of
from backend.cases.models import Case, Decision
from backend.cases.parts import matter_of
from backend.cases.parts_told import reason_of
from backend.cases.states import ACCEPTED, DECIDING, STANDING
from backend.cases.weigh import weigh_shown
from backend.certificates.models import Certificate
from backend.web.request import Services


def decided_of(session: Session, case: Case, *, services: Services) -> dict[str, Any] | None:
    """Everything `schemas.CaseDecision` names; None before the decision."""
    row = None if case.state in STANDING else session.get(Decision, case.case_no)
    if row is None:
        return None
    reason = reason_of(case, services=services)
    return {
        "outcome": row.outcome, "by": row.by, "at": row.at, "reason": reason, "rule_version": row.rule_version,
        "rules": [_rule(one["code"], one["holds"], one["zh"], one["en"]) for one in row.explanation],
        "result": matter_of(session, case).result.name,
        "certificates": row.certificates, "issued": _issued(session, case, row.certificates, services=services),
    }  # fmt: skip


def weighed_by_rule(session: Session, case: Case, *, services: Services, now: int) -> list[dict[str, Any]] | None:
    """What became of each rule of a case that waits for a person, as of now; None where there are no rules."""
    if case.state not in (ACCEPTED, DECIDING):
        return None
    matter = matter_of(session, case)
    weighed = weigh_shown(session, case, matter, services=services, now=now)
    found = decision_of(session, case, matter, weighed, services=services, now=now)
    explained = found.explanation if found else ()
    return [_rule(one.code, one.holds, one.text.zh, one.text.en) for one in explained] or None


def _issued(session: Session, case: Case, ids: list[Any], *, services: Services) -> list[dict[str, Any]]:
    """The types of the certificates that the decision issued."""
    wanted = [uuid.UUID(one) for one in ids]
    query = select(Certificate.certificate_id, Certificate.type_number)
    query = query.where(Certificate.person_id == case.person_id, Certificate.certificate_id.in_(wanted))
    types = [(one, services.catalogue.by_number(number)) for one, number in session.execute(query)] if wanted else []
    return [
        {"certificate_id": one, "type": {"id": type_.id, "number": type_.number, "name": type_.name}}
        for one, type_ in types
        if type_ is not None
    ]


def _rule(code: str, holds: bool | None, zh: str, en: str) -> dict[str, Any]:
    return {"code": code, "holds": holds, "text": {"zh": zh, "en": en}}
