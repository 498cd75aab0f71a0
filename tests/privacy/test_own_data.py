"""A citizen takes what is kept about them: all of it that they may know, bounded, in the log, from a phone."""

import json
import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from backend import db
from backend.audit.models import AuditEntry
from backend.privacy import routes
from backend.privacy.export import export
from backend.requests.models import DutyCheck
from backend.security import Box
from backend.verification.models import VerdictRow
from tests.conftest import KEYS
from tests.verification.world import City, Phone

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def city(app: Flask, engine: Engine) -> City:
    return City(app, engine, Box(KEYS["data_key"], KEYS["index_key"]))


def taken(city: City, phone: Phone) -> Any:
    return city.post("/me/data", None, phone.token)


def test_it_is_what_the_office_would_export_and_stands_in_the_log(city: City) -> None:
    phone = city.phone(0, ("resident-id", "marriage"))
    city.verify(city.code(phone))
    answer = taken(city, phone)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="liangma-my-data.json"'
    with db.open_session(city.engine) as session:
        whole = export(session, phone.person_id, box=city.box, now=answer.get_json()["made_at"])
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "privacy.taken")).one()
    assert answer.get_json() == json.loads(json.dumps(whole))
    assert (entry.person_id, entry.actor) == (phone.person_id, phone.actor.subject)
    assert {"persons", "accounts", "certificates", "devices", "source_records"} <= answer.get_json()["tables"].keys()
    assert [one["outcome"] for one in answer.get_json()["readers"]] == ["accepted"]


@SQLITE
def test_of_a_long_history_the_newest_is_there_and_the_rest_is_counted(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "MOST", 2)
    phone = city.phone(0)
    for number in (1, 2, 3):
        city.verify(city.code(phone, number=number))
    said = taken(city, phone).get_json()
    with db.open_session(city.engine) as session:
        known = session.scalars(select(VerdictRow.verdict_id).where(VerdictRow.person_id == phone.person_id)).all()
    assert (len(known), len(said["readers"]), said["more"]) == (3, 2, {"readers": 1})


@SQLITE
def test_a_look_under_a_legal_duty_is_there_when_the_holder_may_know_of_it(city: City) -> None:
    phone = city.phone(0)
    check = DutyCheck(
        check_id=uuid.uuid4(), office="GA", role="officer", ground="g", wanted=[], state="seen", seen_at=1,
        person_id=phone.person_id, verdict_id=None, shown=[], tell_at=city.now + 1, told_at=None, asked_by="staff:a",
        asked_at=1, decided_by="staff:b", decided_at=1, sealed_said=b"", sealed_why=None,
    )  # fmt: skip
    with db.transaction(city.engine) as session:
        session.add(check)
    assert "duty_checks" not in taken(city, phone).get_json()["tables"]
    with db.transaction(city.engine) as session:
        session.get_one(DutyCheck, check.check_id).told_at = city.now
    assert len(taken(city, phone).get_json()["tables"]["duty_checks"]) == 1


@SQLITE
def test_only_a_citizen_on_a_phone_takes_it_and_not_again_and_again(city: City) -> None:
    phone, other = city.phone(0), city.phone(1)
    answers = [taken(city, phone) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert str(phone.person_id) not in taken(city, other).text
    assert taken(city, Phone(**vars(other) | {"token": city.window_token})).status_code == 403
