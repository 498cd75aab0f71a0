"""Sign-in of a citizen by a code sent to a phone.

Rules: 1. asking for a code answers the same whether or not the phone has an account; 2. a phone has one pending code,
six random digits, for five minutes; 3. every guess is counted before it is compared, and a code dies after five of
them (ten more for a browser that signed in before); 4. a right code is spent by the answer to it; 5. the code is
stored as a keyed hash, the phone sealed.
"""

import hmac
import secrets
import uuid

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.errors import NotFound, NotSignedIn
from backend.people.limits import Visitor, count_guess, is_marked
from backend.people.models import Account, OneTimeCode
from backend.security import Box

LIFE_SECONDS = 300
TRIES, MARKED_TRIES = 5, 15


class WrongCode(NotSignedIn):
    """Wrong, ended, spent, or never sent: one answer. The count of the guess stands."""

    code = "wrong_code"
    zh = "验证码不正确或已失效"
    en = "The code is wrong or no longer valid"
    next_zh = "请核对后重试，或重新获取验证码"
    next_en = "Check the code, or ask for a new one"
    keeps_writes = True


class NoSuchAccount(NotFound):
    code = "account_not_found"
    zh = "没有使用该手机号的账号"
    en = "No account signs in with this phone number"


def phone_key_of(phone: str, *, box: Box) -> bytes:
    """The blind index of a phone number (11 digits)."""
    return box.blind("phone", phone)


def begin(session: Session, phone: str, *, visitor: Visitor, box: Box, now: int) -> str:
    """Replace the phone's pending code by a new one, which the caller sends. Raises TooMany."""
    key = phone_key_of(phone, box=box)
    count_guess(session, "code-send", key, visitor=visitor, box=box, now=now)
    code = f"{secrets.randbelow(1_000_000):06}"
    pending = {"code_hash": _hash(key, code, box), "expires_at": now + LIFE_SECONDS, "tries": 0}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(OneTimeCode).values(phone_key=key, **pending)
    session.execute(statement.on_conflict_do_update(index_elements=[OneTimeCode.phone_key], set_=pending))
    return code


def redeem(session: Session, phone: str, code: str, *, visitor: Visitor, box: Box, now: int) -> uuid.UUID:
    """The account of the phone, made now if new, for a right code. Raises TooMany, WrongCode."""
    key = phone_key_of(phone, box=box)
    count_guess(session, "code-try", key, visitor=visitor, box=box, now=now)
    marked = visitor.mark is not None and is_marked(visitor.mark, key, box=box, now=now)
    alive = OneTimeCode.expires_at > now, OneTimeCode.tries < (MARKED_TRIES if marked else TRIES)
    tried = update(OneTimeCode).where(OneTimeCode.phone_key == key, *alive).values(tries=OneTimeCode.tries + 1)
    statement = tried.returning(OneTimeCode.code_hash).execution_options(synchronize_session=False)
    expected = session.execute(statement).scalar_one_or_none()
    if not hmac.compare_digest(expected or bytes(32), _hash(key, code, box)):
        raise WrongCode
    session.execute(delete(OneTimeCode).where(OneTimeCode.phone_key == key))
    return _account(session, phone, key, box=box, now=now)


def account_of(session: Session, phone: str, *, box: Box) -> uuid.UUID:
    """The account that signs in with this phone number. Raises NoSuchAccount."""
    query = select(Account.account_id).where(Account.phone_key == phone_key_of(phone, box=box))
    account_id = session.scalars(query).one_or_none()
    if account_id is None:
        raise NoSuchAccount
    return account_id


def phone_of(account: Account, *, box: Box) -> str:
    """The account's phone number, opened."""
    return str(box.of_row(account).open(account.sealed_phone, _context(account.account_id)))


def _account(session: Session, phone: str, key: bytes, *, box: Box, now: int) -> uuid.UUID:
    known = select(Account.account_id).where(Account.phone_key == key)
    found = session.scalars(known).one_or_none()
    if found is not None:
        return found  # before a data key is made for an account that nobody gets
    account_id = uuid.uuid4()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    sealed = box.of(session, account_id).seal(phone, _context(account_id))
    row = {"account_id": account_id, "phone_key": key, "sealed_phone": sealed, "person_id": None, "created_at": now}
    session.execute(dialect.insert(Account).values(row).on_conflict_do_nothing(index_elements=[Account.phone_key]))
    return session.scalars(known).one()


def _hash(key: bytes, code: str, box: Box) -> bytes:
    return box.blind("one-time-code", f"{key.hex()}:{code}")


def _context(account_id: uuid.UUID) -> bytes:
    return b"account:" + account_id.bytes
