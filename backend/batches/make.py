"""Making a batch: from an uploaded file, from a file at hand, or from the records that wait.

Rules: 1. the department may issue the type, or no batch is made; 2. an uploaded file lies sealed until a worker reads
it; 3. each step of a batch is logged.
"""

import base64
import uuid
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.audit.record import make_entry, record
from backend.batches.models import Batch, BatchFile, BatchTurn
from backend.batches.refusals import BatchEmpty
from backend.batches.states import AT_ONCE, FILE, READING, REGISTER
from backend.certificates import pending
from backend.registries.types import allowed_type
from backend.security import Box
from certs.catalogue import Catalogue


def make_batch(
    session: Session, *, type: str, issuer_code: str, source: str, catalogue: Catalogue, actor: str, now: int
) -> Batch:
    """Rule 1: a batch that has to be read. Raises UnknownType, TypeNotAllowed."""
    known = allowed_type(session, catalogue, type, issuer_code=issuer_code)
    batch = Batch(
        batch_id=db.new_id(now * 1000), issuer_code=issuer_code, type_number=known.number, source=source, state=READING,
        rows=0, last_row=0, read_failed=0, read_reasons={}, made_by=actor, made_at=now,
    )  # fmt: skip
    session.add(batch)
    session.flush()  # its turns and file refer to it
    _open_turns(session, issuer_code)
    note(session, batch, "made", actor=actor, now=now)
    return batch


def upload(
    session: Session, content: bytes, *, type: str, issuer_code: str, catalogue: Catalogue, box: Box, actor: str,
    now: int,
) -> Batch:  # fmt: skip
    """Rule 2. Raises UnknownType, TypeNotAllowed, BatchEmpty."""
    if not content:
        raise BatchEmpty
    given = {"type": type, "issuer_code": issuer_code, "catalogue": catalogue, "actor": actor, "now": now}
    batch = make_batch(session, source=FILE, **given)  # type: ignore[arg-type]
    sealed = box.seal(base64.b64encode(content).decode(), file_context(batch.batch_id))
    session.add(BatchFile(batch_id=batch.batch_id, sealed=sealed))
    return batch


def of_waiting(session: Session, *, type: str, issuer_code: str, catalogue: Catalogue, actor: str, now: int) -> Batch:
    """A batch of the records of this department and type that wait. Raises UnknownType, TypeNotAllowed, BatchEmpty."""
    known = allowed_type(session, catalogue, type, issuer_code=issuer_code)
    if issuer_code not in pending.issuers_waiting(session, known.number):
        raise BatchEmpty
    return make_batch(
        session, type=type, issuer_code=issuer_code, source=REGISTER, catalogue=catalogue, actor=actor, now=now
    )


def _open_turns(session: Session, issuer_code: str) -> None:
    """The places of a department, once; two may try at the same time."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    rows = [{"issuer_code": issuer_code, "place": place, "turn": 0} for place in range(AT_ONCE)]
    session.execute(dialect.insert(BatchTurn).values(rows).on_conflict_do_nothing())


def note(session: Session, batch: Batch, act: str, *, actor: str, now: int, **detail: Any) -> None:
    """The log's entry of an act on a batch."""
    entry = make_entry(
        at=now, actor=actor, action=f"batch.{act}", subject=f"batch:{batch.batch_id}", issuer=batch.issuer_code,
        type=batch.type_number, **detail,
    )  # fmt: skip
    record(session, entry)


def file_context(batch_id: uuid.UUID) -> bytes:
    """What an uploaded file is sealed with."""
    return b"batch-file:" + batch_id.bytes
