"""Signing in on a desktop by the phone: one phone, one number, one desktop, for a while."""

import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from backend import db
from backend.people.desktop import LIFE_SECONDS
from backend.people.models import DesktopRequest
from backend.people.sign_ins import DESKTOP_IDLE_SECONDS, DESKTOP_LIFE_SECONDS
from certs.desktop import Approval, make_approval
from tests.people import sign_in
from tests.people.sign_in import Citizen

BASE = "https://liangma.example"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


def ask(client: FlaskClient) -> Any:
    answer = sign_in.post(client, "/api/v1/auth/desktop-requests", None, headers={"User-Agent": EDGE})
    assert answer.status_code == 201, answer.text
    return answer.json


def state(client: FlaskClient, secret: str) -> Any:
    return client.get("/api/v1/auth/desktop-requests/current", headers={"X-Desktop-Secret": secret})


def opening(client: FlaskClient, phone: Citizen, reference: str) -> Any:
    body = {"reference": reference}
    return sign_in.post(client, "/api/v1/me/desktop-requests/openings", body, headers=phone.headers)


def approval(phone: Citizen, reference: str, number: str, *, signed: str | None = None, at: int = 0) -> dict[str, Any]:
    statement = make_approval(phone.key, Approval(BASE, reference, signed or number), iat=at or int(time.time()))
    return {"reference": reference, "number": number, "device_id": str(phone.device_id), "statement": statement}


def approve(client: FlaskClient, phone: Citizen, body: dict[str, Any]) -> Any:
    return sign_in.post(client, "/api/v1/me/desktop-requests/approvals", body, headers=phone.headers)


def enter(client: FlaskClient, secret: str) -> Any:
    return sign_in.post(client, "/api/v1/auth/desktop-sessions", {"secret": secret})


def desktop(client: FlaskClient, phone: Citizen) -> Any:
    """The answer to a desktop's sign-in, all the way."""
    asked = ask(client)
    assert opening(client, phone, asked["reference"]).status_code == 200
    assert approve(client, phone, approval(phone, asked["reference"], asked["number"])).status_code == 204
    return enter(client, asked["secret"])


def wrong(number: str) -> str:
    return "11" if number != "11" else "12"


def test_a_desktop_is_let_in_by_the_phone_and_shows_cards_but_makes_no_key(app: Flask, client: FlaskClient) -> None:
    phone, asked = sign_in.citizen(client), ask(client)
    assert asked["address"] == f"{BASE}/desktop#{asked['reference']}"
    assert state(client, asked["secret"]).json == {"state": "waiting"}
    told = opening(client, phone, asked["reference"]).json
    assert (told["browser"], told["system"], told["kiosk"]) == ("edge", "windows", None)
    assert told["network"].endswith(".*.*")
    assert state(client, asked["secret"]).json == {"state": "opened"}
    assert enter(client, asked["secret"]).json["code"] == "desktop_request_over"  # nobody approved yet
    assert approve(client, phone, approval(phone, asked["reference"], asked["number"])).status_code == 204
    assert state(client, asked["secret"]).json == {"state": "approved"}
    headers = sign_in.bearer(enter(client, asked["secret"]))
    me = client.get("/api/v1/me", headers=headers).json
    assert (me["desktop"], client.get("/api/v1/me", headers=phone.headers).json["desktop"]) == (True, False)
    assert client.get("/api/v1/me/certificates", headers=headers).json == {"items": []}
    for method, path in (
        ("POST", "/api/v1/devices/challenges"),
        ("POST", "/api/v1/passkeys/challenges"),
        ("POST", "/api/v1/me/desktop-requests/openings"),
        ("DELETE", f"/api/v1/devices/{phone.device_id}"),
        ("POST", "/api/v1/me/data"),
        ("POST", f"/api/v1/me/wards/{phone.device_id}/data"),
    ):
        assert client.open(path, method=method, headers=headers, json={}).json["code"] == "phone_needed", path
    assert client.post("/api/v1/me/data", headers=phone.headers).status_code == 200
    assert enter(client, asked["secret"]).json["code"] == "desktop_request_over"
    assert state(client, asked["secret"]).json["code"] == "desktop_request_over"


def test_asking_costs_no_write_and_what_is_altered_or_over_is_nothing(app: Flask, client: FlaskClient) -> None:
    phone, asked = sign_in.citizen(client), ask(client)
    with db.open_session(sign_in.services_of(client).engine, reading=True) as session:
        assert session.scalar(select(func.count()).select_from(DesktopRequest)) == 0
    altered = asked["reference"][:-2] + ("AA" if asked["reference"][-2:] != "AA" else "BA")
    assert opening(client, phone, altered).json["code"] == "desktop_request_unknown"
    assert state(client, asked["secret"][:-2] + "zz").status_code == 401
    with time_machine.travel(time.time() + LIFE_SECONDS + 1, tick=False):
        assert state(client, asked["secret"]).json["code"] == "desktop_request_over"


def test_a_wrong_number_ends_the_request_and_is_guessed_once(client: FlaskClient) -> None:
    phone, asked = sign_in.citizen(client), ask(client)
    reference, number = asked["reference"], asked["number"]
    opening(client, phone, reference)
    answer = approve(client, phone, approval(phone, reference, wrong(number)))
    assert (answer.status_code, answer.json["code"]) == (409, "desktop_number_wrong")
    right = approve(client, phone, approval(phone, reference, number))
    assert right.json["code"] == "desktop_request_decided"
    assert state(client, asked["secret"]).json == {"state": "refused"}
    assert enter(client, asked["secret"]).json["code"] == "desktop_request_refused"


def test_a_signature_for_another_number_or_by_another_phone_changes_nothing(client: FlaskClient) -> None:
    phone, other, asked = sign_in.citizen(client), sign_in.citizen(client), ask(client)
    reference, number = asked["reference"], asked["number"]
    opening(client, phone, reference)
    unsigned = approval(phone, reference, number, signed=wrong(number))
    assert approve(client, phone, unsigned).json["code"] == "desktop_approval_refused"
    assert opening(client, other, reference).json["code"] == "desktop_request_unknown"  # one phone has it
    stolen = approve(client, other, approval(other, reference, number))
    assert stolen.json["code"] == "desktop_request_unknown"
    assert approve(client, phone, approval(phone, reference, number)).status_code == 204


def test_refused_on_the_phone_nothing_is_taken(client: FlaskClient) -> None:
    phone, asked = sign_in.citizen(client), ask(client)
    opening(client, phone, asked["reference"])
    path, body = "/api/v1/me/desktop-requests/refusals", {"reference": asked["reference"]}
    assert sign_in.post(client, path, body, headers=phone.headers).status_code == 204
    assert enter(client, asked["secret"]).json["code"] == "desktop_request_refused"


def test_of_two_that_take_an_approval_at_once_one_is_in(app: Flask, client: FlaskClient) -> None:
    phone, asked = sign_in.citizen(client), ask(client)
    opening(client, phone, asked["reference"])
    approve(client, phone, approval(phone, asked["reference"], asked["number"]))
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _n: enter(app.test_client(), asked["secret"]).status_code, range(4)))
    assert sorted(done) == [201, 401, 401, 401]


def test_desktops_are_listed_and_end_at_once_by_the_holder_or_with_the_phone(client: FlaskClient) -> None:
    phone, other = sign_in.citizen(client), sign_in.citizen(client)
    first, second = (sign_in.bearer(desktop(client, phone)) for _ in range(2))
    rows = client.get("/api/v1/me/desktops", headers=first).json["items"]
    assert sorted(row["current"] for row in rows) == [False, True]
    current = next(row["sign_in_id"] for row in rows if row["current"])
    path = f"/api/v1/me/desktops/{current}"
    assert client.delete(path, headers=other.headers).status_code == 404
    assert client.delete(path, headers=phone.headers).status_code == 204
    assert client.get("/api/v1/me", headers=first).status_code == 401
    assert client.delete(path, headers=phone.headers).status_code == 404
    assert client.get("/api/v1/me", headers=second).status_code == 200
    assert client.delete(f"/api/v1/devices/{phone.device_id}", headers=phone.headers).status_code == 204
    assert client.get("/api/v1/me", headers=second).status_code == 401
    assert client.get("/api/v1/me/desktops", headers=phone.headers).json == {"items": []}


def test_a_desktop_is_signed_in_for_a_working_day_and_half_an_hour_without_use(client: FlaskClient) -> None:
    phone = sign_in.citizen(client)
    answer = desktop(client, phone)
    refresh = next(one for one in answer.headers.getlist("Set-Cookie") if one.startswith("refresh_token="))
    assert f"Max-Age={DESKTOP_IDLE_SECONDS}" in refresh
    again = client.post("/api/v1/auth/refresh", headers={"X-CSRF-Token": answer.json["csrf_token"]})
    assert again.status_code == 200, again.text
    turned = next(one for one in again.headers.getlist("Set-Cookie") if one.startswith("refresh_token="))
    assert f"Max-Age={DESKTOP_IDLE_SECONDS}" in turned
    with time_machine.travel(time.time() + DESKTOP_LIFE_SECONDS + 1, tick=False):
        assert client.get("/api/v1/me", headers=sign_in.bearer(again)).status_code == 401
    assert uuid.UUID(client.get("/api/v1/me/desktops", headers=phone.headers).json["items"][0]["sign_in_id"])
