"""Days in China: one time zone, UTC+8, no daylight saving. A clock reading comes in; the clock itself is elsewhere."""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

CHINA = timezone(timedelta(hours=8))


@lru_cache(maxsize=64)
def day_of(now: int) -> date:
    """The date in China at `now` (seconds since 1970)."""
    return datetime.fromtimestamp(now, UTC).astimezone(CHINA).date()


@lru_cache(maxsize=4096)
def end_of(day: date) -> int:
    """The second at which the day is over in China (seconds since 1970)."""
    return int(datetime(day.year, day.month, day.day, tzinfo=CHINA).timestamp()) + 86_400
