"""Ask the applicant's phone for certificates that would settle a case (数据共享 by the holder's yes).

1. Only who took the case asks, while it is being decided, for types that its matter has a use for, each once.
2. The reason is in words, for the applicant alone, and kept sealed. There are DAYS working days to answer.
3. One request is open at a time; after a no, or when nobody answered in time, the officer may ask again, or decide.
"""

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from backend.cases.consents import (
    DAYS,
    EXPIRED,
    ConsentRequest,
    open_request,
    useful_types,
)
from backend.cases.limits import calendar_of, last_day
from backend.cases.models import Case
from backend.cases.move import check_seen, move
from backend.cases.office.queue import is_mine, office_case
from backend.cases.office.take import TakenByAnother
from backend.cases.parts import matter_of
from backend.cases.states import target_of
from backend.errors import Conflict, Invalid
from backend.matters.terms import Matter
from backend.registries.calendar import day_of, end_of
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue


class RequestOpen(Conflict):
    """`until`: its last day."""

    code = "consent_request_open"
    zh = "已有一个等待申请人答复的出示请求"
    en = "The applicant has not answered the last request yet"
    next_zh = "请等申请人答复或到期后再提出，也可以直接作出决定"
    next_en = "Ask again after the answer or the last day, or decide"


class TypeOfNoUse(Invalid):
    """`errors` names the place of each."""

    code = "type_of_no_use"
    zh = "该事项用不到所选的证照类型"
    en = "The matter has no use for a certificate of this type"
    next_zh = "请只选择办件中列出的证照类型，每种一次"
    next_en = "Choose among the types that the case names, each once"


def ask(
    session: Session, case_no: str, *, types: Sequence[str], reason: str, revision: int, actor: Actor,
    services: Services, now: int,
) -> Case:  # fmt: skip
    """The case with its request. Raises NoSuchCase, CaseChanged, IllegalTransition, TakenByAnother, RequestOpen,
    TypeOfNoUse."""
    case = office_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "ask", who="officer")
    if not is_mine(case, actor) or case.officer_id is None:
        raise TakenByAnother
    standing = open_request(session, case, now=now)
    if standing is not None:
        raise RequestOpen(until=str(last_day(standing.due_at)))
    _check_types(types, matter_of(session, case), services.catalogue)
    _mark_expired(session, case)
    due = end_of(calendar_of(services).after(day_of(now), DAYS).day)
    move(session, case, "ask", who="officer", actor=actor.subject, now=now, changed=["consent"], types=list(types))
    sealed = services.box.of(session, case.person_id).seal({"reason": reason}, b"case:" + case.case_no.encode())
    session.add(ConsentRequest(
        case_no=case.case_no, revision=case.revision, officer_id=case.officer_id, types=list(types),
        sealed_reason=sealed, asked_at=now, due_at=due,
    ))  # fmt: skip
    session.flush()
    return case


def _check_types(types: Sequence[str], matter: Matter, catalogue: Catalogue) -> None:
    """Rule 1."""
    useful = useful_types(matter, catalogue)
    wrong = [place for place, one in enumerate(types) if one not in useful or types.index(one) != place]
    if wrong:
        problem = "the matter has no use for it"
        raise TypeOfNoUse(errors=[{"path": f"/types/{place}", "problem": problem} for place in wrong])


def _mark_expired(session: Session, case: Case) -> None:
    """Rule 3: the case is locked, and none of its requests is open."""
    old = ConsentRequest.case_no == case.case_no, ConsentRequest.outcome.is_(None)
    session.execute(update(ConsentRequest).where(*old).values(outcome=EXPIRED))
