"""Codes for windows without a scanner: the phone posts a code, the office gives a number, the window types it.

Rules: 1. only a code of the holder's own phone is taken, signed around one of our nonces that is still good; it is
judged then, and once more in full when the number is typed; 2. a number lives for three minutes, which the nonce is
given too, once; 3. an account has one number at a time; 4. guesses are counted for each verifier, address and
everyone before anything is looked up; 5. never given, ended, cancelled and used answer alike; 6. only an accepted
code uses its number up. The code is kept sealed, and no longer than its number.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Conflict, Invalid, NotFound
from backend.people.limits import Visitor, count_attempt, count_guess
from backend.people.models import Device, Nonce
from backend.people.persons import person_of
from backend.trust.lists import current_trust
from backend.verification.models import TypedCode
from backend.verification.typed_number import digits_in, is_right, new_number
from backend.web.request import Actor, Services
from certs import keys, lm1
from certs import verify as vault
from certs.errors import MalformedError
from certs.place import EVERYWHERE

LIFE_SECONDS = 180
POSTS, POSTS_SECONDS = 30, 600
TRIES = 5
ANYBODY = "*"
POSTED = "typed"  # the owner of a nonce whose code was posted: it is posted no second time


class TypedCodeRefused(Invalid):
    """The count of the post stands."""

    code = "typed_code_refused"
    zh = "该码不能换成数字码"
    en = "No number is given for this code"
    next_zh = "请联网刷新后重新生成"
    next_en = "Go online, refresh, and ask for a number again"
    keeps_writes = True


@dataclass(frozen=True)
class Posted:
    """What the phone shows: ten digits and the second at which they end."""

    typed_code_id: uuid.UUID
    number: str
    expires_at: int


@dataclass(frozen=True)
class Resolved:
    """The text to verify, and the number's key when it was found by one."""

    text: str
    number_key: bytes | None = None


def post(session: Session, text: str, *, actor: Actor, services: Services, now: int) -> Posted:
    """A number for the code. Raises TooMany, IdentityNotMatched, TypedCodeRefused (`problem` names the reason)."""
    count_attempt(
        session, "typed-post", services.box.blind("typed-post", actor.subject), window_seconds=POSTS_SECONDS,
        most=POSTS, now=now,
    )  # fmt: skip
    person_id = person_of(session, actor)
    code = _judged(session, text, person_id, services=services, now=now)
    if not _keep_nonce(session, code.cnonce or b"", actor.subject, now=now):
        raise _refused("nonce_unknown")
    _cancel(session, TypedCode.owner == actor.subject, now=now)
    posted = _insert(session, text, owner=actor.subject, services=services, now=now)
    _record(session, posted.typed_code_id, "typed_code.posted", person_id, actor=actor, now=now)
    return posted


def read_state(session: Session, typed_code_id: uuid.UUID, *, actor: Actor, now: int) -> tuple[str, int]:
    """(waiting | used | cancelled | expired, its end) of the account's own number; raises NotFound."""
    mine = TypedCode.typed_code_id == typed_code_id, TypedCode.owner == actor.subject
    row = session.scalars(select(TypedCode).where(*mine)).first()
    if row is None:
        raise NotFound
    ended = "expired" if row.expires_at <= now else "waiting"
    return "used" if row.used_at else "cancelled" if row.cancelled_at else ended, row.expires_at


def cancel(session: Session, typed_code_id: uuid.UUID, *, actor: Actor, now: int) -> None:
    """Take the account's own number back; raises NotFound when it is not waiting."""
    if not _cancel(session, TypedCode.typed_code_id == typed_code_id, TypedCode.owner == actor.subject, now=now):
        raise NotFound
    _record(session, typed_code_id, "typed_code.cancelled", None, actor=actor, now=now)


def resolve(session: Session, text: str, *, verifier_id: str, address: str, services: Services, now: int) -> Resolved:
    """The posted code behind a typed number; any other text as it is. Raises TooMany (rule 4)."""
    digits = digits_in(text)
    if digits is None or not is_right(digits):
        return Resolved(text)
    box = services.box
    account = box.blind("typed-verifier", verifier_id)
    count_guess(session, "typed", account, visitor=Visitor(address), box=box, now=now)
    key = box.blind("typed-code", digits)
    query = select(TypedCode.sealed_code).where(TypedCode.number_key == key, *_waiting(now))
    sealed = session.scalars(query.with_for_update()).first()  # its owner takes it back before this, or not any more
    return Resolved(text) if sealed is None else Resolved(str(box.open(sealed, _context(key))), key)


def use_up(session: Session, resolved: Resolved, *, accepted: bool, now: int) -> None:
    """Rule 6."""
    if resolved.number_key is None or not accepted:
        return
    used = update(TypedCode).where(TypedCode.number_key == resolved.number_key).values(used_at=now, sealed_code=None)
    session.execute(used.execution_options(synchronize_session=False))


def _judged(
    session: Session, text: str, person_id: uuid.UUID, *, services: Services, now: int
) -> lm1.ViewCode | lm1.PackCode:
    """Rule 1, but for the nonce itself."""
    try:
        code = lm1.parse(text)
    except MalformedError as error:
        raise _refused(error.reason) from error
    if code.cnonce is None:
        raise _refused("nonce_missing")
    required = vault.Required(ANYBODY, nonce_ok=True, place=EVERYWHERE)
    if isinstance(code, lm1.PackCode):
        device = _device(session, person_id, Device.handle == code.device_handle)
        checks = vault.check_pack_signature(code, keys.public_from_jwk(device.jwk), required=required, now=now)
        _refuse_failed(next((check.reason for check in checks if check.result == "failed"), None))
        return code
    _device(session, person_id, Device.thumbprint == keys.thumbprint(code.view.device))
    trust = current_trust(session, services.catalogue, now=now)
    verdict = vault.verify_parsed(code, trust=trust, required=required, now=now)
    _refuse_failed(verdict.reason if isinstance(verdict, vault.Rejected) else None)
    return code


def _device(session: Session, person_id: uuid.UUID, named: ColumnElement[bool]) -> Device:
    device = session.scalars(select(Device).where(Device.person_id == person_id, named)).first()
    if device is None or device.removed_at is not None:
        raise _refused("device_removed" if device else "device_unknown")
    return device


def _refuse_failed(reason: str | None) -> None:
    if reason is not None:
        raise _refused(reason)


def _refused(reason: str) -> TypedCodeRefused:
    return TypedCodeRefused(errors=[{"path": "/code", "problem": reason}])


def _keep_nonce(session: Session, nonce: bytes, owner: str, *, now: int) -> bool:
    """Rule 2: one conditional UPDATE, once a nonce."""
    mine = Nonce.nonce == nonce, Nonce.use == "code", Nonce.owner == owner
    good = Nonce.used_at.is_(None), Nonce.expires_at > now
    kept = update(Nonce).where(*mine, *good).values(expires_at=now + LIFE_SECONDS, owner=POSTED).returning(Nonce.nonce)
    return session.execute(kept.execution_options(synchronize_session=False)).first() is not None


def _insert(session: Session, text: str, *, owner: str, services: Services, now: int) -> Posted:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for _ in range(TRIES):
        number, typed_code_id = new_number(), db.new_id(now * 1000)
        key = services.box.blind("typed-code", number)
        row = {
            "number_key": key, "typed_code_id": typed_code_id, "owner": owner, "expires_at": now + LIFE_SECONDS,
            "sealed_code": services.box.seal(text, _context(key)),
        }  # fmt: skip
        statement = dialect.insert(TypedCode).values(row).on_conflict_do_nothing().returning(TypedCode.number_key)
        if session.execute(statement).first() is not None:
            return Posted(typed_code_id, number, now + LIFE_SECONDS)
    raise Conflict("no free number was found")


def _cancel(session: Session, *which: ColumnElement[bool], now: int) -> bool:
    taken = update(TypedCode).where(*which, *_waiting(now)).values(cancelled_at=now, sealed_code=None)
    statement = taken.returning(TypedCode.typed_code_id).execution_options(synchronize_session=False)
    return bool(session.execute(statement).all())


def _record(
    session: Session, typed_code_id: uuid.UUID, action: str, person_id: uuid.UUID | None, *, actor: Actor, now: int
) -> None:
    subject = f"typed:{typed_code_id}"
    entry = make_entry(at=now, actor=actor.subject, action=action, subject=subject, person_id=person_id)
    record(session, entry)


def _waiting(now: int) -> tuple[ColumnElement[bool], ...]:
    return TypedCode.used_at.is_(None), TypedCode.cancelled_at.is_(None), TypedCode.expires_at > now


def _context(number_key: bytes) -> bytes:
    return b"typed-code:" + number_key
