"""The check that follows a promise: due within working days, done by an officer of the office, once.

1. An officer sees the checks of their office that are not done, the first due first. Yellow from the last fifth of the
   days, red once the last has passed.
2. Passed: noted. Failed: in the same transaction the certificates that were issued on the promise are withdrawn, in
   their newest version, and the applicant is barred for the years that the promise named.
3. Each mark that is reached is logged once; the promise stays as it is.
"""

import uuid
from functools import partial
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, and_, select, tuple_
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.cases.bars import set_bar
from backend.cases.intake.read import number_of
from backend.cases.late import log_late
from backend.cases.limits import NONE, RED, YELLOW, last_day
from backend.cases.models import Case, Commitment, Decision
from backend.cases.open import NoSuchCase
from backend.cases.parts import matter_of
from backend.certificates import lifecycle
from backend.certificates.issue import newest_version
from backend.certificates.states import STANDING
from backend.errors import Conflict, Invalid
from backend.matters.offered import read_versions
from backend.matters.terms import Text
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services

Outcome = Literal["passed", "failed"]
FALSE = Text("承诺不实：核查未通过", "a false commitment: its check failed")


class CheckDone(Conflict):
    """`outcome` is what was found."""

    code = "check_done"
    zh = "该承诺已核查"
    en = "This commitment was checked already"
    next_zh = "核查结果见 outcome，不能更改"
    next_en = "What was found is in `outcome`; it stands"


def open_checks(
    session: Session, office: str | None, *, marked: str | None, limit: int, cursor: str | None, now: int
) -> list[tuple[Commitment, Case]]:
    """Rule 1: up to `limit + 1`, after the cursor."""
    query = select(Commitment, Case).join(Case, Case.case_no == Commitment.case_no)
    query = query.where(Commitment.office == office, Commitment.check_due.is_not(None), Commitment.outcome.is_(None))
    if marked is not None:
        query = query.where(_marked(marked, now))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(Commitment.check_due, Commitment.case_no) > tuple_(after[0], number_of(after[1])))
    rows = session.execute(query.order_by(Commitment.check_due, Commitment.case_no).limit(limit + 1))
    found = [(row[0], row[1]) for row in rows]
    read_versions(session, [(case.matter_code, case.matter_version) for _, case in found])
    return found


def record_check(
    session: Session, case_no: str, outcome: Outcome, *, reason: str | None, actor: Actor, services: Services, now: int
) -> tuple[Commitment, Case]:
    """Rule 2. Raises NoSuchCase, CheckDone, Invalid (a failed check has a reason)."""
    mine = Commitment.case_no == case_no, Commitment.office == actor.office, Commitment.check_due.is_not(None)
    given = session.scalars(select(Commitment).where(*mine).with_for_update()).first()
    if given is None:
        raise NoSuchCase
    if given.outcome is not None:
        raise CheckDone(outcome=given.outcome)
    if outcome == "failed" and reason is None:
        raise Invalid(errors=[{"path": "/reason", "problem": "a failed check has a reason"}])
    given.outcome, given.checked_at, given.officer_id = outcome, now, uuid.UUID(actor.subject_id)
    case = session.get_one(Case, case_no)
    if reason is not None:
        given.sealed_reason = services.box.of(session, case.person_id).seal(reason, b"case:" + case_no.encode())
    session.flush()  # the audit entry follows what it records
    about: dict[str, Any] = {"subject": f"case:{case_no}", "person_id": case.person_id}
    record(session, make_entry(at=now, actor=actor.subject, action=f"case.check_{outcome}", **about))
    if outcome == "failed":
        _undo(session, case, reason or "", actor=actor, services=services, now=now)
    return given, case


def check_line(session: Session, given: Commitment, case: Case, *, now: int) -> dict[str, Any]:
    """Everything `check_schemas.CheckLine` names."""
    matter = matter_of(session, case)
    names = {one.code: one.name for one in matter.materials}
    return {
        "case_no": given.case_no, "matter": {"code": matter.code, "version": matter.version, "name": matter.name},
        "materials": [{"code": code, "name": names[code]} for code in given.materials if code in names],
        "signed_at": given.signed_at, "approved_at": case.closed_at, "due": last_day(given.check_due),
        "due_assumed": given.check_assumed, "mark": check_mark(given, now), "outcome": given.outcome,
        "checked_at": given.checked_at,
    }  # fmt: skip


def log_late_checks(engine: Engine, *, now: int) -> int:
    """Rule 3: how many marks were logged."""
    with db.open_session(engine, reading=True) as session:
        columns = select(Commitment.case_no, Commitment.check_due)
        query = columns.where(Commitment.outcome.is_(None), Commitment.check_yellow <= now)
        late = {
            f"case:{case_no}": (RED if due <= now else YELLOW, partial(_look, case_no=case_no, now=now))
            for case_no, due in session.execute(query) if due is not None
        }  # fmt: skip
    return log_late(engine, late, action="case.check_late", now=now)


def _look(session: Session, *, case_no: str, now: int) -> tuple[str, uuid.UUID | None]:
    given = session.get_one(Commitment, case_no, with_for_update=True)
    mark = check_mark(given, now) if given.outcome is None else NONE
    return mark, session.get_one(Case, case_no).person_id


def _undo(session: Session, case: Case, reason: str, *, actor: Actor, services: Services, now: int) -> None:
    decision = session.get_one(Decision, case.case_no)
    for certificate_id in decision.certificates:
        issued = lifecycle.own_certificate(session, uuid.UUID(certificate_id), issuer_code=case.office)
        newest = newest_version(session, issued.person_id, issued.record_id)
        if newest is not None and newest.state in STANDING:
            lifecycle.revoke(session, newest, kind="withdrawn", reason=reason, box=services.box, now=now, actor=actor)
    promise = matter_of(session, case).commitment
    if case.person_id is not None and promise is not None and promise.bars_years > 0:
        set_bar(
            session, case.person_id, years=promise.bars_years, reason=FALSE, case_no=case.case_no, actor=actor.subject,
            now=now,
        )  # fmt: skip


def check_mark(given: Commitment, now: int) -> str:
    """none | yellow | red (rule 1); one that was done keeps the mark it had then."""
    at = now if given.checked_at is None else given.checked_at
    if given.check_due is None or given.check_yellow is None:
        return NONE
    return RED if at >= given.check_due else YELLOW if at >= given.check_yellow else NONE


def _marked(marked: str, now: int) -> ColumnElement[bool]:
    red, yellow = Commitment.check_due <= now, Commitment.check_yellow <= now
    return {RED: red, YELLOW: and_(yellow, ~red), NONE: ~yellow}[marked]
