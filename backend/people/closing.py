"""A person's wallet is closed when their death is recorded, and opened again when that was an error.

1. Closing parts the account from its person: phones, passkeys and sign-ins end, and nobody is matched with the person
   any more. 2. Rooms that keep something which ends then are told, in the same transaction. 3. Opening lets the person
   match themselves anew; phones and passkeys stay gone.
"""

import uuid
from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from backend.people import identity
from backend.people.models import Account, Person

AtClosing = Callable[[Session, uuid.UUID, int], None]
_AT_CLOSING: list[AtClosing] = []


def when_closed(act: AtClosing) -> AtClosing:
    """Registers what happens besides, by rule 2: session, whose wallet, now."""
    _AT_CLOSING.append(act)
    return act


def close(session: Session, person_id: uuid.UUID, *, actor: str, now: int) -> bool:
    """Close the wallet; False when it was closed before."""
    if not _set(session, person_id, now, Person.closed_at.is_(None)):
        return False
    for account_id in list(session.scalars(select(Account.account_id).where(Account.person_id == person_id))):
        identity.release(session, account_id, now=now, actor=actor)
    for act in _AT_CLOSING:
        act(session, person_id, now)
    return True


def open_again(session: Session, person_id: uuid.UUID) -> bool:
    """Rule 3; False when it was not closed."""
    return _set(session, person_id, None, Person.closed_at.is_not(None))


def is_closed(session: Session, person_id: uuid.UUID) -> bool:
    return session.scalar(select(Person.closed_at).where(Person.person_id == person_id)) is not None


def _set(session: Session, person_id: uuid.UUID, at: int | None, *conditions: object) -> bool:
    statement = update(Person).where(Person.person_id == person_id, *conditions).values(closed_at=at)  # type: ignore[arg-type]
    done = statement.returning(Person.person_id).execution_options(synchronize_session=False)
    return session.execute(done).first() is not None
