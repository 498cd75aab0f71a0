"""Two batches issue one record at one moment: it is issued once, and the one that came second is done anew."""

import pytest

from backend.batches import states
from backend.batches.turns import take_turn
from backend.certificates import pending
from tests.batches.desk import TYPE, Desk
from tests.meanwhile import ON_POSTGRESQL, Meanwhile, after


@ON_POSTGRESQL
def test_of_two_batches_with_one_record_the_second_finds_it_issued(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.upload_people(range(2))
    desk.work()
    rows = [row | {"住址": f"虚构市甲区新路{n}号"} for n, row in enumerate(desk.office.rows(TYPE, range(2)))]
    batches, worker = [desk.upload(desk.office.csv(rows)) for _ in range(2)], desk.worker
    assert all([take_turn(worker) for _ in batches])  # read, and not begun
    other = Meanwhile(desk.office.engine, lambda: take_turn(desk.worker))
    monkeypatch.setattr(pending, "mark_issued", after(pending.mark_issued, other))
    assert take_turn(worker)
    assert other.end() is True
    desk.work()
    assert sorted(desk.sums(one) for one in batches) == [(states.DONE, 0, 2, 0, 0), (states.DONE, 2, 0, 0, 0)]
    assert desk.certificates() == 4
