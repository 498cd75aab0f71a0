"""`liangma demo reset`: somebody else can be the same demo citizen."""

import time

import pytest
from flask.testing import FlaskClient

from backend import db
from backend.demo import people
from backend.demo.reset import reset
from backend.errors import NotFound
from tests.cli.terminal import Terminal
from tests.people.sign_in import bearer, by_phone, citizen, match, new_phone, services_of


def again(client: FlaskClient, index: int) -> None:
    services = services_of(client)
    with db.transaction(services.engine) as session:
        reset(session, index, box=services.box, now=int(time.time()), actor="test")


def test_a_citizen_who_was_reset_can_be_anybody_anew(client: FlaskClient) -> None:
    who = people.person(4)
    first = citizen(client, number=who.citizen_number, name=who.name)
    other = bearer(by_phone(client, new_phone()))
    assert match(client, other, who.citizen_number, who.name).json["code"] == "identity_refused"
    again(client, 4)
    assert client.get("/api/v1/devices", headers=first.headers).status_code == 401
    assert match(client, other, who.citizen_number, who.name).status_code == 200
    again(client, 4)
    again(client, 4)  # nobody is matched: nothing to part


def test_whom_the_city_does_not_have_is_refused(client: FlaskClient) -> None:
    with pytest.raises(NotFound):
        again(client, 5)


def test_the_command_says_whom_it_reset(city: Terminal) -> None:
    assert len(city.type("demo", "reset", 0).must().out.strip()) == 36
    city.type("demo", "reset", 9_999_999).misused("0 至", "0 to")
