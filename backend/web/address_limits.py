"""A limit for each network address on what anybody may ask without signing in, so that one caller cannot take it all.

Counted in memory, or in Redis when it is set, so that several nodes count together. It fails open: guessing is limited
elsewhere, in SQL, where it fails closed (`backend.people.limits`).
"""

import structlog
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from backend.errors import TooMany

PER_MINUTE = 1200
REDIS_TIMEOUT = 0.3
log = structlog.get_logger()


class AddressLimits:
    """Counts requests by address in windows of a minute; `redis_url` None counts in this process."""

    def __init__(self, redis_url: str | None, *, most: int = PER_MINUTE) -> None:
        self._limit = RateLimitItemPerMinute(most)
        self._counter = FixedWindowRateLimiter(_storage(redis_url))

    def count(self, address: str) -> None:
        """Count one request; raises TooMany over the limit. A store that does not answer lets it pass, logged."""
        try:
            within = self._counter.hit(self._limit, address)
        except RedisError as error:
            log.warning("address_limit_open", kind=type(error).__name__)
            return
        if not within:
            raise TooMany(retry_after=60)


def _storage(redis_url: str | None) -> Storage:
    if redis_url is None:
        return MemoryStorage()
    return RedisStorage(redis_url, socket_timeout=REDIS_TIMEOUT, socket_connect_timeout=REDIS_TIMEOUT)
