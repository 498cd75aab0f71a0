"""Every route has a limit class, written down here a second time; what can be guessed is counted, or not tried."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from backend import db
from backend.people.limits import LIMITS
from backend.verification.typed_number import new_number
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
    "POST /api/v1/companies/<uuid:organisation_id>/members": "agent",
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
    "POST /api/v1/me/data": "own-data",
    "POST /api/v1/me/wards/<uuid:guardianship_id>/data": "own-data",
    "GET /healthz": "probe",
    "GET /readyz": "probe",
    "GET /metrics": "probe",
    "GET /icons/<path:name>": "file",
    "GET /assets/<path:name>": "file",
}
NOTHING_TO_GUESS = {  # what anybody may post: the secret in it has 128 bits or more, or nothing is looked up
    "POST /api/v1/auth/passkey-challenges": "nothing is asked and nothing written",
    "POST /api/v1/auth/refresh": "a signed token",
    "POST /api/v1/auth/desktop-requests": "makes a secret, looks none up",
    "POST /api/v1/auth/desktop-sessions": "a secret of 256 bits",
    "POST /openid/par": "is sealed and stored nowhere",
    "POST /openid/nonce": "a seal of the time",
    "POST /openid/token": "a code of 256 bits; the six digits beside it end with five tries",
    "POST /openid/credential": "a bearer token",
    "POST /openid/deferred-credential": "a bearer token",
    "POST /openid/notification": "a bearer token",
    "POST /openid/presentations/<string(maxlength=60):reference>/request": "a reference of 128 bits",
    "POST /openid/presentations/<string(maxlength=60):reference>/response": "a reference of 128 bits",
    "POST /api/v1/wallet-authorisations/openings": "what we sealed ourselves",
    "POST /api/v1/wallet-authorisations/refusals": "what we sealed ourselves",
}


def expected(rule: str) -> str:
    who = set(TABLE[rule].who)
    if rule in GUESSED:
        return "guess"
    return OTHERS.get(rule) or ("public" if who == set(PUBLIC) else "partner" if who == {"partner"} else "signed-in")


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_every_route_has_the_limit_class_that_the_table_says(town: Town) -> None:
    views = town.app.view_functions
    found = {}
    for rule in town.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            limit = class_of(views[rule.endpoint])
            found[f"{method} {rule.rule}"] = limit and limit.name
    assert found == {rule: expected(rule) for rule in TABLE}


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
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


def test_whatever_anybody_may_post_is_counted_as_a_guess_or_says_why_not() -> None:
    open_ = {rule for rule, row in TABLE.items() if row.who == PUBLIC and not rule.startswith("GET ")}
    assert open_ - set(GUESSED) == set(NOTHING_TO_GUESS)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_view_without_an_audience_has_no_class(app: Flask) -> None:
    assert class_of(lambda: "secret") is None
    assert all(len(limit.why) > 20 for limit in CLASSES.values())


TYPED = new_number()
GUESS_OF = {  # where the table's sample is no guess
    "POST /api/v1/verifications/answers": {
        "json": {"code": TYPED, "purpose": "check", "questions": [{"question": "over_18"}]}
    },
    "POST /api/v1/cases/<string:case_no>/scans": {"json": {"code": TYPED}},
    "POST /oauth/token": {"data": {"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"}},
}
LATER = {  # these look at a statement or a register first, and count before they compare with what is guessed
    "POST /api/v1/companies/<uuid:organisation_id>/members", "PUT /api/v1/me/cases/<string:case_no>/agent",
    "PUT /api/v1/cases/<string:case_no>/applicant",
}  # fmt: skip


def guess(town: Town, rule: str) -> Any:
    """What is asked, made while the counter still works."""
    row = TABLE[rule]
    role, target = row.who[0], own(town, row.who[0], row.target) if row.target else ""
    if rule not in GUESS_OF:
        return lambda: ask(town, rule, role, target)
    method, path = rule.split(" ")
    path = path.replace("<string:case_no>", target)
    return lambda: town.send(method, path, role, **GUESS_OF[rule])


def test_what_cannot_be_counted_is_not_tried(own_town: Town) -> None:
    asked = {rule: guess(own_town, rule) for rule in sorted(set(GUESSED) - LATER)}
    with db.transaction(own_town.services.engine) as session:
        session.execute(text("ALTER TABLE attempts RENAME COLUMN count TO away"))
    answers = {rule: made() for rule, made in asked.items()}
    found = {rule: (answer.status_code, answer.headers.get("Retry-After")) for rule, answer in answers.items()}
    assert [rule for rule, one in found.items() if one != (503, "2")] == []
