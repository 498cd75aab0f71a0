"""What leaves the office beside what was asked for: answers to partners, the log, cookies, stored fingerprints."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError

from backend import db
from backend.app import create_app
from backend.audit.models import AuditEntry
from backend.config import Settings
from backend.people.models import Staff
from backend.verification.models import VerdictRow
from backend.web.models import IdempotentAnswer
from certs.keys import SoftwareSigner, new_private_key
from tests.people import sign_in
from tests.verification.world import City

CANARY = "CANARY-110101199003070011"


def test_a_partner_that_may_see_the_age_alone_is_not_told_when_the_certificate_ends(city: City) -> None:
    verdict = city.verify(city.code(city.phone(0), number=1), "age", city.gate_token)
    assert verdict["accepted"], verdict["reason"]
    assert [field["name"] for field in verdict["certificates"][0]["fields"]] == ["over_18"]
    assert verdict["certificates"][0]["valid_to"] is None


def test_whoever_may_see_the_last_day_is_told_it(city: City) -> None:
    phone = city.phone(0)
    verdict = city.verify(city.code(phone, number=9))
    assert verdict["certificates"][0]["valid_to"] == phone.held["resident-id"].clean["valid_to"]


def test_a_purpose_that_nobody_registered_is_not_written_down(city: City) -> None:
    phone = city.phone(0)
    verdict = city.verify(city.code(phone), CANARY)
    assert verdict["reason"] == "purpose_unknown"
    history = city.get("/history", phone.token).get_data(as_text=True)
    with db.open_session(city.engine, reading=True) as session:
        stored = [*session.scalars(select(VerdictRow.purpose)), *session.scalars(select(AuditEntry.detail))]
    assert CANARY not in history + "".join(stored)


def test_an_error_of_the_database_tells_no_value(engine: Engine) -> None:
    row: dict[str, Any] = {
        "login": "a", "name": CANARY, "role": "auditor", "office": None, "password_hash": "x", "sealed_totp": b"x",
        "last_totp_step": 0, "active": True, "employee_number": "7",
    }  # fmt: skip
    twice = insert(Staff).values([row | {"staff_id": db.new_id()} for _ in range(2)])
    with db.open_session(engine) as session, pytest.raises(IntegrityError) as caught:
        session.execute(twice)
    assert CANARY not in str(caught.value)


def test_outside_the_demo_cookies_are_secure_whatever_the_address_says(settings: Settings, engine: Engine) -> None:
    office = replace(settings, demo=False, base_url="http://10.0.0.5:8000", sms_gateway="/dev/null/never.jsonl")
    assert create_app(office, engine=engine).config["JWT_COOKIE_SECURE"] is True


def test_the_fingerprint_of_a_request_cannot_be_guessed_from_the_database(app: Flask) -> None:
    client = app.test_client()
    headers = sign_in.citizen(client).headers
    key = SoftwareSigner(new_private_key())
    body = json.dumps({"proof": sign_in.prove(client, headers, key), "name": "x"}).encode()
    answer = client.post(
        "/api/v1/devices", data=body, headers=headers | {"Idempotency-Key": "a-key-of-mine"},
        content_type="application/json",
    )  # fmt: skip
    assert answer.status_code == 201
    with db.open_session(app.extensions["liangma"].engine, reading=True) as session:
        stored = session.scalars(select(IdempotentAnswer.fingerprint)).one()
    assert stored != hashlib.sha256(b"\0".join([b"POST", b"/api/v1/devices", body])).digest()
