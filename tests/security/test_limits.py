"""What one address may spoil for others."""

from sqlalchemy import Engine

from backend import db
from backend.errors import TooMany
from backend.people.limits import LIMITS, Visitor, count_guess
from backend.security import Box

NOW = 1_800_000_000


def guess(engine: Engine, box: Box, account: int, address: str) -> bool:
    """Whether the guess was let through; counted either way, as the edge does."""
    with db.open_session(engine) as session:
        try:
            count_guess(session, "staff", account.to_bytes(4, "big"), visitor=Visitor(address), box=box, now=NOW)
            return True
        except TooMany:
            return False
        finally:
            session.commit()


def test_an_address_that_used_up_its_guesses_locks_out_nobody_else(engine: Engine, box: Box) -> None:
    limit = LIMITS["staff"]
    for n in range(limit.address):
        guess(engine, box, n, "192.0.2.7")
    for _ in range(limit.account + 1):
        assert not guess(engine, box, 7_000, "192.0.2.7")
    assert guess(engine, box, 7_000, "192.0.2.8")
