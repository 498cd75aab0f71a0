"""Challenges for passkeys: made without writing anything, because anybody may ask for one; spent by writing it down.

Rules: 1. a challenge is its end, sixteen random bytes and a keyed seal over both, its use and its owner; 2. it lives
for five minutes; 3. spending is one INSERT whose primary key decides, so it is spent once on every node; 4. altered,
made for another, ended and spent answer alike.
"""

import hmac
import os

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.people.models import Nonce
from backend.security import Box

LIFE_SECONDS = 300
RANDOM, SEAL, END = 16, 16, 8


def make_challenge(use: str, owner: str, *, box: Box, now: int) -> bytes:
    """40 bytes for `use` (add | sign-in) by `owner`: an account's subject, or "public"."""
    body = (now + LIFE_SECONDS).to_bytes(END, "big") + os.urandom(RANDOM)
    return body + _seal_of(body, use, owner, box)


def spend_challenge(session: Session, challenge: bytes, use: str, owner: str, *, box: Box, now: int) -> bool:
    """Spend it; False by rule 4."""
    body, seal = challenge[: END + RANDOM], challenge[END + RANDOM :]
    ends = int.from_bytes(body[:END], "big")
    if not hmac.compare_digest(seal, _seal_of(body, use, owner, box)) or not now < ends <= now + LIFE_SECONDS:
        return False
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"nonce": challenge, "use": "passkey", "owner": owner, "expires_at": ends, "used_at": now}
    written = dialect.insert(Nonce).values(row).on_conflict_do_nothing().returning(Nonce.nonce)
    return session.execute(written).first() is not None


def _seal_of(body: bytes, use: str, owner: str, box: Box) -> bytes:
    return box.blind("passkey-challenge", f"{use}:{owner}:{body.hex()}")[:SEAL]
