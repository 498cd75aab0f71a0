"""A citizen's passkeys (WebAuthn): add, list, remove. Signing in with one is in `passkey_sign_in`.

Rules: 1. a passkey is added by whoever is signed in, for this office's own origin, with one of our challenges, spent
once; 2. the phone or key must check its user (PIN, finger, face) and be able to name the account by itself; 3. nobody
is asked for the maker of the authenticator (attestation: none); 4. an account has at most ten; 5. another's passkey
answers as one that does not exist, and a removed one never comes back.
"""

import ipaddress
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson
import webauthn
from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from webauthn.helpers import structs

from backend import db
from backend.audit.record import make_entry, record
from backend.errors import Conflict, Invalid, NotFound
from backend.people.models import Account, Passkey
from backend.people.passkey_challenges import LIFE_SECONDS, make_challenge, spend_challenge
from backend.people.profile import profile_of
from backend.security import Box
from backend.web.request import Actor
from certs import base64url
from certs.errors import MalformedError

MOST = 10
NAME = "亮码 Liangma"


class PasskeysUnavailable(Conflict):
    code = "passkeys_unavailable"
    zh = "本站地址不支持通行密钥"
    en = "Passkeys cannot be used at this address"
    next_zh = "请用验证码登录；管理员应以 https 域名（或 localhost）作为 LIANGMA_BASE_URL"
    next_en = "Sign in with a code; the operator should name an https host (or localhost) in LIANGMA_BASE_URL"


class PasskeyProofRefused(Invalid):
    code = "passkey_proof_refused"
    zh = "通行密钥未通过核对"
    en = "The passkey's proof is refused"
    next_zh = "请重新添加，并用 PIN、指纹或人脸确认"
    next_en = "Start again, and confirm with PIN, finger or face"


class PasskeyKnown(Conflict):
    code = "passkey_known"
    zh = "此通行密钥已添加过"
    en = "This passkey was added before"
    next_zh = "无需再次添加"
    next_en = "There is nothing to add"


class TooManyPasskeys(Conflict):
    code = "too_many_passkeys"
    zh = "通行密钥过多"
    en = "Too many passkeys"
    next_zh = "请先移除不再使用的通行密钥"
    next_en = "Remove a passkey you no longer use"


@dataclass(frozen=True)
class Place:
    """What a passkey is bound to: the host name, and the origin that the browser must name."""

    rp_id: str
    origin: str


def place_of(base_url: str) -> Place:
    """Raises PasskeysUnavailable where browsers allow no passkeys: at an IP address, or without https."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    local = host == "localhost" or host.endswith(".localhost")
    if _is_address(host) or not (parts.scheme == "https" or local):
        raise PasskeysUnavailable
    return Place(host, f"{parts.scheme}://{parts.netloc}")


def options_to_add(session: Session, *, actor: Actor, place: Place, box: Box, now: int) -> dict[str, Any]:
    """PublicKeyCredentialCreationOptionsJSON for the account's next passkey."""
    account_id = uuid.UUID(actor.subject_id)
    name = profile_of(session, actor, box=box).phone or ""
    options = webauthn.generate_registration_options(
        rp_id=place.rp_id,
        rp_name=NAME,
        user_id=account_id.bytes,
        user_name=name,
        user_display_name=name,
        challenge=make_challenge("add", actor.subject, box=box, now=now),
        timeout=LIFE_SECONDS * 1000,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=passkey.credential_id)
            for passkey in passkeys_of(session, account_id)
        ],
    )
    return as_json(options)


def add(
    session: Session, credential: Mapping[str, Any], *, name: str, actor: Actor, place: Place, box: Box, now: int
) -> Passkey:
    """The passkey that the authenticator made. Raises PasskeyProofRefused, PasskeyKnown, TooManyPasskeys."""
    account_id = uuid.UUID(actor.subject_id)
    challenge = challenge_in(credential)
    if challenge is None or not spend_challenge(session, challenge, "add", actor.subject, box=box, now=now):
        raise PasskeyProofRefused(errors=[{"path": "/credential", "problem": "challenge_unknown"}])
    made = _verified(credential, challenge, place)
    _refuse_too_many(session, account_id)
    row = {
        "account_id": account_id, "passkey_id": db.new_id(), "credential_id": made.credential_id,
        "public_key": made.credential_public_key, "sign_count": made.sign_count,
        "backed_up": made.credential_backed_up, "name": name, "created_at": now,
    }  # fmt: skip
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    written = dialect.insert(Passkey).values(row).on_conflict_do_nothing().returning(Passkey)
    passkey: Passkey | None = session.scalars(written).first()
    if passkey is None:
        raise PasskeyKnown
    record_act(session, passkey, "passkey_added", actor=actor.subject, now=now)
    return passkey


def passkeys_of(session: Session, account_id: uuid.UUID) -> list[Passkey]:
    """The account's passkeys that are not removed, oldest first."""
    query = select(Passkey).where(Passkey.account_id == account_id, Passkey.removed_at.is_(None))
    return list(session.scalars(query.order_by(Passkey.created_at, Passkey.passkey_id)))


def remove(session: Session, passkey_id: uuid.UUID, *, actor: Actor, now: int) -> None:
    """Remove one of the account's own passkeys, for good; raises NotFound, also the second time."""
    mine = Passkey.account_id == uuid.UUID(actor.subject_id), Passkey.passkey_id == passkey_id
    if not _remove(session, *mine, actor=actor.subject, now=now):
        raise NotFound


def remove_all(session: Session, account_id: uuid.UUID, *, now: int, actor: str) -> None:
    """Remove every passkey of the account, for good."""
    _remove(session, Passkey.account_id == account_id, actor=actor, now=now)


def challenge_in(credential: Mapping[str, Any]) -> bytes | None:
    """The challenge that a credential claims to answer; whether it is one of ours is decided when it is spent."""
    response = credential.get("response")
    text = response.get("clientDataJSON") if isinstance(response, dict) else None
    try:
        claimed = orjson.loads(base64url.decode(text)) if isinstance(text, str) else None
        challenge = claimed.get("challenge") if isinstance(claimed, dict) else None
        return base64url.decode(challenge) if isinstance(challenge, str) else None
    except (MalformedError, ValueError):
        return None


def as_json(options: Any) -> dict[str, Any]:
    """Options as the browser's JSON form (camelCase, bytes in base64url)."""
    document: dict[str, Any] = orjson.loads(webauthn.options_to_json(options))
    return document


def record_act(session: Session, passkey: Passkey, action: str, *, actor: str, now: int) -> None:
    """One audit entry about a passkey."""
    record(session, make_entry(at=now, actor=actor, action=action, subject=f"passkey:{passkey.passkey_id}"))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _verified(credential: Mapping[str, Any], challenge: bytes, place: Place) -> Any:
    try:
        return webauthn.verify_registration_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except Exception as error:  # whatever a stranger's bytes make the library raise, they are refused
        told = PasskeyProofRefused
        wrong = {"path": "/credential", "problem": type(error).__name__, "zh": told.zh, "en": told.en}
        raise PasskeyProofRefused(errors=[wrong]) from error


def _refuse_too_many(session: Session, account_id: uuid.UUID) -> None:
    # the account's row is locked first, so that two at once count each other
    session.execute(select(Account.account_id).where(Account.account_id == account_id).with_for_update())
    query = select(func.count()).where(Passkey.account_id == account_id, Passkey.removed_at.is_(None))
    if (session.scalar(query) or 0) >= MOST:
        raise TooManyPasskeys


def _remove(session: Session, *which: ColumnElement[bool], actor: str, now: int) -> bool:
    gone = update(Passkey).where(*which, Passkey.removed_at.is_(None)).values(removed_at=now).returning(Passkey)
    removed = list(session.scalars(gone.execution_options(synchronize_session=False)))
    for passkey in removed:
        record_act(session, passkey, "passkey_removed", actor=actor, now=now)
    return bool(removed)
