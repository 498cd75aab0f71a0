"""Accept a case: everything is there, and the time limits begin.

1. All certificates of the case are weighed again, each with its state of now; what ceased to be valid since the scan is
   missing again, stays so, and is named (409 `materials_missing`).
2. A case is accepted only when nothing is missing and nothing is deferred.
3. A deferred case is accepted by itself as soon as rule 2 holds, and no sooner.
"""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from backend.cases.limits import calendar_of, start_limits
from backend.cases.models import Case, CaseMaterial
from backend.cases.move import check_seen, move
from backend.cases.open import own_case
from backend.cases.states import DEFERRED, Who, target_of
from backend.cases.weigh import lacking, materials_of, weigh_again
from backend.errors import Conflict
from backend.matters.offered import matter_version
from backend.web.request import Actor, Services


class MaterialsMissing(Conflict):
    """`materials` names them by code."""

    code = "materials_missing"
    zh = "还有材料未齐"
    en = "Materials are missing"
    next_zh = "请补齐 materials 中的材料；可容缺的，可以容缺受理"
    next_en = "Hand in what `materials` names; what may be deferred can follow later"
    keeps_writes = True  # rule 1: what was found missing is written down


def accept(session: Session, case_no: str, *, revision: int, actor: Actor, services: Services, now: int) -> Case:
    """The accepted case. Raises NoSuchCase, CaseChanged, IllegalTransition, MaterialsMissing."""
    case = own_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    return accept_locked(session, case, who="window", actor=actor.subject, services=services, now=now)


def accept_locked(session: Session, case: Case, *, who: Who, actor: str, services: Services, now: int) -> Case:
    """The same for a case that is locked already and whose revision was compared, whoever acts.

    Raises IllegalTransition, MaterialsMissing.
    """
    target_of(case.state, "accept", who=who)
    changed = require_complete(session, case, services=services, now=now)
    _begin(session, case, services=services, now=now)
    move(session, case, "accept", who=who, actor=actor, now=now, changed=[*changed, "due"])
    return case


def require_complete(session: Session, case: Case, *, services: Services, now: int) -> list[str]:
    """Rules 1 and 2: the materials that changed by weighing again. Raises MaterialsMissing."""
    rows = materials_of(session, case.case_no)
    changed = weigh_again(session, case, rows, services=services, now=now)
    absent = lacking(rows)
    if not absent:
        return changed
    if changed:
        move(session, case, "weigh", who="clock", actor="clock", now=now, changed=changed, missing=len(absent))
    raise MaterialsMissing(materials=sorted(row.material_code for row in absent), revision=case.revision)


def complete_if_ready(
    session: Session, case: Case, rows: Mapping[str, CaseMaterial], *, services: Services, now: int
) -> None:
    """Rule 3, after `rows` changed."""
    if case.state != DEFERRED or lacking(rows):
        return
    changed = weigh_again(session, case, rows, services=services, now=now)
    if lacking(rows):
        return
    _begin(session, case, services=services, now=now)
    move(session, case, "complete", who="clock", actor="clock", now=now, changed=[*changed, "due"])


def _begin(session: Session, case: Case, *, services: Services, now: int) -> None:
    matter = matter_version(session, case.matter_code, case.matter_version)
    start_limits(case, matter.time_limit, calendar=calendar_of(services), now=now)
