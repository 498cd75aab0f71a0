"""A window asks for a proof that a material of its case could be replaced by, for the applicant who stands before it.

1. A kind of proof fits a material when one of the material's ways is that proof alone.
2. Consent is a code: the applicant's own phone showed one to this case, it was accepted, and not longer than CONSENT
   ago. Without it nothing is asked (409 `consent_missing`); which code it was is kept with the request.
3. A proof that is issued, or that stands already, is put into the case at once, as if the phone had shown it: only the
   fields that the window may see, and the case is weighed with it. The log says so to the applicant.
4. Proofs are about people: a case of an organisation has none.
5. The window learns what became of the request, never why: the reasons are the applicant's.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.cases.agents import agent_of
from backend.cases.intake.scan import PURPOSE
from backend.cases.intake.strike_off import strike_off
from backend.cases.models import Case
from backend.cases.open import own_case
from backend.cases.parts import matter_of
from backend.cases.shown import shown_before, shown_now
from backend.cases.states import target_of
from backend.cases.weigh import lacking, materials_of, weigh_together
from backend.certificates.models import Certificate
from backend.certificates.rows import open_fields
from backend.errors import Conflict
from backend.matters.terms import Condition, Material
from backend.people.persons import persons_reachable
from backend.proofs.ask import ISSUED, Asker, ask
from backend.proofs.kind import TYPE, Kind
from backend.proofs.kinds_folder import kinds_of
from backend.proofs.models import ProofRequest
from backend.registries.calendar import day_of
from backend.verification.models import VerdictRow
from backend.verification.verdict import BY_ANOTHER, ON_PAPER, Shown
from backend.verification.verifiers import verifier_of
from backend.web.request import Actor, Services

CONSENT = 1800  # seconds: as long as somebody may stand at a window
VIEW = "everything"


class ConsentMissing(Conflict):
    code = "consent_missing"
    zh = "申请人刚才没有在本办件中亮码，不能代为申请证明"
    en = "The applicant has shown no code to this case just now: no proof may be asked for in their name"
    next_zh = "请申请人亮码后再试，或请申请人在手机上申请"
    next_en = "Let the applicant show a code and try again, or ask on their own phone"


class ProofUnfit(Conflict):
    code = "proof_does_not_fit"
    zh = "该证明不能替代本办件尚缺的材料"
    en = "This proof replaces nothing that the case lacks"
    next_zh = "请从可申请的证明中选择"
    next_en = "Choose one of the proofs that the case offers"


@dataclass(frozen=True)
class Fitting:
    """The kinds of proof that would spare a missing material."""

    material_code: str
    kinds: tuple[Kind, ...]


def fitting_proofs(session: Session, case: Case, *, services: Services) -> list[Fitting]:
    """Rules 1 and 4, for what the case lacks now."""
    matter = matter_of(session, case)
    if matter.applicant != "citizen":
        return []
    wanted = {row.material_code for row in lacking(materials_of(session, case.case_no))}
    found = (Fitting(one.code, _fitting(one, services)) for one in matter.materials if one.code in wanted)
    return [one for one in found if one.kinds]


def consent_of(session: Session, case: Case, *, now: int) -> VerdictRow | None:
    """Rule 2: the latest code of the applicant's own phone, if it is recent enough."""
    if case.presenter_id is None:
        return None
    mine = VerdictRow.person_id.in_(persons_reachable(session, case.presenter_id))
    here = VerdictRow.case_no == case.case_no, VerdictRow.verifier_id == case.verifier_id
    accepted = VerdictRow.outcome == "accepted", VerdictRow.at >= now - CONSENT
    own = VerdictRow.form.not_in((BY_ANOTHER, ON_PAPER))
    query = select(VerdictRow).where(mine, *here, *accepted, own)
    return session.scalars(query.order_by(VerdictRow.at.desc())).first()


def ask_for_case(
    session: Session, case_no: str, kind_code: str, answers: Mapping[str, Any], *, actor: Actor, services: Services,
    now: int,
) -> tuple[ProofRequest, Case]:  # fmt: skip
    """The request and the case after it. Raises NoSuchCase, IllegalTransition, NotRegistered, ProofUnfit,
    ConsentMissing, and what `proofs.ask` raises."""
    case = own_case(session, case_no, actor=actor, lock=True)
    target_of(case.state, "add", who="window")
    kinds = {kind.code for one in fitting_proofs(session, case, services=services) for kind in one.kinds}
    if kind_code not in kinds:
        raise ProofUnfit
    consent = consent_of(session, case, now=now)
    if consent is None or case.person_id is None:
        raise ConsentMissing
    asker = Asker(case.person_id, actor, case.verifier_id, case.case_no, consent.verdict_id)
    request = ask(session, kind_code, answers, asker=asker, services=services, now=now)
    if request.state == ISSUED and request.certificate_id is not None:
        _put_in(session, case, request, consent.verdict_id, actor=actor, services=services, now=now)
    return request, case


def _put_in(
    session: Session, case: Case, request: ProofRequest, consent_id: uuid.UUID, *, actor: Actor, services: Services,
    now: int,
) -> None:  # fmt: skip
    """Rule 3."""
    certificate = session.get_one(Certificate, (request.person_id, request.certificate_id))
    matter = matter_of(session, case)
    before = shown_before(session, case.case_no, services=services)
    shown = [_as_shown(session, certificate, actor=actor, services=services, now=now)]
    new = shown_now(session, shown, before, verdict_id=consent_id, services=services)
    weighed = weigh_together(
        session, case, matter, case.presenter_id, before | new, agent=agent_of(session, case), services=services,
        today=day_of(now),
    )  # fmt: skip
    strike_off(
        session, case, matter, None, weighed, who="window", actor=actor.subject, action="proof.attached",
        services=services, now=now,
    )  # fmt: skip


def _as_shown(session: Session, certificate: Certificate, *, actor: Actor, services: Services, now: int) -> Shown:
    type = services.catalogue.by_id(TYPE)
    assert type is not None  # kinds of proof could not have been read without it
    view = type.view_by_id(VIEW)
    seen = verifier_of(session, actor, services=services, now=now).permitted(PURPOSE).get(type.number, frozenset())
    clean = open_fields(certificate, box=services.box)
    fields = {name: clean.get(name) for name in (view.fields if view else ()) if name in seen}
    return Shown(
        certificate.certificate_id, certificate.person_id, type, certificate.handle, fields, certificate.valid_to
    )


def _fitting(material: Material, services: Services) -> tuple[Kind, ...]:
    named = {
        name
        for way in material.replaced_by
        if len(way) == 1 and way[0].type == TYPE
        for condition in way[0].conditions
        for name in _kinds_named(condition)
    }
    return tuple(kind for kind in kinds_of(services).values() if kind.name.zh in named)


def _kinds_named(condition: Condition) -> list[Any]:
    if condition.kind == "field_equals" and condition.arguments["field"] == "proof_kind":
        return [condition.arguments["value"]]
    if condition.kind == "field_in" and condition.arguments["field"] == "proof_kind":
        return list(condition.arguments["values"])
    return []
