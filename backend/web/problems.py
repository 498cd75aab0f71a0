"""The one edge where errors become problem+json (RFC 9457): stable code, zh and en text, next step, request id.

Rules: 1. our own errors say what they know; 2. HTTP errors of the framework keep their status; 3. a database that does
not answer is 503; 4. anything else is 500, shown without detail and logged by type and place, because an error's
own message may quote values.
"""

import traceback
from typing import Any

import orjson
import structlog
from flask import Flask, Response, g
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from backend import db, errors
from backend.web.problem_words import in_words
from backend.web.request import end_session

log = structlog.get_logger()
TYPE = "application/problem+json"
MOST_CAUSES = 8

FRAMEWORK: dict[int, tuple[str, str, str, str, str]] = {
    400: ("bad_request", "请求有误", "The request is not right", "请检查后重试", "Check the request and try again"),
    404: ("not_found", "没有找到", "Not found", "请核对地址", "Check the address"),
    405: ("method_not_allowed", "不支持此方法", "Method not allowed", "请看 Allow 响应头", "See the Allow header"),
    413: ("too_large", "内容过大", "The content is too large", "请减小内容", "Send less"),
    415: (
        "wrong_media_type",
        "内容类型不对",
        "Wrong media type",
        "请以 JSON 提交，并带上请求头 Content-Type: application/json",
        "Send JSON, with the header Content-Type: application/json",
    ),
    429: ("too_many", "请求过于频繁", "Too many requests", "请稍后再试", "Try again later"),
    503: ("unavailable", "服务暂时不可用", "The service is not available now", "请稍后重试", "Try again in a moment"),
    500: (
        "internal",
        "服务器内部错误",
        "An error on our side",
        "请稍后重试，并告知请求编号",
        "Try again; quote the request id",
    ),
}


def problem(status: int, code: str, texts: tuple[str, str, str, str], **extra: Any) -> Response:
    """Build the document. `texts` = zh, en, next step zh, next step en."""
    zh, en, next_zh, next_en = texts
    body = {
        "type": f"urn:liangma:problem:{code}",
        "title": en,
        "status": status,
        "code": code,
        "message": {"zh": zh, "en": en},
        "next_step": {"zh": next_zh, "en": next_en},
        "request_id": g.get("request_id", ""),
        **extra,
    }
    response = Response(orjson.dumps(body), status=status, content_type=TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def register(app: Flask) -> None:
    app.register_error_handler(errors.LiangmaError, from_our_error)
    app.register_error_handler(HTTPException, from_http_error)
    app.register_error_handler(DBAPIError, from_database)
    app.register_error_handler(PoolTimeout, from_database)
    app.register_error_handler(Exception, from_surprise)


def from_our_error(error: errors.LiangmaError) -> Response:
    if error.status >= 500:
        end_session_quietly()
    else:
        end_session(keep=error.keeps_writes)
    extra: dict[str, Any] = {"detail": error.detail} if error.detail else {}
    extra |= error.extra
    if "errors" in extra:
        extra["errors"] = in_words(extra["errors"])
    response = problem(error.status, error.code, (error.zh, error.en, error.next_zh, error.next_en), **extra)
    if error.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in error.extra:
        response.headers["Retry-After"] = str(error.extra["retry_after"])
    return response


def from_http_error(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    late = getattr(error, "original_exception", None)  # of a commit, which comes after every handler
    if late is not None:
        return _of_late(late)
    end_session(keep=False)
    status = error.code or 500
    messages = getattr(error, "data", {}).get("messages") if getattr(error, "data", None) else None
    if messages is not None:
        shape = errors.Invalid(errors=places(messages))
        return from_our_error(shape)
    code, *texts = FRAMEWORK.get(status, FRAMEWORK[400 if status < 500 else 500])
    response = problem(status, code, (texts[0], texts[1], texts[2], texts[3]))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _of_late(error: Exception) -> Response:
    return from_database(error) if isinstance(error, DBAPIError | PoolTimeout) else from_surprise(error)


def from_database(error: DBAPIError | PoolTimeout) -> Response:
    """Rule 3."""
    if isinstance(error, DBAPIError) and not db.is_away(error):
        return from_surprise(error)
    told = {"sqlstate": _sqlstate(error)} if isinstance(error, DBAPIError) else {}
    log.error("database_unavailable", kind=type(error).__name__, **told)
    end_session_quietly()
    code, *texts = FRAMEWORK[503]
    response = problem(503, code, (texts[0], texts[1], texts[2], texts[3]))
    response.headers["Retry-After"] = "2"
    return response


def from_surprise(error: Exception) -> Response:
    log.error("surprise", **told_without_values(error))
    end_session_quietly()
    code, *texts = FRAMEWORK[500]
    return problem(500, code, (texts[0], texts[1], texts[2], texts[3]))


def told_without_values(error: Exception) -> dict[str, Any]:
    """Type, causes, stack and, of a database's error, its SQLSTATE and constraint: nothing that quotes a value.

    (PostgreSQL's message for a broken unique key says which value was there already.)
    """
    kinds: list[str] = []
    link: BaseException | None = error
    while link is not None and len(kinds) < MOST_CAUSES:
        kinds.append(f"{type(link).__module__}.{type(link).__qualname__}")
        link = link.__cause__ or link.__context__
    told: dict[str, Any] = {"kind": kinds[0], "causes": kinds[1:], "stack": _stack(error)}
    if isinstance(error, DBAPIError):
        told["sqlstate"] = _sqlstate(error)
        told["constraint"] = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return told


def _sqlstate(error: DBAPIError) -> str | None:
    """Of PostgreSQL, or SQLite's name of what happened."""
    return getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)


def _stack(error: Exception) -> list[str]:
    return [f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(error.__traceback__)]


def end_session_quietly() -> None:
    """Roll back; a connection that is already broken must not hide the first error."""
    try:
        end_session(keep=False)
    except Exception as error:
        log.warning("rollback_failed", kind=type(error).__name__)


def places(messages: Any, path: str = "") -> list[dict[str, str]]:
    """marshmallow's nested messages as a flat list of {"path": JSON pointer, "problem": text}, at most 50."""
    if isinstance(messages, dict):
        found: list[dict[str, str]] = []
        for key, value in messages.items():
            step = path if not path and key in ("json", "query", "headers", "path", "form") else f"{path}/{key}"
            found += places(value, step)
        return found[:50]
    texts = messages if isinstance(messages, list) else [messages]
    return [{"path": path or "/", "problem": str(text)} for text in texts]
