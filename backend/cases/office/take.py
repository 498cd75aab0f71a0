"""What an officer does with a case of their office: take it, and decide what they took.

1. A case that waits may be taken; one that a colleague took may be taken over. Each taking is in the log.
2. Only who took it decides it. 3. A rejection has a reason.
"""

import uuid
from typing import Literal

from sqlalchemy.orm import Session

from backend.cases.deciding.decide import approve, reject
from backend.cases.models import Case
from backend.cases.move import check_seen, move
from backend.cases.office.queue import is_mine, office_case
from backend.cases.states import DECIDING, target_of
from backend.errors import Conflict, Invalid
from backend.matters.terms import Text
from backend.web.request import Actor, Services


class TakenByAnother(Conflict):
    code = "taken_by_another"
    zh = "该办件由其他审批人员办理"
    en = "Another officer took this case"
    next_zh = "如需接手，请先领取该办件"
    next_en = "Take the case over first"


def take(session: Session, case_no: str, *, revision: int, actor: Actor, now: int) -> Case:
    """Rule 1. Raises NoSuchCase, CaseChanged, IllegalTransition."""
    case = office_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "take", who="officer")
    case.officer_id = uuid.UUID(actor.subject_id)
    move(session, case, "take", who="officer", actor=actor.subject, now=now)
    return case


def decide(
    session: Session, case_no: str, outcome: Literal["approved", "rejected"], *, reason: str | None, revision: int,
    actor: Actor, services: Services, now: int,
) -> Case:  # fmt: skip
    """Rules 2 and 3. Raises NoSuchCase, CaseChanged, IllegalTransition, TakenByAnother, Invalid, and as `approve`."""
    case = office_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "approve" if outcome == "approved" else "reject", who="officer")
    if case.state == DECIDING and not is_mine(case, actor):
        raise TakenByAnother
    words = None if reason is None else Text(reason, reason)
    if outcome == "approved":
        return approve(
            session, case, who="officer", actor=actor.subject, reason=words, decided=None, services=services, now=now
        )
    if words is None:
        raise Invalid(errors=[{"path": "/reason", "problem": "a rejection has a reason"}])
    return reject(
        session, case, who="officer", actor=actor.subject, reason=words, decided=None, services=services, now=now
    )
