"""One request's life: id, audience, answer, commit, log line. No personal data is logged.

Rules: 1. each request has an id, ours or the caller's when well formed; 2. an answer below 400 commits before it is
sent, any other rolls back (errors that keep their writes have committed already); 3. a log line carries an allow-list.
"""

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

from backend.web.access import check_audience
from backend.web.headers import SecurityHeaders
from backend.web.request import end_session

log = structlog.get_logger()
REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
MAX_BODY = 256 * 1024


def register(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.wsgi_app = SecurityHeaders(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_begin)
    app.before_request(check_audience)
    app.after_request(_end)


def _begin() -> None:
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    end_session(keep=response.status_code < 400)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    actor = g.get("actor")
    log.info(
        "request",
        id=g.get("request_id"),
        method=request.method,
        route=request.url_rule.rule if request.url_rule else None,  # the rule, never the path: paths may carry numbers
        status=response.status_code,
        ms=round((time.perf_counter() - g.began) * 1000, 1) if "began" in g else None,
        role=actor.role if actor else None,
    )
    return response
