"""What the registry changes: another legal representative, and roles that its department freezes while two dispute.

1. From the moment the registry names another representative, roles that the company had given wait for the new one's
   word, DAYS_TO_CONFIRM days; invitations that are not answered yet end. Nothing that waits counts.
2. A department freezes the roles of an organisation whose representative it registers: at once, with a reason. No role
   counts and none is changed while it stands. The representative in the register may still act in person.
3. Another employee of the same department ends the freeze.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend import db
from backend.companies.invite import DAY, DAYS_TO_CONFIRM, note
from backend.companies.models import CompanyFreeze, CompanyMember
from backend.companies.refusals import AlreadyFrozen, NotRegisteredHere, SecondPersonLifts
from backend.companies.roles import ACTIVE, ENDED, INVITED, WAITING, tell_ended
from backend.errors import NotFound
from backend.people.models import Staff
from backend.people.persons import ORGANISATION, find_person
from backend.people.two_people import require_another
from backend.registries.holders import registers_representatives, when_represented_anew
from backend.registries.models import SourceRecord
from backend.security import Box
from backend.web.paging import decode_cursor
from backend.web.request import Actor, Services
from certs.catalogue import Catalogue

REGISTRY = "registry"


@when_represented_anew
def represented_anew(session: Session, organisation_id: uuid.UUID, now: int) -> None:
    """Rule 1."""
    own = CompanyMember.person_id == organisation_id
    rows = _counted(session, organisation_id)
    invited = update(CompanyMember).where(own, CompanyMember.state == INVITED)
    over = invited.values(state=ENDED, ended_at=now, ended_why="removed", link_key=None)
    gone = session.execute(over.returning(CompanyMember.member_id).execution_options(synchronize_session=False)).all()
    for row in rows:
        row.state, row.due_at = WAITING, now + DAYS_TO_CONFIRM * DAY
    session.flush()  # what was lent to the roles ends with rows as they stand
    tell_ended(session, rows, now=now)
    if rows or gone:
        note(session, organisation_id, "represented_anew", by=None, actor=REGISTRY, now=now)


def freeze(
    session: Session, credit_code: str, reason: str, *, actor: Actor, services: Services, now: int
) -> CompanyFreeze:
    """Rule 2. Raises NotRegisteredHere, AlreadyFrozen."""
    organisation_id = find_person(session, ORGANISATION, credit_code, box=services.box)
    if organisation_id is None or not _registers(session, organisation_id, actor.office, services.catalogue):
        raise NotRegisteredHere
    freeze_id = db.new_id(now * 1000)
    row = CompanyFreeze(
        person_id=organisation_id, freeze_id=freeze_id, office=actor.office, frozen_by=actor.subject, frozen_at=now,
        sealed=services.box.of(session, organisation_id).seal({"reason": reason}, b"freeze:" + freeze_id.bytes),
    )  # fmt: skip
    rows = _counted(session, organisation_id)
    try:
        with session.begin_nested():  # the unique key decides when two freeze at once
            session.add(row)
    except IntegrityError:
        raise AlreadyFrozen from None
    tell_ended(session, rows, now=now)
    note(session, organisation_id, "frozen", by=None, actor=actor.subject, now=now)
    return row


def lift(session: Session, freeze_id: uuid.UUID, *, actor: Actor, now: int) -> CompanyFreeze:
    """Rule 3. Raises NotFound, SecondPersonLifts; again, it changes nothing."""
    mine = CompanyFreeze.freeze_id == freeze_id, CompanyFreeze.office == actor.office
    row = session.scalars(select(CompanyFreeze).where(*mine).with_for_update()).first()
    if row is None:
        raise NotFound
    if row.lifted_at is not None:
        return row
    require_another(session, row.frozen_by, actor.subject, refusal=SecondPersonLifts)
    row.lifted_by, row.lifted_at = actor.subject, now
    note(session, row.person_id, "unfrozen", by=None, actor=actor.subject, now=now)
    return row


def freezes_of(session: Session, *, actor: Actor, limit: int, cursor: str | None) -> Sequence[CompanyFreeze]:
    """Up to `limit + 1` of the office, newest first."""
    query = select(CompanyFreeze).where(CompanyFreeze.office == actor.office)
    after = decode_cursor(cursor)
    if after is not None:
        query = query.where(tuple_(CompanyFreeze.frozen_at, CompanyFreeze.freeze_id) < tuple_(*after))
    order = CompanyFreeze.frozen_at.desc(), CompanyFreeze.freeze_id.desc()
    return session.scalars(query.order_by(*order).limit(limit + 1)).all()


def reason_of(row: CompanyFreeze, *, box: Box) -> str:
    said: str = box.of_row(row).open(row.sealed, b"freeze:" + row.freeze_id.bytes)["reason"]
    return said


def login_of(session: Session, subject: str) -> str:
    """The employee's login; `subject` is staff:<uuid>."""
    login = select(Staff.login).where(Staff.staff_id == uuid.UUID(subject.partition(":")[2]))
    return session.scalars(login).one_or_none() or subject


def _counted(session: Session, organisation_id: uuid.UUID) -> Sequence[CompanyMember]:
    """The roles that count, locked: who is about to show something by one waits for us, or we for them."""
    mine = CompanyMember.person_id == organisation_id, CompanyMember.state == ACTIVE
    query = select(CompanyMember).where(*mine).order_by(CompanyMember.member_id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _registers(session: Session, organisation_id: uuid.UUID, office: str | None, catalogue: Catalogue) -> bool:
    """Whether a record of the office names the organisation's representative."""
    numbers = [one.number for one in catalogue.types if registers_representatives(one)]
    own = SourceRecord.person_id == organisation_id, SourceRecord.issuer_code == office
    query = select(SourceRecord.record_id).where(*own, SourceRecord.type_number.in_(numbers))
    return session.scalars(query.limit(1)).first() is not None
