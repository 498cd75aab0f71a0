"""How much a partner asks by each channel, counted in SQL; what is over its limit is refused.

Rules: 1. a limit for the minute and one for the day (in China), both counted before anything is done; 2. one statement
counts and compares, so that two processes never pass a limit together, and a database that does not answer lets nobody
in; 3. what is refused is not counted as asked, but as refused, by day; 4. `Turnstile`, for the busiest channel, takes a
hundredth of a minute's limit at once and counts that down in memory: never more than the limit passes, and what a
process did not use of its share ends with the minute.
"""

import threading
from collections import OrderedDict
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend import db
from backend.errors import TooMany
from backend.partners.models import PartnerUse
from backend.partners.registration import Most, require_channel
from backend.web.sums import CHINA_OFFSET, DAY, day_number

MINUTE, SHARES = 60, 100
MOST_REMEMBERED = 10_000


class QuotaReached(TooMany):
    """`channel`, `span` (day | minute) and `most` name the limit."""

    code = "partner_quota_reached"
    zh = "该渠道的调用次数已达登记的上限"
    en = "The registered limit of this channel is reached"
    next_zh = "请在 Retry-After 所示秒数后再试，或申请提高上限"
    next_en = "Try again after the seconds of Retry-After, or apply for a higher limit"


def count(session: Session, client_id: str, channel: str, n: int = 1, *, now: int) -> None:
    """Count `n` things asked by a channel that the partner is registered for. Raises NotRegistered,
    ChannelNotRegistered, QuotaReached (with Retry-After)."""
    most = require_channel(session, client_id, channel, now=now).limits[channel]
    take(session, client_id, channel, n, most=most, now=now)


def take(session: Session, client_id: str, channel: str, n: int, *, most: Most, now: int) -> None:
    """Rules 1 to 3. Raises QuotaReached."""
    over = _over(session, client_id, channel, n, most=most, now=now)
    if over is not None:
        _refused(session, client_id, channel, n, now=now)
        raise over


class Turnstile:
    """Rule 4: lets a partner's requests pass, in this process. Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # (client, channel) -> (minute, how many more)
        self._left: OrderedDict[tuple[str, str], tuple[int, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, session: Session, client_id: str, channel: str, n: int = 1, *, now: int) -> None:
        """As `count`. Where the session has begun nothing, it is left so."""
        most = require_channel(session, client_id, channel, now=now).limits[channel]
        if self._has(client_id, channel, n, now=now):
            return
        if session.in_transaction():
            take(session, client_id, channel, n, most=most, now=now)
            return
        share = self._share(client_id, channel, n, most=most, now=now)
        self._keep(client_id, channel, share - n, now=now)

    def _share(self, client_id: str, channel: str, n: int, *, most: Most, now: int) -> int:
        """How many were counted at once; `n` when no more than that is left. Raises QuotaReached."""
        share = max(n, most.minute // SHARES)
        with db.open_session(self._engine) as own:
            if _over(own, client_id, channel, share, most=most, now=now) is None:
                db.finish(own, keep=True)
                return share
        with db.open_session(self._engine) as own:
            try:
                take(own, client_id, channel, n, most=most, now=now)
            except QuotaReached:
                db.finish(own, keep=True)  # what was refused is counted
                raise
            db.finish(own, keep=True)
        return n

    def _has(self, client_id: str, channel: str, n: int, *, now: int) -> bool:
        with self._lock:
            minute, left = self._left.get((client_id, channel), (0, 0))
            if minute != now // MINUTE or left < n:
                return False
            self._left[client_id, channel] = (minute, left - n)
        return True

    def _keep(self, client_id: str, channel: str, left: int, *, now: int) -> None:
        with self._lock:
            minute, before = self._left.pop((client_id, channel), (0, 0))
            more = before if minute == now // MINUTE else 0
            self._left[client_id, channel] = (now // MINUTE, left + more)
            while len(self._left) > MOST_REMEMBERED:  # who took a share longest ago takes another
                self._left.popitem(last=False)


def _over(session: Session, client_id: str, channel: str, n: int, *, most: Most, now: int) -> QuotaReached | None:
    """Count `n` more; the limit that they are over, with what was counted before it, to be undone or left."""
    spans = (
        ("minute", now // MINUTE, most.minute, MINUTE - now % MINUTE),
        ("day", day_number(now), most.day, DAY - (now + CHINA_OFFSET) % DAY),
    )
    for span, number, limit, left in spans:
        key = {"client_id": client_id, "channel": channel, "span": span, "number": number}
        if not _counted(session, key, n, limit):
            return QuotaReached(retry_after=left, channel=channel, span=span, most=limit)
    return None


def _counted(session: Session, key: dict[str, Any], n: int, limit: int) -> bool:
    """Rule 2: whether `n` more still fit, in which case they are counted."""
    if n > limit:
        return False
    statement = _insert(session).values(key | {"count": n, "refused": 0})
    grown = statement.on_conflict_do_update(
        index_elements=list(key), set_={"count": PartnerUse.count + n}, where=PartnerUse.count + n <= limit
    )
    return session.execute(grown.returning(PartnerUse.count)).first() is not None


def _refused(session: Session, client_id: str, channel: str, n: int, *, now: int) -> None:
    key = {"client_id": client_id, "channel": channel, "span": "day", "number": day_number(now)}
    statement = _insert(session).values(key | {"count": 0, "refused": n})
    more = statement.on_conflict_do_update(index_elements=list(key), set_={"refused": PartnerUse.refused + n})
    session.execute(more)


def _insert(session: Session) -> Any:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(PartnerUse)
