"""The cases of an office: what waits for its officers, by due date, and one of them.

1. An officer sees the cases of their own office from the acceptance on; any other does not exist for them.
2. Who took a case sees its form, its applicant and who acts for them, and the taking is in the log; the list and
   everybody else see what is asked for and handed in, and nobody's name.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, tuple_
from sqlalchemy.orm import Session

from backend.cases.deciding.decided import weighed_by_rule
from backend.cases.intake.read import case_document, number_of
from backend.cases.limits import NONE, RED, YELLOW, due_of, mark
from backend.cases.models import Case, Commitment
from backend.cases.office.asked import consent_documents
from backend.cases.open import NoSuchCase
from backend.cases.parts import matter_of
from backend.cases.parts_told import part_of
from backend.cases.states import ACCEPTED, DECIDING, possible
from backend.people.persons import identity_of
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services

WAITING = (ACCEPTED, DECIDING)


def office_cases(
    session: Session, office: str | None, *, marked: str | None, state: str | None, limit: int, cursor: str | None,
    now: int,
) -> list[Case]:  # fmt: skip
    """Up to `limit + 1` cases, the first due first, after the cursor. Without a state: those that wait."""
    states = WAITING if state is None else (state,)
    query = select(Case).where(Case.office == office, Case.state.in_(states), Case.due_promised.is_not(None))
    if marked is not None:
        query = query.where(_marked(marked, now))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(Case.due_promised, Case.case_no) > tuple_(after[0], number_of(after[1])))
    return list(session.scalars(query.order_by(Case.due_promised, Case.case_no).limit(limit + 1)))


def office_case(session: Session, case_no: str, *, actor: Actor, lock: bool = False) -> Case:
    """Rule 1. Raises NoSuchCase."""
    query = select(Case).where(Case.case_no == case_no, Case.office == actor.office, Case.accepted_at.is_not(None))
    case = session.scalars(query.with_for_update() if lock else query).first()
    if case is None:
        raise NoSuchCase
    return case


def office_line(session: Session, case: Case, *, actor: Actor, now: int) -> dict[str, Any]:
    """Everything `office_schemas.OfficeCaseLine` names."""
    matter = matter_of(session, case)
    return {
        "case_no": case.case_no, "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "state": case.state, "channel": case.channel, "revision": case.revision, "accepted_at": case.accepted_at,
        "due": due_of(case), "mark": mark(case, now), "taken": case.officer_id is not None,
        "mine": is_mine(case, actor), "closed_at": case.closed_at, "part": part_of(session, case),
    }  # fmt: skip


def office_document(session: Session, case: Case, *, actor: Actor, services: Services, now: int) -> dict[str, Any]:
    """Everything `office_schemas.OfficeCaseAnswer` names (rule 2)."""
    mine = is_mine(case, actor)
    whole = case_document(session, case, services=services, now=now, reasons=mine)
    promised = session.get(Commitment, case.case_no)
    asking = consent_documents(session, case, mine=mine, services=services, now=now)
    form = whole["form"] if mine else [field | {"value": None} for field in whole["form"]]
    return whole | {
        **office_line(session, case, actor=actor, now=now),
        "form": form,
        "acts": [
            act
            for act in possible(case.state, "officer")
            if act == "take" or (mine and (act != "ask" or asking["askable"]))
        ],
        "applicant": _applicant(session, case, services=services) if mine else None,
        "agent": whole["agent"] if mine else None,
        "weighed_by_rule": weighed_by_rule(session, case, services=services, now=now),
        "committed": [] if promised is None else promised.materials,
        **asking,
    }


def is_mine(case: Case, actor: Actor) -> bool:
    """Whether the actor took it."""
    return case.officer_id is not None and str(case.officer_id) == actor.subject_id


def _applicant(session: Session, case: Case, *, services: Services) -> dict[str, str] | None:
    if case.person_id is None:
        return None
    who = identity_of(session, case.person_id, box=services.box)
    return {"kind": who.kind, "name": who.name, "number": who.number}


def _marked(marked: str, now: int) -> ColumnElement[bool]:
    """As `limits.mark` reckons it."""
    at = func.coalesce(Case.closed_at, now)
    red, yellow = Case.due_statutory <= at, Case.yellow_from <= at
    return {RED: red, YELLOW: and_(yellow, ~red), NONE: and_(~yellow, ~red)}[marked]
