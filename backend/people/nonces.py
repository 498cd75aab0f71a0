"""Server nonces: issued to one owner for one use, spent once.

Rules: 1. eight random bytes; 2. they live for a short time; 3. spending is one conditional UPDATE, so of two requests
with the same nonce one wins, on every node; 4. another owner, another use, a spent, an ended and an unknown nonce
answer alike.
"""

import os
from dataclasses import dataclass

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from backend.people.models import Nonce

LIFE_SECONDS = {"device": 300, "code": 120, "challenge": 180}


@dataclass(frozen=True)
class IssuedNonce:
    """Eight bytes and the second at which they end."""

    nonce: bytes
    expires_at: int


def issue(session: Session, use: str, owner: str, *, now: int) -> IssuedNonce:
    """A fresh nonce for `use` (device | code | challenge) by `owner` (an actor's subject, or a verifier id)."""
    nonce, expires_at = os.urandom(8), now + LIFE_SECONDS[use]
    values = {"nonce": nonce, "use": use, "owner": owner, "expires_at": expires_at, "used_at": None}
    session.execute(insert(Nonce).values(values))
    return IssuedNonce(nonce, expires_at)


def consume(session: Session, nonce: bytes, use: str, owner: str, *, now: int) -> bool:
    """Spend it; False when it is not this owner's, not for this use, ended, or spent already."""
    mine = Nonce.nonce == nonce, Nonce.use == use, Nonce.owner == owner
    unspent = Nonce.used_at.is_(None), Nonce.expires_at > now
    spent = update(Nonce).where(*mine, *unspent).values(used_at=now).returning(Nonce.nonce)
    return session.execute(spent.execution_options(synchronize_session=False)).first() is not None
