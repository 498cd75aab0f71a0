"""Structured logs: one JSON object a line on standard error. What may be logged is decided where it is logged."""

import logging
import sys
from typing import Any

import orjson
import structlog


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
