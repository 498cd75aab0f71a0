"""A log of twelve entries, on both engines."""

import pytest
from sqlalchemy import Engine

from backend import db
from backend.audit.record import make_entry, record
from backend.audit.record import this_chain as chain_of_this_thread
from tests.audit.log import LENGTH, NOW


@pytest.fixture
def chain(engine: Engine) -> int:
    """The chain of this thread, with twelve entries."""
    with db.transaction(engine) as session:
        for number in range(LENGTH):
            record(session, make_entry(at=NOW + number, actor="staff:1", action="test", subject=f"thing:{number}"))
    return chain_of_this_thread()
