"""Promise instead of papers (告知承诺): the applicant reads the text and signs it with the key of their phone.

1. A matter with such a text, a draft, and a known applicant, who is not barred; the promise stands for every material
   that is missing and may be promised, and is refused where there is none.
2. What was read is one document: the words, the materials, the check and the bar that follow. The phone signs its
   digest together with the case and its revision; the statement is kept, sealed, with the document.
3. A later promise takes the place of the earlier one, and stands for what that one stood for, too.
4. Where nothing is missing then, the case is accepted and decided at once; one that was begun online once it has been
   submitted, before the promise or after it, and its form is still the one that was signed; one at a window once its
   form is filled in.
"""

import uuid
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend.cases.agents import acts, agent_of
from backend.cases.bars import bar_of, refuse_barred
from backend.cases.complete import COMMITTED
from backend.cases.form import form_of, unfilled
from backend.cases.intake.accept import accept_locked
from backend.cases.limits import last_day
from backend.cases.mine.my_cases import my_case
from backend.cases.models import Case, CaseConsent, CaseStep, Commitment
from backend.cases.move import check_seen, move
from backend.cases.parts import matter_of
from backend.cases.states import DRAFT, target_of
from backend.cases.weigh import lacking, materials_of
from backend.errors import Conflict, Invalid, NotFound
from backend.matters.terms import Matter
from backend.people.devices import device_of
from backend.people.persons import person_of
from backend.web.request import Actor, Services
from certs.commitment import Promise, check_commitment, text_digest
from certs.errors import MalformedError
from certs.keys import public_from_jwk

WHY = ("已由告知承诺代替", "a signed commitment stands for it")


class NoCommitment(NotFound):
    code = "no_commitment"
    zh = "该事项不能以告知承诺办理"
    en = "This matter takes no commitment"
    next_zh = "请补齐材料"
    next_en = "Hand in the materials"


class NothingToCommit(Conflict):
    code = "nothing_to_commit"
    zh = "没有可以承诺代替的材料"
    en = "No missing material may be replaced by a commitment"
    next_zh = "请刷新办件，按缺件提示办理"
    next_en = "Read the case again; what is missing is named there"


class StatementRefused(Invalid):
    code = "statement_refused"
    zh = "签名的内容与承诺书不符"
    en = "What was signed is not this commitment"
    next_zh = "请重新打开承诺书，阅读后用本机签名"
    next_en = "Open the commitment again, read it, and sign it with this phone"


def text_of(session: Session, case: Case) -> dict[str, Any]:
    """What is to be read and signed (rules 1 and 2); no materials where nothing can be promised. Raises NoCommitment.

    matter, version, zh, en, materials (codes), check_within_days, bars_years.
    """
    matter = matter_of(session, case)
    promise = matter.commitment
    if promise is None or promise.text is None:
        raise NoCommitment
    return {
        "matter": matter.code, "version": matter.version, "zh": promise.text.zh, "en": promise.text.en,
        "materials": _committable(session, case, matter), "check_within_days": promise.check_within_days,
        "bars_years": promise.bars_years,
    }  # fmt: skip


def commit(
    session: Session, case_no: str, statement: str, *, revision: int, device_id: uuid.UUID, actor: Actor,
    services: Services, now: int,
) -> Case:  # fmt: skip
    """The case after it. Raises NoSuchCase, CaseChanged, IllegalTransition, NoCommitment, NothingToCommit, Barred,
    NotFound (the device), StatementRefused."""
    case = my_case(session, case_no, actor=actor, lock=True)
    check_seen(session, case, revision)
    target_of(case.state, "commit", who="applicant")
    read = text_of(session, case)
    rows = materials_of(session, case_no)
    if case.person_id is None or not _lacks(session, case, read["materials"]):
        raise NothingToCommit
    refuse_barred(session, case.person_id, now=now)
    _check(session, case, statement, read, device_id=device_id, actor=actor, services=services, now=now)
    session.merge(_kept(case, statement, read, device_id=device_id, services=services, now=now))
    changed = [code for code in read["materials"] if rows[code].state != COMMITTED]
    for code in changed:
        rows[code].state, rows[code].changed_at = COMMITTED, now
        rows[code].why_zh, rows[code].why_en = WHY
    move(session, case, "commit", who="applicant", actor=actor.subject, now=now, changed=changed)
    if not lacking(rows) and _handed_in(session, case, services=services):  # rule 4
        accept_locked(session, case, who="clock", actor="clock", services=services, now=now)
    return case


def commitment_document(session: Session, case: Case, *, services: Services, now: int) -> dict[str, Any]:
    """Everything `commitment_schemas.CaseCommitmentAnswer` names. Raises NoCommitment."""
    given = session.get(Commitment, case.case_no)
    context = b"case:" + case.case_no.encode()
    read = text_of(session, case)
    open_ = case.state == DRAFT and bool(read["materials"])
    if given is not None and not open_:  # what was signed, not what would be
        read = services.box.of_row(case).open(given.sealed, context)["read"]
    matter = matter_of(session, case)
    bar = bar_of(session, case.person_id, now=now) if case.person_id else None
    may = open_ and case.person_id is not None and bar is None
    reason = given.sealed_reason if given else None
    return {
        "case_no": case.case_no, "revision": case.revision, "aud": services.settings.base_url, "read": read,
        "digest": text_digest(read),
        "materials": [
            {"code": one.code, "name": one.name} for one in matter.materials if one.code in read["materials"]
        ],
        "may_sign": may and _lacks(session, case, read["materials"]),
        "barred_until": last_day(bar.until) if bar else None,
        "signed_at": given.signed_at if given else None, "check_due": last_day(given.check_due) if given else None,
        "check_outcome": given.outcome if given else None, "checked_at": given.checked_at if given else None,
        "check_reason": services.box.of_row(case).open(reason, context) if reason else None,
    }  # fmt: skip


def _lacks(session: Session, case: Case, codes: list[str]) -> bool:
    rows = materials_of(session, case.case_no)
    return any(rows[code].state != COMMITTED for code in codes)


def _handed_in(session: Session, case: Case, *, services: Services) -> bool:
    """At a window with its form filled in, or signed since the form was last filled in."""
    if case.channel == "window":
        form, agent = form_of(case, services=services), acts(agent_of(session, case))
        return not unfilled(matter_of(session, case), case, form, agent=agent)
    signed = select(func.max(CaseConsent.revision)).where(CaseConsent.case_no == case.case_no)
    filled = select(func.max(CaseStep.revision)).where(CaseStep.case_no == case.case_no, CaseStep.act == "fill")
    return (session.scalar(signed) or 0) >= (session.scalar(filled) or 1)


def _committable(session: Session, case: Case, matter: Matter) -> list[str]:
    rows = materials_of(session, case.case_no)
    open_ = ("missing", COMMITTED)
    return [one.code for one in matter.materials if one.committable and rows[one.code].state in open_]


def _check(
    session: Session, case: Case, statement: str, read: dict[str, Any], *, device_id: uuid.UUID, actor: Actor,
    services: Services, now: int,
) -> None:  # fmt: skip
    device = device_of(session, person_of(session, actor), device_id)
    promise = Promise(services.settings.base_url, case.case_no, case.revision, text_digest(read))
    try:
        check_commitment(statement, public_from_jwk(device.jwk), promise, now=now)
    except MalformedError as error:
        raise StatementRefused(errors=[{"path": "/statement", "problem": error.reason}]) from error


def _kept(
    case: Case, statement: str, read: dict[str, Any], *, device_id: uuid.UUID, services: Services, now: int
) -> Commitment:
    sealed = services.box.of_row(case).seal({"statement": statement, "read": read}, b"case:" + case.case_no.encode())
    return Commitment(
        case_no=case.case_no, revision=case.revision, office=case.office, device_id=device_id,
        text_digest=text_digest(read), materials=read["materials"], sealed=sealed, signed_at=now, check_assumed=False,
    )  # fmt: skip
