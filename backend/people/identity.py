"""Real-name match: which person of the registry an account belongs to.

Rules: 1. tries are counted by account, address and everyone; 2. number and name must both be the registry's; 3. an
unknown number, another name, a malformed number, a person matched with another account and an account matched with
another person get one and the same answer; 4. an account has one person and a person one account, by a unique key; 5.
matching again changes nothing; 6. whoever closes the person's wallet at that moment waits, and parts them again.
"""

import hmac
import uuid

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Invalid
from backend.people import devices, passkeys, sign_ins
from backend.people.limits import Visitor, count_guess
from backend.people.models import Account, Person
from backend.people.persons import CITIZEN, ERASED_KEY, find_person, name_key
from backend.security import Box
from backend.web.request import Actor
from certs.catalogue.numbers import citizen_number
from certs.catalogue.problems import FieldProblem


class IdentityRefused(Invalid):
    code = "identity_refused"
    zh = "姓名与公民身份号码核对未通过"
    en = "Name and citizen number do not match"
    next_zh = "请核对填写内容；仍未通过的，请携身份证件到窗口办理"
    next_en = "Check what you entered; if it is right, bring your ID card to a window"
    keeps_writes = True


def match(session: Session, actor: Actor, *, name: str, number: str, visitor: Visitor, box: Box, now: int) -> uuid.UUID:
    """Bind the account to its person and return the person's id. Raises TooMany, IdentityRefused."""
    account_id = uuid.UUID(actor.subject_id)
    unmarked = Visitor(visitor.address)  # a mark eases signing in, never guessing at names
    count_guess(session, "identity", account_id.bytes, visitor=unmarked, box=box, now=now)
    person_id = named_so(session, name, number, box=box)
    bound = _bind(session, account_id, person_id)
    if person_id is None or not bound:
        record(session, make_entry(at=now, actor=actor.subject, action="identity_refused", subject=actor.subject))
        raise IdentityRefused
    entry = make_entry(
        at=now, actor=actor.subject, action="identity_matched", subject=actor.subject, person_id=person_id
    )
    record(session, entry)
    return person_id


def release(session: Session, account_id: uuid.UUID, *, now: int, actor: str) -> None:
    """Part an account from its person, so that the holder may match a new one (done at a window, with the ID card).

    The phones and passkeys that the account has are removed and its sign-ins end: whoever had it shows nothing any
    more, and does not come back through an old passkey or browser when the account gets another holder.
    """
    mine = select(Account.account_id).where(Account.account_id == account_id)
    session.execute(mine.with_for_update())  # whoever registers a phone is done, and it goes with the rest
    devices.remove_all(session, account_id, now=now, actor=actor)
    released = update(Account).where(Account.account_id == account_id).values(person_id=None)
    session.execute(released.execution_options(synchronize_session=False))
    passkeys.remove_all(session, account_id, now=now, actor=actor)
    sign_ins.end_all(session, f"account:{account_id}", now=now, actor=actor, reason="identity_released")
    record(session, make_entry(at=now, actor=actor, action="identity_released", subject=f"account:{account_id}"))


def named_so(session: Session, name: str, number: str, *, box: Box) -> uuid.UUID | None:
    """The living person of the registry with this number and name, or None; it takes the same steps either way. Their
    wallet stays open until the transaction ends."""
    try:
        form = citizen_number(number)
    except FieldProblem:
        form = ""  # looked up all the same: rule 3
    person_id = find_person(session, CITIZEN, form, box=box)
    named = Person.person_id == (person_id or uuid.UUID(int=0)), Person.closed_at.is_(None)
    query = select(Person.name_key).where(*named).with_for_update(read=True)
    known = session.scalars(query).one_or_none() or ERASED_KEY
    return person_id if hmac.compare_digest(known, name_key(CITIZEN, name, box)) else None


def _bind(session: Session, account_id: uuid.UUID, person_id: uuid.UUID | None) -> bool:
    """Rule 4. Where there is nobody to bind it takes the same steps, for an account that is none."""
    wanted = person_id or db.NOBODY
    free = or_(Account.person_id.is_(None), Account.person_id == wanted)
    mine = Account.account_id == (account_id if person_id else db.NOBODY)
    bound = update(Account).where(mine, free).values(person_id=wanted)
    statement = bound.returning(Account.account_id).execution_options(synchronize_session=False)
    try:
        with session.begin_nested() as tried:  # the unique key decides, and refusing must not lose the count
            done = session.execute(statement).first() is not None
            if not done:
                tried.rollback()
            return done
    except IntegrityError:
        return False
