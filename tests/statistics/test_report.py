"""The report: each role sees what it may, every day is there, reasons in words, and where the minutes come from."""

import datetime
import uuid
from typing import Any

import pytest

from backend import db
from backend.registries.calendar import day_of
from backend.statistics.report import ASSUMED_MINUTES
from backend.statistics.speed import speed_of
from backend.web.answer_times import KINDS, LONGER, STEPS, WRITE_EVERY, AnswerTimes, step_of
from tests.statistics.test_count import busy
from tests.verification.world import City


def token(city: City, role: str, office: str | None = None) -> str:
    with city.app.app_context(), db.transaction(city.engine) as session:
        return city.sign_in(session, f"staff:{uuid.uuid4()}", role, office)


def ask(city: City, role: str = "operator", office: str | None = None, query: str = "") -> dict[str, Any]:
    answer = city.get(f"/statistics{query}", token(city, role, office))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


@pytest.mark.parametrize("role", ["operator", "security", "auditor"])
def test_whoever_answers_for_the_whole_office_sees_the_whole_city(city: City, role: str) -> None:
    busy(city)
    told = ask(city, role)
    assert told["scope"] is None
    assert told["totals"] == {
        "issued": 2, "cases": 1, "accepted": 1, "refused": 2, "exempted": 1, "minutes_saved": ASSUMED_MINUTES,
    }  # fmt: skip
    assert [(line["reason"], line["count"]) for line in told["refusals"]] == [("replayed", 1), ("unsupported_code", 1)]
    assert all(line["text"]["zh"] and line["next_step"]["en"] for line in told["refusals"])
    assert told["verifiers"] == [{"kind": "window", "accepted": 1, "refused": 2}]


def test_a_department_sees_what_it_issued_and_its_own_matters_and_nothing_else(city: City) -> None:
    busy(city)
    own, other = ask(city, "department", "RS"), ask(city, "department", "GJ")
    assert [line["id"] for line in own["types"]] == ["social-security-card"]
    assert (own["matters"], own["totals"]["accepted"], own["answer_times"]) == ([], 0, [])
    assert (other["totals"]["issued"], other["totals"]["accepted"], other["totals"]["refused"]) == (0, 1, 0)
    assert [line["code"] for line in other["matters"]] == ["gj-withdrawal-rent"]


@pytest.mark.parametrize("role", ["citizen", "window", "partner"])
def test_nobody_else_sees_any_of_it(city: City, role: str) -> None:
    assert city.get("/statistics", token(city, role)).status_code == 403


def test_every_day_of_the_period_is_there_also_an_empty_one(city: City) -> None:
    busy(city)
    told = ask(city)
    today = day_of(city.now)
    expected = [(today - datetime.timedelta(days=back)).isoformat() for back in range(29, -1, -1)]
    assert [line["date"] for line in told["days"]] == expected
    assert (told["from"], told["to"]) == (expected[0], expected[-1])
    assert [line["issued"] for line in told["days"]] == [*[0] * 29, 2]
    assert [line["date"] for line in told["answer_times"][0]["days"]] == expected


def test_a_period_is_what_was_asked_for(city: City) -> None:
    busy(city)
    told = ask(city, query="?from=2026-01-01&to=2026-01-03")
    assert [line["date"] for line in told["days"]] == ["2026-01-01", "2026-01-02", "2026-01-03"]
    assert told["totals"]["issued"] == 0


@pytest.mark.parametrize(
    "query",
    [
        "?from=2026-02-02&to=2026-02-01", "?from=2024-01-01&to=2026-01-01", "?from=x", "?to=0001-01-01",
        "?from=0001-01-01", "?from=9999-12-31&to=0001-01-01",
    ],
)  # fmt: skip
def test_a_period_that_is_none_is_refused(city: City, query: str) -> None:
    assert city.get(f"/statistics{query}", token(city, "operator")).status_code == 422


def test_a_matter_tells_which_papers_it_spared(city: City) -> None:
    busy(city)
    (line,) = ask(city)["matters"]
    assert (line["cases"], line["exempted"], line["minutes_saved"]) == (1, 1, ASSUMED_MINUTES)
    assert [(one["code"], one["exempted"]) for one in line["materials"]] == [("id-card", 1)]
    assert line["materials"][0]["name"]["zh"]


def test_assumed_minutes_say_that_they_are_assumed(city: City) -> None:
    minutes = ask(city)["minutes"]
    assert (minutes["per_material"], minutes["assumed"]) == (ASSUMED_MINUTES, True)
    assert "假定" in minutes["source"]["zh"]
    assert "Assumed" in minutes["source"]["en"]


def test_how_long_answers_took_is_measured_at_the_edge(city: City) -> None:
    busy(city)
    told = {one["kind"]: one for one in ask(city)["answer_times"]}
    assert set(told) == {"verification", "scan"}
    assert told["scan"]["count"] == told["scan"]["days"][-1]["count"] == 1
    assert sum(step["count"] for step in told["verification"]["steps"]) == told["verification"]["count"] == 2
    assert told["scan"]["p50"] in STEPS


def test_the_routes_that_are_measured_exist(city: City) -> None:
    rules = {f"{method} {rule.rule}" for rule in city.app.url_map.iter_rules() for method in rule.methods or ()}
    assert set(KINDS) <= rules


def test_a_quantile_is_the_smallest_step_that_holds_so_many() -> None:
    assert speed_of({}) == speed_of({5: 0})
    assert (speed_of({}).count, speed_of({}).p50) == (0, None)
    speed = speed_of({5: 50, 10: 45, 100: 4, LONGER: 1})
    assert (speed.count, speed.p50, speed.p95, speed.p99) == (100, 5, 10, 100)
    assert speed_of({5: 1, LONGER: 1}).p99 is None


def test_an_answer_falls_into_the_smallest_step_that_is_not_below_it() -> None:
    assert [step_of(ms) for ms in (0.2, 1, 1.1, 5000, 5000.1)] == [1, 1, 2, 5000, LONGER]


def test_counts_are_written_down_once_in_a_while_and_only_of_measured_routes() -> None:
    times = AnswerTimes()
    assert not times.note("GET /api/v1/me", 1, now=1000)
    assert times.note("POST /api/v1/verifications", 1, now=1000)
    assert not times.note("POST /api/v1/verifications", 1, now=1000 + WRITE_EVERY - 1)
    assert times.note("POST /api/v1/verifications", 1, now=1000 + WRITE_EVERY)
