"""Limits on guessing, counted in SQL in the guess's own transaction: a guess that is not counted is not tried.

Rules: 1. a guess counts against its address, of IPv6 against its site (/48) too, which may what ten addresses may, its
account and everyone, in this order, each in fixed windows; 2. one over a limit is refused before anything is compared,
and counted by that limit and those before it, so that an address or site which used up its own guesses spoils nobody
else's; 3. a browser that signed in to the
account before carries a mark and has a counter of its own, so that strangers who use up the account's guesses do not
lock its owner out; 4. a mark is good for its account only, ends after 400 days, and is itself limited; 5. no address
is stored in clear.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from backend.errors import CannotCount, TooMany
from backend.people.models import Attempt
from backend.security import Box
from backend.web.networks import network_of, site_of
from certs import base64url
from certs.errors import MalformedError

MARK_SECONDS = 400 * 86400
RETRY = 2  # seconds, when the counter does not answer
SITE = 10  # addresses: one line's /48 is 65,536 of them, enough to use up everyone's guesses
SHARDS = 16  # "everyone" is counted in sixteen rows, so that sign-ins do not queue for one


@dataclass(frozen=True)
class Limit:
    """Most guesses in one window, by account, address and everyone together."""

    account: int
    address: int
    everyone: int
    window_seconds: int


LIMITS: Mapping[str, Limit] = MappingProxyType(
    {
        "code-send": Limit(account=5, address=200, everyone=16_000, window_seconds=3600),
        "code-try": Limit(account=10, address=200, everyone=16_000, window_seconds=3600),
        "passkey": Limit(account=30, address=200, everyone=16_000, window_seconds=900),
        "staff": Limit(account=10, address=100, everyone=8_000, window_seconds=900),
        "identity": Limit(account=5, address=200, everyone=16_000, window_seconds=86400),
        "card": Limit(account=100, address=1_000, everyone=8_000, window_seconds=86400),
        "letter": Limit(account=20, address=300, everyone=8_000, window_seconds=86400),
        "agent": Limit(account=10, address=200, everyone=16_000, window_seconds=86400),
        "delegation": Limit(account=10, address=200, everyone=16_000, window_seconds=86400),
        "kinship": Limit(account=10, address=200, everyone=16_000, window_seconds=86400),
        "typed": Limit(account=40, address=400, everyone=8_000, window_seconds=600),
        "sealed-copy": Limit(account=300, address=120, everyone=16_000, window_seconds=600),
        "kiosk": Limit(account=10, address=20, everyone=1_600, window_seconds=3600),
        "partner": Limit(account=60, address=120, everyone=16_000, window_seconds=60),
    }
)


@dataclass(frozen=True)
class Visitor:
    """Who knocks: the network address and the mark of a browser that signed in before, if it carries one."""

    address: str
    mark: str | None = None


def count_attempt(session: Session, scope: str, key: bytes, *, window_seconds: int, most: int, now: int) -> None:
    """Count one attempt; raises TooMany (which keeps the count) from attempt `most + 1` of the window on, CannotCount
    when it cannot be counted."""
    window = now - now % window_seconds
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(Attempt).values(scope=scope, key=key, window=window, count=1)
    counted = statement.on_conflict_do_update(
        index_elements=[Attempt.scope, Attempt.key, Attempt.window], set_={"count": Attempt.count + 1}
    ).returning(Attempt.count)
    try:
        count = session.execute(counted).scalar_one()
    except DBAPIError as error:
        raise CannotCount(retry_after=RETRY) from error
    old = delete(Attempt).where(Attempt.scope == scope, Attempt.key == key, Attempt.window < window)
    session.execute(old.execution_options(synchronize_session=False))  # each time: the first would be told by the clock
    if count > most:
        raise TooMany(retry_after=window + window_seconds - now)


def count_guess(session: Session, what: str, account: bytes, *, visitor: Visitor, box: Box, now: int) -> None:
    """Count a guess at `account` by rule 1, or by rule 3 when the visitor's browser is marked. Raises TooMany."""
    limit = LIMITS[what]
    window = limit.window_seconds
    if visitor.mark is not None and is_marked(visitor.mark, account, box=box, now=now):
        key = box.blind("mark", visitor.mark)
        count_attempt(session, f"{what}:marked", key, window_seconds=window, most=limit.account, now=now)
        return
    shard, share = os.urandom(1)[0] % SHARDS, limit.everyone // SHARDS
    address = box.blind("address", network_of(visitor.address))
    count_attempt(session, f"{what}:address", address, window_seconds=window, most=limit.address, now=now)
    site = site_of(visitor.address)
    if site is not None:
        key = box.blind("address", site)
        count_attempt(session, f"{what}:site", key, window_seconds=window, most=SITE * limit.address, now=now)
    count_attempt(session, f"{what}:account", account, window_seconds=window, most=limit.account, now=now)
    count_attempt(session, f"{what}:everyone", bytes([shard]), window_seconds=window, most=share, now=now)


def make_mark(account: bytes, *, box: Box, now: int) -> str:
    """The mark of a browser that has just signed in to `account`."""
    body = base64url.encode(now.to_bytes(8, "big") + os.urandom(16))
    return f"{body}.{base64url.encode(_seal_of(body, account, box))}"


def is_marked(mark: str, account: bytes, *, box: Box, now: int) -> bool:
    """Whether we made this mark for this account, not too long ago. Never raises."""
    body, _, seal = mark.partition(".")
    try:
        made_at = int.from_bytes(base64url.decode(body)[:8], "big")
        given = base64url.decode(seal)
    except MalformedError:
        return False
    return hmac.compare_digest(given, _seal_of(body, account, box)) and now - MARK_SECONDS < made_at <= now


def _seal_of(body: str, account: bytes, box: Box) -> bytes:
    return box.blind("browser-mark", f"{account.hex()}:{body}")
