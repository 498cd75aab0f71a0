"""Materials handed in on paper: the window notes it, or takes the note back.

A paper may take the place of a promise, so that who may promise no more can still hand it in; a promise is not taken
back by a window.
"""

from sqlalchemy.orm import Session

from backend.cases.complete import COMMITTED
from backend.cases.intake.accept import complete_if_ready
from backend.cases.intake.deferral import refuse_if_over
from backend.cases.models import Case
from backend.cases.move import move
from backend.cases.open import own_case
from backend.cases.states import target_of
from backend.cases.weigh import materials_of
from backend.errors import Conflict, NotFound
from backend.web.request import Actor, Services

WHY = {"provided": ("已收取纸质材料", "handed in on paper"), "missing": ("未提交", "not handed in")}
ACTS = {"provided": "add", "missing": "take_back"}
ACCEPTS = {"provided": (*WHY, "deferred", COMMITTED), "missing": (*WHY, "deferred")}


class NoSuchMaterial(NotFound):
    code = "material_not_found"
    zh = "该办件没有这份材料"
    en = "The case has no such material"


class NotNeeded(Conflict):
    code = "material_not_needed"
    zh = "该材料已免提交或不需要"
    en = "This material is exempt or not needed"
    next_zh = "无需收取，请退还纸质材料"
    next_en = "Do not take it; give the paper back"


def set_material(
    session: Session, case_no: str, material_code: str, *, state: str, actor: Actor, services: Services, now: int
) -> Case:
    """`state`: provided | missing. The last deferred material accepts the case.

    Raises NoSuchCase, NoSuchMaterial, NotNeeded, IllegalTransition, DeferralOver.
    """
    case = own_case(session, case_no, actor=actor, lock=True)
    act = ACTS[state]
    target_of(case.state, act, who="window")
    rows = materials_of(session, case_no)
    row = rows.get(material_code)
    if row is None:
        raise NoSuchMaterial
    if row.state not in ACCEPTS[state]:
        raise NotNeeded
    refuse_if_over(case, rows, now=now)
    row.state = "deferred" if state == "missing" and row.due_at is not None else state
    row.why_zh, row.why_en = WHY[state]
    row.changed_at = now
    move(
        session, case, act, who="window", actor=actor.subject, now=now, changed=[material_code],
        action=f"case.material_{state}", material=material_code,
    )  # fmt: skip
    complete_if_ready(session, case, rows, services=services, now=now)
    return case
