"""Traces, where an operator wants them: a span for each request, and in it one for each statement and each call.

Rules: 1. without LIANGMA_OTLP_URL nothing of OpenTelemetry is loaded and no request does more than before; 2. a span
tells the route's template, method, status and request id, a statement's operation and table, a call's kind and status:
never an address, query, body, name or number, and no word that is not known here beforehand; 3. which trace a request
belongs to is taken over (W3C traceparent) from a trusted proxy only, and nothing else that travels with it; 4. spans
leave in the background and are dropped while the collector is away: no request waits for it or fails by it.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple, Protocol

from flask import Flask, Response, request
from sqlalchemy import Engine

from backend import db
from backend.config import Settings
from backend.errors import ConfigError
from backend.web.request import Services, unwrapped

WSGI = Callable[..., Iterable[bytes]]
ROUTE = "liangma.route"  # where the request's environment names the template
OPERATION = re.compile(
    r"\s*(?:WITH\b.*?\b(?P<after>INSERT|UPDATE|DELETE)\b|(?P<first>[A-Za-z]+))", re.DOTALL | re.IGNORECASE
)
OPERATIONS = frozenset(
    {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "BEGIN", "SET", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA"}
)
TABLE = re.compile(r'\b(?:FROM|INTO|UPDATE|JOIN)\s+"?([a-z_]+)', re.IGNORECASE)
PARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")


class Parent(NamedTuple):
    """The span of the proxy that a request's span belongs to."""

    trace: int
    span: int
    sampled: bool


class Traces(Protocol):
    """What is being told to a collector."""

    def around(self, inner: WSGI, lane: str, *, believes: bool) -> WSGI:
        """The application with a span for each request."""
        ...

    def end(self) -> None:
        """Send what waits, and watch no more."""
        ...


def begin(settings: Settings, *engines: Engine) -> Traces | None:
    """Watch statements of the engines and calls to other servers, if the settings want it. Raises ConfigError."""
    if settings.otlp_url is None:
        return None
    try:
        from backend.web.spans import Spans  # rule 1: loaded only here
    except ImportError as error:
        raise ConfigError("LIANGMA_OTLP_URL needs the packages of the group otel (docs/operators.md)") from error
    return Spans(settings.otlp_url, *engines)


def trace_requests(app: Flask, lane: str) -> None:
    """Spans for the requests of an application, the express lane's included (`lane`: its path). The last thing to be
    put around it."""
    own: Services = app.extensions["liangma"]
    found = begin(own.settings, own.engine, *(() if own.replica is None else (own.replica.copy,)))
    if found is None:
        return
    app.extensions["liangma_traces"] = found
    believes = own.settings.proxies > 0
    app.wsgi_app = found.around(app.wsgi_app, lane, believes=believes)  # type: ignore[method-assign]
    app.after_request(_name_route)


def _name_route(response: Response) -> Response:
    asked = unwrapped(request)
    if asked.url_rule is not None:
        asked.environ[ROUTE] = asked.url_rule.rule
    return response


def parent_of(given: str) -> Parent | None:
    """Rule 3: what a traceparent of version 00 says, None for anything else."""
    found = PARENT.fullmatch(given)
    return None if found is None else Parent(int(found[1], 16), int(found[2], 16), bool(int(found[3], 16) & 1))


@lru_cache(maxsize=2048)
def operation_and_table(sql: str) -> tuple[str, str | None]:
    """What a statement does, and to which of our tables (rule 2)."""
    found = OPERATION.match(sql)
    word = (found["after"] or found["first"]).upper() if found else ""
    after = sql[found.end("after") - len(word) :] if found and found["after"] else sql
    tables = (one.lower() for one in TABLE.findall(after))
    known = next((one for one in tables if one in db.Base.metadata.tables), None)
    return (word if word in OPERATIONS else "OTHER"), known
