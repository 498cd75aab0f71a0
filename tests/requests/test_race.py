"""Yes, no and the end of the time, all at once: one of them is what happened, and it is told once."""

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from backend import db
from backend.requests import answer
from backend.requests.refusals import RequestClosed
from backend.requests.told import tell_expired
from backend.verification.models import VerdictRow
from tests.requests.bank import Bank
from tests.verification.world import Phone

ROUNDS = 6


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_yeses_two_noes_and_the_end_race_and_one_wins(bank: Bank) -> None:
    phone, states = bank.city.phone(0), []
    for number in range(ROUNDS):
        document = bank.taken(phone)
        closed = race(bank, phone, document, over=bool(number % 2))
        state = bank.document(phone, document["request_id"])["state"]
        states.append(f"consent.{state}")
        assert sorted(event for event, _ in bank.told()) == sorted(states)
        assert closed >= 2  # whoever said something else, or was too late
        assert (bank.read(document["request_id"]).status_code == 200) == (state == "given")
    with db.open_session(bank.city.engine, reading=True) as session:
        assert session.scalar(select(func.count()).select_from(VerdictRow)) == states.count("consent.given")


def race(bank: Bank, phone: Phone, document: dict[str, Any], *, over: bool) -> int:
    """How many were refused. `over`: the worker's clock is past the end."""
    request_id = uuid.UUID(document["request_id"])
    means: dict[str, Any] = {"actor": phone.actor, "services": bank.city.services, "now": int(time.time())}
    bodies = [bank.consent_body(phone, document, bank.chosen(document, optional=both)) for both in (True, False)]
    ready, closed = threading.Barrier(5), []

    def yes(body: dict[str, Any]) -> Callable[[Session], object]:
        chosen = [(uuid.UUID(one["certificate_id"]), tuple(one["fields"])) for one in body["certificates"]]
        given = {"device_id": phone.device_id, "signature": body["signature"]}
        return lambda session: answer.consent(session, request_id, chosen, **given, **means)

    def no(session: Session) -> object:
        return answer.refuse(session, request_id, **means)

    def end(session: Session) -> object:
        return tell_expired(session, box=bank.city.box, now=means["now"] + (3600 if over else 0))

    def act(what: Callable[[Session], object]) -> None:
        ready.wait()
        try:
            with db.transaction(bank.city.engine) as session:
                what(session)
        except RequestClosed as error:
            closed.append(error)

    threads = [threading.Thread(target=act, args=(what,)) for what in (yes(bodies[0]), no, yes(bodies[1]), no, end)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return len(closed)
