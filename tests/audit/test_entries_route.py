"""The auditor's pages: newest first, every entry once, and nobody else gets them."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend import db
from backend.audit.record import make_entry, record
from backend.people import sign_ins

NOW = 1_790_000_000
CHINA = ZoneInfo("Asia/Shanghai")
PERSON = uuid.UUID("00000000-0000-7000-8000-000000000007")


@pytest.fixture
def auditor(app: Flask, engine: Engine) -> dict[str, str]:
    return bearer(app, engine, "auditor")


def bearer(app: Flask, engine: Engine, role: str) -> dict[str, str]:
    with app.app_context(), db.transaction(engine) as session, time_machine.travel(NOW, tick=False):
        made = sign_ins.begin_sign_in(session, f"staff:{uuid.UUID(int=1)}", role=role, office=None, now=NOW)
        for number in range(7):
            record(session, make_entry(at=NOW + number // 2, actor="a", action="b", subject=f"s:{number % 2}"))
        record(session, make_entry(at=NOW + 9, actor="a", action="b", subject="p", person_id=PERSON, count=3))
    return {"Authorization": f"Bearer {made.access}"}


def pages(client: FlaskClient, headers: dict[str, str], query: str = "") -> list[dict[str, object]]:
    items: list[dict[str, object]] = []
    cursor = ""
    with time_machine.travel(NOW, tick=False):
        while cursor is not None:
            answer = client.get(
                f"/api/v1/audit/entries?limit=3{query}{cursor and '&cursor=' + cursor}", headers=headers
            )
            assert answer.status_code == 200, answer.text
            items += answer.json["items"]
            cursor = answer.json["next_cursor"]
    return items


def test_pages_give_every_entry_once_newest_first(client: FlaskClient, auditor: dict[str, str]) -> None:
    items = pages(client, auditor)
    assert len({(item["chain"], item["seq"]) for item in items}) == len(items) == 9
    assert [item["at"] for item in items] == sorted((item["at"] for item in items), reverse=True)
    assert items[0]["detail"] == '{"count":3}'


def test_entries_are_found_by_subject_and_by_holder(client: FlaskClient, auditor: dict[str, str]) -> None:
    assert len(pages(client, auditor, "&subject=s:0")) == 4
    assert [item["person_id"] for item in pages(client, auditor, f"&person_id={PERSON}")] == [str(PERSON)]


def test_entries_are_found_by_action_within_days_a_page_at_a_time(client: FlaskClient, auditor: dict[str, str]) -> None:
    assert [item["action"] for item in pages(client, auditor, "&action=sign_in")] == ["sign_in"]
    today = datetime.fromtimestamp(NOW, CHINA).date()
    days = f"&from={today}&to={today}"
    items = pages(client, auditor, f"&action=b{days}")
    assert len(items) == len({(item["chain"], item["seq"]) for item in items}) == 8
    assert {item["action"] for item in items} == {"b"}
    assert [item["at"] for item in items] == sorted((item["at"] for item in items), reverse=True)
    assert pages(client, auditor, "&action=b&subject=p") == items[:1]
    assert pages(client, auditor, "&action=b&from=2000-01-01&to=2000-01-02") == []
    assert pages(client, auditor, "&action=B") == []


@pytest.mark.parametrize(
    "query", ["cursor=x", "cursor=%E4%B8%80", "limit=0", "limit=101", "person_id=7", "other=1", "action=" + "a" * 61]
)
def test_a_query_that_is_not_as_required_is_422(client: FlaskClient, auditor: dict[str, str], query: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert client.get(f"/api/v1/audit/entries?{query}", headers=auditor).status_code == 422


@pytest.mark.parametrize("cursor", ["f" * 32, "_" * 32, "A" * 32])
def test_a_cursor_made_up_is_answered_without_an_error(
    client: FlaskClient, auditor: dict[str, str], cursor: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        assert client.get(f"/api/v1/audit/entries?cursor={cursor}", headers=auditor).status_code == 200


@pytest.mark.parametrize("role", ["citizen", "window", "department", "operator", "security", "partner"])
def test_nobody_but_an_auditor_reads_the_log(app: Flask, client: FlaskClient, engine: Engine, role: str) -> None:
    with time_machine.travel(NOW, tick=False):
        assert client.get("/api/v1/audit/entries").status_code == 401
        assert client.get("/api/v1/audit/entries", headers=bearer(app, engine, role)).status_code == 403
