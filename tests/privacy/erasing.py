"""Somebody is erased, in the middle of something else."""

import uuid
from typing import Any

import pytest
from sqlalchemy import Engine

from backend import db
from backend.privacy import erase as erasing_room
from backend.privacy.erase import erase
from backend.privacy.law import Kept
from backend.security import Box
from tests.meanwhile import Meanwhile

GIVEN: dict[str, Any] = {"by": "staff:one", "confirmed": "staff:two", "alone": False, "years": 10}


def erasing(engine: Engine, box: Box, person_id: uuid.UUID, now: int) -> Meanwhile:
    def erased() -> None:
        with db.transaction(engine) as session:
            erase(session, person_id, "本人申请", box=box, **GIVEN, now=now)

    return Meanwhile(engine, erased)


def keep_by_law(monkeypatch: pytest.MonkeyPatch, now: int) -> None:
    """The law keeps something of everybody, and with it the key that whatever is written for them is sealed with."""
    monkeypatch.setattr(erasing_room, "kept_by_law", lambda *_, **__: [Kept("case_file", now + 1)])
