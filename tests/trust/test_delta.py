"""Deltas of the bundle: small, exact, and refused by nobody who holds what they say; else the whole is given."""

from collections.abc import Iterator
from dataclasses import asdict, replace

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from backend import db
from backend.trust import keys, offline, status
from backend.trust.models import StatusShard
from certs import delta
from certs.errors import TrustError
from tests.trust.conftest import DAY, NOW, Office

HOUR = 3600
WHOLE, DELTA = "liangma-bundle+jwt", delta.TYP


@pytest.fixture
def places(office: Office) -> list[tuple[int, int]]:
    with db.transaction(office.engine) as session:
        return status.allocate(session, 40, box=office.box, now=NOW)


def set_status(office: Office, where: list[tuple[int, int]], value: int, *, now: int) -> None:
    with db.transaction(office.engine) as session:
        status.set_status(session, where, value, now=now)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def gate(client: FlaskClient, office: Office, places: list[tuple[int, int]], clock: object) -> delta.Held:
    """A gate that fetched the whole bundle, with two entries that say something."""
    set_status(office, places[:2], 1, now=NOW)
    return delta.hold(client.get("/api/v1/bundle").text, anchor=office.anchor, now=NOW)


def ask(client: FlaskClient, base: delta.Base, **headers: str) -> TestResponse:
    return client.get(f"/api/v1/bundle/delta?{base.query()}", headers=headers)


def content(office: Office, client: FlaskClient, *, now: int) -> delta.Base:
    """What the whole bundle says now."""
    return delta.prepare(client.get("/api/v1/bundle").text, office.anchor, now=now).base


def typ(answer: TestResponse) -> str:
    return DELTA if delta.is_delta(answer.text) else WHOLE


def test_a_delta_leads_to_what_the_whole_bundle_says(
    client: FlaskClient,
    office: Office,
    places: list[tuple[int, int]],
    gate: delta.Held,
    clock: time_machine.Traveller,
) -> None:
    at = NOW + 5 * HOUR
    clock.move_to(at)
    set_status(office, places[:1], 0, now=at)
    set_status(office, places[5:9], 2, now=at)
    with db.transaction(office.engine) as session:
        keys.rotate(session, "GA", box=office.box, now=at, overlap_seconds=DAY)
    answer = ask(client, gate.base)
    assert (answer.status_code, answer.content_type, typ(answer)) == (200, "application/jwt", DELTA)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    newer = delta.update(gate, answer.text, now=at)
    assert delta.base_of(newer.bundle) == content(office, client, now=at)
    assert newer.bundle.number > gate.bundle.number
    found = [newer.bundle.trust.status.look_up(*where, at).value for where in places[:10]]
    assert found == [0, 1, 0, 0, 0, 2, 2, 2, 2, 0]
    assert 10 * len(answer.text) < 8 * len(client.get("/api/v1/bundle").text)


def test_a_second_delta_is_for_the_same_whole_bundle_and_the_first_is_then_too_old(
    client: FlaskClient,
    office: Office,
    places: list[tuple[int, int]],
    gate: delta.Held,
    clock: time_machine.Traveller,
) -> None:
    first = ask(client, gate.base).text
    clock.move_to(NOW + HOUR)
    set_status(office, places[3:4], 1, now=NOW + HOUR)
    newer = delta.update(delta.update(gate, first, now=NOW), ask(client, gate.base).text, now=NOW + HOUR)
    assert delta.base_of(newer.bundle) == content(office, client, now=NOW + HOUR)
    with pytest.raises(TrustError, match="rollback"):
        delta.update(newer, first, now=NOW + HOUR)


def test_a_list_that_was_opened_since_comes_with_the_delta(
    client: FlaskClient, office: Office, gate: delta.Held, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + HOUR)
    with db.transaction(office.engine) as session:
        session.execute(update(StatusShard).values(used=StatusShard.size))
        assert status.allocate(session, 1, box=office.box, now=NOW)[0][0] == 2
    set_status(office, [(2, 7)], 1, now=NOW + HOUR)
    newer = delta.update(gate, ask(client, gate.base).text, now=NOW + HOUR)
    assert newer.bundle.trust.status.look_up(2, 7, NOW + HOUR).value == 1


def test_who_holds_something_else_gets_the_whole(client: FlaskClient, gate: delta.Held) -> None:
    too_old, ahead = replace(gate.base, iat=NOW - offline.REACH - 1), replace(gate.base, iat=NOW + 31)
    for base in (too_old, ahead, replace(gate.base, number=10**6)):
        assert typ(ask(client, base)) == WHOLE, base


def test_many_changes_come_as_the_list_itself(
    client: FlaskClient, office: Office, gate: delta.Held, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + HOUR)
    set_status(office, [(1, index) for index in range(0, status.SIZE, 700)], 1, now=NOW + HOUR)
    answer = ask(client, gate.base)
    newer = delta.update(gate, answer.text, now=NOW + HOUR)
    assert delta.base_of(newer.bundle) == content(office, client, now=NOW + HOUR)


def test_a_change_that_was_written_late_or_not_told_is_found_by_the_digests(
    client: FlaskClient,
    office: Office,
    places: list[tuple[int, int]],
    gate: delta.Held,
    clock: time_machine.Traveller,
) -> None:
    clock.move_to(NOW + 5 * HOUR)
    set_status(office, places[4:5], 1, now=NOW - offline.MARGIN)  # a transaction that took half an hour
    late = delta.update(gate, ask(client, gate.base).text, now=NOW + 5 * HOUR)
    assert late.bundle.trust.status.look_up(*places[4], NOW + 5 * HOUR).value == 1
    set_status(office, places[5:6], 1, now=NOW - offline.MARGIN - 1)
    with pytest.raises(TrustError, match="delta_result"):
        delta.update(gate, ask(client, gate.base).text, now=NOW + 5 * HOUR)


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, office: Office, gate: delta.Held) -> None:
    first = ask(client, gate.base)
    assert ask(client, gate.base, **{"If-None-Match": first.headers["ETag"]}).status_code == 304
    other = replace(gate.base, iat=gate.base.iat - 1)
    assert ask(client, other, **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_a_question_out_of_form_is_refused(client: FlaskClient, gate: delta.Held) -> None:
    wrong = [
        ("number", "-1"),
        ("number", "x"),
        ("iat", ""),
        ("types", "short"),
        ("trust_list", "é" * 43),
        ("more", "1"),
    ]
    for name, value in wrong:
        answer = client.get("/api/v1/bundle/delta", query_string=asdict(gate.base) | {name: value})
        assert answer.json is not None
        assert (answer.status_code, answer.json["code"]) == (422, "invalid"), name
