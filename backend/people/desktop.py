"""Signing in on a desktop or kiosk by the phone: the screen shows a QR code and a number, the phone approves.

Rules: 1. asking costs no write: what the QR code says is sealed in it, and what the desktop keeps is sealed too, so
that whoever sees the code cannot take the sign-in; 2. both live for two minutes; 3. the first phone that opens a
request has it, others find nothing; 4. who approves gives the two digits that the screen shows and signs with the
phone's key; a wrong number ends the request; 5. one conditional UPDATE decides, and one takes what was approved; 6. a
desktop is signed in for a working day, listed at the holder's, ended there at once, and with the phone that approved.
"""

import hashlib
import hmac
import os
import uuid
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.people import sign_ins
from backend.people.desktop_refusals import (
    ApprovalRefused,
    Decided,
    NoSuchRequest,
    RequestOver,
    RequestRefused,
    WrongNumber,
)
from backend.people.devices import device_of, when_removed
from backend.people.models import DesktopRequest, Device
from backend.people.persons import person_of
from backend.security import Box
from backend.web.request import Actor
from certs import base64url, keys
from certs.desktop import Approval, check_approval
from certs.errors import MalformedError

LIFE_SECONDS = 120
CONTEXT = b"desktop-request"
OPENED, APPROVED, REFUSED, WAITING = "opened", "approved", "refused", "waiting"


@dataclass(frozen=True)
class Screen:
    """What asks: kinds of browser and system, the visitor's network in rough words; a kiosk's id and name."""

    browser: str
    system: str
    network: str
    kiosk_id: str | None = None
    kiosk_name: str | None = None


@dataclass(frozen=True)
class Asked:
    """`reference` is for the QR code, `number` for the screen beside it, `secret` for the desktop alone."""

    reference: str
    number: str
    secret: str
    expires_at: int


@dataclass(frozen=True)
class Opened:
    """A request as the phone shows it."""

    request_id: bytes
    screen: Screen
    expires_at: int


@dataclass(frozen=True)
class Taken:
    """What was approved, taken once: by which account and phone."""

    account_id: uuid.UUID
    kiosk_id: str | None


def ask(screen: Screen, *, box: Box, now: int) -> Asked:
    """A new request; nothing is written (rule 1)."""
    body = (now + LIFE_SECONDS).to_bytes(8, "big") + os.urandom(16)
    secret = body + _seal_of(body, box)
    request_id, said = _id_of(secret), [screen.browser, screen.system, screen.network]
    kiosk = [screen.kiosk_id, screen.kiosk_name] if screen.kiosk_id else []
    sealed = box.seal([base64url.encode(request_id), now + LIFE_SECONDS, *said, *kiosk], CONTEXT)
    return Asked(base64url.encode(sealed), number_of(request_id, box=box), base64url.encode(secret), now + LIFE_SECONDS)


def number_of(request_id: bytes, *, box: Box) -> str:
    """Two digits, 10 to 99, that nobody can work out from the QR code."""
    return str(10 + int.from_bytes(box.blind("desktop-number", request_id.hex())[:8], "big") % 90)


def open_request(session: Session, reference: str, *, actor: Actor, box: Box, now: int) -> Opened:
    """Rule 3. Raises NoSuchRequest."""
    opened = _read(reference, box=box, now=now)
    account_id, screen = uuid.UUID(actor.subject_id), opened.screen
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {
        "request_id": opened.request_id, "account_id": account_id, "kiosk_id": screen.kiosk_id, "device_id": None,
        "browser": screen.browser, "system": screen.system, "opened_at": now, "expires_at": opened.expires_at,
        "state": OPENED, "taken_at": None, "sign_in_id": None,
    }  # fmt: skip
    session.execute(dialect.insert(DesktopRequest).values(row).on_conflict_do_nothing())
    if _mine(session, opened, account_id) is None:
        raise NoSuchRequest
    return opened


def approve(
    session: Session, reference: str, number: str, *, device_id: uuid.UUID, statement: str, aud: str, actor: Actor,
    box: Box, now: int,
) -> None:  # fmt: skip
    """Rule 4. Raises NoSuchRequest, NotFound (the phone), ApprovalRefused, WrongNumber, Decided."""
    opened = _read(reference, box=box, now=now)
    person_id = person_of(session, actor)
    device = device_of(session, person_id, device_id)
    try:
        check_approval(statement, keys.public_from_jwk(device.jwk), Approval(aud, reference, number), now=now)
    except MalformedError as error:
        raise ApprovalRefused(errors=[{"path": "/statement", "problem": error.reason}]) from error
    right = hmac.compare_digest(number.encode(), number_of(opened.request_id, box=box).encode())
    _decide(session, opened, APPROVED if right else REFUSED, actor=actor, device_id=device_id, now=now)
    if not right:
        raise WrongNumber


def refuse(session: Session, reference: str, *, actor: Actor, box: Box, now: int) -> None:
    """The holder did not ask for it. Raises NoSuchRequest, Decided."""
    _decide(session, _read(reference, box=box, now=now), REFUSED, actor=actor, device_id=None, now=now)


def state_of(session: Session, secret: str, *, box: Box, now: int) -> str:
    """waiting | opened | approved | refused, for the desktop that asked. Raises RequestOver."""
    row = session.get(DesktopRequest, _spelt(secret, box=box, now=now))
    if row is None:
        return WAITING
    if row.taken_at is not None:
        raise RequestOver
    return row.state


def take(session: Session, secret: str, *, kiosk_id: str | None, box: Box, now: int) -> tuple[Taken, uuid.UUID]:
    """Rule 5: what was approved, once, and the id for the sign-in. Raises RequestOver, RequestRefused."""
    request_id = _spelt(secret, box=box, now=now)
    which = DesktopRequest.request_id == request_id, DesktopRequest.state == APPROVED
    untaken = DesktopRequest.taken_at.is_(None), DesktopRequest.kiosk_id.is_not_distinct_from(kiosk_id)
    sign_in_id = uuid.uuid4()
    taken = update(DesktopRequest).where(*which, *untaken).values(taken_at=now, sign_in_id=sign_in_id)
    done = session.execute(
        taken.returning(DesktopRequest.account_id).execution_options(synchronize_session=False)
    ).first()
    if done is not None:
        return Taken(done.account_id, kiosk_id), sign_in_id
    row = session.get(DesktopRequest, request_id)
    raise RequestRefused if row is not None and row.state == REFUSED else RequestOver


def sign_in(session: Session, secret: str, *, box: Box, now: int) -> sign_ins.Tokens:
    """The desktop is in, for a working day. Raises RequestOver, RequestRefused."""
    taken, sign_in_id = take(session, secret, kiosk_id=None, box=box, now=now)
    subject, ends = f"account:{taken.account_id}", now + sign_ins.DESKTOP_LIFE_SECONDS
    mine = DesktopRequest.account_id == taken.account_id, DesktopRequest.sign_in_id == sign_in_id
    kept = update(DesktopRequest).where(*mine).values(expires_at=ends)
    session.execute(kept.execution_options(synchronize_session=False))
    return sign_ins.begin_sign_in(
        session, subject, role="citizen", office=None, now=now, kind=sign_ins.DESKTOP, sign_in_id=sign_in_id
    )


@when_removed
def end_with_phone(session: Session, device: Device, now: int) -> None:
    """Rule 6: what this phone approved ends with it."""
    mine = DesktopRequest.account_id == device.account_id, DesktopRequest.device_id == device.device_id
    ids = session.scalars(select(DesktopRequest.sign_in_id).where(*mine))
    for sign_in_id in [one for one in ids if one is not None]:
        sign_ins.end(session, sign_in_id, now=now, actor=f"account:{device.account_id}", reason="phone_removed")


def _decide(
    session: Session, opened: Opened, state: str, *, actor: Actor, device_id: uuid.UUID | None, now: int
) -> None:
    account_id = uuid.UUID(actor.subject_id)
    waiting = DesktopRequest.request_id == opened.request_id, DesktopRequest.state == OPENED
    decided = update(DesktopRequest).where(*waiting, DesktopRequest.account_id == account_id)
    statement = decided.values(state=state, device_id=device_id).returning(DesktopRequest.request_id)
    if session.execute(statement.execution_options(synchronize_session=False)).first() is None:
        raise NoSuchRequest if _mine(session, opened, account_id) is None else Decided
    said = f"{opened.screen.kiosk_id or opened.screen.browser} {opened.screen.system}"
    who = actor.subject
    if state == APPROVED:
        record(session, make_entry(at=now, actor=who, action="desktop_approved", subject=who, screen=said))
    else:
        record(session, make_entry(at=now, actor=who, action="desktop_refused", subject=who, screen=said))


def _mine(session: Session, opened: Opened, account_id: uuid.UUID) -> DesktopRequest | None:
    which: tuple[ColumnElement[bool], ...]
    which = DesktopRequest.request_id == opened.request_id, DesktopRequest.account_id == account_id
    return session.scalars(select(DesktopRequest).where(*which)).first()


def _read(reference: str, *, box: Box, now: int) -> Opened:
    try:
        said: list[Any] = box.open(base64url.decode(reference), CONTEXT)
    except (MalformedError, InvalidTag) as error:
        raise NoSuchRequest from error
    if not now < said[1] <= now + LIFE_SECONDS:
        raise NoSuchRequest
    return Opened(base64url.decode(said[0]), Screen(*said[2:]), said[1])


def _spelt(secret: str, *, box: Box, now: int) -> bytes:
    """The id behind a desktop's own secret. Raises RequestOver."""
    try:
        given = base64url.decode(secret)
    except MalformedError as error:
        raise RequestOver from error
    ends = int.from_bytes(given[:8], "big")
    if not hmac.compare_digest(given[24:], _seal_of(given[:24], box)) or not now < ends <= now + LIFE_SECONDS:
        raise RequestOver
    return _id_of(given)


def _seal_of(body: bytes, box: Box) -> bytes:
    return box.blind("desktop-secret", body.hex())[:16]


def _id_of(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()[:16]
