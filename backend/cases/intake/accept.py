"""Accept a case: everything is there, and the time limits begin.

1. A case is accepted only when nothing is missing and nothing is deferred, weighed at that moment (`complete`), and its
   form is filled in.
2. A deferred case is accepted by itself as soon as that holds, and no sooner.
3. What can be decided without a person is decided with the acceptance, in the same transaction.
4. What other offices do of the case becomes theirs with the acceptance, before anything is decided, or nothing is
   accepted (`dispatch`).
5. A window accepts what an agent brought only while all is well with the agent (`agent_check`).
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.cases.agents import acts, agent_of
from backend.cases.complete import MaterialsMissing, WeighedAgain, require_complete, weigh_rows
from backend.cases.deciding.at_once import decide_at_once
from backend.cases.form import FormIncomplete, complete_form
from backend.cases.intake.agent_check import check_agent
from backend.cases.intake.dispatch import dispatch
from backend.cases.limits import calendar_of, start_limits
from backend.cases.models import Case, CaseMaterial
from backend.cases.move import check_seen, move
from backend.cases.open import own_case
from backend.cases.parts import matter_of
from backend.cases.states import DEFERRED, Who, target_of
from backend.cases.weigh import lacking
from backend.matters.evaluate import fill_form
from backend.registries.calendar import day_of
from backend.web.request import Actor, Services

__all__ = ["FormIncomplete", "MaterialsMissing", "accept", "accept_locked", "complete_if_ready"]


def accept(session: Session, case_no: str, *, revision: int, actor: Actor, services: Services, now: int) -> Case:
    """The accepted case. Raises NoSuchCase, CaseChanged, and as `accept_locked`."""
    case = own_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    check_agent(session, case, services=services, now=now)  # rule 5
    return accept_locked(session, case, who="window", actor=actor.subject, services=services, now=now)


def accept_locked(session: Session, case: Case, *, who: Who, actor: str, services: Services, now: int) -> Case:
    """The same for a case that is locked already and whose revision was compared, whoever acts.

    Raises IllegalTransition, MaterialsMissing, FormIncomplete, Barred.
    """
    target_of(case.state, "accept", who=who)
    found = require_complete(session, case, services=services, now=now)
    matter, weighed = matter_of(session, case), found.weighed
    filled = fill_form(matter, weighed.weighed, applicant=weighed.applicant, today=day_of(now))
    complete_form(matter, case, filled, agent=acts(agent_of(session, case)), services=services)
    _begin(session, case, "accept", found, who=who, actor=actor, services=services, now=now)
    return case


def complete_if_ready(
    session: Session, case: Case, rows: Mapping[str, CaseMaterial], *, services: Services, now: int
) -> None:
    """Rule 2, after `rows` changed."""
    if case.state != DEFERRED or lacking(rows):
        return
    found = weigh_rows(session, case, rows, services=services, now=now)
    if not found.absent:
        _begin(session, case, "complete", found, who="clock", actor="clock", services=services, now=now)


def _begin(
    session: Session, case: Case, act: str, found: WeighedAgain, *, who: Who, actor: str, services: Services, now: int
) -> None:
    matter = matter_of(session, case)
    start_limits(case, matter.time_limit, calendar=calendar_of(services), now=now)
    move(session, case, act, who=who, actor=actor, now=now, changed=[*found.changed, "due"])
    dispatch(session, case, matter, found.weighed, services=services, now=now)  # rule 4
    decide_at_once(session, case, matter, found.weighed, services=services, now=now)  # rule 3
