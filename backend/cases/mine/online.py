"""Apply online: begin a case for oneself or an organisation one represents, and fill in its form.

1. Only matters whose channels name the phone. 2. Citizens apply for themselves; an organisation's legal representative
applies for it, and names it. 3. A person has at most MOST unfinished cases of their own begun online.
4. A field that a certificate filled is not typed. 5. What was signed as the form is unsigned once the form changes.
"""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.form import check_typed, form_of, keep_typed, seal_form, typed_of
from backend.cases.mine.my_cases import my_case
from backend.cases.models import ONLINE, Case
from backend.cases.move import check_seen, move
from backend.cases.open import add_case, check_answers, new_case
from backend.cases.parts import matter_of
from backend.cases.states import DRAFT, IllegalTransition, target_of
from backend.cases.weigh import Weighed, materials_of, weigh_shown, weigh_together
from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.matters.evaluate import fill_form
from backend.matters.offered import offered_matter
from backend.matters.terms import Material, Matter
from backend.people.persons import CITIZEN, ORGANISATION, identity_of, person_of, persons_reachable, stay
from backend.registries.calendar import day_of
from backend.web.request import Actor, Services

MOST = 20
ME = "me"
UNSIGNED = ("尚未填写并签名", "not filled in and signed yet")
SIGNED = ("已在线填写并签名", "filled in online and signed")


class NotOnline(Forbidden):
    code = "not_online"
    zh = "该事项不能在手机上申请"
    en = "This matter cannot be applied for on the phone"
    next_zh = "请按办事指南选择办理渠道"
    next_en = "Choose a channel named in the guide"


class NotReached(NotFound):
    code = "organisation_not_reached"
    zh = "您不是该单位的法定代表人，或没有这个单位"
    en = "You do not represent this organisation, or there is no such"
    next_zh = "请由该单位的法定代表人申请"
    next_en = "Its legal representative can apply"


class TooManyDrafts(Conflict):
    code = "too_many_drafts"
    zh = "未提交的申请过多"
    en = "Too many applications are unfinished"
    next_zh = "请先提交或撤回已有的申请"
    next_en = "Submit or withdraw one of them first"


def begin(
    session: Session, matter_code: str, *, answers: Mapping[str, str], applicant: str, actor: Actor,
    services: Services, now: int,
) -> Case:  # fmt: skip
    """A draft of the applicant; `applicant`: ME, or the id of an organisation.

    Raises IdentityNotMatched, NoSuchMatter, NotOnline, NotReached, TooManyDrafts, Invalid.
    """
    presenter = person_of(session, actor)
    matter = offered_matter(session, matter_code)
    if "phone" not in matter.channels:
        raise NotOnline
    check_answers(matter, answers)
    applicant_id = _applicant_id(session, matter, presenter, applicant)
    _refuse_too_many(session, applicant_id)
    stay(session, applicant_id)
    case = new_case(matter, answers, now=now, channel=ONLINE)
    case.person_id, case.presenter_id = applicant_id, presenter
    weighed = weigh_together(session, case, matter, presenter, {}, agent=None, services=services, today=day_of(now))
    add_case(session, case, weighed.outcomes, actor=actor, now=now)
    return case


def fill(
    session: Session, case_no: str, fields: Mapping[str, str], *, revision: int, actor: Actor, services: Services,
    now: int,
) -> Case:  # fmt: skip
    """The draft with exactly these fields typed. Raises NoSuchCase, CaseChanged, IllegalTransition, Invalid."""
    case = my_online_case(session, case_no, actor=actor)
    check_seen(session, case, revision)
    target_of(case.state, "fill", who="applicant")
    matter = matter_of(session, case)
    filled = filled_of(matter, weigh_own(session, case, matter, services=services, now=now), now=now)
    typed = typed_of(case, services=services)
    fields = check_typed(matter, fields, filled, before=typed, catalogue=services.catalogue)
    before = form_of(case, services=services)
    keep_typed(case, fields, services=services)
    seal_form(case, fields, filled, services=services)
    changed = _unsign(session, case, now=now) if form_of(case, services=services) != before else []
    move(
        session, case, "fill", who="applicant", actor=actor.subject, now=now, changed=[*changed, "form"],
        action="case.form_filled",
    )  # fmt: skip
    return case


def my_online_case(session: Session, case_no: str, *, actor: Actor) -> Case:
    """A case that I began online, locked. Raises IdentityNotMatched, NoSuchCase, IllegalTransition."""
    case = my_case(session, case_no, actor=actor, lock=True)
    if case.channel != ONLINE:
        raise IllegalTransition(state=case.state, possible=["withdraw"])
    return case


def weigh_own(session: Session, case: Case, matter: Matter, *, services: Services, now: int) -> Weighed:
    """The certificates that the case has, each with its state of now."""
    return weigh_shown(session, case, matter, services=services, now=now)


def filled_of(matter: Matter, weighed: Weighed, *, now: int) -> dict[str, Any]:
    """Form field -> value, of the fields that these certificates fill."""
    return fill_form(matter, weighed.weighed, applicant=weighed.applicant, today=day_of(now))


def is_form(material: Material) -> bool:
    """Whether the material is a form that the applicant fills in: signing the online form hands it in."""
    return material.form == "form" and material.source.by == "applicant"


def applicants(session: Session, actor: Actor, *, services: Services) -> Sequence[dict[str, Any]]:
    """For whom I can apply: myself first, then the organisations that I represent. Raises IdentityNotMatched."""
    mine = persons_reachable(session, person_of(session, actor))
    found = [identity_of(session, one, box=services.box) for one in mine]
    return [
        {"id": str(one.person_id) if place else ME, "kind": ORGANISATION if place else CITIZEN, "name": one.name}
        for place, one in enumerate(found)
    ]


def _applicant_id(session: Session, matter: Matter, presenter: uuid.UUID, applicant: str) -> uuid.UUID:
    """Rule 2."""
    if (applicant == ME) != (matter.applicant == "citizen"):
        problem = "a citizen applies" if matter.applicant == "citizen" else "an organisation applies: name it"
        raise Invalid(errors=[{"path": "/for", "problem": problem}])
    reachable = {str(one): one for one in persons_reachable(session, presenter)[1:]} | {ME: presenter}
    if applicant not in reachable:
        raise NotReached
    return reachable[applicant]


def _refuse_too_many(session: Session, applicant_id: uuid.UUID) -> None:
    mine = Case.person_id == applicant_id, Case.state == DRAFT, Case.channel == ONLINE
    if (session.scalar(select(func.count()).select_from(Case).where(*mine)) or 0) >= MOST:
        raise TooManyDrafts


def _unsign(session: Session, case: Case, *, now: int) -> list[str]:
    """Rule 5: the materials that are missing again."""
    rows = [row for row in materials_of(session, case.case_no).values() if row.why_zh == SIGNED[0]]
    for row in rows:
        row.state, row.changed_at = "missing", now
        row.why_zh, row.why_en = UNSIGNED
    return [row.material_code for row in rows]
