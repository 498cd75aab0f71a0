"""Routes of the room people: signing in and out, who I am, and this phone's key."""

import uuid
from typing import Any

from flask import current_app

from backend import db
from backend.people import (
    cookies,
    devices,
    identity,
    nonces,
    one_time_codes,
    passkey_sign_in,
    passkeys,
    schemas,
    sign_ins,
    staff,
)
from backend.people.limits import count_attempt, make_mark
from backend.people.models import Device, Passkey
from backend.people.nonces import IssuedNonce
from backend.people.passkey_challenges import LIFE_SECONDS as CHALLENGE_SECONDS
from backend.people.persons import person_of
from backend.people.profile import Profile, profile_of
from backend.web.access import ROLES, allow, from_phone
from backend.web.api import Room
from backend.web.idempotency import idempotent
from backend.web.limit_classes import guesses
from backend.web.request import actor, end_session, now, services, session
from certs import base64url

blueprint = Room("people")
EVERYONE = sorted(ROLES - {"public"})
NONCES_A_MINUTE = 60


@blueprint.route("/auth/one-time-codes", methods=["POST"])
@allow("public")
@guesses("code-send")
@blueprint.arguments(schemas.CodeRequest())
@blueprint.response(202, schemas.CodeSent())
def send_one_time_code(body: dict[str, str]) -> dict[str, Any]:
    """Send a sign-in code to a phone. The answer is the same whether or not the phone has an account."""
    box, gateway = services().box, current_app.extensions["liangma_sms"]
    code = one_time_codes.begin(session(), body["phone"], visitor=cookies.visitor(), box=box, now=now())
    end_session(keep=True)  # no database lock is held while a gateway is slow
    gateway.send(body["phone"], code)
    shown = {"demo_code": code} if gateway.shows else {}
    return {"expires_in": one_time_codes.LIFE_SECONDS, **shown}


@blueprint.route("/auth/sessions", methods=["POST"])
@allow("public")
@guesses("code-try")
@blueprint.arguments(schemas.PhoneSignIn())
@blueprint.response(201, schemas.SignedIn())
def sign_in_by_phone(body: dict[str, str]) -> dict[str, Any]:
    """Sign a citizen in with the code sent to the phone; the account is made at the first sign-in."""
    box, phone = services().box, body["phone"]
    visitor = cookies.visitor()
    account_id = one_time_codes.redeem(session(), phone, body["code"], visitor=visitor, box=box, now=now())
    tokens = sign_ins.begin_sign_in(session(), f"account:{account_id}", role="citizen", office=None, now=now())
    return _signed_in(tokens, one_time_codes.phone_key_of(phone, box=box))


@blueprint.route("/auth/staff-sessions", methods=["POST"])
@allow("public")
@guesses("staff")
@blueprint.arguments(schemas.StaffSignIn())
@blueprint.response(201, schemas.SignedIn())
def sign_in_as_staff(body: dict[str, str]) -> dict[str, Any]:
    """Sign an employee in with login, password and a one-time password, which works once."""
    box, login = services().box, body["login"]
    staff.count(session(), login, visitor=cookies.visitor(), box=box, now=now())
    end_session(keep=True)  # the guess stands, and no database lock is held while the password is hashed
    with db.open_session(services().engine, reading=True) as reading:
        right = staff.password_is_right(reading, login, body["password"])
    tokens = staff.sign_in(session(), login, body["totp"], right_password=right, box=box, now=now())
    return _signed_in(tokens, staff.account_key(login, box=box))


@blueprint.route("/auth/passkey-challenges", methods=["POST"])
@allow("public")
@blueprint.response(201, schemas.PasskeyOptions())
def issue_passkey_challenge() -> dict[str, Any]:
    """What a browser needs to sign in with a passkey: no phone number is asked; nothing is written."""
    return _options(passkey_sign_in.options_to_sign_in(place=_place(), box=services().box, now=now()))


@blueprint.route("/auth/passkey-sessions", methods=["POST"])
@allow("public")
@guesses("passkey")
@blueprint.arguments(schemas.PasskeySignIn())
@blueprint.response(201, schemas.SignedIn())
def sign_in_by_passkey(body: dict[str, Any]) -> dict[str, Any]:
    """Sign a citizen in with a passkey; every refusal looks the same."""
    known = passkey_sign_in.sign_in(
        session(), body["credential"], visitor=cookies.visitor(), place=_place(), box=services().box, now=now()
    )
    return _signed_in(known.tokens, known.account_key)


@blueprint.route("/auth/refresh", methods=["POST"])
@allow("public")
@blueprint.arguments(schemas.RefreshHeaders(), location="headers")
@blueprint.response(200, schemas.SignedIn())
def refresh_sign_in(headers: dict[str, str]) -> dict[str, Any]:
    """New tokens for the refresh cookie and its CSRF value. A refresh token used twice ends the whole sign-in, unless
    it is the same attempt again, whose answer was lost on the way."""
    token, attempt = cookies.refresh_token(), headers["attempt"]
    tokens = sign_ins.refresh(session(), token, csrf=headers["csrf"], attempt=attempt, now=now())
    return _signed_in(tokens, None)


@blueprint.route("/auth/sessions/current", methods=["DELETE"])
@allow(*EVERYONE)
@blueprint.response(204)
def sign_out() -> None:
    """Sign out: every token of this sign-in ends."""
    me = actor()
    if me.sign_in_id is not None:
        sign_ins.end(session(), me.sign_in_id, now=now(), actor=me.subject)
    cookies.take_back()


@blueprint.route("/me")
@allow(*EVERYONE)
@blueprint.response(200, schemas.Me())
def who_am_i() -> Profile:
    """The signed-in actor, masked."""
    return profile_of(session(), actor(), box=services().box)


@blueprint.route("/me/identity", methods=["PUT"])
@allow("citizen")
@guesses("identity")
@from_phone
@blueprint.arguments(schemas.IdentityClaim())
@blueprint.response(200, schemas.Me())
def match_identity(body: dict[str, str]) -> Profile:
    """Match the account with a person by name and citizen number; every refusal looks the same."""
    identity.match(session(), actor(), **body, visitor=cookies.visitor(), box=services().box, now=now())
    return profile_of(session(), actor(), box=services().box)


@blueprint.route("/time")
@allow("public")
@blueprint.response(200, schemas.ServerTime())
def server_time() -> dict[str, int]:
    """The server's clock, for phones that correct theirs."""
    return {"now": now(), "seconds": now()}


@blueprint.route("/nonces", methods=["POST"])
@allow("citizen")
@blueprint.response(201, schemas.NonceAnswer())
def issue_nonce() -> dict[str, Any]:
    """A server nonce to put in a code, so that the phone's clock no longer matters."""
    _count_nonce()
    return _nonce(nonces.issue(session(), "code", actor().subject, now=now()))


@blueprint.route("/devices/challenges", methods=["POST"])
@allow("citizen")
@from_phone
@blueprint.response(201, schemas.DeviceChallengeAnswer())
def issue_device_challenge() -> dict[str, Any]:
    """The nonce and audience that the next device proof must carry."""
    _count_nonce()
    return {**_nonce(devices.challenge(session(), actor=actor(), now=now())), "aud": services().settings.base_url}


@blueprint.route("/devices", methods=["POST"])
@allow("citizen")
@from_phone
@idempotent
@blueprint.arguments(schemas.DeviceProof())
@blueprint.response(201, schemas.DeviceAnswer())
def register_device(body: dict[str, str]) -> dict[str, Any]:
    """Register the phone whose key signed the proof."""
    aud = services().settings.base_url
    devices.ask_before(session(), actor=actor(), box=services().box, now=now())
    return _device(devices.register(session(), body["proof"], name=body["name"], aud=aud, actor=actor(), now=now()))


@blueprint.route("/devices")
@allow("citizen")
@blueprint.response(200, schemas.DeviceList())
def list_devices() -> dict[str, Any]:
    """The holder's own devices that are not removed."""
    found = devices.devices_of(session(), person_of(session(), actor()))
    return {"items": [_device(device) for device in found]}


@blueprint.route("/devices/<uuid:device_id>", methods=["PATCH"])
@allow("citizen")
@from_phone
@blueprint.arguments(schemas.DeviceName())
@blueprint.response(200, schemas.DeviceAnswer())
def rename_device(body: dict[str, str], device_id: uuid.UUID) -> dict[str, Any]:
    """Give one of the holder's devices another name."""
    return _device(devices.rename(session(), device_id, name=body["name"], actor=actor(), now=now()))


@blueprint.route("/devices/<uuid:device_id>", methods=["DELETE"])
@allow("citizen")
@from_phone
@blueprint.response(204)
def remove_device(device_id: uuid.UUID) -> None:
    """Remove one of the holder's devices for good; its codes are refused from now on."""
    devices.remove(session(), device_id, actor=actor(), now=now())


@blueprint.route("/passkeys/challenges", methods=["POST"])
@allow("citizen")
@from_phone
@blueprint.response(201, schemas.PasskeyOptions())
def begin_passkey() -> dict[str, Any]:
    """What a browser needs to make a passkey for this account."""
    _count_nonce()
    return _options(passkeys.options_to_add(session(), actor=actor(), place=_place(), box=services().box, now=now()))


@blueprint.route("/passkeys", methods=["POST"])
@allow("citizen")
@from_phone
@idempotent
@blueprint.arguments(schemas.PasskeyProof())
@blueprint.response(201, schemas.PasskeyAnswer())
def add_passkey(body: dict[str, Any]) -> dict[str, Any]:
    """Add the passkey that the browser made; the account is signed in to with it from now on."""
    return _passkey(passkeys.add(session(), **body, actor=actor(), place=_place(), box=services().box, now=now()))


@blueprint.route("/passkeys")
@allow("citizen")
@blueprint.response(200, schemas.PasskeyList())
def list_passkeys() -> dict[str, Any]:
    """The account's own passkeys that are not removed."""
    return {"items": [_passkey(one) for one in passkeys.passkeys_of(session(), uuid.UUID(actor().subject_id))]}


@blueprint.route("/passkeys/<uuid:passkey_id>", methods=["DELETE"])
@allow("citizen")
@from_phone
@blueprint.response(204)
def remove_passkey(passkey_id: uuid.UUID) -> None:
    """Remove one of the account's passkeys for good."""
    passkeys.remove(session(), passkey_id, actor=actor(), now=now())


def _place() -> passkeys.Place:
    return passkeys.place_of(services().settings.base_url)


def _options(public_key: dict[str, Any]) -> dict[str, Any]:
    return {"public_key": public_key, "expires_at": now() + CHALLENGE_SECONDS}


def _passkey(passkey: Passkey) -> dict[str, Any]:
    return {
        "passkey_id": passkey.passkey_id, "name": passkey.name, "created_at": passkey.created_at,
        "last_used_at": passkey.last_used_at, "backed_up": passkey.backed_up, "blocked": passkey.blocked_at is not None,
    }  # fmt: skip


def _signed_in(tokens: sign_ins.Tokens, account_key: bytes | None) -> dict[str, Any]:
    csrf = cookies.hand_out(tokens, now=now())
    if account_key is not None:
        cookies.leave_mark(make_mark(account_key, box=services().box, now=now()))
    expires_in = tokens.access_expires_at - now()
    return {"access_token": tokens.access, "expires_in": expires_in, "role": tokens.role, "csrf_token": csrf}


def _count_nonce() -> None:
    key = services().box.blind("nonces", actor().subject)
    count_attempt(session(), "nonces", key, window_seconds=60, most=NONCES_A_MINUTE, now=now())


def _nonce(issued: IssuedNonce) -> dict[str, Any]:
    return {"nonce": base64url.encode(issued.nonce), "expires_at": issued.expires_at}


def _device(device: Device) -> dict[str, Any]:
    return {
        "device_id": device.device_id, "name": device.name, "handle": base64url.encode(device.handle),
        "thumbprint": base64url.encode(device.thumbprint), "created_at": device.created_at,
        "last_seen_at": device.last_seen_at,
    }  # fmt: skip
