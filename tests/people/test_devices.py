"""Rules of devices and nonces, through the routes."""

import threading
import time
import uuid
from typing import Any

import time_machine
from flask.testing import FlaskClient

from backend import db
from backend.people import nonces
from backend.people.devices import MOST
from certs import base64url, jws
from certs.device import TYP, make_device_proof
from certs.keys import SoftwareSigner, jwk_of, new_private_key, thumbprint
from tests.people.sign_in import (
    bearer,
    by_phone,
    citizen,
    new_phone,
    partner,
    post,
    prove,
    register_device,
    services_of,
    staff,
)


def signer() -> SoftwareSigner:
    return SoftwareSigner(new_private_key())


def register(client: FlaskClient, headers: dict[str, str], proof: str, name: str = "phone") -> Any:
    return post(client, "/api/v1/devices", {"proof": proof, "name": name}, headers=headers)


def listed(client: FlaskClient, headers: dict[str, str]) -> list[str]:
    return [device["device_id"] for device in client.get("/api/v1/devices", headers=headers).json["items"]]


def test_a_registered_device_names_its_key(client: FlaskClient) -> None:
    me, key = citizen(client), signer()
    answer = register_device(client, me.headers, key, "第二部手机")
    assert answer.status_code == 201
    assert answer.json["thumbprint"] == base64url.encode(thumbprint(key.public))
    assert len(base64url.decode(answer.json["handle"])) == 8
    assert set(listed(client, me.headers)) == {str(me.device_id), answer.json["device_id"]}


def test_wrong_proofs_are_refused_and_register_nothing(client: FlaskClient) -> None:
    me, now = citizen(client), int(time.time())
    key, other = signer(), signer()
    good = prove(client, me.headers, key)
    header, payload, signature = good.split(".")
    claims = jws.strict_json(base64url.decode(payload))
    foreign_key = {"typ": TYP, "jwk": jwk_of(other.public)}
    wrong = {
        "another audience": prove(client, me.headers, key, aud="https://other.example"),
        "audience *": prove(client, me.headers, key, aud="*"),
        "a nonce we did not make": prove(client, me.headers, key, nonce=base64url.encode(b"12345678")),
        "a nonce that is no base64url": prove(client, me.headers, key, nonce="!!"),
        "an old iat": prove(client, me.headers, key, iat=now - 700),
        "a future iat": prove(client, me.headers, key, iat=now + 700),
        "the key of another": jws.sign(foreign_key, claims, key),
        "another typ": jws.sign({"typ": "JWT", "jwk": jwk_of(key.public)}, claims, key),
        "changed content": f"{header}.{base64url.encode(jws.to_json(claims | {'iat': now - 1}))}.{signature}",
        "no nonce": jws.sign({"typ": TYP, "jwk": jwk_of(key.public)}, {"aud": claims["aud"], "iat": now}, key),
        "a list": jws.sign({"typ": TYP, "jwk": jwk_of(key.public)}, b"[]", key),
        "nonsense": "a.b.c",
        "no proof": "x",
    }
    accepted = [name for name, proof in wrong.items() if register(client, me.headers, proof).status_code != 422]
    assert accepted == []
    assert listed(client, me.headers) == [str(me.device_id)]
    assert register(client, me.headers, good).status_code == 201


def test_a_nonce_is_used_once_even_by_two_phones_at_once(client: FlaskClient) -> None:
    me, answers, gate = citizen(client), [], threading.Barrier(2)
    asked = post(client, "/api/v1/devices/challenges", None, headers=me.headers).json
    proofs = [
        make_device_proof(signer(), aud=asked["aud"], nonce=asked["nonce"], iat=int(time.time())) for _ in range(3)
    ]

    def race(proof: str) -> None:
        own = client.application.test_client()
        gate.wait()
        answers.append(register(own, me.headers, proof).status_code)

    threads = [threading.Thread(target=race, args=(proof,)) for proof in proofs[:2]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(answers) == [201, 422]
    assert register(client, me.headers, proofs[2]).status_code == 422


def test_a_nonce_of_another_account_or_another_use_is_refused(client: FlaskClient) -> None:
    me, other = citizen(client), citizen(client)
    assert register(client, me.headers, prove(client, other.headers, signer())).status_code == 422
    code_nonce = post(client, "/api/v1/nonces", None, headers=me.headers).json["nonce"]
    assert register(client, me.headers, prove(client, me.headers, signer(), nonce=code_nonce)).status_code == 422


def test_a_challenge_ends_after_five_minutes(client: FlaskClient) -> None:
    start = 1_800_000_000
    for seconds, status in ((299, 201), (300, 422)):
        with time_machine.travel(start, tick=False) as clock:
            me = citizen(client)
            proof = prove(client, me.headers, signer())
            clock.shift(seconds)
            assert register(client, me.headers, proof).status_code == status


def test_a_nonce_for_a_code_is_its_owners_and_spent_once(client: FlaskClient) -> None:
    me, other = citizen(client), citizen(client)
    subject = client.get("/api/v1/me", headers=me.headers).json["subject"]
    foreign = client.get("/api/v1/me", headers=other.headers).json["subject"]
    nonce = base64url.decode(post(client, "/api/v1/nonces", None, headers=me.headers).json["nonce"])
    now = int(time.time())
    with db.transaction(services_of(client).engine) as session:
        assert not nonces.consume(session, nonce, "code", foreign, now=now)
        assert not nonces.consume(session, nonce, "device", subject, now=now)
        assert not nonces.consume(session, nonce, "code", subject, now=now + nonces.LIFE_SECONDS["code"])
        assert nonces.consume(session, nonce, "code", subject, now=now)
        assert not nonces.consume(session, nonce, "code", subject, now=now)


def test_nonces_are_given_at_most_sixty_times_a_minute(client: FlaskClient) -> None:
    with time_machine.travel(1_800_000_000, tick=False):
        headers = bearer(by_phone(client, new_phone()))
        statuses = [post(client, "/api/v1/nonces", None, headers=headers).status_code for _ in range(62)]
    assert statuses == [201] * 60 + [429] * 2


def test_a_device_needs_a_matched_person(client: FlaskClient) -> None:
    headers = bearer(by_phone(client, new_phone()))
    answer = register_device(client, headers, signer())
    assert (answer.status_code, answer.json["code"]) == (409, "identity_not_matched")
    assert client.get("/api/v1/devices", headers=headers).status_code == 409


def test_a_key_belongs_to_one_person_and_never_comes_back(client: FlaskClient) -> None:
    me, other = citizen(client), citizen(client)
    assert register_device(client, me.headers, me.key).json["code"] == "device_key_taken"
    assert register_device(client, other.headers, me.key).json["code"] == "device_key_taken"
    assert client.delete(f"/api/v1/devices/{me.device_id}", headers=me.headers).status_code == 204
    assert register_device(client, me.headers, me.key).json["code"] == "device_key_taken"
    assert register_device(client, other.headers, me.key).json["code"] == "device_key_taken"


def test_a_person_has_at_most_eight_devices(client: FlaskClient) -> None:
    me = citizen(client)
    codes = [register_device(client, me.headers, signer()).status_code for _ in range(MOST)]
    assert codes == [201] * (MOST - 1) + [409]
    assert client.delete(f"/api/v1/devices/{me.device_id}", headers=me.headers).status_code == 204
    assert register_device(client, me.headers, signer()).status_code == 201


def test_a_phone_that_was_removed_elsewhere_does_not_bind_itself_anew(client: FlaskClient) -> None:
    stolen = citizen(client)
    owner = bearer(by_phone(client, stolen.phone))
    device = f"/api/v1/devices/{stolen.device_id}"
    assert client.delete(device, headers=owner).status_code == 204
    for method, path in (
        ("POST", "/api/v1/devices/challenges"), ("POST", "/api/v1/devices"), ("POST", "/api/v1/passkeys/challenges"),
        ("DELETE", device), ("POST", "/api/v1/me/data"),
    ):  # fmt: skip
        answer = client.open(path, method=method, headers=stolen.headers, json={})
        assert (answer.status_code, answer.json["code"]) == (403, "sign_in_again"), path
    told = client.get(f"/api/v1/wallet?device_id={stolen.device_id}", headers=stolen.headers)
    assert told.status_code == 404  # by which the phone knows that it was removed
    for headers in (owner, bearer(by_phone(client, stolen.phone))):
        assert register_device(client, headers, signer()).status_code == 201


def test_a_removed_device_is_gone_for_its_owner_too(client: FlaskClient) -> None:
    me = citizen(client)
    path = f"/api/v1/devices/{me.device_id}"
    assert client.patch(path, json={"name": "新手机"}, headers=me.headers).json["name"] == "新手机"
    assert [client.delete(path, headers=me.headers).status_code for _ in range(2)] == [204, 404]
    assert client.patch(path, json={"name": "旧手机"}, headers=me.headers).status_code == 404
    assert listed(client, me.headers) == []


def test_anothers_device_answers_as_one_that_does_not_exist(client: FlaskClient) -> None:
    me, other = citizen(client), citizen(client)
    for method in ("patch", "delete"):
        answers = [
            getattr(client, method)(f"/api/v1/devices/{device}", json={"name": "x"}, headers=other.headers)
            for device in (me.device_id, uuid.uuid4())
        ]
        bodies = [{**answer.json, "request_id": ""} for answer in answers]
        assert bodies[0] == bodies[1]
        assert {answer.status_code for answer in answers} == {404}
    assert listed(client, me.headers) == [str(me.device_id)]
    assert listed(client, other.headers) == [str(other.device_id)]


def test_a_retry_with_the_same_idempotency_key_registers_one_device(client: FlaskClient) -> None:
    me = citizen(client)
    headers, proof = me.headers | {"Idempotency-Key": "register-1"}, prove(client, me.headers, signer())
    answers = [register(client, headers, proof) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    assert len(listed(client, me.headers)) == 2


def test_nobody_chooses_what_the_server_decides_about_a_device(client: FlaskClient) -> None:
    me = citizen(client)
    for name in ("id", "device_id", "person_id", "owner_id", "handle", "status", "role", "removed_at"):
        body = {"proof": prove(client, me.headers, signer()), "name": "x", name: str(uuid.uuid4())}
        assert post(client, "/api/v1/devices", body, headers=me.headers).status_code == 422
        changed = client.patch(f"/api/v1/devices/{me.device_id}", json={"name": "x", name: "y"}, headers=me.headers)
        assert changed.status_code == 422
    assert listed(client, me.headers) == [str(me.device_id)]


def test_the_clock_is_public_and_says_the_same_twice(client: FlaskClient) -> None:
    with time_machine.travel(1_800_000_000, tick=False):
        assert client.get("/api/v1/time").json == {"now": "2027-01-15T08:00:00Z", "seconds": 1_800_000_000}


def test_only_citizens_reach_the_citizens_routes(client: FlaskClient) -> None:
    routes = [("put", "/me/identity"), ("post", "/nonces"), ("post", "/devices/challenges"), ("post", "/devices"),
              ("get", "/devices"), ("patch", f"/devices/{uuid.UUID(int=1)}"),
              ("delete", f"/devices/{uuid.UUID(int=1)}")]  # fmt: skip
    for headers, status in (({}, 401), (staff(client, "operator"), 403), (partner(client), 403)):
        for method, path in routes:
            answer = getattr(client, method)(f"/api/v1{path}", json={}, headers=headers)
            assert answer.status_code == status, (method, path)
