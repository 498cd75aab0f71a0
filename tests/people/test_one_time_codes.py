"""Rules of the phone sign-in, through the routes."""

import uuid
from typing import Any

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from backend import db
from backend.people.models import Account, OneTimeCode
from backend.security.models import HolderKey
from tests.people.sign_in import bearer, by_phone, new_address, new_phone, post, services_of

START = 1_800_000_000


def send(client: FlaskClient, phone: str, **more: Any) -> Any:
    return post(client, "/api/v1/auth/one-time-codes", {"phone": phone}, **more)


def redeem(client: FlaskClient, phone: str, code: str, **more: Any) -> Any:
    return post(client, "/api/v1/auth/sessions", {"phone": phone, "code": code}, **more)


def wrong(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 1_000_000:06}"


def without_own(answer: Any) -> tuple[int, dict[str, Any], list[str]]:
    """What may differ between two answers is taken out: the request id and the demo's code."""
    body = {name: value for name, value in answer.json.items() if name not in ("request_id", "demo_code")}
    return answer.status_code, body, sorted(name for name, _value in answer.headers)


def test_a_known_and_an_unknown_phone_get_the_same_answers(client: FlaskClient) -> None:
    known = new_phone()
    by_phone(client, known)
    fresh = client.application.test_client()  # without the mark that the known phone's browser carries
    for _ in range(3):
        unknown = new_phone()
        codes = [send(fresh, phone) for phone in (known, unknown)]
        assert without_own(codes[0]) == without_own(codes[1])
        guesses = [
            redeem(fresh, phone, wrong(sent.json["demo_code"]))
            for phone, sent in zip((known, unknown), codes, strict=True)
        ]
        assert without_own(guesses[0]) == without_own(guesses[1])
        assert guesses[0].status_code == 401
    assert without_own(redeem(fresh, new_phone(), "123456")) == without_own(guesses[0])  # no code was ever sent


def test_one_phone_is_one_account(client: FlaskClient) -> None:
    phone = new_phone()
    subjects = [client.get("/api/v1/me", headers=bearer(by_phone(client, phone))).json["subject"] for _ in range(2)]
    assert subjects[0] == subjects[1]


def test_signing_in_again_makes_no_data_key_of_an_account_that_nobody_gets(client: FlaskClient) -> None:
    phone, keys = new_phone(), []
    for _ in range(3):
        assert by_phone(client, phone).status_code == 201
        with db.open_session(services_of(client).engine, reading=True) as session:
            keys.append(session.scalar(select(func.count()).select_from(HolderKey)))
    assert keys == [keys[0]] * 3


def test_a_code_works_once(client: FlaskClient) -> None:
    phone = new_phone()
    code = send(client, phone).json["demo_code"]
    assert [redeem(client, phone, code).status_code for _ in range(2)] == [201, 401]


def test_a_code_ends_after_five_minutes(client: FlaskClient) -> None:
    for seconds, status in ((299, 201), (300, 401)):
        with time_machine.travel(START, tick=False) as clock:
            phone = new_phone()
            code = send(client, phone).json["demo_code"]
            clock.shift(seconds)
            assert redeem(client, phone, code).status_code == status


def test_a_newer_code_replaces_the_older(client: FlaskClient) -> None:
    phone = new_phone()
    older = send(client, phone).json["demo_code"]
    newer = send(client, phone).json["demo_code"]
    assert older == newer or redeem(client, phone, older).status_code == 401
    assert redeem(client, phone, newer).status_code == 201


def test_a_code_of_another_phone_is_refused(client: FlaskClient) -> None:
    code = send(client, new_phone()).json["demo_code"]
    other = new_phone()
    sent = send(client, other).json["demo_code"]
    assert sent == code or redeem(client, other, code).status_code == 401


def test_a_code_dies_after_five_wrong_guesses(client: FlaskClient) -> None:
    for guesses, status in ((4, 201), (5, 401)):
        phone = new_phone()
        code = send(client, phone).json["demo_code"]
        assert {redeem(client, phone, wrong(code, n + 1)).status_code for n in range(guesses)} == {401}
        assert redeem(client, phone, code).status_code == status


def test_guesses_at_one_phone_stop_at_ten_an_hour_wherever_they_come_from(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False):
        phone, tried = new_phone(), []
        for _ in range(5):
            code = send(client, phone).json["demo_code"]
            tried += [redeem(client, phone, wrong(code, n + 1)).status_code for n in range(5)]
        assert tried == [401] * 10 + [429] * 15
        assert send(client, phone).status_code == 429  # the sixth code within the hour


def test_guesses_from_one_address_stop_at_its_limit_whatever_the_phone(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False):
        address = new_address()
        answers = [redeem(client, new_phone(), "123456", address=address) for _ in range(202)]
        assert [answer.status_code for answer in answers] == [401] * 200 + [429] * 2
        assert int(answers[-1].headers["Retry-After"]) <= 3600
        assert redeem(client, new_phone(), "123456").status_code == 401


def test_the_owner_gets_in_from_a_known_browser_while_strangers_guess(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        phone = new_phone()
        assert by_phone(client, phone).status_code == 201  # this browser carries the mark from now on
        clock.shift(3600)
        stranger = client.application.test_client()
        for _ in range(7):
            sent = send(stranger, phone)
            for n in range(3):
                redeem(stranger, phone, wrong(sent.json.get("demo_code", "000000"), n + 1))
        assert send(stranger, phone).status_code == 429
        assert redeem(stranger, phone, "123456").status_code == 429
        assert by_phone(client, phone).status_code == 201


def test_a_mark_is_worth_nothing_for_another_phone_when_forged_or_when_old(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False) as clock:
        victim = new_phone()
        by_phone(client, new_phone())
        mark = client.get_cookie("known_browser", path="/api/v1/auth")
        assert mark is not None
        for value in (mark.value, "x.y", ".", "", "a" * 3000, mark.value.replace(".", "_")):
            stranger = client.application.test_client()
            stranger.set_cookie("known_browser", value, path="/api/v1/auth")
            for _ in range(2):
                redeem(stranger, victim, "123456")
        assert redeem(stranger, victim, "123456").status_code == 429
        by_phone(client, victim)
        clock.shift(401 * 86400)
        statuses = [redeem(client, victim, "123456").status_code for _ in range(11)]
        assert statuses == [401] * 10 + [429]


def test_even_a_marked_browser_is_limited(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False):
        phone = new_phone()
        by_phone(client, phone)
        assert [redeem(client, phone, "123456").status_code for _ in range(11)] == [401] * 10 + [429]


def test_the_database_holds_neither_phone_nor_code_in_clear(client: FlaskClient) -> None:
    phone = new_phone()
    by_phone(client, phone)
    code = send(client, phone).json["demo_code"]
    with db.open_session(services_of(client).engine, reading=True) as session:
        account = session.scalars(select(Account)).one()
        pending = session.scalars(select(OneTimeCode)).one()
        stored = b"".join([account.phone_key, account.sealed_phone, pending.phone_key, pending.code_hash])
    assert phone.encode() not in stored
    assert code.encode() not in stored


def test_phones_and_codes_that_are_not_right_in_form_are_refused_before_anything_is_counted(
    client: FlaskClient,
) -> None:
    phones = [
        "",
        "1380013800",
        "138001380000",
        "23800138000",
        "１３８００１３８０００",
        "+8613800138000",
        "13800138000\n",
        " 13800138000",
    ]
    assert {send(client, phone).status_code for phone in phones} == {422}
    codes = ["", "12345", "1234567", "12345a", "１２３４５６", "123456\n"]
    assert {redeem(client, new_phone(), code).status_code for code in codes} == {422}


def test_nobody_chooses_role_or_id_when_signing_in(client: FlaskClient) -> None:
    phone = new_phone()
    code = send(client, phone).json["demo_code"]
    body = {"phone": phone, "code": code}
    for name in ("role", "id", "status", "owner_id", "account_id", "office", "person_id"):
        answer = post(client, "/api/v1/auth/sessions", body | {name: str(uuid.uuid4())})
        assert answer.status_code == 422, name
    assert (
        client.get("/api/v1/me", headers=bearer(post(client, "/api/v1/auth/sessions", body))).json["role"] == "citizen"
    )
