"""Rules of sign-ins: refreshing needs the cookie and its CSRF value, works once, and reuse ends the family."""

import dataclasses
import re
import threading
import time
import uuid
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.people import sign_ins
from backend.people.models import SignIn
from tests.people.sign_in import add_staff, bearer, by_phone, new_phone, services_of, staff_sign_in

COOKIE = re.compile(r"(?:__Host-)?refresh_token=([^;]+)")


def cookie_of(answer: Any) -> str:
    found = [COOKIE.match(line) for line in answer.headers.getlist("Set-Cookie")]
    return next(match[1] for match in found if match)


def refresh(app: Flask, token: str | None, csrf: str | None, attempt: str | None = None) -> Any:
    client = app.test_client()  # its own cookie jar: only what is given here is sent
    if token is not None:
        client.set_cookie("refresh_token", token, path="/api/v1/auth", domain="localhost")
    headers = {} if csrf is None else {"X-CSRF-Token": csrf}
    headers |= {} if attempt is None else {"X-Refresh-Attempt": attempt}
    return client.post("/api/v1/auth/refresh", headers=headers)


def me(client: FlaskClient, headers: dict[str, str]) -> int:
    return client.get("/api/v1/me", headers=headers).status_code


def test_the_refresh_cookie_is_for_the_sign_in_routes_of_this_site_only(client: FlaskClient) -> None:
    lines = by_phone(client, new_phone()).headers.getlist("Set-Cookie")
    by_name = {line.split("=")[0]: line for line in lines}
    for name in ("refresh_token", "known_browser"):
        for part in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/api/v1/auth;"):
            assert part in by_name[name] + ";", (name, part)
    assert "HttpOnly" not in by_name["csrf_refresh_token"]
    assert "SameSite=Strict" in by_name["csrf_refresh_token"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_outside_the_demo_no_other_host_can_set_the_cookies(settings: Settings, engine: Engine, tmp_path: Path) -> None:
    outbox = str(tmp_path / "outbox.jsonl")
    app = create_app(dataclasses.replace(settings, demo=False, sms_gateway=outbox), engine=engine)
    client = app.test_client()
    answer = staff_sign_in(client, add_staff(client, "operator"))
    by_name = {line.split("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}
    assert set(by_name) == {"__Host-refresh_token", "__Host-known_browser", "__Host-csrf_refresh_token"}
    for line in by_name.values():
        assert {"Secure", "Path=/", "SameSite=Strict"} <= set(line.split("; ")), line
        assert "Domain" not in line
    jar = app.test_client()
    jar.set_cookie("__Host-refresh_token", cookie_of(answer), domain="localhost")
    headers = {"X-CSRF-Token": answer.json["csrf_token"]}
    assert jar.post("/api/v1/auth/refresh", headers=headers).status_code == 200
    assert jar.get("/api/v1/me").status_code == 401  # the cookie admits to nothing else


def test_a_refresh_gives_a_new_pair_that_works(client: FlaskClient, app: Flask) -> None:
    first = by_phone(client, new_phone())
    second = refresh(app, cookie_of(first), first.json["csrf_token"])
    assert me(client, bearer(second)) == 200
    third = refresh(app, cookie_of(second), second.json["csrf_token"])
    assert third.status_code == 200
    assert len({cookie_of(answer) for answer in (first, second, third)}) == 3


def test_without_the_right_csrf_value_nothing_is_refreshed_and_nothing_ends(client: FlaskClient, app: Flask) -> None:
    answer = by_phone(client, new_phone())
    token, right = cookie_of(answer), answer.json["csrf_token"]
    for csrf in (None, "", str(uuid.uuid4()), right.upper() if right.upper() != right else right[:-1], "é" * 36):
        assert refresh(app, token, csrf).status_code in (401, 422)
    assert refresh(app, None, right).status_code == 401
    assert refresh(app, token, right).status_code == 200


def test_an_access_token_does_not_refresh(client: FlaskClient, app: Flask) -> None:
    answer = by_phone(client, new_phone())
    assert refresh(app, answer.json["access_token"], answer.json["csrf_token"]).status_code == 401


def test_a_refresh_token_used_again_ends_the_whole_family(client: FlaskClient, app: Flask) -> None:
    first = by_phone(client, new_phone())
    other_family = by_phone(client, new_phone())
    second = refresh(app, cookie_of(first), first.json["csrf_token"])
    headers = bearer(second)
    assert me(client, headers) == 200
    assert refresh(app, cookie_of(first), first.json["csrf_token"]).status_code == 401
    assert me(client, headers) == 401
    assert me(client, bearer(first)) == 401
    assert refresh(app, cookie_of(second), second.json["csrf_token"]).status_code == 401
    assert me(client, bearer(other_family)) == 200


def test_two_nodes_refreshing_with_one_token_have_one_winner_and_the_family_ends(
    client: FlaskClient, app: Flask
) -> None:
    for _ in range(5):
        first = by_phone(client, new_phone())
        token, csrf = cookie_of(first), first.json["csrf_token"]
        gate, answers = threading.Barrier(2), []

        def race(token: str = token, csrf: str = csrf, gate: Any = gate, answers: list[Any] = answers) -> None:
            gate.wait()
            answers.append(refresh(app, token, csrf))

        threads = [threading.Thread(target=race) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        assert sorted(answer.status_code for answer in answers) == [200, 401]
        winner = next(answer for answer in answers if answer.status_code == 200)
        assert me(client, bearer(winner)) == 401
        assert refresh(app, cookie_of(winner), winner.json["csrf_token"]).status_code == 401


def test_a_refresh_held_open_by_one_session_lets_no_other_session_win(client: FlaskClient, app: Flask) -> None:
    first = by_phone(client, new_phone())
    engine, now = services_of(client).engine, int(time.time())
    outcomes: list[str] = []

    def other() -> None:
        answer = refresh(app, cookie_of(first), first.json["csrf_token"])
        outcomes.append(f"other {answer.status_code}")

    with app.test_request_context(), db.open_session(engine) as session:
        sign_ins.refresh(session, cookie_of(first), csrf=first.json["csrf_token"], now=now)
        thread = threading.Thread(target=other)
        thread.start()  # it waits for the row of the open transaction
        outcomes.append("first")
        session.commit()
    thread.join(timeout=20)
    assert outcomes == ["first", "other 401"]
    with db.open_session(engine, reading=True) as session:
        assert session.scalars(select(SignIn.revoked_at)).one() is not None


def test_an_answer_lost_on_the_way_is_given_again_to_the_same_attempt(client: FlaskClient, app: Flask) -> None:
    first, attempt = by_phone(client, new_phone()), str(uuid.uuid4())
    token, csrf = cookie_of(first), first.json["csrf_token"]
    lost = refresh(app, token, csrf, attempt)
    again = [refresh(app, token, csrf, attempt) for _ in range(3)]
    assert [answer.status_code for answer in again] == [200] * 3
    assert me(client, bearer(again[0])) == 200
    newest = refresh(app, cookie_of(again[0]), again[0].json["csrf_token"])
    assert newest.status_code == 200
    assert lost.json["csrf_token"] == attempt
    assert refresh(app, cookie_of(lost), attempt).status_code == 401  # it was the same successor, and is used now
    assert me(client, bearer(newest)) == 401


def test_when_only_the_cookie_arrived_the_attempt_is_its_csrf_value(client: FlaskClient, app: Flask) -> None:
    first, attempt = by_phone(client, new_phone()), str(uuid.uuid4())
    half = refresh(app, cookie_of(first), first.json["csrf_token"], attempt)
    whole = refresh(app, cookie_of(half), first.json["csrf_token"], attempt)
    assert whole.status_code == 200
    assert me(client, bearer(whole)) == 200


def test_a_used_token_under_any_other_attempt_ends_the_family(client: FlaskClient, app: Flask) -> None:
    attempt = str(uuid.uuid4())
    for other in (None, str(uuid.uuid4()), attempt[:-1] + ("0" if attempt[-1] != "0" else "1")):
        first = by_phone(client, new_phone())
        second = refresh(app, cookie_of(first), first.json["csrf_token"], attempt)
        assert refresh(app, cookie_of(first), first.json["csrf_token"], other).status_code == 401
        assert refresh(app, cookie_of(second), attempt).status_code == 401
        assert refresh(app, cookie_of(first), first.json["csrf_token"], attempt).status_code == 401


def test_an_attempt_is_not_answered_again_once_its_successor_was_used(client: FlaskClient, app: Flask) -> None:
    first, attempt = by_phone(client, new_phone()), str(uuid.uuid4())
    second = refresh(app, cookie_of(first), first.json["csrf_token"], attempt)
    third = refresh(app, cookie_of(second), attempt)
    assert refresh(app, cookie_of(first), first.json["csrf_token"], attempt).status_code == 401
    assert me(client, bearer(third)) == 401


def test_the_name_of_an_attempt_is_no_proof_for_a_cookie_that_it_did_not_make(client: FlaskClient, app: Flask) -> None:
    answer = by_phone(client, new_phone())
    token, csrf = cookie_of(answer), answer.json["csrf_token"]
    assert refresh(app, token, None, str(uuid.uuid4())).status_code == 401
    assert refresh(app, token, "", str(uuid.uuid4())).status_code == 401
    assert refresh(app, token, csrf, "short").status_code == 422
    assert refresh(app, token, csrf).status_code == 200


def test_two_nodes_answer_one_attempt_with_one_successor(client: FlaskClient, app: Flask) -> None:
    for _ in range(5):
        first, attempt = by_phone(client, new_phone()), str(uuid.uuid4())
        token, csrf = cookie_of(first), first.json["csrf_token"]
        gate, answers = threading.Barrier(2), []

        def race(
            token: str = token, csrf: str = csrf, name: str = attempt, gate: Any = gate, answers: Any = answers
        ) -> None:
            gate.wait()
            answers.append(refresh(app, token, csrf, name))

        threads = [threading.Thread(target=race) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        assert [answer.status_code for answer in answers] == [200, 200]
        used = refresh(app, cookie_of(answers[0]), attempt)
        assert used.status_code == 200
        assert refresh(app, cookie_of(answers[1]), attempt).status_code == 401


def test_signing_out_ends_the_refresh_token_too(client: FlaskClient, app: Flask) -> None:
    answer = by_phone(client, new_phone())
    gone = client.delete("/api/v1/auth/sessions/current", headers=bearer(answer))
    assert gone.status_code == 204
    assert any(line.startswith("refresh_token=;") for line in gone.headers.getlist("Set-Cookie"))
    assert refresh(app, cookie_of(answer), answer.json["csrf_token"]).status_code == 401


def test_an_employee_who_is_idle_for_half_an_hour_must_sign_in_again(client: FlaskClient, app: Flask) -> None:
    start = 1_800_000_000
    with time_machine.travel(start, tick=False) as clock:
        employee = add_staff(client, "auditor")
        answer = staff_sign_in(client, employee)
        clock.move_to(start + sign_ins.STAFF_IDLE_SECONDS - 1)
        answer = refresh(app, cookie_of(answer), answer.json["csrf_token"])
        assert answer.status_code == 200
        clock.move_to(start + 2 * sign_ins.STAFF_IDLE_SECONDS)
        assert refresh(app, cookie_of(answer), answer.json["csrf_token"]).status_code == 401


def test_a_sign_in_of_staff_ends_after_twelve_hours_however_busy(client: FlaskClient, app: Flask) -> None:
    start = 1_800_000_000
    with time_machine.travel(start, tick=False) as clock:
        answer = staff_sign_in(client, add_staff(client, "auditor"))
        for at in range(start, start + sign_ins.STAFF_LIFE_SECONDS, 1500):
            clock.move_to(at)
            answer = refresh(app, cookie_of(answer), answer.json["csrf_token"])
            assert answer.status_code == 200
        clock.move_to(start + sign_ins.STAFF_LIFE_SECONDS)
        assert refresh(app, cookie_of(answer), answer.json["csrf_token"]).status_code == 401
        assert me(client, bearer(answer)) == 401
