"""A person is erased at the moment at which a department issues from their record: no certificate of theirs stands."""

import threading
import uuid
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from backend import db
from backend.batches import turns
from backend.certificates import chunk
from backend.certificates.issue import issue
from backend.certificates.models import Certificate
from backend.certificates.rows import record_issue
from backend.privacy.erase import erase
from backend.registries.models import SourceRecord
from backend.security.models import Erasure
from backend.security.refusals import HolderErased
from tests.batches.desk import Desk
from tests.registries.office import Office
from tests.services import until

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer


def erased(office: Office, person_id: uuid.UUID) -> None:
    given: dict[str, Any] = {"by": "staff:one", "confirmed": "staff:two", "alone": False, "years": 10}
    with db.transaction(office.engine) as session:
        erase(session, person_id, "本人申请", box=office.box, **given, now=office.now)


def of_record(office: Office) -> uuid.UUID:
    """Whose record waits longest."""
    person_id: uuid.UUID = office.all(SourceRecord)[0].person_id
    return person_id


def standing(office: Office, person_id: uuid.UUID) -> int:
    return office.count(Certificate, Certificate.person_id == person_id, Certificate.state == "valid")


@ON_POSTGRESQL
def test_a_chunk_that_read_a_record_before_its_holder_was_erased_is_done_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, drafts, told = Desk(office), chunk._drafts, list[uuid.UUID]()
    batch = desk.upload_people(range(5))

    def meanwhile(*given: Any) -> Any:
        if not told:
            told.append(of_record(office))
            erased(office, told[0])
        return drafts(*given)

    monkeypatch.setattr(chunk, "_drafts", meanwhile)
    desk.work()
    assert standing(office, told[0]) == 0
    assert desk.sums(batch)[1:] == (4, 0, 1, 0)
    assert desk.shown(batch)["reasons"][0]["code"] == "record_moved"


@ON_POSTGRESQL
def test_who_erases_waits_for_a_chunk_at_work_and_ends_what_it_issued(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, threads = Desk(office), list[threading.Thread]()
    batch = desk.upload_people(range(5))

    def meanwhile(session: Session, *given: Any, **named: Any) -> None:
        record_issue(session, *given, **named)  # the last that a chunk does with certificates
        threads.append(threading.Thread(target=erased, args=(office, of_record(office))))
        threads[0].start()
        until(lambda: waits(office) > 0, "the erasure waits")

    monkeypatch.setattr(chunk, "record_issue", meanwhile)
    desk.work()
    threads[0].join()
    assert desk.sums(batch) == (turns.DONE, 5, 0, 0, 0)
    (gone,) = office.all(Erasure)
    assert standing(office, gone.person_id) == 0
    assert office.count(Certificate, Certificate.person_id == gone.person_id) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_by_hand_nothing_is_issued_from_a_record_that_went_with_its_holder(office: Office) -> None:
    office.load_records("resident-id", [0])
    (record,) = office.all(SourceRecord)  # as whoever read it before sees it
    erased(office, record.person_id)
    with pytest.raises(HolderErased), db.transaction(office.engine) as session:
        issue(session, record, type="resident-id", issuer_code="GA", **office.given())
    assert office.count(Certificate) == 0


def waits(office: Office) -> int:
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with db.open_session(office.engine, reading=True) as session:
        found: int = session.execute(text(query)).scalar_one()
    return found
