"""Rules of the counting of guesses, on both engines."""

import threading

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from backend import db
from backend.errors import CannotCount, TooMany
from backend.people import limits
from backend.people.limits import LIMITS, SHARDS, SITE, Limit, Visitor, count_attempt, count_guess
from backend.people.models import Attempt
from backend.security import Box

NOW = 1_800_000_000


def tries(engine: Engine, times: int, *, key: bytes = b"k", most: int = 3, now: int = NOW) -> list[bool]:
    """Whether each attempt was let through, one transaction each."""
    passed = []
    for _ in range(times):
        with db.open_session(engine) as session:
            try:
                count_attempt(session, "test", key, window_seconds=60, most=most, now=now)
                passed.append(True)
            except TooMany as error:
                passed.append(not (error.keeps_writes and 0 < error.extra["retry_after"] <= 60))
            session.commit()
    return passed


def test_the_limit_holds_for_one_key_and_one_window(engine: Engine) -> None:
    assert tries(engine, 5) == [True] * 3 + [False] * 2
    assert tries(engine, 1, key=b"other") == [True]
    assert tries(engine, 4, now=NOW + 60) == [True] * 3 + [False]


def test_old_windows_are_cleared_away(engine: Engine) -> None:
    for minute in range(4):
        tries(engine, 2, now=NOW + 60 * minute)
    with db.open_session(engine, reading=True) as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_guesses_at_once_are_all_counted(engine: Engine) -> None:
    passed: list[bool] = []
    threads = [threading.Thread(target=lambda: passed.extend(tries(engine, 5, most=7))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert (len(passed), passed.count(True)) == (20, 7)


def test_of_a_thousand_guesses_everywhere_at_everyone_no_more_than_the_limit_is_tried(
    engine: Engine, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Limit(account=10, address=100, everyone=50 * SHARDS, window_seconds=900)
    monkeypatch.setattr(limits, "LIMITS", {"staff": small})
    passed = 0
    with db.open_session(engine) as session:
        for n in range(1300):
            visitor = Visitor(f"10.0.{n >> 8 & 255}.{n & 255}")
            try:
                count_guess(session, "staff", n.to_bytes(4, "big"), visitor=visitor, box=box, now=NOW)
                passed += 1
            except TooMany:
                continue
        session.rollback()
    assert small.everyone * 0.9 < passed <= small.everyone


def test_one_ipv6_site_uses_up_no_guesses_of_everyone(
    engine: Engine, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Limit(account=1000, address=2, everyone=8 * SHARDS, window_seconds=900)
    monkeypatch.setattr(limits, "LIMITS", {"staff": small})

    def passes(session: Session, address: str, n: int) -> bool:
        try:
            count_guess(session, "staff", n.to_bytes(4, "big"), visitor=Visitor(address), box=box, now=NOW)
        except TooMany:
            return False
        return True

    with db.open_session(engine) as session:
        tried = [passes(session, f"2001:db8:7:{n:x}::1", n) for n in range(150)]
        assert tried.count(True) == small.address * SITE
        assert passes(session, "2001:db8:8::1", 1000)  # another site
        assert passes(session, "192.0.2.7", 1001)
        session.rollback()


def test_every_limit_for_everyone_is_shared_out_without_a_rest() -> None:
    assert {limit.everyone % SHARDS for limit in LIMITS.values()} == {0}


def test_no_address_is_stored_in_clear(engine: Engine, box: Box) -> None:
    with db.transaction(engine) as session:
        count_guess(session, "staff", b"account", visitor=Visitor("192.0.2.7"), box=box, now=NOW)
    with db.open_session(engine, reading=True) as session:
        stored = b"".join(session.scalars(select(Attempt.key)))
    assert b"192.0.2.7" not in stored


def test_a_limit_that_cannot_count_lets_nobody_through(engine: Engine) -> None:
    with db.transaction(engine) as session:
        Attempt.__table__.drop(session.connection())  # type: ignore[attr-defined]
    with db.open_session(engine) as session, pytest.raises(CannotCount):
        count_attempt(session, "test", b"k", window_seconds=60, most=3, now=NOW)
