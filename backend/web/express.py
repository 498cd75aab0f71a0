"""Express lanes: the plain requests of a hot route, answered beside the framework, whose own work costs as much.

Rules: 1. only the plainest form is taken (exact address, a body whose every byte the lane knows, a bearer that was
checked less than five seconds ago, no idempotency key), and nothing is done before that is certain: any other request
goes to the route itself, body and all; 2. what is done is what the route does: same use case, audience, limits, commit,
headers and log line, and tests send the same requests both ways; 3. an error goes to the framework and its one edge;
4. a route for anybody has a lane of forms (`Counter`) or JSON (`Call`), which counts requests by their address as the
route does.
"""

import io
import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from flask import Flask, g
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wsgi import ClosingIterator

from backend import db
from backend.web.lifecycle import MAX_BODY, log_answer, request_id_of
from backend.web.limit_classes import LimitClass
from backend.web.networks import network_of
from backend.web.request import PUBLIC, Actor, Services, bearer_of, clock
from backend.web.request_limits import Left
from backend.web.traces import ROUTE

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
LONGEST = len(str(MAX_BODY))  # digits of a length: Python refuses to read thousands of them
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
NO_HEADERS: Headers = []


@dataclass(frozen=True)
class Lane:
    """`read`: what a plain body asks, None for any other. `answer`: the JSON of the 200 for (asked, session, actor,
    services, now)."""

    path: str
    audience: frozenset[str]
    read: Callable[[bytes], Any]
    answer: Callable[[Any, Session, Actor, Services, int], bytes]


@dataclass(frozen=True)
class Counter:
    """`path` matches the whole address, and its group is what `answer` is given first, before (form, session, services,
    now); `rule` is the route's template; `limit`: how the route is counted."""

    path: re.Pattern[str]
    rule: str
    limit: LimitClass
    answer: Callable[[str, MultiDict[str, str], Session, Services, int], bytes]


class Answered(NamedTuple):
    """Where an answer is more than the JSON of a 200."""

    body: bytes
    status: str
    headers: Headers


@dataclass(frozen=True)
class Call:
    """`answer`: for (the request's environment, its body, session, services, now)."""

    path: str
    limit: LimitClass
    answer: Callable[[Environ, bytes, Session, Services, int], Answered]


class _Asked(NamedTuple):
    """One request in a lane: `rule` as the log has it, and what the route's own edge would know of it."""

    rule: str
    actor: Actor
    now: int
    began: float
    left: Left | None = None


class _Lanes:
    """WSGI middleware around the application."""

    def __init__(self, app: Flask) -> None:
        self._app, self._inner = app, app.wsgi_app
        self._unused: deque[Session] = deque()  # sessions that nothing was asked of, for the requests to come

    @property
    def _services(self) -> Services:
        services: Services = self._app.extensions["liangma"]
        return services

    def _answer(
        self,
        asked: _Asked,
        environ: Environ,
        start_response: Callable[..., Any],
        use_case: Callable[[Session], bytes | Answered],
    ) -> Iterable[bytes]:
        services = self._services
        session = self._unused.pop() if self._unused else db.open_session(services.engine)
        request_id = request_id_of(environ)
        try:
            answered = use_case(session)
            if session.in_transaction():
                db.finish(session, keep=True)
            else:
                self._unused.append(session)
        except Exception as error:
            return self._refuse(error, environ, start_response, _kept(asked, request_id) | {"session": session})
        answer, status, more = (answered, "200 OK", NO_HEADERS) if isinstance(answered, bytes) else answered
        headers: Headers = [
            ("Content-Type", JSON), ("Content-Length", str(len(answer))), ("X-Request-Id", request_id),
            ("Cache-Control", "no-store"), *more,
        ]  # fmt: skip
        if asked.left is not None:
            headers += asked.left.headers
        if services.replica is not None:
            services.replica.wrote(asked.actor.subject)
        start_response(status, headers)
        due = log_answer(
            services, request_id, "POST", asked.rule, int(status[:3]), asked.began, asked.actor.role, asked.now
        )
        return [answer] if due is None else ClosingIterator([answer], due)

    def _counted(
        self, asked: _Asked, limit: LimitClass, environ: Environ, start_response: Callable[..., Any],
        use_case: Callable[[Session], bytes | Answered],
    ) -> Iterable[bytes]:  # fmt: skip
        """Rule 4."""
        environ[ROUTE] = asked.rule
        try:
            left = self._services.request_limits.count(
                limit, network_of(environ.get("REMOTE_ADDR") or ""), now=asked.now
            )
        except Exception as error:
            return self._refuse(error, environ, start_response, _kept(asked, request_id_of(environ)))
        return self._answer(asked._replace(left=left), environ, start_response, use_case)

    def _refuse(
        self, error: Exception, environ: Environ, start_response: Callable[..., Any], kept: dict[str, Any]
    ) -> Iterable[bytes]:
        with self._app.request_context(environ):
            for name, value in kept.items():
                setattr(g, name, value)
            try:
                refusal = self._app.handle_user_exception(error)
            except Exception as surprise:
                refusal = self._app.handle_exception(surprise)
            return self._app.finalize_request(refusal)(environ, start_response)


class Express(_Lanes):
    """The lane of those who are signed in."""

    def __init__(self, app: Flask, lane: Lane) -> None:
        super().__init__(app)
        self._lane = lane

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        lane = self._lane
        if environ["PATH_INFO"] != lane.path or environ["REQUEST_METHOD"] != "POST":
            return self._inner(environ, start_response)
        began, now, services = time.perf_counter(), clock(), self._services
        actor = services.authenticate.remembered(bearer_of(environ), now)
        if actor is None or actor.role not in lane.audience or "HTTP_IDEMPOTENCY_KEY" in environ:
            return self._inner(environ, start_response)
        read = lane.read(_body(environ, JSON))
        if read is None:
            return self._inner(environ, start_response)
        return self._answer(
            _Asked(lane.path, actor, now, began), environ, start_response,
            lambda session: lane.answer(read, session, actor, services, now),
        )  # fmt: skip


class ExpressForms(_Lanes):
    """Rule 4. Stands inside whatever says which address a request came from."""

    def __init__(self, app: Flask, counter: Counter) -> None:
        super().__init__(app)
        self._counter = counter

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        counter = self._counter
        found = counter.path.fullmatch(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] == "POST" else None
        if found is None:
            return self._inner(environ, start_response)
        began, now = time.perf_counter(), clock()
        form = form_of(_body(environ, FORM))
        if form is None:
            return self._inner(environ, start_response)
        asked, services = _Asked(counter.rule, PUBLIC, now, began), self._services

        def use_case(session: Session) -> bytes:
            return counter.answer(found[1], form, session, services, now)

        return self._counted(asked, counter.limit, environ, start_response, use_case)


class ExpressCalls(_Lanes):
    """The same for JSON at one address, by which a caller proves what it is in headers of its own."""

    def __init__(self, app: Flask, call: Call) -> None:
        super().__init__(app)
        self._call = call

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        call = self._call
        if environ["PATH_INFO"] != call.path or environ["REQUEST_METHOD"] != "POST" or environ.get("QUERY_STRING"):
            return self._inner(environ, start_response)
        began, now = time.perf_counter(), clock()
        data = _body(environ, JSON)
        if not data:
            return self._inner(environ, start_response)
        asked, services = _Asked(call.path, PUBLIC, now, began), self._services

        def use_case(session: Session) -> Answered:
            return call.answer(environ, data, session, services, now)

        return self._counted(asked, call.limit, environ, start_response, use_case)


def form_of(data: bytes) -> MultiDict[str, str] | None:
    """A form of plain ASCII, read as the framework reads it; None for any other."""
    if not data or not data.isascii():
        return None
    return MultiDict(parse_qsl(data.decode(), keep_blank_values=True, errors="werkzeug.url_quote"))


def _kept(asked: _Asked, request_id: str) -> dict[str, Any]:
    """What the framework is told of a request that it did not see from its beginning."""
    kept = {"request_id": request_id, "began": asked.began, "actor": asked.actor, "now": asked.now}
    return kept if asked.left is None else kept | {"left": asked.left}


def _body(environ: Environ, kind: str) -> bytes:
    """A body that came whole and as this kind, put back for whoever comes after; nothing for any other."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("CONTENT_TYPE") != kind or not length.isascii() or not length.isdigit():
        return b""
    if len(length) > LONGEST or int(length) > MAX_BODY or "HTTP_TRANSFER_ENCODING" in environ:
        return b""
    data: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(data)
    return data if len(data) == int(length) else b""
