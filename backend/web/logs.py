"""Structured logs: one JSON object a line on standard error. What may be logged is decided where it is logged.

Rules: 1. a line stands on standard error when `info` returns, or, in a server (`gather`), a twentieth of a second
later: a write of its own for each request makes every other one wait; 2. a write holds whole lines, and no more of them
than a pipe takes at once, so that lines of several processes do not mix; 3. a process that ends has written its lines,
one that is killed may lose the last twentieth of a second; 4. where standard error fails or takes nothing, a server
goes on: `MOST` lines wait, what is lost is counted, and a line says how many once one can be written; 5. a forked
process writes its own lines, and none of its parent's; 6. what a library warns of, and all that the server says of
itself, is such a line too: which one, what it says, and of an error its kind alone, for the text of an error may quote
somebody's data.
"""

import atexit
import datetime
import logging
import os
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from functools import lru_cache
from multiprocessing import util
from typing import Any

import orjson
import structlog

PAUSE = 0.05  # seconds that lines may wait
AT_ONCE = 4096  # bytes: PIPE_BUF
SAID = 500  # characters of what a library says
MOST = 20_000  # lines that may wait: some 15 MB
SERVER = {  # for granian (`log_dictconfig`), in each of its processes
    "handlers": {"lines": {"()": "backend.web.logs.of_server"}},
    "loggers": {"_granian": {"handlers": ["lines"], "propagate": False}},
}


_Said = tuple[int, str, dict[str, Any]]  # when (ns), event, what


class _Lines:
    """Those of one process: what waits, how many found no room, and whether a thread gathers them."""

    def __init__(self) -> None:
        self.gathers = False
        self.begin()

    def begin(self) -> None:
        self.waiting, self.lost = deque[_Said](), 0
        self.writing, self.losing = threading.Lock(), threading.Lock()  # the second is held for an instant
        self.woken = threading.Event()

    def lose(self, more: int) -> None:
        with self.losing:
            self.lost += more


def info(event: str, **said: Any) -> None:
    """The line that every request writes: as structlog would write it, at a fifth of the price. Its text is made when
    it is written, so what is said must not change meanwhile."""
    lines = _LINES
    if len(lines.waiting) >= MOST:
        lines.lose(1)
        return
    lines.waiting.append((_clock(), event, said))
    if not lines.gathers:
        flush()
    elif not lines.woken.is_set():
        lines.woken.set()


def gather() -> None:
    """From now on lines wait for each other (rule 1)."""
    if _LINES.gathers:
        return
    _begin_gathering()
    atexit.register(flush)
    util.Finalize(None, flush, exitpriority=0)  # a forked worker runs no atexit


def flush() -> None:
    """Write the lines that wait."""
    lines = _LINES
    with lines.writing:
        while lines.waiting:
            text = _taken(lines.waiting)
            try:
                _write(text)
            except (OSError, ValueError):
                lines.lose(text.count(b"\n"))
                raise
        lost = lines.lost
        if lost:
            _write(_line_of(_clock(), "log_lines_lost", {"lines": lost}, level="warning"))
            lines.lose(-lost)


def _taken(waiting: deque[_Said]) -> bytes:
    """The next lines that fit together, one at least (rule 2)."""
    text = _line_of(*waiting.popleft())
    while waiting:
        line = _line_of(*waiting[0])
        if len(text) + len(line) > AT_ONCE:
            break
        text += line
        waiting.popleft()
    return text


def _write(text: bytes) -> None:
    sys.stderr.write(text.decode())
    sys.stderr.flush()


def _begin_gathering() -> None:
    _LINES.gathers = True
    threading.Thread(target=_gather, name="log lines", daemon=True).start()


def _gather() -> None:
    while True:
        _LINES.woken.wait()
        time.sleep(PAUSE)
        _LINES.woken.clear()
        with suppress(OSError, ValueError):  # rule 4: whoever reads them is gone, the disk is full, the file is closed
            flush()


def _begin_anew() -> None:
    """Rule 5: of its parent's threads a forked process has the one that forked."""
    _LINES.begin()
    if _LINES.gathers:
        _begin_gathering()


def _clock() -> int:
    return time.time_ns()


def _line_of(at: int, event: str, said: dict[str, Any], *, level: str = "info") -> bytes:
    second, part = divmod(at // 1000, 1_000_000)
    whole = said | {"event": event, "level": level, "timestamp": f"{_date_and_time(second)}.{part:06}Z"}
    return orjson.dumps(whole, default=str, option=orjson.OPT_APPEND_NEWLINE)


@lru_cache(maxsize=2)
def _date_and_time(second: int) -> str:
    return datetime.datetime.fromtimestamp(second, datetime.UTC).isoformat()[:19]


def _line(event: Any, **_options: Any) -> str:
    return orjson.dumps(event, default=str).decode()


class _OfLibraries(logging.Handler):
    """Rule 6."""

    def emit(self, record: logging.LogRecord) -> None:
        log, level = structlog.get_logger(), record.levelno
        tell = log.error if level >= logging.ERROR else log.warning if level >= logging.WARNING else log.info
        kind = record.exc_info[0] if record.exc_info else None
        of_error = {} if kind is None else {"kind": f"{kind.__module__}.{kind.__qualname__}"}
        tell("library", logger=record.name, said=record.getMessage()[:SAID], **of_error)


def configure() -> None:
    """JSON lines from level INFO; of libraries from WARNING."""
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
    libraries = logging.getLogger()
    if not any(isinstance(one, _OfLibraries) for one in libraries.handlers):
        libraries.addHandler(_OfLibraries(logging.WARNING))


def of_server() -> logging.Handler:
    """What the server says of itself goes here; before the program itself is read, too."""
    configure()
    return _OfLibraries()


_LINES = _Lines()
os.register_at_fork(after_in_child=_begin_anew)
