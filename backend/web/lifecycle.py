"""One request's life: id, audience, answer, commit, log line. No personal data is logged.

Rules: 1. each request has an id, ours or the caller's when well formed; 2. an answer below 400 commits before it is
sent, any other rolls back (errors that keep their writes have committed already); 3. a log line carries an allow-list.
"""

import os
import re
import time

from flask import Flask, Response, g, request

from backend.web import logs
from backend.web.access import check_audience
from backend.web.headers import SecurityHeaders
from backend.web.request import end_session, now, services, unwrapped

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MAX_BODY = 256 * 1024


def register(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.wsgi_app = SecurityHeaders(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_begin)
    app.before_request(check_audience)
    app.after_request(_end)


def _begin() -> None:
    kept, given = unwrapped(g), request.environ.get("HTTP_X_REQUEST_ID", "")
    kept.request_id = given if REQUEST_ID.fullmatch(given) else os.urandom(16).hex()
    kept.began = time.perf_counter()


def _end(response: Response) -> Response:
    kept, asked, status = unwrapped(g), unwrapped(request), response.status_code
    end_session(keep=status < 400)
    request_id, actor = kept.get("request_id"), kept.get("actor")
    response.headers["X-Request-Id"] = request_id or ""
    if asked.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    rule = asked.url_rule.rule if asked.url_rule else None  # the rule, never the path: paths may carry numbers
    ms = round((time.perf_counter() - kept.began) * 1000, 1) if "began" in kept else None
    if ms is not None and status < 400:
        _measure(response, f"{asked.method} {rule}", ms)
    role = actor.role if actor else None
    logs.info("request", id=request_id, method=asked.method, route=rule, status=status, ms=ms, role=role)
    return response


def _measure(response: Response, route: str, ms: float) -> None:
    """Count the answer; what is counted is written down after it has been sent."""
    own = services()
    if own.answer_times.note(route, ms, now=now()):
        response.call_on_close(lambda: own.answer_times.write(own.engine))
