"""The express lane: the plain requests of a hot route, answered beside the framework, whose own work costs as much.

Rules: 1. only the plainest form is taken (exact address, a body whose every byte the lane knows, a bearer that was
checked less than five seconds ago, no idempotency key), and nothing is done before that is certain: any other request
goes to the route itself, body and all; 2. what is done is what the route does: same use case, audience, limits, commit,
headers and log line, and tests send the same requests both ways; 3. an error goes to the framework and its one edge.
"""

import io
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, g
from sqlalchemy.orm import Session
from werkzeug.wsgi import ClosingIterator

from backend import db
from backend.web.lifecycle import MAX_BODY, log_answer, request_id_of
from backend.web.request import Actor, Services, bearer_of, clock

WSGI = Callable[..., Iterable[bytes]]
Environ = dict[str, Any]
LONGEST = len(str(MAX_BODY))  # digits of a length: Python refuses to read thousands of them


@dataclass(frozen=True)
class Lane:
    """`read`: what a plain body asks, None for any other. `answer`: the JSON of the 200 for (asked, session, actor,
    services, now)."""

    path: str
    audience: frozenset[str]
    read: Callable[[bytes], Any]
    answer: Callable[[Any, Session, Actor, Services, int], bytes]


class Express:
    """WSGI middleware around the application."""

    def __init__(self, app: Flask, lane: Lane) -> None:
        self._app, self._inner, self._lane = app, app.wsgi_app, lane
        self._unused: deque[Session] = deque()  # sessions that nothing was asked of, for the requests to come

    @property
    def _services(self) -> Services:
        return cast(Services, self._app.extensions["liangma"])

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != self._lane.path or environ["REQUEST_METHOD"] != "POST":
            return self._inner(environ, start_response)
        began, now = time.perf_counter(), clock()
        actor = self._services.authenticate.remembered(bearer_of(environ), now)
        if actor is None or actor.role not in self._lane.audience or "HTTP_IDEMPOTENCY_KEY" in environ:
            return self._inner(environ, start_response)
        asked = self._lane.read(_body(environ))
        if asked is None:
            return self._inner(environ, start_response)
        return self._answer(asked, environ, start_response, actor=actor, now=now, began=began)

    def _answer(
        self, asked: Any, environ: Environ, start_response: Callable[..., Any], *, actor: Actor, now: int, began: float
    ) -> Iterable[bytes]:
        session = self._unused.pop() if self._unused else db.open_session(self._services.engine)
        request_id = request_id_of(environ)
        try:
            answer = self._lane.answer(asked, session, actor, self._services, now)
            if session.in_transaction():
                db.finish(session, keep=True)
            else:
                self._unused.append(session)
        except Exception as error:
            kept = {"session": session, "request_id": request_id, "began": began, "actor": actor, "now": now}
            return self._refuse(error, environ, start_response, kept)
        headers = [
            ("Content-Type", "application/json"), ("Content-Length", str(len(answer))), ("X-Request-Id", request_id),
            ("Cache-Control", "no-store"),
        ]  # fmt: skip
        start_response("200 OK", headers)
        due = log_answer(self._services, request_id, "POST", self._lane.path, 200, began, actor.role, now)
        return [answer] if due is None else ClosingIterator([answer], due)

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


def _body(environ: Environ) -> bytes:
    """A body that came whole and as application/json, put back for whoever comes after; nothing for any other."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("CONTENT_TYPE") != "application/json" or not length.isascii() or not length.isdigit():
        return b""
    if len(length) > LONGEST or int(length) > MAX_BODY:
        return b""
    data: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(data)
    return data if len(data) == int(length) else b""
