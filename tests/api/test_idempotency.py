"""Idempotency-Key: the same request sent twice is done once, and a refused one keeps nothing.

Where nothing is counted and no answer is kept for another test, the town is shared.
"""

import threading
import time
from typing import Any

import pytest
from sqlalchemy import func, select, update

from backend import db
from backend.certificates.models import Certificate
from backend.web.idempotency import KEEP
from backend.web.models import IdempotentAnswer
from tests.api.town import Town

POST = ("POST", "/api/v1/certificates")
KEY = "key-0123456789"


def send(town: Town, body: Any, key: str = KEY, which: int = 0, **more: Any) -> Any:
    return town.send(*POST, "department", which, json=body, headers={"Idempotency-Key": key}, **more)


def count(town: Town, model: Any, *where: Any) -> int:
    with db.open_session(town.services.engine, reading=True) as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def test_the_same_request_again_gives_the_same_answer_and_makes_nothing(own_town: Town) -> None:
    body, before = own_town.record(0, 0), count(own_town, Certificate)
    first = send(own_town, body)
    again = [send(own_town, body) for _ in range(3)]
    assert first.status_code == 201
    assert {(answer.status_code, answer.data, answer.content_type) for answer in again} == {
        (201, first.data, first.content_type)
    }
    assert "Idempotency-Replayed" not in first.headers
    assert all(answer.headers["Idempotency-Replayed"] == "true" for answer in again)
    assert count(own_town, Certificate) == before + 1


def test_a_key_used_for_another_request_is_422_and_makes_nothing(own_town: Town) -> None:
    assert send(own_town, own_town.record(0, 0)).status_code == 201
    before = count(own_town, Certificate)
    other = send(own_town, own_town.record(0, 0))
    assert (other.status_code, other.json["code"]) == (422, "idempotency_key_reused")
    assert count(own_town, Certificate) == before


def test_a_key_belongs_to_whoever_used_it(town: Town) -> None:
    assert send(town, town.record(0, 0)).status_code == 201
    second = send(town, town.record(0, 1), which=1)
    assert second.status_code == 201
    assert "Idempotency-Replayed" not in second.headers


def test_a_refused_request_stores_nothing_and_its_key_is_free(own_town: Town) -> None:
    good = own_town.record(0, 0)
    for bad in ({}, good | {"type": "no-such-type"}, good | {"fields": {"name": "x"}}, good | {"role": "operator"}):
        assert send(own_town, bad).status_code >= 400
        assert count(own_town, IdempotentAnswer) == 0
    assert send(own_town, good).status_code == 201


@pytest.mark.parametrize("key", ["", "short", "x" * 81, "with blank", "slash/1234", "'; DROP TABLE x"])
def test_a_malformed_key_is_refused(town: Town, key: str) -> None:
    answer = send(town, town.record(0, 0), key)
    assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_malformed")


def test_a_key_is_forgotten_after_a_day(own_town: Town) -> None:
    body = own_town.record(0, 0)
    assert send(own_town, body).status_code == 201
    with db.transaction(own_town.services.engine) as session:
        session.execute(update(IdempotentAnswer).values(created_at=int(time.time()) - KEEP - 1))
    later = send(own_town, own_town.record(0, 0))
    assert later.status_code == 201
    assert "Idempotency-Replayed" not in later.headers


def test_the_stored_answer_is_sealed(own_town: Town) -> None:
    answer = own_town.send(
        "POST", "/api/v1/verifications", "window", json={"code": own_town.code(0), "purpose": "check"},
        headers={"Idempotency-Key": KEY},
    )  # fmt: skip
    assert own_town.citizens[0].name in answer.text
    with db.open_session(own_town.services.engine, reading=True) as session:
        sealed = session.scalars(select(IdempotentAnswer.sealed_body)).one()
    assert sealed is not None
    assert own_town.citizens[0].name.encode() not in sealed


def test_a_scan_sent_again_by_an_unsure_network_is_the_same_verdict_not_a_replay(own_town: Town) -> None:
    body = {"code": own_town.code(0), "purpose": "check"}
    answers = [
        own_town.must("POST", "/api/v1/verifications", "window", json=body, headers={"Idempotency-Key": KEY})
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["accepted"]
    assert own_town.must("POST", "/api/v1/verifications", "window", json=body)["reason"] == "replayed"


def test_eight_at_once_make_one_thing_and_all_get_its_answer(own_town: Town) -> None:
    body, before, answers = own_town.record(0, 0), count(own_town, Certificate), []
    start = threading.Barrier(8)

    def knock() -> None:
        client = own_town.app.test_client()
        headers = own_town.headers("department") | {"Idempotency-Key": KEY}
        start.wait(timeout=20)
        answers.append(client.post(POST[1], json=body, headers=headers))

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert [answer.status_code for answer in answers] == [201] * 8, [answer.text for answer in answers]
    assert len({answer.data for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer.headers for answer in answers) == 1
    assert count(own_town, Certificate) == before + 1
