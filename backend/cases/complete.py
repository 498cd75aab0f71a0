"""Is everything there now? Asked at the acceptance and again at the decision.

1. All certificates of the case are weighed again, each with its state of now; what ceased to be valid since is missing
   again, stays so, and is named (409 `materials_missing`). Where nothing is missing the case may go on.
2. A promise counts only while the applicant is not barred.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from backend.cases.bars import refuse_barred
from backend.cases.models import Case, CaseMaterial
from backend.cases.move import move
from backend.cases.weigh import Weighed, lacking, materials_of, weigh_again
from backend.errors import Conflict
from backend.web.request import Services

COMMITTED = "committed"


class MaterialsMissing(Conflict):
    """`materials` names them by code."""

    code = "materials_missing"
    zh = "还有材料未齐"
    en = "Materials are missing"
    next_zh = "请补齐 materials 中的材料；可容缺的，可以容缺受理"
    next_en = "Hand in what `materials` names; what may be deferred can follow later"
    keeps_writes = True  # rule 1: what was found missing is written down


@dataclass(frozen=True)
class WeighedAgain:
    """Codes of the materials that changed and of those that are missing or deferred, and what was weighed."""

    changed: list[str]
    absent: list[str]
    weighed: Weighed


def require_complete(session: Session, case: Case, *, services: Services, now: int) -> WeighedAgain:
    """What weighing again found; nothing is absent. Raises MaterialsMissing, Barred."""
    rows = materials_of(session, case.case_no)
    found = weigh_rows(session, case, rows, services=services, now=now)
    if not found.absent:
        return found
    if found.changed:
        missing = len(found.absent)
        move(session, case, "weigh", who="clock", actor="clock", now=now, changed=found.changed, missing=missing)
    raise MaterialsMissing(materials=found.absent, revision=case.revision)


def weigh_rows(
    session: Session, case: Case, rows: Mapping[str, CaseMaterial], *, services: Services, now: int
) -> WeighedAgain:
    """Raises Barred (rule 2)."""
    changed, weighed = weigh_again(session, case, rows, services=services, now=now)
    if case.person_id is not None and any(row.state == COMMITTED for row in rows.values()):
        refuse_barred(session, case.person_id, now=now)
    return WeighedAgain(changed, sorted(row.material_code for row in lacking(rows)), weighed)
