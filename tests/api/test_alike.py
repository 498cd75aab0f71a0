"""What somebody guesses answers alike whether it is there or not: status, headers, every word of the body, and the same
statements to the database in the same order, so that the time taken is the same but for chance."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from tests.people.sign_in import (
    add_partner,
    add_staff,
    ask_token,
    bearer,
    by_phone,
    match,
    new_number,
    new_phone,
    post,
    register_person,
    staff_sign_in,
)
from tests.statements import sent

EACH, WRONG = 12, "wrong-horse-battery"
Guess = Callable[[FlaskClient], Any]
OWN = re.compile(r'"(?:request_id|demo_code)":"[^"]*"')


def told(answer: Any) -> tuple[int, str, tuple[str, ...]]:
    """All that an answer says, but for what each request has of its own."""
    return answer.status_code, OWN.sub("", answer.text), tuple(sorted(name for name, _ in answer.headers))


def stranger(client: FlaskClient) -> FlaskClient:
    """A browser that signed in to nothing."""
    return client.application.test_client()


def wrong_password(client: FlaskClient) -> Any:
    employee = add_staff(client, "operator")
    return lambda: staff_sign_in(client, employee, password=WRONG)


def no_such_login(client: FlaskClient) -> Any:
    employee, login = add_staff(client, "operator"), f"nobody.{uuid.uuid4().hex[:12]}"
    return lambda: staff_sign_in(client, employee, login=login, password=WRONG)


def a_known_phone(client: FlaskClient) -> Any:
    phone = new_phone()
    assert by_phone(client, phone).status_code == 201
    return lambda: post(stranger(client), "/api/v1/auth/one-time-codes", {"phone": phone})


def an_unknown_phone(client: FlaskClient) -> Any:
    phone = new_phone()
    return lambda: post(stranger(client), "/api/v1/auth/one-time-codes", {"phone": phone})


def a_wrong_code_for_a_known_phone(client: FlaskClient) -> Any:
    phone = new_phone()
    assert by_phone(client, phone).status_code == 201
    return lambda: post(stranger(client), "/api/v1/auth/sessions", {"phone": phone, "code": "000000"})


def a_wrong_code_for_an_unknown_phone(client: FlaskClient) -> Any:
    phone = new_phone()
    return lambda: post(stranger(client), "/api/v1/auth/sessions", {"phone": phone, "code": "000000"})


def a_partner_with_a_wrong_secret(client: FlaskClient) -> Any:
    name = f"bank.{uuid.uuid4().hex[:8]}"
    add_partner(client, name)
    form = {"grant_type": "client_credentials", "client_id": name, "client_secret": "w" * 43}
    return lambda: ask_token(client, form)


def no_such_partner(client: FlaskClient) -> Any:
    name = f"bank.{uuid.uuid4().hex[:8]}"
    form = {"grant_type": "client_credentials", "client_id": name, "client_secret": "w" * 43}
    return lambda: ask_token(client, form)


def a_known_number_under_another_name(client: FlaskClient) -> Any:
    number = new_number()
    register_person(client, number, "张三")
    headers = bearer(by_phone(client, new_phone()))
    return lambda: match(client, headers, number, "李四")


def a_known_name_and_number_that_another_account_has(client: FlaskClient) -> Any:
    number = new_number()
    register_person(client, number, "李四")
    assert match(client, bearer(by_phone(client, new_phone())), number, "李四").status_code == 200
    headers = bearer(by_phone(client, new_phone()))
    return lambda: match(client, headers, number, "李四")


def an_unknown_number(client: FlaskClient) -> Any:
    headers = bearer(by_phone(client, new_phone()))
    number = new_number()
    return lambda: match(client, headers, number, "李四")


PAIRS = [
    (wrong_password, no_such_login),
    (a_known_phone, an_unknown_phone),
    (a_wrong_code_for_a_known_phone, a_wrong_code_for_an_unknown_phone),
    (a_partner_with_a_wrong_secret, no_such_partner),
    (a_known_number_under_another_name, an_unknown_number),
    (a_known_name_and_number_that_another_account_has, an_unknown_number),
]


@pytest.mark.parametrize(("hit", "miss"), PAIRS, ids=lambda guess: guess.__name__)
def test_a_hit_and_a_miss_are_answered_alike_and_cost_the_same_statements(
    client: FlaskClient, engine: Engine, hit: Guess, miss: Guess
) -> None:
    seen: dict[str, set[Any]] = {"hit": set(), "miss": set()}
    for _ in range(EACH):
        for name, made in (("hit", hit(client)), ("miss", miss(client))):
            with sent(engine) as statements:
                answer = made()
            seen[name].add((told(answer), tuple(statements)))
    assert seen["hit"] == seen["miss"]
    assert len(seen["hit"]) == 1
