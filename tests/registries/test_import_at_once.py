"""A chunk of a file that locks somebody out who locks it out is done anew: no row is lost, and nobody is asked."""

from typing import Any

import pytest
from sqlalchemy import text

from backend import db
from backend.people.models import Person
from backend.registries import records
from backend.registries.models import SourceRecord
from tests.meanwhile import ON_POSTGRESQL, Meanwhile
from tests.registries.office import Office


@ON_POSTGRESQL
def test_a_chunk_that_the_database_ends_as_a_deadlock_is_put_by_a_second_try(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.load_records("resident-id", [0])
    (known,) = office.all(SourceRecord)
    key, real, tries = (known.person_id, known.record_id), records._existing, list[int]()

    def record_before_person() -> None:
        with db.transaction(office.engine) as session:
            session.execute(text("SET LOCAL deadlock_timeout = '1min'"))  # so that the chunk is what is ended
            session.get(SourceRecord, key, with_for_update=True)
            session.get(Person, known.person_id, with_for_update=True)

    other = Meanwhile(office.engine, record_before_person)

    def existing(session: Any, *given: Any) -> Any:
        tries.append(1)
        session.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
        other.begin()  # it has the record and waits for the person, whom the chunk has
        return real(session, *given)

    monkeypatch.setattr(records, "_existing", existing)
    (row,) = office.rows("resident-id", [0])
    put = office.load(office.csv([row | {"住址": "虚构市甲区新路9号"}]), "resident-id")
    assert (put.changed, put.refused, len(tries), other.end()) == (1, 0, 2, None)
    assert office.all(SourceRecord)[0].digest != known.digest
