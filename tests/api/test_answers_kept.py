"""How long a stored answer is kept, and for whom: it may hold what a holder disclosed."""

import time
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, update

from backend import db
from backend.retention import forget_expired
from backend.verification import verifiers
from backend.verification.models import Verifier
from backend.web.idempotency import KEEP_ANSWER
from backend.web.models import IdempotentAnswer
from tests.api.town import Town

KEY = {"Idempotency-Key": "key-0123456789"}


def withdraw(town: Town) -> None:
    """As another process does it: this one learns of it when it next reads."""
    with db.transaction(town.services.engine) as session:
        session.execute(update(Verifier).where(Verifier.verifier_id == "W1").values(active=False))


def scan(town: Town) -> tuple[str, dict[str, Any]]:
    return "/api/v1/verifications", {"code": town.code(0), "purpose": "check"}


def scan_for_case(town: Town) -> tuple[str, dict[str, Any]]:
    return f"/api/v1/cases/{town.case(0)}/scans", {"code": town.code(0)}


@pytest.mark.parametrize("ask", [scan, scan_for_case])
def test_a_verifier_withdrawn_since_is_not_given_the_stored_answer(own_town: Town, ask: Any) -> None:
    path, body = ask(own_town)
    assert own_town.citizens[0].name in own_town.send("POST", path, "window", json=body, headers=KEY).text
    withdraw(own_town)
    with time_machine.travel(time.time() + verifiers.FRESH):
        again = own_town.send("POST", path, "window", json=body, headers=KEY)
    assert (again.status_code, again.json["code"]) == (403, "verifier_not_registered")


def test_after_ten_minutes_the_answer_is_gone_and_nothing_is_done_twice(own_town: Town) -> None:
    path, body = scan(own_town)
    own_town.must("POST", path, "window", json=body, headers=KEY)
    with db.transaction(own_town.services.engine) as session:
        session.execute(update(IdempotentAnswer).values(created_at=int(time.time()) - KEEP_ANSWER - 5))
    again = own_town.send("POST", path, "window", json=body, headers=KEY)
    assert (again.status_code, again.json["code"]) == (409, "idempotent_answer_gone")
    assert own_town.citizens[0].name not in again.text


def test_the_sealed_answer_is_forgotten_after_ten_minutes_and_its_key_stays(own_town: Town) -> None:
    path, body = scan(own_town)
    own_town.must("POST", path, "window", json=body, headers=KEY)
    kept = []
    with db.open_session(own_town.services.engine) as session:
        made = session.scalars(select(IdempotentAnswer.created_at)).one()
        for now in (made + KEEP_ANSWER, made + KEEP_ANSWER + 1):
            forget_expired(session, now=now)
            kept.append(session.scalars(select(IdempotentAnswer.sealed_body)).one() is not None)
    assert kept == [True, False]
