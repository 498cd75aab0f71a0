"""Every route has a limit class, written down here a second time; what can be guessed is counted, or not tried."""

import pytest
from flask import Flask
from sqlalchemy import text

from backend import db
from backend.people.limits import LIMITS
from backend.web.limit_classes import CLASSES, class_of
from tests.api.row import PUBLIC
from tests.api.table import TABLE
from tests.api.test_every_route import ask, own
from tests.api.town import Town

GUESSED = {
    "POST /api/v1/auth/one-time-codes": "code-send",
    "POST /api/v1/auth/sessions": "code-try",
    "POST /api/v1/auth/staff-sessions": "staff",
    "POST /api/v1/auth/passkey-sessions": "passkey",
    "POST /api/v1/auth/kiosk-sessions": "kiosk",
    "POST /oauth/token": "partner",
    "PUT /api/v1/me/identity": "identity",
    "POST /api/v1/me/wards/searches": "kinship",
    "POST /api/v1/me/delegations": "delegation",
    "POST /api/v1/me/companies/<uuid:organisation_id>/members": "agent",
    "PUT /api/v1/me/cases/<string:case_no>/agent": "agent",
    "PUT /api/v1/cases/<string:case_no>/applicant": "letter",
    "POST /api/v1/cases/<string:case_no>/scans": "typed",
    "POST /api/v1/verifications/answers": "typed",
    "POST /api/v1/printed-codes": "card",
    "POST /api/v1/sealed-copies/checks": "sealed-copy",
    "POST /api/v1/sealed-copies/checks/files": "sealed-copy",
}
OTHERS = {
    "POST /api/v1/verifications": "scan",
    "GET /healthz": "probe",
    "GET /readyz": "probe",
    "GET /metrics": "probe",
    "GET /icons/<path:name>": "file",
    "GET /assets/<path:name>": "file",
}
NOTHING_TO_GUESS = {  # what anybody may post: the secret in it has 128 bits or more, or nothing is looked up
    "POST /api/v1/auth/passkey-challenges": "nothing is asked and nothing written",
    "POST /api/v1/auth/refresh": "a signed token",
}


def expected(rule: str) -> str:
    who = set(TABLE[rule].who)
    if rule in GUESSED:
        return "guess"
    return OTHERS.get(rule) or ("public" if who == set(PUBLIC) else "partner" if who == {"partner"} else "signed-in")


def test_every_route_has_the_limit_class_that_the_table_says(town: Town) -> None:
    views = town.app.view_functions
    found = {}
    for rule in town.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            limit = class_of(views[rule.endpoint])
            found[f"{method} {rule.rule}"] = limit and limit.name
    assert found == {rule: expected(rule) for rule in TABLE}


def test_a_guessing_route_names_the_limit_that_is_counted_in_sql(town: Town) -> None:
    views = town.app.view_functions
    named = {
        f"{method} {rule.rule}": views[rule.endpoint].limit_name  # type: ignore[attr-defined]
        for rule in town.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if f"{method} {rule.rule}" in GUESSED
    }
    assert named == GUESSED
    assert set(GUESSED.values()) == set(LIMITS)


def test_a_view_without_an_audience_has_no_class(app: Flask) -> None:
    assert class_of(lambda: "secret") is None
    assert all(len(limit.why) > 20 for limit in CLASSES.values())


def test_what_cannot_be_counted_is_not_tried(own_town: Town) -> None:
    rows = [(rule, TABLE[rule]) for rule in GUESSED]
    asked = [(rule, row, row.who[0], own(own_town, row.who[0], row.target) if row.target else "") for rule, row in rows]
    with db.transaction(own_town.services.engine) as session:
        session.execute(text("ALTER TABLE attempts RENAME TO away"))
    answers = {rule: ask(own_town, rule, role, target) for rule, row, role, target in asked}
    found = {rule: (answer.status_code, answer.headers.get("Retry-After")) for rule, answer in answers.items()}
    assert found == dict.fromkeys(GUESSED, (503, "2"))
