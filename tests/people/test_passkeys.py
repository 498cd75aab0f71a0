"""Passkeys, with an authenticator in software: adding, signing in without a phone number, and every way to fail."""

import dataclasses
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.people import identity, passkeys
from backend.people.limits import LIMITS
from backend.people.models import Account, Nonce, Passkey
from backend.people.passkey_challenges import LIFE_SECONDS, make_challenge
from backend.people.passkeys import PasskeysUnavailable, place_of
from certs import base64url
from tests.people import sign_in
from tests.people.authenticator import Authenticator

Signed = dict[str, Any]


@pytest.fixture
def headers(client: FlaskClient) -> dict[str, str]:
    """A citizen without an identity, signed in by phone."""
    return sign_in.bearer(sign_in.by_phone(client, sign_in.new_phone()))


def begin(client: FlaskClient, headers: dict[str, str]) -> Any:
    answer = sign_in.post(client, "/api/v1/passkeys/challenges", None, headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json["public_key"]


def add(client: FlaskClient, headers: dict[str, str], key: Authenticator, name: str = "这部手机") -> Any:
    body = {"credential": key.create(begin(client, headers)), "name": name}
    return sign_in.post(client, "/api/v1/passkeys", body, headers=headers)


def added(client: FlaskClient, headers: dict[str, str], **given: Any) -> Authenticator:
    key = Authenticator(**given)
    assert add(client, headers, key).status_code == 201
    return key


def challenge(client: FlaskClient) -> Any:
    answer = sign_in.post(client, "/api/v1/auth/passkey-challenges", None)
    assert answer.status_code == 201, answer.text
    return answer.json["public_key"]


def enter(client: FlaskClient, credential: Signed, **more: Any) -> Any:
    return sign_in.post(client, "/api/v1/auth/passkey-sessions", {"credential": credential}, **more)


def refused(answer: Any) -> bool:
    return (answer.status_code, answer.json["code"]) == (401, "passkey_refused")


def test_a_passkey_is_added_and_signs_in_to_the_same_account(client: FlaskClient, headers: dict[str, str]) -> None:
    key = added(client, headers)
    answer = enter(client, key.get(challenge(client)))
    assert answer.status_code == 201, answer.text
    assert answer.json["role"] == "citizen"
    cookies = answer.headers.getlist("Set-Cookie")
    assert any(line.startswith("refresh_token=") and "HttpOnly" in line for line in cookies)
    mine = client.get("/api/v1/me", headers=headers).json["subject"]
    assert client.get("/api/v1/me", headers=sign_in.bearer(answer)).json["subject"] == mine


def test_the_options_ask_for_a_checked_user_a_resident_key_and_no_attestation(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    key = added(client, headers)
    options = begin(client, headers)
    assert options["rp"]["id"] == "liangma.example"
    assert options["attestation"] == "none"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert [one["id"] for one in options["excludeCredentials"]] == [base64url.encode(key.credential_id)]
    asked = challenge(client)
    assert (asked["userVerification"], asked.get("allowCredentials", [])) == ("required", [])


def test_asking_to_sign_in_writes_nothing(client: FlaskClient, engine: Engine) -> None:
    challenge(client)
    with db.open_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Nonce)) == 0


def test_passkeys_are_listed_with_their_last_use_and_removed_for_good(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    key = added(client, headers)
    enter(client, key.get(challenge(client)))
    (item,) = client.get("/api/v1/passkeys", headers=headers).json["items"]
    assert (item["name"], item["blocked"], item["backed_up"]) == ("这部手机", False, False)
    assert item["last_used_at"] is not None
    place = f"/api/v1/passkeys/{item['passkey_id']}"
    assert [client.delete(place, headers=headers).status_code for _ in range(2)] == [204, 404]
    assert client.get("/api/v1/passkeys", headers=headers).json["items"] == []
    assert refused(enter(client, key.get(challenge(client))))


LIES: dict[str, Callable[[Authenticator], Any]] = {
    "another site": lambda key: dataclasses.replace(key, origin="https://liangma.example.evil"),
    "another host": lambda key: dataclasses.replace(key, rp_id="evil"),
    "an unchecked user": lambda key: dataclasses.replace(key, uv=False),
    "another key": lambda key: dataclasses.replace(key, key=Authenticator().key),
    "an unknown passkey": lambda key: dataclasses.replace(key, credential_id=b"0" * 16),
    "an unknown account": lambda key: dataclasses.replace(key, user_handle=b"0" * 16),
    "no account": lambda key: dataclasses.replace(key, user_handle=b""),
}


@pytest.mark.parametrize("lie", sorted(LIES))
def test_every_wrong_sign_in_gets_one_and_the_same_answer(
    client: FlaskClient, headers: dict[str, str], lie: str
) -> None:
    key = added(client, headers)
    answer = enter(client, LIES[lie](key).get(challenge(client)))
    assert refused(answer)
    stranger = enter(client, Authenticator(user_handle=b"1" * 16).get(challenge(client)))
    assert answer.json | {"request_id": ""} == stranger.json | {"request_id": ""}


HOSTILE: list[Any] = [
    {}, {"response": []}, {"response": {"clientDataJSON": 7}}, {"response": {"clientDataJSON": "e30"}},
    {"response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiI"}}, {"rawId": 1, "response": {"userHandle": "A" * 5000}},
    {"response": {"clientDataJSON": "bnVsbA"}}, {"response": {"userHandle": "!"}},
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_what_is_no_credential_is_refused_like_a_wrong_one(
    client: FlaskClient, headers: dict[str, str], number: int
) -> None:
    assert refused(enter(client, HOSTILE[number]))
    body = {"credential": HOSTILE[number], "name": "x"}
    answer = sign_in.post(client, "/api/v1/passkeys", body, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (422, "passkey_proof_refused")


BOMBS = (
    b"", b"\xff" * 100, b"\x81" * 90_000, b"\xa1" * 90_000, b"\x9f" * 90_000, b"\xbf" * 4000, b"\x5b" + b"\x7f" * 8,
    b"\x9b\x00\x00\x00\x7f\xff\xff\xff\xff", b"\xbb\x00\x00\x00\x7f\xff\xff\xff\xff", b"\xd8\x1c" * 40_000,
    b"\xc4\x82\x1b\x00\x00\x00\x00\x3b\x9a\xca\x00\x01", b"\xd8\x1e\x82\x01\x00",
)  # fmt: skip


def test_a_hostile_attestation_is_refused_and_not_an_error(client: FlaskClient, headers: dict[str, str]) -> None:
    for attestation in BOMBS:
        credential = Authenticator().create(begin(client, headers))
        credential["response"]["attestationObject"] = base64url.encode(attestation)
        body = {"credential": credential, "name": "x"}
        answer = sign_in.post(client, "/api/v1/passkeys", body, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (422, "passkey_proof_refused")


@pytest.mark.parametrize("lie", ["another site", "another host", "an unchecked user"])
def test_a_passkey_made_elsewhere_or_without_a_check_is_not_added(
    client: FlaskClient, headers: dict[str, str], lie: str
) -> None:
    answer = add(client, headers, LIES[lie](Authenticator()))
    assert (answer.status_code, answer.json["code"]) == (422, "passkey_proof_refused")


def test_a_challenge_serves_once_for_one_use_and_one_account(client: FlaskClient, headers: dict[str, str]) -> None:
    key = added(client, headers)
    asked = challenge(client)
    assert enter(client, key.get(asked)).status_code == 201
    assert refused(enter(client, key.get(asked)))
    assert refused(enter(client, key.get(begin(client, headers))))  # made for adding
    other = sign_in.bearer(sign_in.by_phone(client, sign_in.new_phone()))
    for options in (begin(client, other), challenge(client) | {"user": {"id": "AA"}}):
        body = {"credential": Authenticator().create(options), "name": "x"}
        answer = sign_in.post(client, "/api/v1/passkeys", body, headers=headers)
        assert answer.json["code"] == "passkey_proof_refused"


def test_a_challenge_ends_after_five_minutes_and_none_is_made_up(client: FlaskClient, headers: dict[str, str]) -> None:
    key, box = added(client, headers), sign_in.services_of(client).box
    now = int(time.time())
    ended = make_challenge("sign-in", "public", box=box, now=now - LIFE_SECONDS - 1)
    early = make_challenge("sign-in", "public", box=box, now=now + LIFE_SECONDS)
    altered = bytes([ended[0], *ended[1:7], ended[7] ^ 0x80, *ended[8:]])
    for made in (ended, early, altered, bytes(40), b""):
        assert refused(enter(client, key.get({"challenge": base64url.encode(made)})))


def test_of_two_sign_ins_with_one_challenge_one_wins(app: Flask, client: FlaskClient, headers: dict[str, str]) -> None:
    key = added(client, headers, counting=False)
    credential = key.get(challenge(client))
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: enter(app.test_client(), credential).status_code, range(4)))
    assert sorted(answers) == [201, 401, 401, 401]


def test_a_counter_that_does_not_grow_blocks_the_passkey_and_its_copy(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    key = added(client, headers)
    copy = dataclasses.replace(key)
    assert enter(client, key.get(challenge(client))).status_code == 201
    assert refused(enter(client, copy.get(challenge(client))))  # says 1 again
    assert [one["blocked"] for one in client.get("/api/v1/passkeys", headers=headers).json["items"]] == [True]
    assert refused(enter(client, key.get(challenge(client))))
    assert refused(enter(client, dataclasses.replace(key, count=99).get(challenge(client))))


def test_a_passkey_that_keeps_no_counter_signs_in_again_and_again(client: FlaskClient, headers: dict[str, str]) -> None:
    key = added(client, headers, counting=False)
    assert [enter(client, key.get(challenge(client))).status_code for _ in range(3)] == [201] * 3


def test_the_same_passkey_is_added_once_and_an_account_has_ten_at_most(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    key = added(client, headers)
    again = add(client, headers, key)
    assert (again.status_code, again.json["code"]) == (409, "passkey_known")
    answers = [add(client, headers, Authenticator()) for _ in range(passkeys.MOST)]
    assert [answer.status_code for answer in answers] == [201] * (passkeys.MOST - 1) + [409]
    assert answers[-1].json["code"] == "too_many_passkeys"


def test_tries_are_limited_by_account_and_a_known_browser_still_gets_in(
    client: FlaskClient, headers: dict[str, str]
) -> None:
    key = added(client, headers, counting=False)
    assert enter(client, key.get(challenge(client))).status_code == 201  # leaves the mark in this client's cookies
    thief, stranger = dataclasses.replace(key, key=Authenticator().key), client.application.test_client()
    answers = [enter(stranger, thief.get(challenge(client))) for _ in range(LIMITS["passkey"].account + 2)]
    assert answers[-1].status_code == 429
    assert enter(stranger, key.get(challenge(client))).status_code == 429
    assert enter(client, key.get(challenge(client))).status_code == 201


def test_what_was_added_used_and_removed_is_in_the_audit_log(client: FlaskClient, headers: dict[str, str]) -> None:
    key = added(client, headers)
    copy = dataclasses.replace(key)
    for one in (key, copy):
        enter(client, one.get(challenge(client)))
    item = client.get("/api/v1/passkeys", headers=headers).json["items"][0]
    client.delete(f"/api/v1/passkeys/{item['passkey_id']}", headers=headers)
    auditor = sign_in.staff(client, "auditor")
    place = f"/api/v1/audit/entries?subject=passkey:{item['passkey_id']}"
    found = client.get(place, headers=auditor).json["items"]
    assert {one["action"] for one in found} == {"passkey_added", "passkey_blocked", "passkey_removed"}


def test_an_account_parted_from_its_person_is_not_entered_by_its_old_passkeys_and_browsers(
    client: FlaskClient, engine: Engine, headers: dict[str, str]
) -> None:
    key = added(client, headers)
    with db.transaction(engine) as session:
        account_id = session.scalars(select(Account.account_id)).one()
        identity.release(session, account_id, now=int(time.time()), actor="staff:one")
    assert refused(enter(client, key.get(challenge(client))))
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    with db.open_session(engine) as session:
        assert session.scalars(select(Passkey.removed_at)).one() is not None


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "https://[::1]", "http://liangma.example", "http:///"])
def test_where_browsers_allow_no_passkeys_the_office_says_so(settings: Settings, engine: Engine, base_url: str) -> None:
    with pytest.raises(PasskeysUnavailable):
        place_of(base_url)
    other = create_app(dataclasses.replace(settings, base_url=base_url), engine=engine).test_client()
    answer = sign_in.post(other, "/api/v1/auth/passkey-challenges", None)
    assert (answer.status_code, answer.json["code"]) == (409, "passkeys_unavailable")
    assert answer.json["next_step"]["zh"]


def test_at_localhost_passkeys_work_without_https() -> None:
    assert place_of("http://localhost:8000") == passkeys.Place("localhost", "http://localhost:8000")
