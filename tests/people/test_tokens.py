"""Rules of tokens: forged, respelt, foreign, ended and revoked bearers admit nobody; no header opens a socket."""

import base64
import hashlib
import hmac
import json
import socket
import time
import uuid
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask.testing import FlaskClient

from backend import db
from backend.app import create_app
from backend.people import sign_ins
from backend.people.models import SignIn
from certs import keys
from tests.people.sign_in import bearer, by_phone, new_phone, services_of

KEY = b"t" * 32


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def parts_of(token: str) -> tuple[dict[str, Any], dict[str, Any], str]:
    header, payload, signature = token.split(".")
    loaded = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, payload)]
    return loaded[0], loaded[1], signature


def signed(header: dict[str, Any], payload: dict[str, Any], key: bytes, digest: str = "sha256") -> str:
    text = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(payload).encode())}"
    return f"{text}.{b64(hmac.digest(key, text.encode(), digest))}"


def ask(client: FlaskClient, token: str) -> int:
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code


def a_token(client: FlaskClient) -> str:
    return bearer(by_phone(client, new_phone()))["Authorization"].removeprefix("Bearer ")


def forgeries(token: str) -> dict[str, str]:
    header, payload, signature = parts_of(token)
    device = keys.new_private_key()
    jwk = keys.jwk_of(device.public_key())
    pem = (
        rsa.generate_private_key(65537, 2048).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    body = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(payload).encode())}"
    es256 = f"{b64(json.dumps(header | {'alg': 'ES256', 'jwk': jwk}).encode())}.{b64(json.dumps(payload).encode())}"
    octet = {"kty": "oct", "k": b64(b"x" * 32)}
    other_key = b"x" * 32
    unsigned = f"{b64(json.dumps(header | {'alg': 'none'}).encode())}.{body.split('.')[1]}"
    return {
        "alg none": f"{unsigned}.",
        "alg NONE": f"{b64(json.dumps(header | {'alg': 'NONE'}).encode())}.{body.split('.')[1]}.",
        "alg none, old signature": f"{unsigned}.{signature}",
        "no signature": f"{token.rsplit('.', 1)[0]}.",
        "empty key": signed(header, payload, b""),
        "another key": signed(header, payload, other_key),
        "a public key as secret": signed(header, payload, pem),
        "RS256 named": signed(header | {"alg": "RS256"}, payload, KEY),
        "HS512 with our key": signed(header | {"alg": "HS512"}, payload, KEY, "sha512"),
        "ES256 with its own jwk": f"{es256}.{b64(keys.sign(device, es256.encode()))}",
        "jwk of the forger": signed(header | {"jwk": octet}, payload, other_key),
        "jku of the forger": signed(header | {"jku": "http://127.0.0.1:9/keys"}, payload, other_key),
        "x5u of the forger": signed(header | {"x5u": "http://127.0.0.1:9/chain"}, payload, other_key),
        "kid is a path": signed(header | {"kid": "../../../../dev/null"}, payload, b""),
        "kid is SQL": signed(header | {"kid": "' UNION SELECT 'x' --"}, payload, b"x"),
        "kid of the forger": signed(header | {"kid": "x" * 32}, payload, other_key),
        "changed role": f"{token.split('.')[0]}.{b64(json.dumps(payload | {'role': 'operator'}).encode())}.{signature}",
    }


def test_every_forged_token_is_refused_and_no_socket_is_opened(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = a_token(client)
    forged = forgeries(token)
    opened: list[Any] = []
    if "postgresql" not in str(services_of(client).engine.url):  # the driver of PostgreSQL opens sockets outside Python
        monkeypatch.setattr(socket.socket, "connect", lambda _self, address: opened.append(address))
    accepted = [name for name, text in forged.items() if ask(client, text) != 401]
    assert accepted == []
    assert opened == []
    assert ask(client, token) == 200


def test_our_own_signature_does_not_make_up_for_wrong_claims(client: FlaskClient) -> None:
    token = a_token(client)
    header, payload, _signature = parts_of(token)
    wrong: dict[str, dict[str, Any]] = {
        "issuer": {"iss": "https://other.example"}, "audience": {"aud": "https://other.example"},
        "kind": {"type": "refresh"}, "another's subject": {"sub": f"account:{uuid.uuid4()}"},
        "unknown sign-in": {"sid": str(uuid.uuid4())}, "no id": {"sid": "1"}, "ended": {"exp": int(time.time())},
        "end is text": {"exp": "9999999999"}, "end is true": {"exp": True}, "subject is a list": {"sub": ["account:1"]},
    }  # fmt: skip
    assert ask(client, signed(header, payload, KEY)) == 200
    accepted = [name for name, claims in wrong.items() if ask(client, signed(header, payload | claims, KEY)) != 401]
    assert accepted == []
    missing = ["iss", "aud", "exp", "sid", "sub", "type"]
    bare = [{name: value for name, value in payload.items() if name != gone} for gone in missing]
    statuses = dict(zip(missing, (ask(client, signed(header, claims, KEY)) for claims in bare), strict=True))
    assert statuses.pop("type") == 200  # without a kind it is an access token of ours: only we can sign one
    assert set(statuses.values()) == {401}


def test_a_respelt_token_is_refused(client: FlaskClient) -> None:
    token = a_token(client)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    respelt = token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]  # two unused bits: the same bytes again
    assert base64.urlsafe_b64decode(respelt.split(".")[2] + "=") == base64.urlsafe_b64decode(token.split(".")[2] + "=")
    assert [ask(client, text) for text in (respelt, token + "=", token + "\t", "x" + token, token)] == [401] * 4 + [200]


def test_a_token_of_another_office_is_refused(client: FlaskClient, app: Flask) -> None:
    services = services_of(client)
    settings = services.settings
    other = create_app(type(settings)(**{**vars(settings), "token_key": b"u" * 32}), engine=services.engine)
    assert ask(client, a_token(other.test_client())) == 401


def test_the_token_is_read_from_the_header_only(client: FlaskClient) -> None:
    token = a_token(client)
    assert client.get(f"/api/v1/me?access_token={token}").status_code == 401
    client.set_cookie("access_token_cookie", token)
    assert client.get("/api/v1/me").status_code == 401


def test_an_access_token_ends_on_time(client: FlaskClient) -> None:
    start = 1_800_000_000
    with time_machine.travel(start, tick=False) as clock:
        token = a_token(client)
        clock.move_to(start + sign_ins.ACCESS_SECONDS - 1)
        assert ask(client, token) == 200
        clock.move_to(start + sign_ins.ACCESS_SECONDS)
        assert ask(client, token) == 401


def test_signing_out_ends_the_bearer_at_once_in_this_process_and_within_five_seconds_elsewhere(
    client: FlaskClient, app: Flask
) -> None:
    start = 1_800_000_000
    with time_machine.travel(start, tick=False) as clock:
        token = a_token(client)
        elsewhere = sign_ins.Authenticator(services_of(client).engine)
        sign_ins._AUTHENTICATORS.discard(elsewhere)  # what another process is to this one
        with app.app_context():
            elsewhere(token, start)
        assert (
            client.delete("/api/v1/auth/sessions/current", headers={"Authorization": f"Bearer {token}"}).status_code
            == 204
        )
        assert ask(client, token) == 401
        clock.move_to(start + 5)
        with app.app_context(), pytest.raises(sign_ins.NotSignedIn):
            elsewhere(token, start + 5)


def test_a_bearer_whose_sign_in_is_gone_is_refused(client: FlaskClient) -> None:
    token = a_token(client)
    services = services_of(client)
    with db.transaction(services.engine) as session:
        session.query(SignIn).delete()
    assert ask(client, token) == 401


def test_the_memory_of_bearers_holds_hashes_and_does_not_grow_without_end(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_ins, "MAX_REMEMBERED", 3)
    known, now = sign_ins.Authenticator(services_of(client).engine), int(time.time())
    tokens = [a_token(client) for _ in range(5)]
    with app.app_context():
        for token in tokens:
            known(token, now)
    assert list(known._known) == [hashlib.sha256(token.encode()).digest() for token in tokens[2:]]  # the latest


def test_a_bearer_that_is_checked_while_its_sign_in_ends_is_not_remembered(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, now = a_token(client), int(time.time())
    headers = {"Authorization": f"Bearer {token}"}
    known = sign_ins.Authenticator(services_of(client).engine)
    check = known._check

    def slowly(text: str, at: int) -> Any:
        checked = check(text, at)  # and before anything is done with it, another thread signs out
        assert client.delete("/api/v1/auth/sessions/current", headers=headers).status_code == 204
        return checked

    monkeypatch.setattr(known, "_check", slowly)
    with app.app_context():
        known(token, now)
    assert known.remembered(token, now) is None
