"""Partners times fields: nothing is released that is not registered; limits and statistics through the routes."""

import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, update

from backend import db
from backend.partners.models import Partner
from backend.registries.calendar import day_of
from backend.security import Box
from backend.statistics.count import LAG, count_all
from backend.trust import caches
from tests.verification.world import CATALOGUE, GATE_ID, City

TYPE = CATALOGUE.by_number(1)
assert TYPE is not None
VIEWS = {number: frozenset(view.fields) for number, view in TYPE.views.items()}


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


def test_partners_times_fields_no_field_is_released_that_is_not_registered(city: City) -> None:
    """Every field is missing once from what a partner may see, and one partner may see them all."""
    phone = city.phone(0)
    every = frozenset().union(*VIEWS.values())
    released = accepted = 0
    with city.app.app_context(), db.transaction(city.engine) as session:
        tokens = {}
        for place, missing in enumerate((None, *sorted(every))):
            rights = every - {missing}
            client_id = f"partner-{place}"
            city.gate(session, client_id, {"boarding": {"1": sorted(rights)}})
            tokens[client_id] = rights, city.sign_in(session, f"partner:{client_id}", "partner", client_id)
    for rights, token in tokens.values():
        for number, shown in VIEWS.items():
            verdict = city.verify(city.code(phone, number=number), "boarding", token)
            assert verdict["accepted"] == (shown <= rights)
            told = {field["name"] for one in verdict["certificates"] for field in one["fields"]}
            released += len(told - rights)
            accepted += verdict["accepted"]
    assert released == 0
    assert accepted >= len(VIEWS)  # the partner that may see all saw every view


def limit(city: City, **most: dict[str, int]) -> None:
    with db.transaction(city.engine) as session:
        given = session.get_one(Partner, GATE_ID).registration | {"limits": most}
        session.execute(update(Partner).where(Partner.client_id == GATE_ID).values(registration=given))
        caches.forget(session)


def test_over_its_limit_a_partner_is_told_when_to_come_again_and_its_figures_tell_all(city: City) -> None:
    limit(city, online={"day": 3, "minute": 3})
    phone, token = city.phone(0), city.gate_token
    code = city.code(phone, number=1)
    assert [city.verify(text, "age", token)["accepted"] for text in (code, code)] == [True, False]
    city.verify("https://example.org/", "age", token)
    refused = city.post("/verifications", {"code": city.code(phone, number=1), "purpose": "age"}, token)
    assert (refused.status_code, refused.get_json()["code"]) == (429, "partner_quota_reached")
    assert 0 < int(refused.headers["Retry-After"]) <= 86_400
    mine: dict[str, Any] = city.get("/partners/current/statistics", token).get_json()
    assert {(one["channel"], one["accepted"], one["reason"]): one["count"] for one in mine["outcomes"]} == {
        ("online", True, None): 1, ("online", False, "replayed"): 1, ("online", False, "unsupported_code"): 1,
    }  # fmt: skip
    today = str(day_of(city.now))
    assert mine["asked"] == [{"date": today, "channel": "online", "count": 3, "over_limit": 1}]
    assert (mine["accepted"], mine["refused"]) == (1, 2)
    count_all(city.engine, now=city.now + LAG + 60)
    kept = city.get("/partners/current/statistics", token).get_json()
    assert kept["outcomes"] == mine["outcomes"]
    before = datetime.date.fromisoformat(today) - datetime.timedelta(days=3)
    none = city.get(f"/partners/current/statistics?from={before}&to={before}", token).get_json()
    assert (none["outcomes"], none["asked"]) == ([], [])


def test_a_channel_that_is_not_registered_is_closed(city: City) -> None:
    with db.transaction(city.engine) as session:
        given = session.get_one(Partner, GATE_ID).registration | {"channels": ["offline"]}
        session.execute(update(Partner).where(Partner.client_id == GATE_ID).values(registration=given))
        caches.forget(session)
    refused = city.post("/verifications", {"code": "LM1:0", "purpose": "age"}, city.gate_token)
    assert (refused.status_code, refused.get_json()["code"]) == (403, "channel_not_registered")
