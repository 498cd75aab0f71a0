"""The file of failed rows goes out as it is read, not joined first."""

import uuid

import pytest

from backend import db
from backend.batches import read
from backend.batches.models import BatchFailure
from tests.api.batch_rows import batch
from tests.api.town import Town


def test_failed_rows_are_sent_as_they_are_read(own_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "PART", 10)
    batch_id = batch(own_town, 0)
    said = {"title": "姓名", "code": "wrong_form", "zh": "格式不对", "en": "wrong form", "shown": "张*"}
    rows = [BatchFailure(batch_id=uuid.UUID(str(batch_id)), row=n, place=0, **said) for n in range(25)]
    with db.transaction(own_town.services.engine) as session:
        session.add_all(rows)
    headers = own_town.headers("department", 0)
    answer = own_town.client.get(f"/api/v1/batches/{batch_id}/failed-rows", headers=headers)
    assert (answer.status_code, answer.is_streamed) == (200, True)
    parts = [part.decode() for part in answer.iter_encoded()]
    assert [part.count("\n") for part in parts] == [1, 10, 10, 5]
    assert parts[0].startswith("\ufeff")
    assert "张*" in parts[3]
