"""A window types into the form what no certificate of the case says.

1. All typed fields at once, in place of those typed before; a field that a certificate fills is not typed.
2. Only in a case that was begun at a window and still stands: what an applicant signed online is theirs.
3. Once the case is handed in nothing that must be filled is emptied.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.cases.agents import acts, agent_of
from backend.cases.form import FormIncomplete, check_typed, form_of, keep_typed, seal_form, typed_of, unfilled
from backend.cases.models import Case
from backend.cases.move import check_seen, move
from backend.cases.open import own_case
from backend.cases.parts import matter_of
from backend.cases.states import DRAFT, IllegalTransition, possible, target_of
from backend.cases.weigh import weigh_shown
from backend.matters.evaluate import fill_form
from backend.registries.calendar import day_of
from backend.web.request import Actor, Services


def fill_in(
    session: Session, case_no: str, fields: Mapping[str, str], *, revision: int, actor: Actor, services: Services,
    now: int,
) -> Case:  # fmt: skip
    """The case with these fields typed. Raises NoSuchCase, CaseChanged, IllegalTransition, FormIncomplete, Invalid,
    WrongTelephone, WrongCitizenNumber, WrongCreditCode."""
    case = own_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "fill", who="window")
    if case.channel != "window":
        others = [act for act in possible(case.state, "window") if act != "fill"]
        raise IllegalTransition(state=case.state, possible=others)
    matter = matter_of(session, case)
    weighed = weigh_shown(session, case, matter, services=services, now=now)
    filled = fill_form(matter, weighed.weighed, applicant=weighed.applicant, today=day_of(now))
    typed = typed_of(case, services=services)
    fields = check_typed(matter, fields, filled, before=typed, catalogue=services.catalogue)
    if case.state != DRAFT:  # rule 3
        before = form_of(case, services=services)
        empty = unfilled(matter, case, {*fields, *filled}, agent=acts(agent_of(session, case)))
        emptied = [name for name in empty if name in before]
        if emptied:
            raise FormIncomplete(fields=emptied)
    keep_typed(case, fields, services=services)
    seal_form(case, fields, filled, services=services)
    move(session, case, "fill", who="window", actor=actor.subject, now=now, changed=["form"], action="case.form_filled")
    return case
