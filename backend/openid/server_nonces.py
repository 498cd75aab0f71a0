"""Nonces that cost nothing to give: anybody may ask, so none is written before it is used.

Rules: 1. a c_nonce is its end, sixteen random bytes and a keyed seal, lives five minutes, and is spent by one INSERT
whose primary key decides, on every node; 2. a DPoP nonce is the keyed seal of a window of time and holds for this
window and the next: it dates a proof, and the proof's own `jti` is what is good once; so is a challenge for wallets
that are attested; 3. all are base64url in their one spelling.
"""

import hashlib
import hmac
import os
from typing import Any, cast

from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.people.models import Nonce
from backend.security import Box
from backend.statements import Statement
from certs import base64url
from certs.errors import MalformedError

LIFE, WINDOW = 300, 120
END, RANDOM, SEAL = 8, 16, 16


def make_nonce(*, box: Box, now: int) -> str:
    """A c_nonce for the nonce endpoint."""
    body = (now + LIFE).to_bytes(END) + os.urandom(RANDOM)
    return base64url.encode(body + _seal_of(body, box))


def nonce_holds(text: str, *, box: Box, now: int) -> bool:
    """Whether we made it and it has not ended; never raises."""
    try:
        whole = base64url.decode(text)
    except MalformedError:
        return False
    body, seal = whole[: END + RANDOM], whole[END + RANDOM :]
    in_time = now < int.from_bytes(body[:END]) <= now + LIFE
    return hmac.compare_digest(seal, _seal_of(body, box)) and in_time


def spend_nonce(session: Session, text: str, *, now: int) -> bool:
    """Write a nonce that holds down as used; False when it was used before."""
    whole = base64url.decode(text)
    return _first(session, "credential", whole, ends=int.from_bytes(whole[:END]), now=now)


def dpop_nonce(*, box: Box, now: int) -> str:
    """The DPoP nonce of this window."""
    return _of_window("dpop-nonce", now // WINDOW, box)


def dpop_nonce_holds(text: str, *, box: Box, now: int) -> bool:
    """Whether it is that of this window or of the one before."""
    return _holds("dpop-nonce", text, box, now)


def challenge(*, box: Box, now: int) -> str:
    """The challenge of this window for the proof beside a wallet's attestation."""
    return _of_window("attestation-challenge", now // WINDOW, box)


def challenge_holds(text: str, *, box: Box, now: int) -> bool:
    """Whether it is that of this window or of the one before."""
    return _holds("attestation-challenge", text, box, now)


def first_attested(session: Session, key: str, jti: str, *, ends: int, now: int) -> bool:
    """Write down the proof beside an attestation as used; False when it was used before."""
    digest = hashlib.sha256(f"attestation\n{key}\n{jti}".encode()).digest()
    return _first(session, "attestation", digest, ends=ends, now=now)


def first_use(session: Session, key: str, jti: str, *, now: int) -> bool:
    """Write down a DPoP proof as used; False when it was used before."""
    digest = hashlib.sha256(f"{key}\n{jti}".encode()).digest()
    return _first(session, "dpop", digest, ends=now + 2 * WINDOW, now=now)


def first_opening(session: Session, use: str, request_id: bytes, *, now: int, ends: int) -> bool:
    """Write down a wallet's request as opened or answered (`use`); False when it was before."""
    return _first(session, use, hashlib.sha256(use.encode() + request_id).digest(), ends=ends, now=now)


def _first(session: Session, use: str, nonce: bytes, *, ends: int, now: int) -> bool:
    row = {"nonce": nonce, "use": use, "owner": "wallet", "expires_at": ends, "used_at": now}
    return _FIRST.first(session, row) is not None


def _holds(kind: str, text: str, box: Box, now: int) -> bool:
    windows = (now // WINDOW, now // WINDOW - 1)
    return any([hmac.compare_digest(text.encode(), _of_window(kind, one, box).encode()) for one in windows])


def _of_window(kind: str, window: int, box: Box) -> str:
    return base64url.encode(box.blind(kind, str(window))[:SEAL])


def _seal_of(body: bytes, box: Box) -> bytes:
    return box.blind("credential-nonce", body.hex())[:SEAL]


def _insert(dialect: str) -> Any:
    columns = cast(Table, Nonce.__table__).c
    values = {column.name: bindparam(column.name, type_=column.type) for column in columns}
    added = (postgresql if dialect == "postgresql" else sqlite).insert(Nonce.__table__).values(values)
    return added.on_conflict_do_nothing().returning(columns.nonce)


_FIRST = Statement("first_use", _insert)
