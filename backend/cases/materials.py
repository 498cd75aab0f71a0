"""Materials handed in on paper: the window notes it, or takes the note back."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.cases.models import Case, CaseMaterial
from backend.cases.open import own_case
from backend.errors import Conflict, NotFound
from backend.web.request import Actor

WHY = {"provided": ("已收取纸质材料", "handed in on paper"), "missing": ("未提交", "not handed in")}


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


def set_material(session: Session, case_no: str, material_code: str, *, state: str, actor: Actor, now: int) -> Case:
    """`state`: provided | missing. Raises NoSuchCase, NoSuchMaterial, NotNeeded."""
    case = own_case(session, case_no, actor=actor, lock=True)
    row = session.get(CaseMaterial, (case_no, material_code))
    if row is None:
        raise NoSuchMaterial
    if row.state not in WHY:
        raise NotNeeded
    row.state, row.changed_at = state, now
    row.why_zh, row.why_en = WHY[state]
    session.flush()  # counted in the next line
    missing = select(func.count()).where(CaseMaterial.case_no == case_no, CaseMaterial.state == "missing")
    case.state = "open" if session.scalar(missing) else "complete"
    case.revision += 1
    subject = f"case:{case_no}"
    entry = make_entry(
        at=now, actor=actor.subject, action=f"case.material_{state}", subject=subject, person_id=case.person_id,
        material=material_code,
    )  # fmt: skip
    record(session, entry)
    return case
