"""Without a log nothing is done: every route that records what it does answers 503, and keeps nothing, where the log's
table takes no entry.

1. The log is broken by a trigger while a route's example is asked; what the example needs was made before. 2. Nothing
is kept but counts of guesses, which must outlive a refusal. 3. Routes that record nothing, and why, are named here, so
that a new one is not among them by chance; those of the table's examples that are refused before anything is written
are taken from the table.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.api.row import Row
from tests.api.table import TABLE
from tests.api.targets import own
from tests.api.town import Town

CONVERTER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
READING = ("GET ", "HEAD ")
COUNTED = {"attempts"}
ONLY_ASKS = "asks for something of a few minutes"
READS = "reads, or tries out, and writes nothing"
OWN_MARK = "a person's mark on their own page"
UNLOGGED = {
    "DELETE /api/v1/me/proposals/<uuid:proposal_id>/refusal": "there was no refusal to take back",
    "POST /api/v1/auth/desktop-requests": ONLY_ASKS,
    "POST /api/v1/auth/one-time-codes": ONLY_ASKS,
    "POST /api/v1/auth/passkey-challenges": ONLY_ASKS,
    "POST /api/v1/challenges": ONLY_ASKS,
    "POST /api/v1/devices/challenges": ONLY_ASKS,
    "POST /api/v1/kiosk/desktop-requests": ONLY_ASKS,
    "POST /api/v1/me/desktop-requests/openings": ONLY_ASKS,
    "POST /api/v1/nonces": ONLY_ASKS,
    "POST /api/v1/passkeys/challenges": ONLY_ASKS,
    "POST /api/v1/typed-codes": ONLY_ASKS,
    "POST /api/v1/wallet-authorisations/choices": ONLY_ASKS,
    "POST /api/v1/wallet-authorisations/openings": ONLY_ASKS,
    "POST /api/v1/wallet-authorisations/refusals": ONLY_ASKS,
    "POST /openid/nonce": ONLY_ASKS,
    "POST /api/v1/kiosk/visits/<uuid:visit_id>/continuation": OWN_MARK,
    "POST /api/v1/matters/<string:code>/checks": READS,
    "POST /api/v1/me/company-roles/claims": READS,
    "POST /api/v1/partners/current/deliveries/<uuid:delivery_id>/retry": "sends again what was recorded",
    "POST /api/v1/partners/current/webhook/test": "sends a message about nobody",
    "POST /api/v1/sealed-copies/checks": READS,
    "POST /api/v1/wallet/views": "the holder's own view for the holder's own phone",
    "PUT /api/v1/notices/read": OWN_MARK,
}
RECORDING = sorted(
    rule for rule, row in TABLE.items() if not rule.startswith(READING) and row.status < 400 and rule not in UNLOGGED
)
PUBLISHING = ["GET /api/v1/trust-list", "GET /api/v1/bundle"]  # a list is recorded before it is shown
LOOKS = ["GET /api/v1/me/wards/<uuid:guardianship_id>/history"]  # and a guardian's look
TRIGGERS = {
    "sqlite": ("CREATE TRIGGER no_log BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'no log'); END",),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION no_log() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no log'; END$$",
        "CREATE TRIGGER no_log BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION no_log()",
    ),
}
REPAIR = {"sqlite": "DROP TRIGGER no_log", "postgresql": "DROP TRIGGER no_log ON audit_entries"}


@contextmanager
def broken_log(engine: Engine) -> Iterator[None]:
    with engine.begin() as connection:
        for statement in TRIGGERS[engine.dialect.name]:
            connection.execute(text(statement))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(REPAIR[engine.dialect.name]))


def kept(engine: Engine) -> dict[str, int]:
    """What every table holds, as one number each."""
    with closing(sqlite3.connect(engine.url.database or "")) as reader:
        names = [name for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: hash(tuple(reader.execute(f'SELECT * FROM "{name}"'))) for name in names}


def prepared(town: Town, rule: str, row: Row, role: str) -> tuple[str, str, str, dict[str, Any]]:
    """The example of a route, made while the log is whole."""
    target = own(town, role, row.target) if row.target else ""
    method, path = rule.split(" ")
    given: dict[str, Any] = {}
    if row.body is not None:
        given["json"] = row.body(town, target)
    if row.query is not None:
        given["query_string"] = row.query(town, target)
    if row.headers is not None:
        given["headers"] = row.headers(town, role)
    return method, CONVERTER.sub(lambda found: row.fixed.get(found[1], target), path), role, given


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
@pytest.mark.parametrize("rule", [*RECORDING, *PUBLISHING, *LOOKS])
def test_what_cannot_be_recorded_is_not_done(town: Town, rule: str) -> None:
    row = TABLE[rule]
    role = "citizen" if "public" in row.who else row.who[0]
    method, path, role, given = prepared(town, rule, row, role)
    engine = town.services.engine
    with broken_log(engine):
        before = kept(engine)
        answer = town.send(method, path, role, **given)
        after = kept(engine)
    assert (answer.status_code, answer.json.get("code")) == (503, "not_recorded"), answer.text[:300]
    assert {name for name in after if after[name] != before.get(name)} <= COUNTED


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "rule",
    ["POST /api/v1/verifications", "POST /api/v1/verifications/batch", "POST /api/v1/certificates",
     "DELETE /api/v1/auth/sessions/current"],
)  # fmt: skip
def test_what_cannot_be_recorded_is_not_done_by_the_statements_of_postgresql(town: Town, rule: str) -> None:
    row = TABLE[rule]
    method, path, role, given = prepared(town, rule, row, row.who[0])
    with broken_log(town.services.engine):
        answer = town.send(method, path, role, **given)
    assert (answer.status_code, answer.json.get("code")) == (503, "not_recorded"), answer.text[:300]
    assert town.send(method, path, role, **given).status_code == row.status  # nothing was used up


def test_a_route_that_records_nothing_is_named_with_its_reason() -> None:
    assert set(UNLOGGED) <= set(TABLE)
    assert {rule for rule in UNLOGGED if rule.startswith(READING) or TABLE[rule].status >= 400} == set()
