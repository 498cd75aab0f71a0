"""Do one act of the table on a case: state, revision, step and audit entry, in the caller's transaction.

1. Whoever acts names the revision they saw; when it is not the present one nothing is done, and the answer says what
   changed since (409 `case_changed`).
2. Every act raises the revision by one and leaves one step and one audit entry.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.cases.models import Case, CaseStep
from backend.cases.states import LAST, Who, target_of
from backend.errors import Conflict

ACTIONS = {  # act -> action in the log
    "accept": "case.accepted", "defer": "case.deferred", "complete": "case.completed", "expire": "case.expired",
    "lapse": "case.lapsed",
    "take": "case.taken", "approve": "case.approved", "reject": "case.rejected", "withdraw": "case.withdrawn",
    "weigh": "case.weighed", "commit": "case.committed", "ask": "case.consent_asked", "consent": "case.consented",
    "decline": "case.consent_declined",
}  # fmt: skip


class CaseChanged(Conflict):
    """`revision` and `state` are the present ones; `changed` names materials by code, and state, form, due, result,
    consent."""

    code = "case_changed"
    zh = "办件已被更新，本次操作未执行"
    en = "The case was changed in the meantime; nothing was done"
    next_zh = "请刷新办件，核对 changed 中的变化后重试"
    next_en = "Read the case again, look at what `changed` names, and try again"


def check_seen(session: Session, case: Case, seen: int) -> None:
    """Rule 1. `seen`: the revision that the asker saw. Raises CaseChanged."""
    if seen == case.revision:
        return
    later = select(CaseStep.changed).where(CaseStep.case_no == case.case_no, CaseStep.revision > seen)
    changed = sorted({str(name) for names in session.scalars(later) for name in names})
    raise CaseChanged(revision=case.revision, state=case.state, changed=changed)


def move(
    session: Session, case: Case, act: str, *, who: Who, actor: str, now: int, changed: Iterable[str] = (),
    action: str | None = None, **detail: Any,
) -> None:  # fmt: skip
    """Rule 2. `actor`: as the log names them; `changed`: what else than the state. Raises IllegalTransition."""
    before = case.state
    case.state = target_of(before, act, who=who)
    case.revision += 1
    names = [*changed, "state"] if case.state != before else [*changed]
    if case.state in LAST:
        case.closed_at = now
    note(session, case, act, changed=names, actor=actor, action=action or ACTIONS[act], now=now, **detail)


def note(
    session: Session, case: Case, act: str, *, changed: list[str], actor: str, action: str, now: int, **detail: Any
) -> None:
    """The step and the audit entry of an act that was just done."""
    step = CaseStep(
        case_no=case.case_no, revision=case.revision, step_id=db.new_id(now * 1000), person_id=case.person_id, act=act,
        state=case.state, changed=changed, at=now,
    )  # fmt: skip
    session.add(step)
    session.flush()  # the audit entry follows what it records
    subject = f"case:{case.case_no}"
    record(session, make_entry(at=now, actor=actor, action=action, subject=subject, person_id=case.person_id, **detail))
