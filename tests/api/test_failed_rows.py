"""The file of failed rows is whole or refused: a server would end a broken stream as if that were its end."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from backend import db
from backend.batches import read
from backend.batches.models import BatchFailure
from tests.api.batch_rows import batch
from tests.api.town import Town


def test_failed_rows_are_read_in_parts_and_sent_whole_or_refused(
    own_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "PART", 10)
    batch_id = batch(own_town, 0)
    said = {"title": "姓名", "code": "wrong_form", "zh": "格式不对", "en": "wrong form", "shown": "张*"}
    rows = [BatchFailure(batch_id=uuid.UUID(str(batch_id)), row=n, place=0, **said) for n in range(25)]
    with db.transaction(own_town.services.engine) as session:
        session.add_all(rows)
    path, headers = f"/api/v1/batches/{batch_id}/failed-rows", own_town.headers("department", 0)
    with own_town.client.get(path, headers=headers) as answer:
        assert (answer.status_code, answer.is_streamed, answer.mimetype) == (200, True, "text/csv")
        assert answer.content_length == len(answer.data)
        assert answer.text.startswith("\ufeff")
        assert answer.text.count("张*") == 25

    parts = read.failed_rows

    def broken(*given: Any) -> Iterator[str]:
        for number, part in enumerate(parts(*given)):
            if number == 2:
                raise OperationalError("driver", None, ConnectionError())
            yield part

    monkeypatch.setattr(read, "failed_rows", broken)
    refused = own_town.client.get(path, headers=headers)
    assert (refused.status_code, refused.mimetype) == (503, "application/problem+json")
