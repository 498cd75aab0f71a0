"""What follows an acceptance in the same transaction: a case is decided without a person where that can be.

1. By the matter's rules, where it is decided by rule. 2. By the applicant's signed promise, where it stands for what is
   not there; where the matter has rules, they must hold too.
3. What cannot be decided so, or whose certificate cannot be made of what is known, stays accepted: a person decides.
"""

from sqlalchemy.orm import Session

from backend.cases.deciding.by_rule import ALL_HOLD, decide_by_rule
from backend.cases.deciding.decide import ResultRefused, approve
from backend.cases.deciding.promised import promise_of
from backend.cases.models import Case
from backend.cases.weigh import Weighed
from backend.matters.terms import Matter, Text
from backend.web.request import Services

PROMISED = Text("申请人已签署告知承诺书", "the applicant signed the commitment")


def decide_at_once(
    session: Session, case: Case, matter: Matter, weighed: Weighed, *, services: Services, now: int
) -> None:
    """The case was accepted a moment ago, on what was `weighed` for it, and is locked; nothing is missing."""
    promised = promise_of(session, case, matter) is not None
    if not promised and matter.decision != "rule":
        return
    reason = PROMISED if promised else ALL_HOLD
    try:
        if matter.decide is not None:
            decide_by_rule(session, case, matter, weighed, reason=reason, services=services, now=now)
        elif promised:
            approve(session, case, who="clock", actor="clock", reason=reason, decided=None, services=services, now=now)
    except ResultRefused:
        return  # rule 3
