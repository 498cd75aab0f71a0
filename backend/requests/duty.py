"""Checks under a legal duty, without the holder's phone: asked by one, approved by another, seen once.

1. An office looks on a ground in law that it has, for its own case number and reason, at what the ground permits.
   Nothing is looked up before the second person's yes, so asking says nothing of anybody.
2. Who asks does not decide; who decides is of the same office. A decision waits for at most a week.
3. Who asked sees it once, within a day of the yes, and for SHOWN_FOR seconds on the screen. It is a verdict of the
   office in the holder's history, and a notice: at once, or after the days that the ground has.
4. At most MOST_A_DAY checks an employee and day, by all their accounts together; from UNUSUAL on the log says so.
5. Who is erased meanwhile is found no more, or is erased after the reading, which then is what the law keeps of them.
"""

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.certificates.models import Certificate
from backend.errors import Forbidden
from backend.people import two_people
from backend.people.limits import count_attempt
from backend.people.persons import CITIZEN, find_person, stay
from backend.people.two_people import APPROVED, ASKED, EXPIRED, REFUSED
from backend.requests.grounds import Ground, ground_of
from backend.requests.models import DutyCheck
from backend.requests.refusals import CheckDecided, GroundExceeded, NoSuchCheck, SamePerson
from backend.requests.wanted import Wanted, read_wanted, refuse_beyond, stored_wanted
from backend.security import Box
from backend.security.refusals import HolderErased
from backend.verification.consented import OFFICE
from backend.verification.named import Refused
from backend.verification.released import LOOKED_UP, name_one, open_named
from backend.verification.verdict import Attempt, Shown
from backend.verification.write import write_accepted
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue
from certs.catalogue.numbers import citizen_number, credit_code
from certs.catalogue.problems import FieldProblem

SEEN = "seen"
STATES = (ASKED, APPROVED, REFUSED, SEEN, EXPIRED)
DAY = 86_400
DECIDE_WITHIN, SEE_WITHIN, SHOWN_FOR = 7 * DAY, DAY, 300
MOST_A_DAY, UNUSUAL = 50, 20
PURPOSE = "duty:"  # before the ground's code, in a verdict's purpose


class Means(Protocol):
    """What telling takes: of a request's services, or a command's."""

    @property
    def box(self) -> Box: ...

    @property
    def catalogue(self) -> Catalogue: ...


def ask_check(
    session: Session, said: Mapping[str, Any], *, actor: Actor, services: Services, now: int
) -> DutyCheck:  # fmt: skip
    """Rules 1 and 4. Raises GroundUnknown, GroundExceeded, Invalid, TooMany."""
    ground = ground_of(services, said["ground"], office=actor.office)
    given = [{"type": one["type"], "required": one["fields"], "optional": []} for one in said["certificates"]]
    wanted = read_wanted(given, services.catalogue)
    refuse_beyond(wanted, ground.permitted, GroundExceeded)
    _count(session, actor, services=services, now=now)
    check_id = db.new_id(now * 1000)
    words = {name: said[name] for name in ("kind", "number", "case_number", "reason")}
    row = DutyCheck(
        check_id=check_id, office=actor.office or "", role=actor.role, asked_by=actor.subject, ground=ground.code,
        wanted=[one.stored() for one in wanted], sealed_said=services.box.seal(words, _context(check_id)),
        state=ASKED, asked_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()  # the answer is read from the row
    _note(session, row, "asked", actor=actor, now=now)
    return row


def checks_of(
    session: Session, *, actor: Actor, limit: int, cursor: str | None
) -> Sequence[DutyCheck]:  # fmt: skip
    """The office's own, newest first: up to `limit + 1`."""
    query = select(DutyCheck).where(DutyCheck.office == (actor.office or ""))
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(DutyCheck.asked_at, DutyCheck.check_id) < tuple_(*after))
    order = DutyCheck.asked_at.desc(), DutyCheck.check_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def check_of(session: Session, check_id: uuid.UUID, *, actor: Actor) -> DutyCheck:
    """One of the office's own. Raises NoSuchCheck."""
    mine = DutyCheck.check_id == check_id, DutyCheck.office == (actor.office or "")
    row = session.scalars(select(DutyCheck).where(*mine)).one_or_none()
    if row is None:
        raise NoSuchCheck
    return row


def decide(
    session: Session, check_id: uuid.UUID, why: str | None, *, actor: Actor, services: Services, now: int
) -> DutyCheck:  # fmt: skip
    """Rule 2: yes, or no with its reason. Raises NoSuchCheck, SamePerson, CheckDecided."""
    row = check_of(session, check_id, actor=actor)
    state = APPROVED if why is None else REFUSED
    two_people.decide(
        session, row, state, actor=actor.subject, within=DECIDE_WITHIN, now=now, closed=CheckDecided,
        another=SamePerson,
        sealed_why=None if why is None else services.box.of_row(row).seal({"reason": why}, _context(check_id)),
    )  # fmt: skip
    _note(session, row, state, actor=actor, now=now)
    return row


def see(
    session: Session, check_id: uuid.UUID, *, actor: Actor, services: Services, now: int
) -> tuple[DutyCheck, list[Shown]]:  # fmt: skip
    """Rule 3. Raises NoSuchCheck, Forbidden (another one asked), GroundUnknown, GroundExceeded, CheckDecided."""
    row = check_of(session, check_id, actor=actor)
    if row.asked_by != actor.subject:
        raise Forbidden
    ground = ground_of(services, row.ground, office=row.office)
    wanted = stored_wanted(row.wanted, services.catalogue)
    refuse_beyond(wanted, ground.permitted, GroundExceeded)  # as the ground is now
    fresh = DutyCheck.state == APPROVED, DutyCheck.decided_at > now - SEE_WITHIN
    _change(session, row, *fresh, state=SEEN, seen_at=now)
    row.person_id = _person(session, row, box=services.box)
    shown = list(_shown(session, row, wanted, services=services, now=now))
    _note(session, row, "seen", actor=actor, now=now)
    if row.person_id is not None:
        _keep(session, row, ground, shown, services=services, now=now)
    return row, shown


def tell_due(session: Session, *, means: Means, now: int) -> int:
    """Rule 3: what may be known from now on comes into the holders' histories; how many."""
    due = select(DutyCheck).where(DutyCheck.told_at.is_(None), DutyCheck.tell_at <= now)
    rows = session.scalars(due.limit(500).with_for_update(skip_locked=True)).all()
    for row in rows:
        _tell(session, row, means=means, now=now)
    return len(rows)


def said_of(row: DutyCheck, *, box: Box) -> dict[str, str]:
    """Kind and number, case number and reason, in clear."""
    said: dict[str, str] = box.of_row(row).open(row.sealed_said, _context(row.check_id))
    return said


def why_refused(row: DutyCheck, *, box: Box) -> str | None:
    if row.sealed_why is None:
        return None
    why: str = box.of_row(row).open(row.sealed_why, _context(row.check_id))["reason"]
    return why


def standing(row: DutyCheck, *, now: int) -> str:
    """One of STATES."""
    if row.state == APPROVED and row.decided_at is not None and now >= row.decided_at + SEE_WITHIN:
        return EXPIRED
    return two_people.standing(row, within=DECIDE_WITHIN, now=now)


def _count(session: Session, actor: Actor, *, services: Services, now: int) -> None:
    """Rule 4. Raises TooMany."""
    key = services.box.blind("duty-asker", two_people.person_of(session, actor.subject))
    count_attempt(session, "duty-ask", key, window_seconds=DAY, most=MOST_A_DAY, now=now)
    accounts = two_people.accounts_of(session, actor.subject)
    mine = DutyCheck.asked_by.in_(accounts), DutyCheck.asked_at > now - DAY
    before = session.scalar(select(func.count()).select_from(DutyCheck).where(*mine)) or 0
    if before + 1 == UNUSUAL:
        office = f"office:{actor.office}"
        entry = make_entry(
            at=now, actor=actor.subject, action="duty_check.unusual", subject=office, count=before + 1
        )  # fmt: skip
        record(session, entry)


def _person(session: Session, row: DutyCheck, *, box: Box) -> uuid.UUID | None:
    """Whoever has the number, not erased before the transaction ends (rule 5)."""
    said = said_of(row, box=box)
    try:
        form = citizen_number(said["number"]) if said["kind"] == CITIZEN else credit_code(said["number"])
        found = find_person(session, said["kind"], form, box=box)
        if found is not None:
            stay(session, found)
    except (FieldProblem, HolderErased):
        return None
    return found


def _shown(
    session: Session, row: DutyCheck, wanted: Sequence[Wanted], *, services: Services, now: int
) -> Iterator[Shown]:  # fmt: skip
    """The fields of each valid certificate of the types asked, in the order asked."""
    for one in wanted if row.person_id is not None else ():
        mine = Certificate.person_id == row.person_id, Certificate.type_number == one.type.number
        query = select(Certificate).where(*mine, Certificate.state == "valid").order_by(Certificate.certificate_id)
        for certificate in session.scalars(query):
            try:
                named = name_one(certificate, one.names, services=services, now=now)
                yield open_named(named, services=services, now=now)
            except Refused:  # not within its period, or a row made by hand
                continue


def _keep(
    session: Session, row: DutyCheck, ground: Ground, shown: Sequence[Shown], *, services: Services, now: int
) -> None:  # fmt: skip
    """Rule 3."""
    row.shown = [
        {"certificate_id": str(one.certificate_id), "type": one.type.id, "handle": one.handle, "fields": one.names}
        for one in shown
    ]
    row.tell_at = now + ground.tell_after_days * DAY
    if row.tell_at <= now:
        _tell(session, row, means=services, now=now)


def _tell(session: Session, row: DutyCheck, *, means: Means, now: int) -> None:
    """The verdict, by names only, at the time of the reading."""
    assert row.person_id is not None  # otherwise nothing is to be told
    assert row.seen_at is not None
    row.verdict_id, row.told_at = db.new_id(row.seen_at * 1000), now
    actor, purpose = row.asked_by, PURPOSE + row.ground
    attempt = Attempt(row.verdict_id, row.seen_at, OFFICE + row.office, actor, purpose)
    types = ((one, means.catalogue.by_id(one["type"])) for one in row.shown or ())
    shown = [
        Shown(uuid.UUID(one["certificate_id"]), row.person_id, type_, one["handle"], dict.fromkeys(one["fields"]), None)
        for one, type_ in types if type_ is not None
    ]  # fmt: skip
    write_accepted(
        session, attempt, shown, presenter=row.person_id, checks=LOOKED_UP, form="duty", services=means,
        once_id=hashlib.sha256(row.check_id.bytes).digest()[:16], entered_at=now,
    )  # fmt: skip


def _change(session: Session, row: DutyCheck, *conditions: Any, **values: Any) -> None:
    """Raises CheckDecided when this transaction did not make the change."""
    which = update(DutyCheck).where(DutyCheck.check_id == row.check_id, *conditions).values(**values)
    done = which.returning(DutyCheck.check_id).execution_options(synchronize_session=False)
    if session.execute(done).first() is None:
        raise CheckDecided
    session.refresh(row)


def _note(session: Session, row: DutyCheck, act: str, *, actor: Actor, now: int) -> None:
    entry = make_entry(
        at=now, actor=actor.subject, action=f"duty_check.{act}", subject=f"duty-check:{row.check_id}",
        person_id=row.person_id, office=row.office, ground=row.ground,
    )  # fmt: skip
    record(session, entry)


def _context(check_id: uuid.UUID) -> bytes:
    return b"duty-check:" + check_id.bytes
