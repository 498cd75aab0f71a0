"""Sign-in of a citizen by a passkey, without a phone number: the authenticator itself names the account.

Rules: 1. a try is counted before anything is compared; 2. the challenge is spent first, whatever follows; 3. whatever
is wrong (unknown, removed, blocked, another origin, late, no user check), the answer is one; 4. a counter that does
not grow means that a copy of the key may exist: the sign-in is refused and the passkey blocked until its owner removes
it; 5. the first use is kept, because its owner is told of it.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import webauthn
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from webauthn.helpers import structs

from backend.errors import NotSignedIn
from backend.people import sign_ins
from backend.people.limits import Visitor, count_guess
from backend.people.models import Account, Passkey
from backend.people.passkey_challenges import LIFE_SECONDS, make_challenge, spend_challenge
from backend.people.passkeys import Place, as_json, challenge_in, record_act
from backend.security import Box
from certs import base64url
from certs.errors import MalformedError

PUBLIC = "public"
NO_ACCOUNT = bytes(16)


class PasskeyRefused(NotSignedIn):
    """Rule 3. The count, the spent challenge and a block stand."""

    code = "passkey_refused"
    zh = "通行密钥登录未通过"
    en = "Signing in with this passkey is refused"
    next_zh = "请重试，或用手机验证码登录后检查通行密钥"
    next_en = "Try again, or sign in by phone and look at your passkeys"
    keeps_writes = True


@dataclass(frozen=True)
class PasskeySignIn:
    """The tokens, and the key by which guesses at the account are counted (for the browser's mark)."""

    tokens: sign_ins.Tokens
    account_key: bytes


def options_to_sign_in(*, place: Place, box: Box, now: int) -> dict[str, Any]:
    """PublicKeyCredentialRequestOptionsJSON for whoever holds a passkey of this office."""
    options = webauthn.generate_authentication_options(
        rp_id=place.rp_id,
        challenge=make_challenge("sign-in", PUBLIC, box=box, now=now),
        timeout=LIFE_SECONDS * 1000,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return as_json(options)


def sign_in(
    session: Session, credential: Mapping[str, Any], *, visitor: Visitor, place: Place, box: Box, now: int
) -> PasskeySignIn:
    """Tokens for the account whose passkey signed. Raises TooMany, PasskeyRefused."""
    account = session.get(Account, _named_account(credential))
    key = account.phone_key if account else box.blind("passkey-account", "none")
    count_guess(session, "passkey", key, visitor=visitor, box=box, now=now)
    challenge = challenge_in(credential)
    if challenge is None or not spend_challenge(session, challenge, "sign-in", PUBLIC, box=box, now=now):
        raise PasskeyRefused
    passkey = _find(session, account, credential)
    if account is None or passkey is None:
        raise PasskeyRefused
    _use(session, passkey, _count_signed(credential, challenge, passkey, place), now=now)
    subject = f"account:{account.account_id}"
    return PasskeySignIn(sign_ins.begin_sign_in(session, subject, role="citizen", office=None, now=now), key)


def _named_account(credential: Mapping[str, Any]) -> uuid.UUID:
    """The account in the authenticator's user handle; one that nobody has when there is none."""
    response = credential.get("response")
    handle = _bytes(response.get("userHandle")) if isinstance(response, dict) else b""
    return uuid.UUID(bytes=handle if len(handle) == len(NO_ACCOUNT) else NO_ACCOUNT)


def _find(session: Session, account: Account | None, credential: Mapping[str, Any]) -> Passkey | None:
    credential_id = _bytes(credential.get("rawId"))
    if account is None or not credential_id:
        return None
    usable = Passkey.removed_at.is_(None), Passkey.blocked_at.is_(None)
    mine = Passkey.account_id == account.account_id, Passkey.credential_id == credential_id
    return session.scalars(select(Passkey).where(*mine, *usable)).first()


def _count_signed(credential: Mapping[str, Any], challenge: bytes, passkey: Passkey, place: Place) -> int:
    """The counter under the authenticator's signature; raises PasskeyRefused."""
    try:
        verified = webauthn.verify_authentication_response(
            credential=dict(credential),
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=0,  # rule 4 is decided in SQL, where two at once meet
            require_user_verification=True,
        )
    except Exception as error:  # whatever a stranger's bytes make the library raise, they are refused
        raise PasskeyRefused from error
    return verified.new_sign_count


def _use(session: Session, passkey: Passkey, count: int, *, now: int) -> None:
    """Rules 4 and 5: one conditional UPDATE."""
    mine = Passkey.account_id == passkey.account_id, Passkey.passkey_id == passkey.passkey_id
    usable = Passkey.removed_at.is_(None), Passkey.blocked_at.is_(None)
    grown = Passkey.sign_count < count if count else Passkey.sign_count == 0  # 0 for ever: it keeps no counter
    times = {"first_used_at": func.coalesce(Passkey.first_used_at, now), "last_used_at": now}
    used = update(Passkey).where(*mine, *usable, grown).values(sign_count=count, **times).returning(Passkey.passkey_id)
    if session.execute(used.execution_options(synchronize_session=False)).first() is not None:
        return
    blocked = update(Passkey).where(*mine, *usable).values(blocked_at=now).returning(Passkey.passkey_id)
    if session.execute(blocked.execution_options(synchronize_session=False)).first() is not None:
        record_act(session, passkey, "passkey_blocked", actor=f"account:{passkey.account_id}", now=now)
    raise PasskeyRefused


def _bytes(text: Any) -> bytes:
    try:
        return base64url.decode(text) if isinstance(text, str) else b""
    except MalformedError:
        return b""
