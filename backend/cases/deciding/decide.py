"""Decide a case: approve it with its result, or reject it with a reason, in the caller's transaction.

1. Approval needs everything. Before an officer's, all certificates are weighed again: what ceased to be valid since the
   acceptance is missing again, is named, and the case stays as it is. The clock approves only within the acceptance,
   which has just weighed them.
2. The certificate that the matter ends in is issued in the same transaction, or nothing is decided.
3. Each decision leaves one row that says who decided and how: a rule with its version, what it found, and digests of
   what it looked at. Without an officer, a case that rests on a promise is decided by commitment, any other by rule.
4. Whoever approves a case that rests on a promise, its check is due from then on.
"""

from dataclasses import asdict
from typing import Literal

from sqlalchemy.orm import Session

from backend.cases.complete import require_complete
from backend.cases.deciding.promised import promise_of, set_check
from backend.cases.deciding.result import ResultRefused, issue_result
from backend.cases.models import Case, Decision
from backend.cases.move import move
from backend.cases.parts import matter_of
from backend.cases.states import Who, target_of
from backend.matters import rules
from backend.matters.terms import Text
from backend.web.request import Services

__all__ = ["ResultRefused", "approve", "reject"]

By = Literal["officer", "rule", "commitment"]


def approve(
    session: Session, case: Case, *, who: Who, actor: str, reason: Text | None, decided: rules.Decision | None,
    services: Services, now: int,
) -> Case:  # fmt: skip
    """The approved case. `decided`: what the rules said, where there are any.

    Raises IllegalTransition, MaterialsMissing, Barred, ResultRefused; each leaves the case where it was.
    """
    target_of(case.state, "approve", who=who)
    changed = require_complete(session, case, services=services, now=now).changed if who == "officer" else []
    matter = matter_of(session, case)
    made = issue_result(session, case, matter, actor=actor, services=services, now=now)
    ids = [str(one.certificate_id) for one in made]
    promise = promise_of(session, case, matter)
    if promise is not None:
        set_check(promise, matter, services=services, now=now)
    by: By = "officer" if who == "officer" else "rule" if promise is None else "commitment"
    _write(session, case, "approved", by, actor=actor, decided=decided, certificates=ids, now=now)
    _keep_reason(case, reason, services=services)
    changed += ["result"]
    move(session, case, "approve", who=who, actor=actor, now=now, changed=changed, by=by, certificates=len(ids))
    return case


def reject(
    session: Session, case: Case, *, who: Who, actor: str, reason: Text, decided: rules.Decision | None,
    services: Services, now: int,
) -> Case:  # fmt: skip
    """The rejected case. Raises IllegalTransition."""
    target_of(case.state, "reject", who=who)
    by: By = "officer" if who == "officer" else "rule"
    _write(session, case, "rejected", by, actor=actor, decided=decided, certificates=[], now=now)
    _keep_reason(case, reason, services=services)
    move(session, case, "reject", who=who, actor=actor, now=now, changed=["result"], by=by)
    return case


def _write(
    session: Session, case: Case, outcome: str, by: By, *, actor: str, decided: rules.Decision | None,
    certificates: list[str], now: int,
) -> None:  # fmt: skip
    """Rule 3."""
    found = decided.explanation if decided else ()
    row = Decision(
        case_no=case.case_no, outcome=outcome, by=by, actor=actor,
        rule_version=decided.rule_version if decided else None,
        explanation=[{"code": one.code, "holds": one.holds, **asdict(one.text)} for one in found],
        inputs=dict(decided.inputs) if decided else {}, certificates=certificates, at=now,
    )  # fmt: skip
    session.add(row)


def _keep_reason(case: Case, reason: Text | None, *, services: Services) -> None:
    if reason is not None:
        case.sealed_result = services.box.of_row(case).seal(asdict(reason), b"case:" + case.case_no.encode())
