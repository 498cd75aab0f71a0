"""One request's life: id, audience, answer, commit, log line. No personal data is logged.

Rules: 1. each request has an id, ours or the caller's when well formed; 2. an answer below 400 commits before it is
sent, any other rolls back (errors that keep their writes have committed already); 3. a log line carries an allow-list.
"""

import re
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, g, request

from backend.drawn import draw
from backend.web import logs
from backend.web.access import check_audience
from backend.web.headers import SecurityHeaders
from backend.web.request import Services, end_session, now, services, unwrapped

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MAX_BODY = 256 * 1024
READS = ("GET", "HEAD")


def register(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    https = app.extensions["liangma"].settings.base_url.startswith("https://")
    app.wsgi_app = SecurityHeaders(app.wsgi_app, https=https)  # type: ignore[method-assign]
    app.before_request(_begin)
    app.before_request(check_audience)
    app.after_request(_end)


def request_id_of(environ: dict[str, Any]) -> str:
    """The caller's request id when it is well formed, else a new one."""
    given: str = environ.get("HTTP_X_REQUEST_ID", "")
    return given if REQUEST_ID.fullmatch(given) else draw().hex()


def _begin() -> None:
    kept = unwrapped(g)
    kept.request_id, kept.began = request_id_of(request.environ), time.perf_counter()


def _end(response: Response) -> Response:
    kept, asked, status = unwrapped(g), unwrapped(request), response.status_code
    wrote = asked.method not in READS and status < 400 and "session" in kept
    end_session(keep=status < 400)
    request_id, actor = kept.get("request_id"), kept.get("actor")
    response.headers["X-Request-Id"] = request_id or ""
    left = kept.get("left")
    if left is not None:
        response.headers.extend(left.headers)
    rule = asked.url_rule.rule if asked.url_rule else None  # the rule, never the path: paths may carry numbers
    role = actor.role if actor else None
    replica = services().replica if wrote else None
    if replica is not None and actor is not None:
        replica.wrote(actor.subject)
    due = log_answer(services(), request_id, asked.method, rule, status, kept.get("began"), role, now())
    if due is not None:
        response.call_on_close(due)
    return response


def log_answer(
    own: Services, request_id: str | None, method: str, rule: str | None, status: int, began: float | None,
    role: str | None, at: int,
) -> Callable[[], None] | None:  # fmt: skip
    """Log one answer and count its time, by route and by kind; what is returned is to be called once it was sent."""
    ms = None if began is None else round((time.perf_counter() - began) * 1000, 1)
    logs.info("request", id=request_id, method=method, route=rule, status=status, ms=ms, role=role)
    if ms is not None:
        own.route_times.note(method, rule, status, ms)
    if ms is None or status >= 400 or not own.answer_times.note(f"{method} {rule}", ms, now=at):
        return None
    return lambda: own.answer_times.write(own.engine)
