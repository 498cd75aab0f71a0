"""Reading, changing and noting rows of delegations."""

import uuid
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.audit.record import make_entry, record
from backend.delegations.models import Delegation
from backend.delegations.refusals import NoSuchDelegation
from backend.security import Box

LINK_KEY = "delegation-link"  # kind of blind index


def changed(session: Session, row: Delegation, *conditions: Any, **values: Any) -> bool:
    """Whether this transaction made the change; the row is read anew either way. Raises NoSuchDelegation where it went
    with its holder meanwhile."""
    key = Delegation.person_id == row.person_id, Delegation.delegation_id == row.delegation_id
    which = update(Delegation).where(*key, *conditions).values(**values)
    done = which.returning(Delegation.delegation_id).execution_options(synchronize_session=False)
    won = session.execute(done).first() is not None
    if session.scalars(select(Delegation).where(*key).execution_options(populate_existing=True)).first() is None:
        raise NoSuchDelegation
    return won


def context_of(made: uuid.UUID) -> bytes:
    """What is sealed of a delegation is bound to it."""
    return b"delegation:" + made.bytes


def link_key(link: str, box: Box) -> bytes | None:
    """The blind index of the digest of a link's secret."""
    return box.blind(LINK_KEY, link) if link else None


def note(session: Session, row: Delegation, act: str, *, actor: str, now: int) -> None:
    """What happened to it, in the log."""
    entry = make_entry(
        at=now, actor=actor, action=f"delegation.{act}", subject=f"delegation:{row.delegation_id}",
        person_id=row.person_id, certificates=len(row.certificates), places=row.places,
    )  # fmt: skip
    record(session, entry)
