"""Many codes at once: each is judged alone, once, in the order given."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.verification.world import GATE_ID, City

KEY = "batch-key-0001"
ONE_ENGINE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # nothing differs by the engine


def batch(city: City, codes: list[str], *, key: str | None = KEY, purpose: str = "boarding") -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    return city.post("/verifications/batch", {"codes": codes, "purpose": purpose}, city.gate_token, **headers)


def reasons(answer: Any) -> list[str | None]:
    return [one["verdict"]["reason"] for one in answer.json["results"]]


@pytest.fixture
def codes(city: City) -> list[str]:
    """Three codes of three people, of what the gate may see."""
    return [city.code(city.phone(number), number=2) for number in (0, 1, 2)]


def test_each_code_has_its_own_verdict_in_the_order_given(city: City, codes: list[str]) -> None:
    spent = city.verify(codes[2], "boarding", city.gate_token)
    assert spent["accepted"], spent["reason"]
    given = [codes[0], "LM1:NONSENSE", codes[1], codes[0], codes[2], "1234567890"]
    answer = batch(city, given)
    assert reasons(answer) == [None, "malformed", None, "replayed", "replayed", "typed_code_mistyped"]
    assert (answer.status_code, answer.json["accepted"]) == (200, 2)
    alone = answer.json["results"][0]["verdict"]
    assert alone.keys() == spent.keys()
    assert (alone["verifier"], alone["certificates"][0]["fields"][0]["name"]) == (GATE_ID, "name")
    kept = city.get(f"/verifications/{alone['id']}", city.gate_token).json
    assert (kept["accepted"], kept["receipt"]) == (True, alone["receipt"])


def test_asked_again_with_its_key_a_batch_answers_as_before(city: City, codes: list[str]) -> None:
    first = batch(city, codes)
    again = batch(city, codes)
    assert (again.json, again.headers["Idempotency-Replayed"]) == (first.json, "true")
    assert reasons(batch(city, codes, key="another-key")) == ["replayed"] * 3
    assert batch(city, codes[:1]).json["code"] == "idempotency_key_reused"


@ONE_ENGINE
def test_a_batch_without_a_key_or_with_too_many_codes_is_refused_and_uses_nothing(city: City, codes: list[str]) -> None:
    assert batch(city, codes, key=None).json["code"] == "idempotency_key_missing"
    assert batch(city, codes * 17).json["code"] == "invalid"
    assert batch(city, []).json["code"] == "invalid"
    assert reasons(batch(city, codes)) == [None] * 3


def test_of_two_batches_at_once_one_accepts_each_code(city: City, codes: list[str]) -> None:
    with ThreadPoolExecutor(2) as pool:
        each = [(codes, "batch-one"), (codes[::-1], "batch-two")]
        answers = list(pool.map(lambda one: batch(city, one[0], key=one[1]), each))
    assert [answer.status_code for answer in answers] == [200, 200]
    assert sum(answer.json["accepted"] for answer in answers) == len(codes)
    assert {reason for answer in answers for reason in reasons(answer)} == {None, "replayed"}


def test_a_code_that_cannot_be_judged_now_undoes_no_other(city: City, codes: list[str]) -> None:
    city.services.refused_codes.most = 2
    results = batch(city, ["x", "y", "z", codes[0]]).json["results"]
    unread = [one["problem"] and one["problem"]["code"] for one in results]
    assert unread == [None, None, "too_many", "too_many"]
    city.services.refused_codes.most = 600
    assert reasons(batch(city, codes[:1], key="another-key")) == [None]
