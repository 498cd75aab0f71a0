"""The applicant's own cases: see where they stand, and withdraw one.

1. A case belongs to its applicant, and an organisation's to its legal representative; for anybody else, whoever showed
   certificates for it included, it does not exist.
2. A case may be withdrawn from every state that is not a last one, and with it the parts of it that are not decided;
   a part is no case of its own here, and nothing is done with it alone.
3. What else an applicant does, they do with a case that they began online; a promise they sign for any, where the
   matter takes one, and what an officer asks for they answer for any; and in any they name an agent, and take it back.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from backend.cases.agents_told import my_agent_acts
from backend.cases.consents import open_request
from backend.cases.intake.read import number_of
from backend.cases.limits import due_of, last_day
from backend.cases.missing import missing_notice
from backend.cases.models import Case, CaseConsent, CaseStep
from backend.cases.move import check_seen, move
from backend.cases.open import NoSuchCase
from backend.cases.parts import matter_of, open_parts, part_cases
from backend.cases.states import LAST, possible
from backend.people.persons import person_of, persons_reachable
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services

ANSWERS = {"consent", "decline"}
AGENTS = {"appoint", "dismiss"}


def my_cases(session: Session, actor: Actor, *, limit: int, cursor: str | None) -> list[Case]:
    """Up to `limit + 1` cases, newest first, after the cursor. Raises IdentityNotMatched."""
    mine = persons_reachable(session, person_of(session, actor))
    query = select(Case).where(Case.person_id.in_(mine), Case.parent_no.is_(None))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(Case.opened_at, Case.case_no) < tuple_(after[0], number_of(after[1])))
    return list(session.scalars(query.order_by(Case.opened_at.desc(), Case.case_no.desc()).limit(limit + 1)))


def my_case(session: Session, case_no: str, *, actor: Actor, lock: bool = False) -> Case:
    """Rule 1. Raises IdentityNotMatched, NoSuchCase."""
    mine = persons_reachable(session, person_of(session, actor))
    query = select(Case).where(Case.case_no == case_no, Case.person_id.in_(mine), Case.parent_no.is_(None))
    case = session.scalars(query.with_for_update() if lock else query).first()
    if case is None:
        raise NoSuchCase
    return case


def withdraw(session: Session, case_no: str, *, revision: int, actor: Actor, now: int) -> Case:
    """Rule 2. Raises IdentityNotMatched, NoSuchCase, CaseChanged, IllegalTransition."""
    case = my_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    move(session, case, "withdraw", who="applicant", actor=actor.subject, now=now)
    for part in part_cases(session, case_no, lock=True).values():
        if part.state not in LAST:
            move(session, part, "withdraw", who="applicant", actor=actor.subject, now=now)
    return case


def my_lines(session: Session, cases: Sequence[Case]) -> list[dict[str, Any]]:
    """Of each everything `schemas.MyCaseLine` names."""
    numbers = [case.case_no for case in cases]
    sent, going = submitted_of(session, numbers), open_parts(session, numbers)
    return [_line(session, case, sent=case.case_no in sent, going=going.get(case.case_no, 0)) for case in cases]


def submitted_of(session: Session, numbers: Collection[str]) -> set[str]:
    """Those of the cases that were signed and sent in at least once."""
    return set(session.scalars(select(CaseConsent.case_no).where(CaseConsent.case_no.in_(numbers)).distinct()))


def _line(session: Session, case: Case, *, sent: bool, going: int) -> dict[str, Any]:
    matter = matter_of(session, case)
    return {
        "case_no": case.case_no, "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "office": matter.office.name, "state": case.state, "opened_at": case.opened_at, "revision": case.revision,
        "accepted_at": case.accepted_at, "due": due_of(case), "deferred_until": last_day(case.deferred_until),
        "closed_at": case.closed_at, "submitted": sent, "open_parts": going,
    }  # fmt: skip


def my_document(session: Session, case: Case, *, services: Services, now: int) -> dict[str, Any]:
    """Everything `schemas.MyCaseAnswer` names: the line, what is missing, what was done when, what can be done."""
    steps = select(CaseStep).where(CaseStep.case_no == case.case_no).order_by(CaseStep.revision)
    missing = missing_notice(session, case, services=services, now=now)["materials"]
    matter = matter_of(session, case)
    promise = matter.commitment
    mine = {"withdraw"} | ({"commit"} if promise is not None and promise.text is not None else set())
    mine |= set() if open_request(session, case, now=now) is None else ANSWERS
    agents = my_agent_acts(session, case, matter)
    return {
        **my_lines(session, [case])[0],
        "missing": missing if case.closed_at is None else [],
        "steps": [{"act": step.act, "state": step.state, "at": step.at} for step in session.scalars(steps)],
        "acts": [act for act in possible(case.state, "applicant") if act in mine | agents or _online(act, case)],
    }


def _online(act: str, case: Case) -> bool:
    """Rule 3."""
    return act not in {"commit", *ANSWERS, *AGENTS} and case.channel == "online"
