"""A city, and a gate that may ask but not see."""

import secrets

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.partners.register import register_partner
from backend.security import Box
from tests.verification.world import City

ASKER = "bar.one"
RIGHTS = {
    "age": {"1": ["?over_18"]},
    "check-in": {"1": ["?name_matches", "?number_matches", "?over_18"], "5": ["?name_matches"]},
    "counter": {"1": ["name", "?same_holder"]},
}


@pytest.fixture
def city(app: Flask, engine: Engine, box: Box) -> City:
    return City(app, engine, box)


@pytest.fixture
def asker(city: City) -> str:
    """The token of a partner that is registered for questions."""
    with city.app.app_context(), db.transaction(city.engine) as session:
        register_partner(
            session, client_id=ASKER, name_zh="某酒吧", name_en="A bar", purposes=RIGHTS,
            secret=secrets.token_urlsafe(32), box=city.box, now=city.now, actor="staff:setup",
        )  # fmt: skip
        return city.sign_in(session, f"partner:{ASKER}", "partner", ASKER)
