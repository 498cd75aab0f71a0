"""Structured logs: one JSON object a line on standard error. What may be logged is decided where it is logged."""

import datetime
import logging
import sys
import time
from functools import lru_cache
from typing import Any

import orjson
import structlog


def info(event: str, **said: Any) -> None:
    """The line that every request writes: as structlog would write it, at a third of the price."""
    second, part = divmod(time.time_ns() // 1000, 1_000_000)
    at = f"{_date_and_time(second)}.{part:06}Z"
    line = orjson.dumps({**said, "event": event, "level": "info", "timestamp": at}, default=str).decode()
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


@lru_cache(maxsize=2)
def _date_and_time(second: int) -> str:
    return datetime.datetime.fromtimestamp(second, datetime.UTC).isoformat()[:19]


def _line(event: Any, **_options: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def configure() -> None:
    """JSON lines from level INFO."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
