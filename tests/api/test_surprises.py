"""What the log says of an error nobody foresaw: enough to find it, and no value of any row."""

import io
import json

import pytest
import structlog
from flask import Flask
from sqlalchemy import Engine, insert, text

from backend.verification.models import Verifier
from backend.web import problems
from backend.web.access import allow
from backend.web.request import session

SECRET = "11010519491231002X"
ROW = {"verifier_id": SECRET, "kind": "window", "name_zh": "x", "name_en": "x", "hall": None, "purposes": {}}


@pytest.fixture
def log(app: Flask, monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the edge logs, by the processors that the app configured."""
    lines = io.StringIO()
    monkeypatch.setattr(problems, "log", structlog.wrap_logger(structlog.WriteLogger(lines)))
    return lines


def test_a_broken_unique_key_is_logged_by_constraint_and_place_without_the_value(
    app: Flask, engine: Engine, log: io.StringIO
) -> None:
    @app.post("/twice")
    @allow("public")
    def twice() -> str:
        for _ in range(2):
            session().execute(insert(Verifier).values(ROW | {"active": True}))
        return ""

    answer = app.test_client().post("/twice")
    logged = log.getvalue()
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert SECRET not in logged + answer.text
    told = next(line for line in map(json.loads, logged.splitlines()) if line["event"] == "surprise")
    assert told["kind"] == "sqlalchemy.exc.IntegrityError"
    assert any(" twice" in step for step in told["stack"])
    if engine.dialect.name == "postgresql":
        assert (told["sqlstate"], told["constraint"]) == ("23505", "pk_verifiers")
    else:
        assert told["sqlstate"] == "SQLITE_CONSTRAINT_PRIMARYKEY"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("sqlstate", ["25006", "42501"])  # a standby; a disk that turned read-only
def test_a_database_that_takes_no_writes_is_not_available_and_the_log_says_what_it_called_that(
    app: Flask, log: io.StringIO, sqlstate: str
) -> None:
    @app.post("/away")
    @allow("public")
    def away() -> str:
        session().execute(text(f"DO $$BEGIN RAISE '{SECRET}' USING ERRCODE = '{sqlstate}'; END$$"))
        return ""

    answer = app.test_client().post("/away")
    assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (503, "unavailable", "2")
    told = json.loads(log.getvalue())
    assert (told["event"], told["sqlstate"]) == ("database_unavailable", sqlstate)
    assert SECRET not in log.getvalue()


def test_the_message_of_an_error_and_of_its_cause_stay_out_of_the_log(app: Flask, log: io.StringIO) -> None:
    @app.post("/fault")
    @allow("public")
    def fault() -> str:
        try:
            raise KeyError(SECRET)
        except KeyError as error:
            raise RuntimeError(f"no row for {SECRET}") from error

    app.test_client().post("/fault")
    logged = log.getvalue()
    assert SECRET not in logged
    assert '"causes":["builtins.KeyError"]' in logged.replace(": ", ":")
