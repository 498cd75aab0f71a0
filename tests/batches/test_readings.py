"""Whose reading of a batch it is: one at a time, also where a worker is slow, frozen or killed, and no row is lost."""

import threading
import uuid
from typing import Any

import pytest

from backend import db
from backend.batches import lease, reading, states
from backend.batches.lease import LEASE, Lease, take_reading
from backend.batches.models import Batch, BatchRow
from backend.batches.reading import read_batch
from backend.batches.turns import Worker
from backend.registries import records
from backend.registries.models import SourceRecord
from tests.batches.desk import Desk
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, after


def taken(worker: Worker, *, later: int = 0) -> Lease:
    found = take_reading(worker.engine, clock=lambda: worker.clock() + later)
    assert found is not None
    return found


def busy_until(desk: Desk, batch: uuid.UUID) -> int:
    (row,) = desk.office.all(Batch, Batch.batch_id == batch)
    found: int = row.busy_until
    return found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_reading_is_prolonged_before_its_first_row_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "PROLONG_EVERY", 0.01)
    batch, worker = desk.upload_people(range(3)), desk.worker
    mine, begun = taken(worker, later=-50), busy_until(desk, batch)
    prolonged, real = threading.Event(), Lease.prolong

    def told(self: Lease) -> None:
        real(self)
        prolonged.set()

    def slow(*given: Any, **named: Any) -> Any:
        """A workbook whose texts take long to unpack."""
        mine._clock = worker.clock
        assert prolonged.wait(20)
        prolonged.clear()
        assert prolonged.wait(20)
        assert busy_until(desk, batch) == begun + 50
        return opened(*given, **named)

    opened = reading.import_file
    monkeypatch.setattr(Lease, "prolong", told)
    monkeypatch.setattr(reading, "import_file", slow)
    assert read_batch(worker, mine) == states.RUNNING
    desk.work()
    assert desk.sums(batch) == (states.DONE, 3, 0, 0, 0)


@pytest.mark.parametrize("place", ["_begin_again", "_import", "_finish"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_was_frozen_for_longer_than_the_lease_takes_nothing_from_whoever_reads_instead(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    batch, worker = desk.upload_people(range(3)), desk.worker
    mine, real, others = taken(worker), getattr(reading, place), list[str]()

    def frozen(*given: Any) -> Any:
        if not others:
            others.append("")
            others[0] = read_batch(worker, taken(worker, later=LEASE + 1))
        return real(*given)

    monkeypatch.setattr(reading, place, frozen)
    assert (read_batch(worker, mine), others) == (states.RUNNING, [states.RUNNING])
    assert desk.office.count(BatchRow) == 3
    desk.work()
    assert desk.sums(batch) == (states.DONE, 3, 0, 0, 0)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_batch_that_is_cancelled_while_it_is_read_is_read_no_further(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch, worker = desk.upload_people(range(3)), desk.worker
    real = reading._import

    def cancelled(*given: Any) -> Any:
        desk.decide("cancel", batch)
        return real(*given)

    monkeypatch.setattr(reading, "_import", cancelled)
    assert read_batch(worker, taken(worker)) == states.CANCELLED
    assert (desk.office.count(BatchRow), desk.office.count(SourceRecord)) == (0, 0)
    assert desk.shown(batch)["stopped_why"] is None


@ON_POSTGRESQL
def test_the_same_file_twice_at_the_same_moment_is_read_twice_and_issued_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.office.load_records("driving-licence", range(3))  # the city knows them, and nobody waits for their numbers
    batches, worker = [desk.upload_people(range(3)) for _ in range(2)], desk.worker
    mine, theirs = taken(worker), taken(worker)
    other = Meanwhile(desk.office.engine, lambda: read_batch(worker, theirs))
    monkeypatch.setattr(records, "_existing", after(records._existing, other))
    assert read_batch(worker, mine) == states.RUNNING
    assert other.end() == states.RUNNING
    desk.work()
    assert sorted(desk.sums(one) for one in batches) == [(states.DONE, 0, 3, 0, 0), (states.DONE, 3, 0, 0, 0)]
    with db.open_session(desk.office.engine, reading=True) as session:
        assert [session.get_one(Batch, one).stopped_why for one in batches] == [None, None]
