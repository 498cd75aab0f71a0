"""Employees: password and time-based one-time password, both, each time.

Rules: 1. a guess is counted before anything is compared; 2. an unknown login costs as much time as a wrong password,
and that slow comparison holds no lock of the database; 3. whatever is wrong, the answer is one; 4. a TOTP code is used
once: its step is stored by a conditional UPDATE; 5. a dismissed employee's sign-ins end with the dismissal;
6. nobody administers twice: operator, security and auditor are three people, by their employee numbers; 7. nobody gives
themselves an account or ends their own; 8. the last operator, security administrator or auditor stays.
"""

import functools
import hmac
import secrets
import unicodedata
import uuid
from dataclasses import dataclass

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.errors import Conflict, Forbidden, Invalid, NotFound, NotSignedIn
from backend.people import sign_ins
from backend.people.limits import Visitor, count_guess
from backend.people.models import Staff
from backend.people.two_people import person_of, same_person
from backend.security import Box

ROLES = frozenset({"window", "department", "officer", "operator", "security", "auditor"})
WITH_OFFICE = frozenset({"window", "department", "officer"})
ADMINISTRATORS = ROLES - WITH_OFFICE
STEP_SECONDS = 30
LEAST_PASSWORD = 12
HASHER = PasswordHasher()
ALL_ZERO_SECRET = "A" * 32  # stands in for an unknown employee's secret, to spend the same time


class SignInRefused(NotSignedIn):
    code = "sign_in_refused"
    zh = "账号、密码或动态口令不正确"
    en = "The login, the password or the one-time password is wrong"
    next_zh = "请核对后重试；动态口令每个只能使用一次"
    next_en = "Check them and try again; each one-time password works once"
    keeps_writes = True


class StaffMalformed(Invalid):
    code = "staff_invalid"


class AdministersAlready(Conflict):
    """`role`: which of the three this person has."""

    code = "staff_administers_already"
    zh = "此人已有管理账号：系统、安全、审计管理员须由不同的人担任"
    en = "This person administers already: operator, security and auditor are different people"
    next_zh = "请由另一人担任，或先停用此人原有的管理账号"
    next_en = "Give the account to somebody else, or dismiss the one they have first"


class OwnRights(Forbidden):
    code = "staff_own_rights"
    zh = "不能更改自己的账号"
    en = "Nobody changes their own accounts"
    next_zh = "请另一名系统管理员办理"
    next_en = "Let another operator do it"


class LastAdministrator(Conflict):
    """`role`: which of the three would have nobody left."""

    code = "staff_last_administrator"
    zh = "这是该管理角色的最后一个账号，停用后无人可以办理"
    en = "This is the last account of this role; without it nobody could do its work"
    next_zh = "请先为该角色增加一人，再停用此账号"
    next_en = "Add somebody else to the role first, then dismiss this account"


class NoSuchStaff(NotFound):
    code = "staff_not_found"
    zh = "没有这个在岗人员"
    en = "No employee in service has this login"


@dataclass(frozen=True)
class NewStaff:
    """A new employee and the TOTP secret (base32) to enter in their authenticator; it is shown this once."""

    staff_id: uuid.UUID
    totp_secret: str
    totp_uri: str


def create_staff(
    session: Session,
    login: str,
    *,
    name: str,
    role: str,
    office: str | None,
    password: str,
    box: Box,
    now: int,
    actor: str,
    hashed: str | None = None,
    employee_number: str | None = None,
) -> NewStaff:
    """Add an account. `office`: verifier id of a window, of the rest the code of theirs; `hashed`: of this password,
    where many share one; `employee_number`: of the person, the login where they have no other account.
    Raises StaffMalformed, AdministersAlready."""
    if role not in ROLES or (office is not None) != (role in WITH_OFFICE):
        raise StaffMalformed(errors=[{"path": "/role", "problem": "role and office do not belong together"}])
    if len(password) < LEAST_PASSWORD:
        raise StaffMalformed(errors=[{"path": "/password", "problem": f"at least {LEAST_PASSWORD} characters"}])
    number = login_form(employee_number or login)
    if person_of(session, actor) == f"employee:{number}":
        raise OwnRights
    _check_duties(session, number, role)
    staff_id, secret = uuid.uuid4(), pyotp.random_base32()
    row = {
        "staff_id": staff_id, "login": login_form(login), "employee_number": number, "name": name, "role": role,
        "office": office,
        "password_hash": hashed or HASHER.hash(password), "sealed_totp": box.seal(secret, _context(staff_id)),
        "last_totp_step": 0, "active": True,
    }  # fmt: skip
    session.execute(insert(Staff).values(row))
    record(session, make_entry(at=now, actor=actor, action="staff_added", subject=f"staff:{staff_id}", role=role))
    uri = pyotp.TOTP(secret).provisioning_uri(name=login_form(login), issuer_name="Liangma")
    return NewStaff(staff_id, secret, uri)


def count(session: Session, login: str, *, visitor: Visitor, box: Box, now: int) -> None:
    """Rule 1; to be committed before `password_is_right` is asked. Raises TooMany."""
    count_guess(session, "staff", account_key(login, box=box), visitor=visitor, box=box, now=now)


def password_is_right(session: Session, login: str, password: str) -> bool:
    """Rule 2, slow on purpose; `session` only reads."""
    staff = _active(session, login)
    try:
        HASHER.verify(staff.password_hash if staff else _someones_hash(), password)
    except VerificationError:
        return False
    return staff is not None


def sign_in(session: Session, login: str, totp: str, *, right_password: bool, box: Box, now: int) -> sign_ins.Tokens:
    """Tokens for the right login, password (compared before) and one-time password. Raises SignInRefused."""
    staff = _active(session, login)
    step = _step_of(staff, totp, box=box, now=now)
    if staff is None or not right_password or step is None or not _spend(session, staff.staff_id, step):
        entry = make_entry(at=now, actor="public", action="staff_sign_in_refused", subject="staff")
        record(session, entry)
        raise SignInRefused
    return sign_ins.begin_sign_in(session, f"staff:{staff.staff_id}", role=staff.role, office=staff.office, now=now)


def vouch(session: Session, login: str, totp: str, *, role: str, box: Box, now: int) -> str:
    """Who has this login, this role and this one-time password, as the log names them: for a command that names its
    people. To be counted before (`count`). Raises SignInRefused."""
    staff = _active(session, login)
    step = _step_of(staff, totp, box=box, now=now)
    if staff is None or staff.role != role or step is None or not _spend(session, staff.staff_id, step):
        record(session, make_entry(at=now, actor="public", action="staff_sign_in_refused", subject="staff"))
        raise SignInRefused
    return f"staff:{staff.staff_id}"


def dismiss(session: Session, staff_id: uuid.UUID, *, now: int, actor: str) -> None:
    """The employee signs in no more, and is signed out everywhere. Raises NoSuchStaff, OwnRights, LastAdministrator."""
    _check_leaving(session, staff_id, actor=actor)
    statement = update(Staff).where(Staff.staff_id == staff_id, Staff.active.is_(True)).values(active=False)
    gone = session.execute(statement.returning(Staff.staff_id).execution_options(synchronize_session=False)).first()
    if gone is None:
        raise NoSuchStaff
    record(session, make_entry(at=now, actor=actor, action="staff_dismissed", subject=f"staff:{staff_id}"))
    sign_ins.end_all(session, f"staff:{staff_id}", now=now, actor=actor, reason="dismissed")


def staff_id_of(session: Session, login: str) -> uuid.UUID:
    """The employee in service with this login. Raises NoSuchStaff."""
    staff = _active(session, login)
    if staff is None:
        raise NoSuchStaff
    return staff.staff_id


def who(session: Session, subject: str) -> str:
    """The login of an employee; any other actor as it stands in the log."""
    kind, _, name = subject.partition(":")
    try:
        staff_id = uuid.UUID(name)
    except ValueError:
        return subject
    known = select(Staff.login).where(Staff.staff_id == staff_id)
    return (session.scalars(known).first() if kind == "staff" else None) or subject


def login_form(login: str) -> str:
    """The one form of a login: NFKC, lower case."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def account_key(login: str, *, box: Box) -> bytes:
    """What guesses at this login are counted by, and what a browser's mark is good for."""
    return box.blind("staff-login", login_form(login))


def _check_duties(session: Session, employee_number: str, role: str) -> None:
    """Rule 6, said clearly; the unique index decides when two are added at once. Raises AdministersAlready."""
    held = select(Staff.role).where(Staff.employee_number == employee_number, Staff.active.is_(True))
    has = session.scalars(held.where(Staff.role.in_(ADMINISTRATORS))).first() if role in ADMINISTRATORS else None
    if has is not None:
        raise AdministersAlready(role=has)


def _check_leaving(session: Session, staff_id: uuid.UUID, *, actor: str) -> None:
    """Rules 7 and 8. Raises OwnRights, LastAdministrator."""
    if same_person(session, f"staff:{staff_id}", actor):
        raise OwnRights
    left = select(Staff.staff_id, Staff.role).where(Staff.active.is_(True), Staff.role.in_(ADMINISTRATORS))
    locked = left.order_by(Staff.staff_id).with_for_update()
    standing = {row.staff_id: row.role for row in session.execute(locked)}
    role = standing.get(staff_id)
    if role is not None and list(standing.values()).count(role) == 1:
        raise LastAdministrator(role=role)


@functools.lru_cache(maxsize=1)
def _someones_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))


def _active(session: Session, login: str) -> Staff | None:
    query = select(Staff).where(Staff.login == login_form(login), Staff.active.is_(True))
    return session.scalars(query).one_or_none()


def _step_of(staff: Staff | None, totp: str, *, box: Box, now: int) -> int | None:
    """The time step whose code this is: now, one before or one after; None when it is none of them."""
    secret = box.open(staff.sealed_totp, _context(staff.staff_id)) if staff else ALL_ZERO_SECRET
    codes = pyotp.TOTP(secret)
    present = now // STEP_SECONDS
    right = [step for step in (present - 1, present, present + 1) if _same(codes.generate_otp(step), totp)]
    return right[-1] if right else None


def _same(expected: str, given: str) -> bool:
    return hmac.compare_digest(expected.encode(), given.encode())


def _spend(session: Session, staff_id: uuid.UUID, step: int) -> bool:
    """Store the step; False when it, or a later one, was used already."""
    statement = update(Staff).where(Staff.staff_id == staff_id, Staff.last_totp_step < step).values(last_totp_step=step)
    spent = statement.returning(Staff.staff_id).execution_options(synchronize_session=False)
    return session.execute(spent).first() is not None


def _context(staff_id: uuid.UUID) -> bytes:
    return b"staff:" + staff_id.bytes
