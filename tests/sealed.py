"""What is sealed under a holder's key, opened for a look."""

from typing import Any

from sqlalchemy import Engine

from backend import db
from backend.certificates import rows
from backend.certificates.models import Certificate
from backend.security import Box


def opened(engine: Engine, box: Box, sealed: bytes | None, context: bytes) -> Any:
    """The value, by a session of its own."""
    with db.open_session(engine, reading=True) as session:
        return box.of(session, None).open(sealed or b"", context)


def fields_of(engine: Engine, box: Box, certificate: Certificate) -> dict[str, Any]:
    """A certificate's clean record, whatever session it was read in."""
    with db.open_session(engine, reading=True) as session:
        return rows.open_fields(session.merge(certificate, load=False), box=box)
