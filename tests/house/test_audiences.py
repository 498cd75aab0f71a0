"""Every route names its audience, and one that does not answers nobody."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.people import sign_ins
from backend.web.access import ROLES, allow, audience_of
from backend.web.request import now

SIGNED_IN = sorted(ROLES - {"public"})


def bearer(app: Flask, engine: Engine, role: str) -> dict[str, str]:
    with app.app_context(), db.transaction(engine) as session:
        made = sign_ins.begin_sign_in(session, f"staff:{uuid.UUID(int=1)}", role=role, office=None, now=now())
    return {"Authorization": f"Bearer {made.access}"}


def test_every_route_has_an_audience(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    assert len(rules) > 20
    assert [rule.rule for rule in rules if not audience_of(app, rule.endpoint)] == []
    assert all(audience_of(app, rule.endpoint) <= ROLES for rule in rules)


def test_a_route_that_everybody_may_use_is_not_also_for_somebody(app: Flask) -> None:
    audiences = [audience_of(app, rule.endpoint) for rule in app.url_map.iter_rules()]
    assert [found for found in audiences if "public" in found and len(found) > 1] == []


def test_a_route_without_an_audience_answers_nobody(settings: Settings, engine: Engine) -> None:
    app = create_app(settings, engine=engine)
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    client = app.test_client()
    assert client.get("/forgotten").status_code == 401
    for role in SIGNED_IN:
        answer = client.get("/forgotten", headers=bearer(app, engine, role))
        assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
        assert "secret" not in answer.text


@pytest.mark.parametrize("wanted", SIGNED_IN)
def test_a_route_answers_the_role_it_names_and_no_other(settings: Settings, engine: Engine, wanted: str) -> None:
    app = create_app(settings, engine=engine)
    app.add_url_rule("/mine", "mine", allow(wanted)(lambda: "yes"))
    client = app.test_client()
    for role in SIGNED_IN:
        expected = 200 if role == wanted else 403
        assert client.get("/mine", headers=bearer(app, engine, role)).status_code == expected, role


def test_an_audience_that_does_not_exist_stops_the_start() -> None:
    for roles in ((), ("everybody",), ("citizen", "admin")):
        with pytest.raises(ValueError, match="unknown audience"):
            allow(*roles)


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer " + "a" * 5000, "bearer a.b.c", "Bearer ..", "a.b.c"],
)
def test_a_header_that_is_no_bearer_admits_nobody(app: Flask, header: str) -> None:
    app.add_url_rule("/mine", "mine", allow(*SIGNED_IN)(lambda: "yes"))
    assert app.test_client().get("/mine", headers={"Authorization": header}).status_code == 401
