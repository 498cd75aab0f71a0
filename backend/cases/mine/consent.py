"""Answer what an officer asks for: yes by the phone's key, which discloses; or no, which discloses nothing.

1. The case is the answerer's own, or an organisation's that they represent; a part is asked about by its own number.
   The request is open; a request is answered once.
2. A yes names one certificate of each type that was asked for, in that order, valid now. The statement is that of an
   application (`certs.consent`) without a form, about the case at its present revision; the yes raises the revision.
3. The disclosure is a verdict of the office that asked, in the holder's history; the certificates join the case and
   everything is weighed again, in the same transaction.
"""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.cases.agents import agent_of
from backend.cases.consents import (
    DECLINED,
    GIVEN,
    OPEN,
    ConsentRequest,
    asked_document,
    latest_requests,
    open_request,
    reason_asked,
    useful_types,
)
from backend.cases.intake.scan import PURPOSE
from backend.cases.intake.strike_off import strike_off
from backend.cases.mine.covers import held_views
from backend.cases.mine.signed import check_signature
from backend.cases.models import Case
from backend.cases.move import check_seen, move
from backend.cases.open import NoSuchCase
from backend.cases.parts import matter_of, part_cases
from backend.cases.shown import shown_before, shown_now
from backend.cases.weigh import weigh_together
from backend.errors import Conflict, Invalid
from backend.matters.guide import view_for
from backend.matters.terms import Matter
from backend.people.persons import person_of, persons_reachable
from backend.registries.calendar import day_of
from backend.verification.consented import OFFICE, disclose, name_views
from backend.verification.history import shown_fields
from backend.verification.named import NamedView
from backend.verification.verdict import Attempt, Verdict
from backend.web.request import Actor, Services
from certs.consent import Statement


class RequestClosed(Conflict):
    code = "consent_request_closed"
    zh = "没有等待答复的出示请求"
    en = "No request waits for an answer"
    next_zh = "请求可能已答复、已到期，或办件已办结；请刷新办件查看"
    next_en = "It was answered, is over, or the case is closed; read the case again"


def consent(
    session: Session, case_no: str, *, certificates: Sequence[uuid.UUID], device_id: uuid.UUID, signature: str,
    revision: int, actor: Actor, services: Services, now: int,
) -> Case:  # fmt: skip
    """Yes. Raises NoSuchCase, CaseChanged, RequestClosed, NotUsable, ConsentRefused, Invalid."""
    case, request = _asked(session, case_no, revision=revision, actor=actor, now=now)
    matter, presenter = matter_of(session, case), person_of(session, actor)
    named = name_views(
        session, presenter, certificates, services=services, now=now,
        view_of=lambda type_: view_for(matter, type_, catalogue=services.catalogue).number,
    )  # fmt: skip
    _check_types(request, named)
    statement = statement_of(case, matter, named, aud=services.settings.base_url)
    check_signature(session, presenter, device_id, signature, statement, now=now)
    ids = db.new_id(now * 1000), now, OFFICE + case.office
    attempt = Attempt(*ids, actor.subject, PURPOSE, case.case_no, case.matter_code)
    once_id = hashlib.sha256(signature.encode("ascii")).digest()[:16]
    verdict = disclose(session, attempt, named, presenter=presenter, once_id=once_id, services=services)
    request.outcome, request.answered_at = GIVEN, now
    request.device_id, request.verdict_id = device_id, verdict.id
    box = services.box.of(session, case.person_id)
    request.sealed_signed = box.seal({"statement": signature}, b"case:" + case.case_no.encode())
    _apply(session, case, matter, verdict, actor=actor, services=services, now=now)
    return case


def decline(session: Session, case_no: str, *, revision: int, actor: Actor, now: int) -> Case:
    """No. Raises NoSuchCase, CaseChanged, RequestClosed."""
    case, request = _asked(session, case_no, revision=revision, actor=actor, now=now)
    request.outcome, request.answered_at = DECLINED, now
    move(session, case, "decline", who="applicant", actor=actor.subject, now=now, changed=["consent"])
    return case


def statement_of(case: Case, matter: Matter, named: Sequence[NamedView], *, aud: str) -> Statement:
    """Rule 2."""
    return Statement(
        aud=aud, case_no=case.case_no, revision=case.revision, matter=(matter.code, matter.version),
        answers=case.answers, typed={},
        certificates=[(str(one.certificate.certificate_id), one.names) for one in named],
    )  # fmt: skip


def requests_document(
    session: Session, case: Case, *, reader: uuid.UUID, services: Services, now: int
) -> list[dict[str, Any]]:  # fmt: skip
    """Of the case and of each of its parts the last request, as `schemas.MyConsentRequest` names it."""
    cases = {one.case_no: one for one in (case, *part_cases(session, case.case_no).values())}
    latest = latest_requests(session, list(cases))
    return [
        _told(session, latest[number], one, reader=reader, services=services, now=now)
        for number, one in cases.items() if number in latest
    ]  # fmt: skip


def _asked(
    session: Session, case_no: str, *, revision: int, actor: Actor, now: int
) -> tuple[Case, ConsentRequest]:  # fmt: skip
    """Rule 1; the case is locked."""
    mine = persons_reachable(session, person_of(session, actor))
    query = select(Case).where(Case.case_no == case_no, Case.person_id.in_(mine))
    case = session.scalars(query.with_for_update()).first()
    if case is None:
        raise NoSuchCase
    check_seen(session, case, revision)
    request = open_request(session, case, now=now)
    if request is None:
        raise RequestClosed
    return case, request


def _check_types(request: ConsentRequest, named: Sequence[NamedView]) -> None:
    """Rule 2."""
    if [one.type.id for one in named] != request.types:
        problem = "one certificate of each type that was asked for, in that order"
        raise Invalid(errors=[{"path": "/certificates", "problem": problem}])


def _apply(
    session: Session, case: Case, matter: Matter, verdict: Verdict, *, actor: Actor, services: Services, now: int
) -> None:  # fmt: skip
    """Rule 3."""
    before = shown_before(session, case.case_no, services=services)
    shown = before | shown_now(session, verdict.shown, before, verdict_id=verdict.id, services=services)
    weighed = weigh_together(
        session, case, matter, case.presenter_id, shown, agent=agent_of(session, case), services=services,
        today=day_of(now),
    )  # fmt: skip
    strike_off(
        session, case, matter, verdict, weighed, act="consent", who="applicant", actor=actor.subject,
        action="case.consented", provided=["consent"], services=services, now=now,
    )  # fmt: skip


def _told(
    session: Session, request: ConsentRequest, case: Case, *, reader: uuid.UUID, services: Services, now: int
) -> dict[str, Any]:  # fmt: skip
    matter = matter_of(session, case)
    asked = asked_document(request, case, matter, catalogue=services.catalogue, now=now)
    types = [one for one in useful_types(matter, services.catalogue).values() if one.id in request.types]
    wanted = types if asked["standing"] == OPEN else []  # what they could say yes with; nothing is opened
    stored = [
        {"certificate_id": str(one.certificate.certificate_id), "type": one.type.id, "fields": list(one.names)}
        for one in held_views(session, reader, matter, wanted, services=services, now=now)
    ]
    return {
        **asked, "case_no": case.case_no, "revision": case.revision, "office": matter.office.name,
        "reason": reason_asked(request, services=services),
        "certificates": shown_fields(stored, services.catalogue),
    }  # fmt: skip
