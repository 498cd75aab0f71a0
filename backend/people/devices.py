"""Phones and their keys: a challenge, a proof, a device; rename and remove.

Rules: 1. a device is registered only by a proof signed with its own key, for this office and one of our nonces; 2.
the nonce is the account's own and spent once; 3. a key belongs to one person and, once removed, never comes back; 4.
a person has at most eight devices; 5. another's device answers as one that does not exist; 6. rooms that keep something
of a phone's are told, in the same transaction, when it is removed; 7. rooms that have a say in it are asked before a
person gets a new one; 8. a removed phone does not bind itself anew: its sign-in is stale (`sign_ins`, rule 6).
"""

import os
import uuid
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Conflict, Invalid, NotFound
from backend.people import nonces, sign_ins
from backend.people.models import Account, Device, Route
from backend.people.nonces import IssuedNonce
from backend.people.persons import DEVICE, DEVICE_KEY, IdentityNotMatched, person_of, stay
from backend.security import Box
from backend.web.request import Actor
from certs import base64url, jws, keys
from certs.device import check_device_proof
from certs.errors import MalformedError

MOST = 8
AtRemoval = Callable[[Session, Device, int], None]
_AT_REMOVAL: list[AtRemoval] = []


class BeforeRegistration(Protocol):
    """Raises where the person may have no new phone, by rule 7."""

    def __call__(self, session: Session, person_id: uuid.UUID, *, box: Box, now: int) -> None: ...


_BEFORE_REGISTRATION: list[BeforeRegistration] = []


class ProofRefused(Invalid):
    code = "device_proof_refused"
    zh = "设备证明未通过"
    en = "The device proof is refused"
    next_zh = "请重新获取挑战值并用本机密钥签名"
    next_en = "Ask for a new challenge and sign it with this phone's key"


class DeviceTaken(Conflict):
    code = "device_key_taken"
    zh = "此密钥已被使用过"
    en = "This key was used before"
    next_zh = "请在手机上生成新的密钥"
    next_en = "Make a new key on the phone"


class TooManyDevices(Conflict):
    code = "too_many_devices"
    zh = "已绑定的设备过多"
    en = "Too many devices"
    next_zh = "请先移除不再使用的设备"
    next_en = "Remove a device you no longer use"


def when_removed(act: AtRemoval) -> AtRemoval:
    """Registers what happens besides, by rule 6."""
    _AT_REMOVAL.append(act)
    return act


def before_registration(act: BeforeRegistration) -> BeforeRegistration:
    """Registers who is asked, by rule 7."""
    _BEFORE_REGISTRATION.append(act)
    return act


def ask_before(session: Session, *, actor: Actor, box: Box, now: int) -> None:
    """Rule 7, for the account's person. Raises IdentityNotMatched, and what those raise who are asked."""
    person_id = person_of(session, actor)
    for act in _BEFORE_REGISTRATION:
        act(session, person_id, box=box, now=now)


def challenge(session: Session, *, actor: Actor, now: int) -> IssuedNonce:
    """A nonce for the account's next device proof."""
    return nonces.issue(session, "device", actor.subject, now=now)


def register(session: Session, proof: str, *, name: str, aud: str, actor: Actor, now: int) -> Device:
    """The device whose key signed the proof. Raises IdentityNotMatched, ProofRefused, DeviceTaken, TooManyDevices."""
    person_id = person_of(session, actor)
    public = _proven(session, proof, aud=aud, owner=actor.subject, now=now)
    _refuse_too_many(session, person_id)
    if person_of(session, actor, staying=True) != person_id:  # parted from them meanwhile
        raise IdentityNotMatched
    device = _new_device(person_id, uuid.UUID(actor.subject_id), public, name=name, now=now)
    _claim_routes(session, device)
    session.execute(insert(Device).values(device))
    registered = device_of(session, person_id, device["device_id"])
    _record(session, registered, "device_registered", actor=actor.subject, now=now)
    return registered


def devices_of(session: Session, person_id: uuid.UUID) -> list[Device]:
    """The person's devices that are not removed, oldest first."""
    query = select(Device).where(Device.person_id == person_id, Device.removed_at.is_(None))
    return list(session.scalars(query.order_by(Device.created_at, Device.device_id)))


def device_of(session: Session, person_id: uuid.UUID, device_id: uuid.UUID, *, staying: bool = False) -> Device:
    """The person's own device, not removed; raises NotFound. `staying`: whoever removes it meanwhile waits for us."""
    query = select(Device).where(*_own(person_id, device_id))
    device = session.scalars(query.with_for_update(read=True) if staying else query).one_or_none()
    if device is None:
        raise NotFound
    return device


def rename(session: Session, device_id: uuid.UUID, *, name: str, actor: Actor, now: int) -> Device:
    """Give the person's own device another name; raises NotFound."""
    device = device_of(session, person_of(session, actor), device_id)
    device.name = name
    _record(session, device, "device_renamed", actor=actor.subject, now=now)
    return device


def remove(session: Session, device_id: uuid.UUID, *, actor: Actor, now: int) -> None:
    """Remove the person's own device, for good; raises NotFound, also the second time."""
    gone = update(Device).where(*_own(person_of(session, actor), device_id)).values(removed_at=now)
    statement = gone.returning(Device).execution_options(synchronize_session=False)
    device = session.scalars(statement).one_or_none()
    if device is None:
        raise NotFound
    sign_ins.make_others_stale(session, actor.subject, actor.sign_in_id)
    _removed(session, device, actor=actor.subject, now=now)


def remove_all(session: Session, account_id: uuid.UUID, *, now: int, actor: str) -> None:
    """Remove every device that the account registered, for good: those of the person whom it is matched with."""
    whose = select(Account.person_id).where(Account.account_id == account_id).scalar_subquery()
    mine = Device.person_id == whose, Device.account_id == account_id, Device.removed_at.is_(None)
    gone = update(Device).where(*mine).values(removed_at=now)
    statement = gone.returning(Device).execution_options(synchronize_session=False)
    for device in list(session.scalars(statement)):
        _removed(session, device, actor=actor, now=now)


def _removed(session: Session, device: Device, *, actor: str, now: int) -> None:
    for act in _AT_REMOVAL:
        act(session, device, now)
    _record(session, device, "device_removed", actor=actor, now=now)


def _own(person_id: uuid.UUID, device_id: uuid.UUID) -> tuple[ColumnElement[bool], ...]:
    return Device.person_id == person_id, Device.device_id == device_id, Device.removed_at.is_(None)


def _proven(session: Session, proof: str, *, aud: str, owner: str, now: int) -> keys.PublicKey:
    try:
        text = _nonce_in(proof)
        public = check_device_proof(proof, aud=aud, nonce=text, now=now)
        nonce = base64url.decode(text)
    except MalformedError as error:
        raise ProofRefused(errors=[{"path": "/proof", "problem": error.reason}]) from error
    if not nonces.consume(session, nonce, "device", owner, now=now):
        raise ProofRefused(errors=[{"path": "/proof", "problem": "nonce_unknown"}])
    return public


def _nonce_in(proof: str) -> str:
    """The nonce that the proof claims to answer; whether it is one of ours is decided when it is spent."""
    claims = jws.strict_json(jws.parse(proof, max_chars=4096)[1])
    nonce = claims.get("nonce") if isinstance(claims, dict) else None
    if not isinstance(nonce, str):
        raise MalformedError("malformed", "a device proof holds a nonce")
    return nonce


def _refuse_too_many(session: Session, person_id: uuid.UUID) -> None:
    # the person's row is locked first, so that two registrations at once count each other
    stay(session, person_id, alone=True)
    query = select(func.count()).select_from(Device).where(Device.person_id == person_id, Device.removed_at.is_(None))
    if (session.scalar(query) or 0) >= MOST:
        raise TooManyDevices


def _new_device(
    person_id: uuid.UUID, account_id: uuid.UUID, public: keys.PublicKey, *, name: str, now: int
) -> dict[str, Any]:
    return {
        "person_id": person_id, "device_id": db.new_id(), "account_id": account_id, "handle": os.urandom(8),
        "thumbprint": keys.thumbprint(public), "jwk": keys.jwk_of(public), "name": name, "created_at": now,
        "last_seen_at": now, "removed_at": None,
    }  # fmt: skip


def _claim_routes(session: Session, device: dict[str, Any]) -> None:
    """Handle and key lead to one person each, for ever; the primary key of routes decides when two race."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    wanted = ((DEVICE_KEY, device["thumbprint"]), (DEVICE, device["handle"]))
    rows = [{"kind": kind, "key": key, "person_id": device["person_id"]} for kind, key in wanted]
    claimed = dialect.insert(Route).values(rows).on_conflict_do_nothing().returning(Route.key)
    if len(session.execute(claimed).all()) != len(rows):
        raise DeviceTaken


def _record(session: Session, device: Device, action: str, *, actor: str, now: int) -> None:
    subject = f"device:{device.device_id}"
    entry = make_entry(at=now, actor=actor, action=action, subject=subject, person_id=device.person_id)
    record(session, entry)
