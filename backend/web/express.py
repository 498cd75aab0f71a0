"""The express lane: the plain requests of a hot route, answered beside the framework, whose own work costs as much.

Rules: 1. only the plainest form is taken (exact address, a JSON object that the lane knows, a bearer that was checked
less than five seconds ago, no idempotency key), and nothing is done before that is certain: any other request goes to
the route itself, body and all; 2. what is done is what the route does: same use case, audience, limits, commit, headers
and log line, and tests send the same requests both ways; 3. an error goes to the framework and its one edge.
"""

import io
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask, g
from sqlalchemy.orm import Session
from werkzeug.wsgi import ClosingIterator

from backend import db
from backend.web.lifecycle import MAX_BODY, log_answer, request_id_of
from backend.web.request import Actor, Services, bearer_of, clock
from certs.errors import MalformedError
from certs.jws import strict_json

WSGI = Callable[..., Iterable[bytes]]
Environ = dict[str, Any]
LONGEST = len(str(MAX_BODY))  # digits of a length: Python refuses to read thousands of them


@dataclass(frozen=True)
class Lane:
    """`takes`: whether a body is plain. `answer`: the JSON of the 200 for (body, session, actor, services, now)."""

    path: str
    audience: frozenset[str]
    takes: Callable[[Any], bool]
    answer: Callable[[Any, Session, Actor, Services, int], bytes]


class Express:
    """WSGI middleware around the application."""

    def __init__(self, app: Flask, lane: Lane) -> None:
        self._app, self._inner, self._lane = app, app.wsgi_app, lane

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
        body = _plain_body(environ)
        if body is None or not self._lane.takes(body):
            return self._inner(environ, start_response)
        return self._answer(body, environ, start_response, actor=actor, now=now, began=began)

    def _answer(
        self, body: Any, environ: Environ, start_response: Callable[..., Any], *, actor: Actor, now: int, began: float
    ) -> Iterable[bytes]:
        session, request_id = db.open_session(self._services.engine), request_id_of(environ)
        try:
            answer = self._lane.answer(body, session, actor, self._services, now)
            db.finish(session, keep=True)
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


def _plain_body(environ: Environ) -> Any:
    """The JSON of a body that came whole and as application/json; None, and the body put back, for any other."""
    length = environ.get("CONTENT_LENGTH") or ""
    if environ.get("CONTENT_TYPE") != "application/json" or not length.isascii() or not length.isdigit():
        return None
    if len(length) > LONGEST or not 0 < int(length) <= MAX_BODY:
        return None
    data = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = io.BytesIO(data)
    try:
        return strict_json(data) if len(data) == int(length) else None
    except MalformedError:
        return None
