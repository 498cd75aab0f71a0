"""The faults that cost little: each in a small form, with every promise of the large one."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from backend.config import Settings
from backend.security import Box
from tests.faults.acting import Answer, Ask, Codes, Ledger, issue_body, show
from tests.faults.city import Town, open_city
from tests.faults.half import failing_inserts
from tests.faults.kept import hold_against
from tests.faults.kills import kill_servers
from tests.faults.old_client import GONE, differences, fresh_contract
from tests.faults.processes import Server, settings_of
from tests.faults.table import Row
from tests.verification.world import City


@pytest.fixture
def town(app: Flask, engine: Engine, box: Box, settings: Settings) -> Town:
    """Without a server: it is asked in this process."""
    return Town(engine.dialect.name, settings.data_dir, City(app, engine, box), engine, Server(settings))


@pytest.fixture
def ask(app: Flask) -> Ask:
    def ask(method: str, path: str, token: str = "", body: Any = None, **_headers: str) -> Answer:
        began, headers = time.monotonic(), {"Authorization": f"Bearer {token}"}
        answer = app.test_client().open(path, method=method, json=body, headers=headers)
        return Answer(answer.status_code, answer.json, time.monotonic() - began, answer.content_type)

    return ask


@contextmanager
def no_room(path: Path) -> Iterator[None]:
    """No file of this process may grow beyond what this one has."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_server_killed_while_it_issues_redeems_and_revokes_loses_nothing(sqlite_template: Path) -> None:
    server = Server(settings_of("", sqlite_template), ("serve",))
    with open_city("sqlite", empty=sqlite_template, server=server) as town:
        row = kill_servers(town, times=1, load=0.5)
    assert row.holds, row.line
    assert row.acknowledged > 10


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_commit_that_the_disk_does_not_take_is_unavailable_and_keeps_nobody_waiting(town: Town, ask: Ask) -> None:
    issue = ("POST", "/api/v1/certificates", town.department, issue_body(1_000))
    codes = Codes(town, phones=1)
    with no_room(town.folder / "liangma.db-wal"):
        refused = [ask(*issue), show(ask, town.people.window_token, codes.take()), ask(*issue)]
    told = [(one.status, one.kind, one.document["code"]) for one in refused]
    assert told == [(503, "application/problem+json", "unavailable")] * 3
    assert max(one.seconds for one in refused) < 1
    assert ask(*issue).status == 201
    row = Row("disk full", town.name)
    hold_against(row, town.engine, Ledger())
    assert row.holds, row.line


def test_an_insert_that_fails_leaves_nothing_half_done(town: Town, ask: Ask) -> None:
    row = failing_inserts(town, ask)
    assert row.holds, row.line
    assert row.acknowledged == 25  # a certificate before, then one act of each kind for each of eight tables


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_pages_of_an_older_version_send_and_read_what_this_one_takes_and_gives(app: Flask) -> None:
    found = differences(fresh_contract(app))
    assert found.operations > 200
    assert found.broken == []
    assert set(GONE).isdisjoint(fresh_contract(app))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"needs": ["code", "colour", "purpose"]}, "POST /api/v1/verifications needs colour now"),
        ({"takes": ["code"]}, "POST /api/v1/verifications takes purpose no more"),
        ({"answers": []}, "POST /api/v1/verifications answers accepted no more"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_contract_that_leaves_older_pages_behind_is_found(app: Flask, changed: dict[str, Any], told: str) -> None:
    fresh = fresh_contract(app)
    fresh["POST /api/v1/verifications"] |= changed
    assert told in differences(fresh).broken
