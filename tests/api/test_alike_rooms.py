"""The same for what is guessed in one's own name: whom a company invites or a holder lends to, what a window types,
whose desktop it is. Status, headers and words are alike, and the statements with them; of a desktop's request, which
is a seal that nobody can guess, the answer alone."""

import itertools
import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend.companies.roles import KEEPER
from backend.demo import people
from backend.security import Box
from backend.verification.typed_number import new_number as new_typed_number
from certs import base64url
from tests.companies.company import Company
from tests.delegations.friends import ONE, Friends
from tests.people.sign_in import new_number
from tests.people.test_desktop import ask
from tests.statements import sent
from tests.verification.world import City

EACH = 3
NAMES = "id|request_id|member_id|delegation_id|number|receipt|as_of|[a-z]+_at|due|until|times|times_left"
OWN = re.compile(rf'"(?:{NAMES})":(?:"[^"]*"|[0-9]+)')
Act = Callable[[], Any]


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


def told(answer: Any) -> tuple[int, str, tuple[str, ...]]:
    return answer.status_code, OWN.sub("", answer.text), tuple(sorted(name for name, _ in answer.headers))


def alike(engine: Engine, hit: Callable[[], Act], miss: Callable[[], Act], *, status: int) -> None:
    seen: dict[str, list[Any]] = {"hit": [], "miss": []}
    hit()(), miss()()  # what is read once and kept
    for _ in range(EACH):
        for name, made in (("hit", hit()), ("miss", miss())):
            with sent(engine) as statements:
                answer = made()
            assert answer.status_code == status, answer.text
            seen[name].append((told(answer), statements))
    for one, other in zip(seen["hit"], seen["miss"], strict=True):
        assert one[0] == other[0]
        assert one[1] == other[1]


def test_a_company_is_not_told_whether_there_is_a_person_of_that_number(city: City, engine: Engine) -> None:
    company, name = Company(city), people.person(187).name
    city.phone(187)

    def invite(number: str) -> Act:
        body = {"role": KEEPER, "name": name, "citizen_number": number}
        return lambda: city.post(f"/companies/{company.id}/members", body, company.boss.token)

    alike(engine, lambda: invite(people.person(187).citizen_number), lambda: invite(new_number()), status=201)


def test_a_lender_is_not_told_whether_there_is_a_person_of_that_number(city: City, engine: Engine) -> None:
    friends, lender, name = Friends(city), city.phone(186, ONE), people.person(187).name
    city.phone(187)
    times = itertools.count(1)

    def lend(number: str) -> Act:
        to = {"kind": "person", "name": name, "citizen_number": number}
        body = friends.body(lender, to, times=next(times))  # the same statement twice is one delegation
        return lambda: city.post("/me/delegations", body, lender.token)

    alike(engine, lambda: lend(people.person(187).citizen_number), lambda: lend(new_number()), status=201)


def test_a_window_is_not_told_of_a_number_that_was_taken_back(city: City, engine: Engine) -> None:
    phone = city.phone(0)

    def taken_back() -> Act:
        posted = city.post("/typed-codes", {"code": city.code(phone, cnonce=city.nonce(phone))}, phone.token).get_json()
        assert city.delete(f"/typed-codes/{posted['typed_code_id']}", phone.token).status_code == 204
        return type_in(posted["number"])

    def type_in(number: str) -> Act:
        return lambda: city.post("/verifications", {"code": number, "purpose": "check"})

    alike(engine, taken_back, lambda: type_in(new_typed_number()), status=200)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_phone_is_not_told_of_a_request_that_another_phone_has(city: City, client: FlaskClient) -> None:
    first, second = city.phone(0), city.phone(1)

    def opened(reference: str, token: str) -> Any:
        return city.post("/me/desktop-requests/openings", {"reference": reference}, token)

    theirs = ask(client)["reference"]
    forged = base64url.encode(secrets.token_bytes(len(base64url.decode(theirs))))
    assert opened(theirs, first.token).status_code == 200
    assert told(opened(theirs, second.token)) == told(opened(forged, second.token))
    assert opened(forged, second.token).status_code == 404
