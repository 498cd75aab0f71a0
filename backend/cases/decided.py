"""How a case was decided, or what its rules say while it waits, in words: for its office, and for its applicant."""

from typing import Any

from sqlalchemy.orm import Session

from backend.cases.decide_by_rule import decision_of
from backend.cases.models import Case, Decision
from backend.cases.states import ACCEPTED, DECIDING
from backend.matters.offered import matter_version
from backend.web.request import Services


def decided_of(session: Session, case: Case, *, services: Services) -> dict[str, Any] | None:
    """Everything `schemas.CaseDecision` names; None before the decision."""
    row = session.get(Decision, case.case_no)
    if row is None:
        return None
    reason = services.box.open(case.sealed_result, b"case:" + case.case_no.encode()) if case.sealed_result else None
    return {
        "outcome": row.outcome, "by": row.by, "at": row.at, "reason": reason, "rule_version": row.rule_version,
        "rules": [_rule(one["code"], one["holds"], one["zh"], one["en"]) for one in row.explanation],
        "certificates": row.certificates,
    }  # fmt: skip


def weighed_by_rule(session: Session, case: Case, *, services: Services, now: int) -> list[dict[str, Any]] | None:
    """What became of each rule of a case that waits for a person, as of now; None where there are no rules."""
    if case.state not in (ACCEPTED, DECIDING):
        return None
    matter = matter_version(session, case.matter_code, case.matter_version)
    found = decision_of(session, case, matter, services=services, now=now)
    explained = found.explanation if found else ()
    return [_rule(one.code, one.holds, one.text.zh, one.text.en) for one in explained] or None


def _rule(code: str, holds: bool | None, zh: str, en: str) -> dict[str, Any]:
    return {"code": code, "holds": holds, "text": {"zh": zh, "en": en}}
