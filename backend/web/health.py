"""/healthz: the process lives. /readyz: the database answers and its schema is the one this program expects."""

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from backend.web.access import allow
from backend.web.limit_classes import limited
from backend.web.problems import FRAMEWORK, problem
from backend.web.request import services, session

SCHEMA_HEAD = "0044"  # the migration this program needs; a test compares it with migrations/


def register(app: Flask) -> None:
    @app.get("/healthz")
    @allow("public")
    @limited("probe")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @app.get("/readyz")
    @allow("public")
    @limited("probe")
    def readyz() -> Response:
        found = _schema()
        if found != SCHEMA_HEAD:
            code, *texts = FRAMEWORK[503]
            return problem(503, code, (texts[0], texts[1], texts[2], texts[3]), schema=found, expected=SCHEMA_HEAD)
        return jsonify({"status": "ready", "schema": found, "types": len(services().catalogue.types)})


def _schema() -> str | None:
    """The migration the database is at; None before the first. (SQLite's OperationalError for that is a 503 anyway.)"""
    try:
        return session().execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    except ProgrammingError:
        return None
