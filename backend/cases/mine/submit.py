"""Submit a case that was begun online: the phone's key signs the consent, certificates are weighed like a scan's.

1. The statement is about this case at this revision; every submission raises the revision, so it serves once.
2. The phone is the applicant's own and not removed; the signature is fresh and says what the case says, to the letter.
3. Every certificate named is the applicant's own and valid now, and the matter has a use for its type.
4. Every field of the form that must be filled is filled: by a certificate, or typed.
5. Signing the form hands in the materials that are such forms. Nothing missing: the case is accepted. Else it stays a
draft, or is deferred when the applicant undertakes to hand in the rest; what may not be deferred refuses the whole.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from backend import db
from backend.cases.agents import agent_of
from backend.cases.form import FormIncomplete, complete_form, typed_of
from backend.cases.intake.accept import accept_locked
from backend.cases.intake.deferral import defer_locked
from backend.cases.intake.scan import PURPOSE
from backend.cases.intake.strike_off import strike_off
from backend.cases.mine.covers import types_of
from backend.cases.mine.online import SIGNED, is_form, my_online_case
from backend.cases.mine.signed import check_signature
from backend.cases.models import Case, CaseConsent, CaseMaterial
from backend.cases.move import check_seen
from backend.cases.parts import matter_of
from backend.cases.shown import shown_before, shown_now
from backend.cases.states import target_of
from backend.cases.weigh import lacking, materials_of, weigh_together
from backend.errors import Invalid
from backend.matters.guide import view_for
from backend.matters.terms import Matter
from backend.people.persons import person_of
from backend.registries.calendar import day_of
from backend.verification.consented import OFFICE, disclose, name_views
from backend.verification.named import NamedView
from backend.verification.verdict import Attempt, Verdict
from backend.web.request import Actor, Services
from certs import consent

__all__ = ["FormIncomplete", "submit"]


def submit(
    session: Session, case_no: str, *, revision: int, certificates: Sequence[uuid.UUID], device_id: uuid.UUID,
    signature: str, defer: bool, actor: Actor, services: Services, now: int,
) -> Case:  # fmt: skip
    """The case after it: accepted, deferred, or still a draft that lacks something.

    Raises NoSuchCase, CaseChanged, IllegalTransition, NotUsable, ConsentRefused, FormIncomplete, NotDeferrable, Barred.
    """
    case = my_online_case(session, case_no, actor=actor)
    check_seen(session, case, revision)
    target_of(case.state, "add", who="applicant")
    matter = matter_of(session, case)
    presenter = person_of(session, actor)
    named = _named(session, matter, presenter, certificates, services=services, now=now)
    statement = _statement(case, matter, named, defer=defer, services=services)
    check_signature(session, presenter, device_id, signature, statement, now=now)  # rules 1 and 2
    verdict = _disclose(session, case, named, signature, presenter=presenter, actor=actor, services=services, now=now)
    rows = materials_of(session, case_no)
    case.presenter_id = presenter
    _apply(session, case, matter, verdict, rows, actor=actor, services=services, now=now)
    complete_form(matter, case, {}, agent=False, services=services)  # rule 4
    _keep_consent(session, case, revision, device_id, signature, verdict, services=services, now=now)
    if not lacking(rows):
        return accept_locked(session, case, who="applicant", actor=actor.subject, services=services, now=now)
    if defer:
        return defer_locked(session, case, who="applicant", actor=actor.subject, services=services, now=now)
    return case


def _named(
    session: Session, matter: Matter, presenter: uuid.UUID, certificates: Sequence[uuid.UUID], *,
    services: Services, now: int,
) -> list[NamedView]:  # fmt: skip
    """Rule 3."""
    named = name_views(
        session, presenter, certificates, services=services, now=now,
        view_of=lambda type_: view_for(matter, type_, catalogue=services.catalogue).number,
    )  # fmt: skip
    useful = types_of(matter)
    useless = [
        place for place, one in enumerate(named)
        if one.type.id not in useful or certificates.index(certificates[place]) != place
    ]  # fmt: skip
    if useless:
        problem = "the matter has no use for it"
        raise Invalid(errors=[{"path": f"/certificates/{place}", "problem": problem} for place in useless])
    return named


def _statement(
    case: Case, matter: Matter, named: Sequence[NamedView], *, defer: bool, services: Services
) -> consent.Statement:
    return consent.Statement(
        aud=services.settings.base_url, case_no=case.case_no, revision=case.revision,
        matter=(matter.code, matter.version), answers=case.answers, typed=typed_of(case, services=services),
        certificates=[(str(one.certificate.certificate_id), one.names) for one in named], defer=defer,
    )  # fmt: skip


def _disclose(
    session: Session, case: Case, named: Sequence[NamedView], signature: str, *,
    presenter: uuid.UUID, actor: Actor, services: Services, now: int,
) -> Verdict | None:  # fmt: skip
    if not named:
        return None
    ids = db.new_id(now * 1000), now, OFFICE + case.office
    attempt = Attempt(*ids, actor.subject, PURPOSE, case.case_no, case.matter_code)
    once_id = hashlib.sha256(signature.encode("ascii")).digest()[:16]
    return disclose(session, attempt, named, presenter=presenter, once_id=once_id, services=services)


def _apply(
    session: Session, case: Case, matter: Matter, verdict: Verdict | None, rows: Mapping[str, CaseMaterial], *,
    actor: Actor, services: Services, now: int,
) -> None:  # fmt: skip
    shown = shown_before(session, case.case_no, services=services)
    if verdict is not None:
        shown |= shown_now(session, verdict.shown, shown, verdict_id=verdict.id, services=services)
    weighed = weigh_together(
        session, case, matter, case.presenter_id, shown, agent=agent_of(session, case), services=services,
        today=day_of(now),
    )  # fmt: skip
    strike_off(
        session, case, matter, verdict, weighed, who="applicant", actor=actor.subject, action="case.submitted",
        provided=_hand_in_forms(matter, rows, now=now), services=services, now=now,
    )  # fmt: skip


def _hand_in_forms(matter: Matter, rows: Mapping[str, CaseMaterial], *, now: int) -> list[str]:
    """Rule 5."""
    forms = [rows[one.code] for one in matter.materials if is_form(one) and rows[one.code].state == "missing"]
    for row in forms:
        row.state, row.changed_at = "provided", now
        row.why_zh, row.why_en = SIGNED
    return [row.material_code for row in forms]


def _keep_consent(
    session: Session, case: Case, revision: int, device_id: uuid.UUID, signature: str, verdict: Verdict | None, *,
    services: Services, now: int,
) -> None:  # fmt: skip
    sealed = services.box.of(session, case.person_id).seal({"statement": signature}, b"case:" + case.case_no.encode())
    row = CaseConsent(
        case_no=case.case_no, revision=revision, device_id=device_id, verdict_id=verdict and verdict.id, sealed=sealed,
        at=now,
    )  # fmt: skip
    session.add(row)
