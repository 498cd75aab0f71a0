"""What the worker finds and tells once: double uses, suspensions, certificates that ended under a consent."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.audit.record import make_entry, record
from backend.partners.models import Partner
from backend.requests.ended import tell_ended
from backend.security import Box
from backend.webhooks.models import WebhookDelivery, WebhookEndpoint
from backend.webhooks.noticed import LOOK_BACK, tell_noticed
from backend.webhooks.tell import context_of
from certs import base64url, lm1
from tests.requests.bank import NAME, Bank, good
from tests.verification.world import GATE_ID, City


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


def listen(city: City, client_id: str, event: str) -> None:
    with db.transaction(city.engine) as session:
        row = WebhookEndpoint(client_id=client_id, url="https://partner.example/", events=[event], sealed_secret=b"s",
                              set_at=city.now, failures=0, rest_until=0)  # fmt: skip
        session.merge(row)
        partner = session.get_one(Partner, client_id)
        channels = {*partner.registration["channels"], "webhook"}
        partner.registration = partner.registration | {"channels": sorted(channels)}


def told(city: City) -> list[dict[str, Any]]:
    """The messages that wait, as they will be sent."""
    with db.open_session(city.engine, reading=True) as session:
        rows = session.query(WebhookDelivery).all()
        return [json.loads(city.box.open(row.sealed_body, context_of(row.delivery_id))) for row in rows]


def notice(city: City, *, later: int = 0) -> int:
    """One look of the worker, and of a second one."""
    with db.transaction(city.engine) as session:
        given: dict[str, Any] = {"box": city.box, "now": city.now + later}
        first = tell_noticed(session, **given) + tell_ended(session, **given)
        assert tell_noticed(session, **given) + tell_ended(session, **given) == 0
    return first


def test_a_gate_s_partner_is_told_of_a_code_that_was_used_elsewhere_too(city: City) -> None:
    listen(city, GATE_ID, "double_use.found")
    code = city.code(city.phone())
    assert city.verify(code)["accepted"]
    once_id = base64url.encode(lm1.parse(code).once_id)
    row = {"once_id": once_id, "at": city.now - 40, "outcome": "accepted", "mode": "offline", "purpose": "boarding"}
    assert city.post("/seen-codes", {"seen": [row]}, city.gate_token).json["double_uses"] == 1
    assert notice(city) == 1
    (only,) = told(city)
    assert (only["type"], only["data"]["once_id"], only["data"]["used_by"]) == ("double_use.found", once_id, "window")
    assert set(only["data"]) == {"once_id", "gate", "accepted_at", "used_at", "used_by"}


def test_a_partner_is_told_that_it_was_suspended_and_not_of_what_is_long_past(city: City) -> None:
    listen(city, GATE_ID, "partner.suspended")
    for at in (city.now, city.now - LOOK_BACK):
        with db.transaction(city.engine) as session:
            entry = make_entry(at=at, actor="staff:x", action="partner.suspended", subject=f"partner:{GATE_ID}")
            record(session, entry)
    assert notice(city) == 1
    assert [one["data"]["since"] for one in told(city)] == [city.now]


def test_an_asker_is_told_that_a_certificate_ended_while_its_consent_stands(city: City) -> None:
    bank, phone, other = Bank(city), city.phone(0), city.phone(1)
    asked = {}
    for one in (phone, other):
        document = bank.taken(one)
        asked[one.index] = document["request_id"]
        good(bank.say(one, document["request_id"], bank.consent_body(one, document)))
    listen(city, NAME, "certificate.revoked")
    with db.transaction(city.engine) as session:
        session.query(WebhookDelivery).delete()
    assert notice(city) == 0
    city.end(phone.held["resident-id"], "revoked")
    assert notice(city) == 1
    (only,) = told(city)
    assert only["data"] == {"request_id": asked[0], "type": "resident-id", "state": "revoked"}
    city.end(other.held["resident-id"], "suspend")
    bank.lapse(asked[1], column="ends_at")
    assert notice(city) == 0
