"""What of a batch waits for a worker, as a monitoring system is told: never what waits for a person."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from backend import db
from backend.batches import states
from backend.statistics.metrics import exposition
from tests.batches.desk import OTHER, Desk


def waiting(desk: Desk) -> int:
    with db.open_session(desk.office.engine, reading=True) as session:
        text = exposition(session, Path("nowhere"), now=desk.office.now).decode()
    told = (one for family in text_string_to_metric_families(text) for one in family.samples)
    (value,) = [one.value for one in told if one.name == "liangma_work_waiting" and one.labels == {"queue": "batches"}]
    return int(value)


def test_a_batch_waits_for_a_worker_while_it_is_to_be_read_or_runs_and_not_while_a_person_holds_it(desk: Desk) -> None:
    batch = desk.upload_people(range(3))
    assert waiting(desk) == 1
    assert desk.work(approval_rows=0) == 1
    assert (desk.shown(batch)["state"], waiting(desk)) == (states.WAITING, 0)
    desk.decide("approve", batch, OTHER)
    assert waiting(desk) == 1
    desk.decide("pause", batch)
    assert waiting(desk) == 0
    desk.decide("resume", batch)
    desk.work()
    assert (desk.shown(batch)["state"], waiting(desk)) == (states.DONE, 0)
