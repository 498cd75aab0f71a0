"""The express lane answers plain requests exactly as the route does, and leaves every other to it."""

import json
import re
import time
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError
from sqlalchemy import select
from werkzeug.test import TestResponse

from backend import db
from backend.audit.models import AuditEntry
from backend.verification.express import LANE, PLAIN
from backend.verification.models import VerdictRow
from backend.verification.schemas import VerificationBody, is_plain
from backend.verification.verifiers import withdraw_window
from backend.web.strict import Body
from certs import base64url
from certs.jws import strict_json
from tests.conftest import in_one_minute
from tests.lanes import framework_requests
from tests.verification.world import HALL, City

PATH = "/verifications"


def send(city: City, body: Any, *, express: bool, **headers: str) -> TestResponse:
    """The same request by the lane or by the route (which an idempotency key asks for); the path taken is checked."""
    city.get("/verifications/01890000-0000-7000-8000-000000000000")  # the bearer is remembered from here on
    key = {} if express else {"Idempotency-Key": f"key-{len(json.dumps(body))}-{city.now}"}
    with framework_requests(city.app) as seen:
        response = city.post(PATH, body, **headers, **key)
    assert len(seen) == (0 if express else 1)
    return response


def shape(value: Any) -> Any:
    """Everything but ids, times and signatures."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items() if name not in ("id", "receipt", "as_of")}
    return [shape(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("purpose", ["check", "nobody-registered-this"])
def test_a_code_gets_the_same_verdict_both_ways(city: City, purpose: str) -> None:
    phone = city.phone(0)
    ways = [
        send(city, {"code": city.code(phone, iat=city.now - step), "purpose": purpose}, express=express)
        for step, express in enumerate((True, False))
    ]
    lane, route = ways
    assert (lane.status_code, shape(lane.get_json())) == (route.status_code, shape(route.get_json()))
    assert list(lane.get_json()) == list(route.get_json())
    assert lane.get_json()["accepted"] is (purpose == "check")
    assert {**lane.headers, "X-Request-Id": "", "Content-Length": ""} == {
        **route.headers, "X-Request-Id": "", "Content-Length": "",
    }  # fmt: skip


def test_both_ways_write_the_same(city: City) -> None:
    phone = city.phone(0)
    for step, express in enumerate((True, False)):
        send(city, {"code": city.code(phone, iat=city.now - step), "purpose": "check"}, express=express)
    with db.open_session(city.engine) as session:
        verdicts = list(session.scalars(select(VerdictRow)))
        entries = list(session.scalars(select(AuditEntry).where(AuditEntry.action == "verdict.accepted")))
    assert len({(row.person_id, row.outcome, row.purpose, row.actor, str(row.checks)) for row in verdicts}) == 1
    assert len(verdicts) == len(entries) == 2
    details = [json.loads(entry.detail) for entry in entries]
    assert {len(base64url.decode(detail.pop("receipt"))) for detail in details} == {32}  # each the digest of its own
    assert len({(entry.actor, entry.person_id, str(said)) for entry, said in zip(entries, details, strict=True)}) == 1


class Marks:
    """Where a copy of the database for lists hears who has written."""

    def __init__(self) -> None:
        self.by: list[str] = []

    def wrote(self, subject: str) -> None:
        self.by.append(subject)

    def session(self, _subject: str) -> None:
        """Everything is read from the primary."""


def test_who_wrote_by_the_lane_is_known_where_lists_are_read_from_a_copy(city: City) -> None:
    marks, phone = Marks(), city.phone(0)
    city.app.extensions["liangma"] = replace(city.services, replica=marks)  # type: ignore[arg-type]
    for step, express in enumerate((True, False)):
        send(city, {"code": city.code(phone, iat=city.now - step), "purpose": "check"}, express=express)
    assert len(marks.by) == 2
    assert len(set(marks.by)) == 1


def test_a_code_used_by_the_lane_is_used_up_for_the_route(city: City) -> None:
    body = {"code": city.code(city.phone(0)), "purpose": "check"}
    assert send(city, body, express=True).get_json()["accepted"] is True
    assert send(city, body, express=False).get_json()["reason"] == "replayed"
    assert send(city, body, express=True).get_json()["reason"] == "replayed"


def test_the_lane_keeps_a_request_id_and_logs_the_line_of_the_route(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    code = city.code(city.phone(0))
    capsys.readouterr()
    response = send(city, {"code": code, "purpose": "check"}, express=True, **{"X-Request-Id": "my-request-1"})
    assert response.headers["X-Request-Id"] == "my-request-1"
    line = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert line.pop("ms") >= 0
    said = line.pop("timestamp")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", said)
    assert abs(datetime.fromisoformat(said).timestamp() - time.time()) < 60
    assert line == {
        "id": "my-request-1", "method": "POST", "route": "/api/v1/verifications", "status": 200, "role": "window",
        "event": "request", "level": "info",
    }  # fmt: skip


def test_a_refusal_in_the_lane_is_the_frameworks_problem_document(city: City) -> None:
    body = {"code": city.code(city.phone(0)), "purpose": "check"}
    city.verify("LM1:FIRST")
    with db.transaction(city.engine) as session:
        withdraw_window(session, HALL, actor="staff:setup", now=city.now)
    answers = [send(city, body, express=express) for express in (True, False)]
    for response in answers:
        assert (response.status_code, response.content_type) == (403, "application/problem+json")
        assert response.get_json()["code"] == "verifier_not_registered"
        assert response.get_json()["request_id"] == response.headers["X-Request-Id"]
    assert shape(answers[0].get_json() | {"request_id": ""}) == shape(answers[1].get_json() | {"request_id": ""})


def test_a_surprise_in_the_lane_is_a_500_that_tells_nothing(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"code": city.code(city.phone(0)), "purpose": "check"}
    monkeypatch.setattr(city.services.refused_codes, "_counts", None)  # whoever reads it fails
    response = send(city, body, express=True)
    assert (response.status_code, response.get_json()["code"]) == (500, "internal")
    with db.open_session(city.engine) as session:
        assert session.scalars(select(VerdictRow)).first() is None


def test_too_many_refused_codes_end_in_429_in_the_lane_too(city: City) -> None:
    city.services.refused_codes.most = 1
    with in_one_minute():
        city.verify("LM1:BAD")
        response = send(city, {"code": "LM1:BAD", "purpose": "check"}, express=True)
    assert (response.status_code, response.get_json()["code"]) == (429, "too_many")
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "body",
    [
        {"code": "0123456789", "purpose": "check"},
        {"code": "LM1:X", "purpose": "check", "challenge": None},
        {"code": "LM1:X", "purpose": "Check!"},
        {"code": "LM1:X", "purpose": ""},
        {"code": 5, "purpose": "check"},
        {"code": "LM1:X"},
        {"purpose": "check", "code": "LM1:X"},
        {"code": "LM1:x", "purpose": "check"},
        {"code": "LM1:" + "X" * 5000, "purpose": "check"},
        ["LM1:X"],
    ],
)
def test_what_is_not_plain_is_left_to_the_route(city: City, body: Any) -> None:
    city.verify("LM1:FIRST")
    with framework_requests(city.app) as seen:
        city.post(PATH, body)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"code": "LM1:X", "code": "LM1:Y", "purpose": "check"}', {}, 400),
        (b'{"code": "LM1:X", "purpose": "check"} x', {}, 400),
        (b'{"code": "LM1:X", "purpose": "check"}', {"Content-Type": "text/plain"}, 415),
        (b'{"code": "LM1:X", "purpose": "check"}', {"Content-Type": "application/json; charset=utf-8"}, 200),
        (b'{"code": "LM1:X", "purpose": "check"}', {"Authorization": "Bearer nobody"}, 401),
        (b'{"code": "LM1:X", "purpose": "check"}', {"Authorization": ""}, 401),
        (b'{"code": "LM1:' + b"X" * 300_000 + b'", "purpose": "check"}', {}, 413),
        (b"", {}, 400),
    ],
)
def test_the_route_still_refuses_what_it_refused(city: City, body: bytes, headers: dict[str, str], status: int) -> None:
    city.verify("LM1:FIRST")
    usual = {"Content-Type": "application/json", "Authorization": f"Bearer {city.window_token}"}
    response = city.client().post(f"/api/v1{PATH}", data=body, headers=usual | headers)
    assert response.status_code == status, response.get_data(as_text=True)


def test_a_length_that_is_no_length_is_refused_and_not_an_error(city: City) -> None:
    city.get("/verifications/01890000-0000-7000-8000-000000000000")
    body, headers = {"code": "LM1:1", "purpose": "check"}, {"Authorization": f"Bearer {city.window_token}"}
    odd = {"CONTENT_LENGTH": "9" * 5000}
    answer = city.client().post(f"/api/v1{PATH}", json=body, headers=headers, environ_overrides=odd)
    assert 400 <= answer.status_code < 500


def test_a_request_that_the_lane_has_read_and_left_reaches_the_route_whole(city: City) -> None:
    city.verify("LM1:FIRST")
    assert city.verify(city.code(city.phone(0)), challenge=None)["accepted"] is True


def test_a_citizen_finds_no_side_door(city: City) -> None:
    phone = city.phone(0)
    city.get("/me", phone.token)
    response = city.post(PATH, {"code": city.code(phone), "purpose": "check"}, phone.token)
    assert (response.status_code, response.get_json()["code"]) == (403, "forbidden")


@settings(deadline=None)
@given(st.from_regex(PLAIN, fullmatch=True))
def test_what_the_lane_reads_is_what_the_route_reads(body: bytes) -> None:
    asked = LANE.read(body)
    assert asked is not None
    read = strict_json(body)
    assert is_plain(read)
    assert (read["code"], read["purpose"]) == asked


@pytest.mark.parametrize(
    "body",
    [
        b'{"code":"LM1:A","purpose":"check","purpose":"check"}',
        b'{"code":"LM1:A","purpose":"check"}{}',
        b'{"code":"LM1:A\\n","purpose":"check"}',
        b'{"code":"LM1:A","purpose":"check\n"}',
        b'\xef\xbb\xbf{"code":"LM1:A","purpose":"check"}',
        b'{"code":"LM1:A\x00","purpose":"check"}',
        b"",
    ],
)
def test_the_lane_reads_no_second_spelling(body: bytes) -> None:
    assert LANE.read(body) is None


TEXTS = st.one_of(st.text(max_size=80), st.sampled_from(["check", "LM1:X", "a.b-c_9", "é", "\x00", "check\n"]))
BODIES = st.dictionaries(
    st.sampled_from(["code", "purpose", "challenge", "more"]), st.one_of(TEXTS, st.none(), st.integers()), max_size=4
)


@given(st.one_of(BODIES, TEXTS, st.lists(TEXTS, max_size=2)))
def test_what_counts_as_plain_is_read_as_the_schema_reads_it(body: Any) -> None:
    schema = VerificationBody()
    try:
        slow = Body.load(schema, body)
    except ValidationError:
        slow = None
    if is_plain(body):
        assert schema.load(body) == slow
