"""Departments take turns: in virtual time, a chunk being one tick, a million rows of one delay ten of another by no
more than the chunks at work."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from backend import db
from backend.batches import make, turns
from backend.batches.models import Batch, BatchChunk
from backend.batches.states import FILE, RUNNING
from tests.batches.desk import MAKER, Desk
from tests.registries.office import Office

TYPES = {"GA": "resident-id", "SC": "business-licence"}


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite is enough for the rule; who may lock what is tried on PostgreSQL beside the workers."""
    path = tmp_path / "liangma.db"
    path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
    return f"sqlite:///{path}"


def running(office: Office, issuer: str, chunks: int, *, at: int) -> Batch:
    with db.transaction(office.engine) as session:
        batch = make.make_batch(
            session,
            type=TYPES[issuer],
            issuer_code=issuer,
            source=FILE,
            catalogue=office.catalogue,
            actor=MAKER,
            now=at,
        )
        batch.state = RUNNING
        zero = {"done_at": None, "issued": 0, "unchanged": 0, "failed": 0, "reasons": "{}"}
        db.insert_many(session, BatchChunk, [{"batch_id": batch.batch_id, "chunk": n, **zero} for n in range(chunks)])
        return batch


def done(engine: Engine) -> list[str]:
    with db.open_session(engine, reading=True) as session:
        query = select(Batch.issuer_code).join(BatchChunk, BatchChunk.batch_id == Batch.batch_id)
        return sorted(session.scalars(query.where(BatchChunk.done_at.is_not(None))))


def test_a_million_of_one_department_does_not_make_ten_of_another_wait(desk: Desk) -> None:
    office = desk.office
    big = running(office, "GA", 1_000, at=office.now - 60)
    for _ in range(5):
        assert turns.take_turn(desk.worker)
    small = running(office, "SC", 1, at=office.now)
    assert turns.take_turn(desk.worker)
    with db.open_session(office.engine, reading=True) as session:
        first = select(BatchChunk.done_at).where(BatchChunk.batch_id == small.batch_id)
        assert session.scalars(first).one() is not None
        of_big = select(BatchChunk).where(BatchChunk.batch_id == big.batch_id, BatchChunk.done_at.is_not(None))
        assert len(session.scalars(of_big).all()) == 5


def test_two_large_batches_share_the_turns_evenly(desk: Desk) -> None:
    office = desk.office
    for issuer in TYPES:
        running(office, issuer, 1_000, at=office.now)
    for _ in range(20):
        assert turns.take_turn(desk.worker)
    found = done(office.engine)
    assert (found.count("GA"), found.count("SC")) == (10, 10)
