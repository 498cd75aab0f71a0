"""Lists are read from a real streaming copy of the database, never behind what one has just written oneself."""

import dataclasses
import time
import uuid
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from backend import db
from backend.app import create_app
from backend.audit.record import make_entry, record
from backend.config import Settings
from backend.security import Box
from tests.api.table import TABLE
from tests.api.test_every_route import ask
from tests.api.town import Town
from tests.services import until
from tests.standby import copy_of
from tests.statements import sent
from tests.verification.world import City

MAY_LAG = {
    "GET /api/v1/audit/entries", "GET /api/v1/history", "GET /api/v1/import-runs", "GET /api/v1/matters",
    "GET /api/v1/matters/<string:code>", "GET /api/v1/notices", "GET /api/v1/partners", "GET /api/v1/proposal-runs",
    "GET /api/v1/ratings", "GET /api/v1/statistics", "GET /api/v1/statistics/proofs",
}  # fmt: skip


def note(engine: Engine, subject: str) -> None:
    with db.transaction(engine) as session:
        record(session, make_entry(at=int(time.time()), actor="test", action="people.noted", subject=subject))


class Auditor:
    """Reads the log, the newest entry first."""

    def __init__(self, app: Flask, city: City) -> None:
        self._app, self._city = app, city
        self.token = self._sign_in()

    def _sign_in(self) -> str:
        with self._app.app_context(), db.transaction(self._city.engine) as session:
            return self._city.sign_in(session, f"staff:{uuid.uuid4()}", "auditor", None)

    def newest(self) -> str:
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = self._app.test_client().get("/api/v1/audit/entries?limit=1", headers=headers)
        assert answer.status_code == 200, answer.text
        subject: str = answer.json["items"][0]["subject"]
        return subject


def until_copied(auditor: Auditor, copy: Engine, wanted: str) -> None:
    """The copy answers, with what was written last."""

    def answers() -> bool:
        with sent(copy) as statements:
            return auditor.newest() == wanted and statements != []

    until(answers, "the copy is read and not behind")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_lists_come_from_the_copy_while_it_follows_and_from_the_primary_when_not(
    settings: Settings, engine: Engine, box: Box, postgres_url: str, redis_url: str
) -> None:
    name = make_url(settings.database_url).database
    with copy_of(postgres_url) as url:
        settings = dataclasses.replace(settings, replica_url=f"{url}/{name}", redis_url=redis_url, replica_lag=1)
        app = create_app(settings, engine=engine)
        city = City(app, engine, box)
        auditor, stranger, replica = Auditor(app, city), Auditor(app, city), app.extensions["liangma"].replica
        note(engine, "first")
        until_copied(auditor, replica._copy, "first")
        replica.wrote(f"staff:{uuid.uuid4()}")  # somebody else's writes send nobody to the primary
        until_copied(auditor, replica._copy, "first")
        stands_still(url, name, engine, (auditor, stranger), replica)
    note(engine, "third")  # the copy is gone
    assert auditor.newest() == "third"
    replica._copy.dispose()


def stands_still(url: str, name: str | None, engine: Engine, readers: tuple[Auditor, Auditor], replica: Any) -> None:
    """A copy that replays no more is read at most a second longer, and by whoever wrote not at all."""
    auditor, stranger = readers
    with psycopg.connect(f"{url}/{name}", autocommit=True) as standby:
        standby.execute("SELECT pg_wal_replay_pause()")
        note(engine, "second")
        with sent(replica._copy) as statements:
            subject = auditor._app.extensions["liangma"].authenticate(auditor.token, int(time.time())).subject
            replica.wrote(subject)
            assert auditor.newest() == "second"
        assert [one for one in statements if "audit_entries" in one] == []
        until(lambda: stranger.newest() == "second", "the copy is not read any longer", seconds=20)
        standby.execute("SELECT pg_wal_replay_resume()")


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_only_lists_may_lag_and_none_of_them_writes(town: Town) -> None:
    views, found = town.app.view_functions, set()
    for rule in town.app.url_map.iter_rules():
        if hasattr(views[rule.endpoint], "may_lag"):
            found |= {f"{method} {rule.rule}" for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert found == MAY_LAG
    for rule in MAY_LAG:
        with sent(town.services.engine) as statements:
            ask(town, rule, TABLE[rule].who[0], "")
        assert [one for one in statements if not one.lstrip().startswith(("BEGIN", "SELECT", "WITH"))] == [], rule
