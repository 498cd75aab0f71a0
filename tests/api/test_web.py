"""What holds for every answer: problem documents, request ids, security headers, methods, health, limits."""

import re
import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from backend import db
from backend.app import create_app
from backend.config import Settings
from backend.errors import TooMany
from backend.web.limit_classes import CLASSES
from backend.web.request_limits import RequestLimits
from tests import services
from tests.api.table import TABLE
from tests.api.test_every_route import CONVERTER
from tests.conftest import KEYS, drop_postgres, new_postgres

SECURITY = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}  # fmt: skip
MAY_BE_KEPT = {  # and nothing else: public, the same for everybody, and signed or harmless when a minute old
    "/api/v1/certificate-types", "/api/v1/trust-list", "/api/v1/bundle", "/api/v1/status-lists/7", "/api/v1/ratings",
    "/api/v1/bundle/delta",
}  # fmt: skip
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def settings_for(url: str, folder: Path, **changed: Any) -> Settings:
    base = "https://liangma.example"
    whole = Settings(database_url=url, redis_url=None, data_dir=folder, port=8000, base_url=base, demo=True, **KEYS)
    return replace(whole, **changed)


def paths() -> dict[str, set[str]]:
    """Path -> methods of every route, with something in the place of each variable."""
    found: dict[str, set[str]] = {}
    for rule in TABLE:
        method, path = rule.split(" ")
        fill = "01890000-0000-7000-8000-000000000000" if "uuid:" in path else "7"
        found.setdefault(CONVERTER.sub(fill, path), set()).add(method)
    return found


# ── problem documents ──


@pytest.mark.parametrize("path", ["/none", "/api/v1/none", "/api/v1/certificates/not-an-id", "/docs/none.js"])
def test_what_does_not_exist_is_a_problem_document(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json["code"] == "not_found"
    assert answer.json["next_step"] == {"zh": "请核对地址", "en": "Check the address"}


def test_a_method_that_a_path_does_not_have_is_405_and_says_which_it_has(client: FlaskClient) -> None:
    for path, methods in paths().items():
        for method in METHODS:
            if method in methods or (method == "GET" and path == "/api/v1/certificates/look-ups"):
                continue
            answer = client.open(path, method=method)
            assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed"), f"{method} {path}"
            allowed = set(answer.headers["Allow"].split(", "))
            assert methods <= allowed, f"{method} {path}: {allowed}"
            assert method not in allowed


def test_a_refusal_is_never_kept_by_a_cache(client: FlaskClient) -> None:
    for path in (
        "/none",
        "/api/v1/me",
        "/api/v1/matters/none",
        "/api/v1/status-lists/9",
        "/api/v1/certificate-types/none",
    ):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


def test_an_error_nobody_foresaw_says_nothing_of_its_cause(app: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("secret 99010119900101001X")

    broken.audience = frozenset({"public"})  # type: ignore[attr-defined]
    app.add_url_rule("/broken", "broken", broken)
    answer = app.test_client().get("/broken")
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert "secret" not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]


# ── every answer ──


def test_every_answer_carries_the_security_headers_and_a_request_id(client: FlaskClient) -> None:
    seen = set()
    for path, methods in paths().items():
        for method in (*methods, "PUT"):
            answer = client.open(path, method=method, buffered=True)
            assert {name: answer.headers.get(name) for name in SECURITY} == SECURITY, f"{method} {path}"
            others = "cross-origin" if path.startswith("/icons/") and answer.status_code == 200 else "same-origin"
            assert answer.headers["Cross-Origin-Resource-Policy"] == others, f"{method} {path}"
            allowed = dict(one.split("=") for one in answer.headers["Permissions-Policy"].split(", "))
            assert (allowed["camera"], allowed["microphone"], allowed["geolocation"]) == ("(self)", "()", "()")
            keeping = answer.headers["Cache-Control"]
            assert "no-store" in keeping or path in MAY_BE_KEPT or not path.startswith(("/api/", "/oauth/"))
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'self'" in policy
            assert "'unsafe-inline'" not in policy
            assert "'unsafe-eval'" not in policy
            scripts = re.findall(r"script-src ([^;]*)", policy)  # the pages alone name one, for the scanner's program
            assert scripts in ([], ["'self' 'wasm-unsafe-eval'"]), f"{method} {path}"
            seen.add(answer.headers["X-Request-Id"])
    assert len(seen) > len(paths())
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in seen)


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abcdefgh", True), ("A-b_9" * 12, True), ("short", False), ("x" * 65, False), ("a b c d e", False), ("", False),
     ("evil\tvalue1", False), ("{\"id\":\"12345\"}", False), ("ключ12345", False)],
)  # fmt: skip
def test_a_request_id_of_the_caller_is_kept_when_it_is_well_formed(client: FlaskClient, given: str, kept: bool) -> None:
    answer = client.get("/api/v1/time", headers={"X-Request-Id": given.encode().decode("latin-1")})
    assert (answer.headers["X-Request-Id"] == given) is kept


def test_personal_answers_are_never_kept_and_public_ones_may_be(client: FlaskClient) -> None:
    assert client.get("/api/v1/time").headers["Cache-Control"] == "no-store"
    assert client.get("/api/v1/certificate-types").headers["Cache-Control"].startswith("public")


def test_a_browser_is_held_to_https_where_the_office_has_it_and_nowhere_else(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="http://localhost:8000"))
    assert "Strict-Transport-Security" not in app.test_client().get("/healthz").headers
    app.extensions["liangma"].engine.dispose()


# ── health ──


def test_ready_says_which_schema_it_found(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json["status"]) == (200, "ready")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_unmigrated_database_is_not_ready(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> None:
    url, name, server = f"sqlite:///{tmp_path / 'empty.db'}", "", ""
    if kind == "postgresql":
        server = request.getfixturevalue("postgres_url")
        name = new_postgres(server, None)
        url = f"{server}/{name}"
    engine = db.make_engine(url)
    client = create_app(settings_for(url, tmp_path), engine=engine).test_client()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable"), answer.text
    assert client.get("/healthz").status_code == 200
    engine.dispose()
    if name:
        drop_postgres(server, name)


def test_a_database_of_another_version_is_not_ready(app: Flask, client: FlaskClient) -> None:
    with db.transaction(app.extensions["liangma"].engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json["schema"]) == (503, "9999")


def test_a_database_that_is_away_is_503_and_worth_another_try(tmp_path: Path) -> None:
    url = f"postgresql://liangma@127.0.0.1:{services.free_port()}/none"
    engine = db.make_engine(url)
    client = create_app(settings_for(url, tmp_path), engine=engine).test_client()
    for path in ("/readyz", "/api/v1/matters", "/api/v1/trust-list", "/api/v1/bundle", "/api/v1/verifiers/W1"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["code"], answer.headers["Retry-After"]) == (503, "unavailable", "2"), (
            path
        )
        assert "127.0.0.1" not in answer.text
    for path, body in (
        ("one-time-codes", {"phone": "13900000001"}),
        ("sessions", {"phone": "13900000001", "code": "000000"}),
    ):
        assert client.post(f"/api/v1/auth/{path}", json=body).status_code == 503, path
    assert (
        client.post(
            "/oauth/token", data={"grant_type": "client_credentials", "client_id": "a", "client_secret": "b"}
        ).status_code
        == 503
    )
    assert client.get("/healthz").status_code == 200
    engine.dispose()


# ── limits of requests ──


def from_address(client: FlaskClient, address: str, path: str = "/api/v1/time") -> TestResponse:
    return client.get(path, environ_overrides={"REMOTE_ADDR": address})


def test_an_address_that_asks_too_much_waits_and_others_do_not(app: Flask) -> None:
    own = app.extensions["liangma"]
    app.extensions["liangma"] = replace(own, request_limits=RequestLimits(None, each=5))
    client = app.test_client()
    with time_machine.travel(1_800_000_000 // 60 * 60 + 20, tick=False):
        answers = [from_address(client, "192.0.2.1") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert [answer.headers.get("RateLimit") for answer in answers[3:]] == [
            '"public";r=1;t=40', '"public";r=0;t=40', None,
        ]  # fmt: skip
        assert answers[0].headers["RateLimit-Policy"] == '"public";q=5;w=60'
        assert (answers[5].json["code"], answers[5].headers["Retry-After"]) == ("too_many", "40")
        assert from_address(client, "192.0.2.2").status_code == 200
        assert from_address(client, "192.0.2.1", "/healthz").status_code == 200  # probes go on


def test_everybody_together_has_a_limit_too(app: Flask) -> None:
    own = app.extensions["liangma"]
    app.extensions["liangma"] = replace(own, request_limits=RequestLimits(None, everybody=4))
    with time_machine.travel(1_800_000_000, tick=False):
        found = [from_address(app.test_client(), f"192.0.2.{n}").status_code for n in range(6)]
    assert found == [200] * 4 + [429] * 2


def test_nodes_count_together_in_redis(redis_url: str) -> None:
    address, now = uuid.uuid4().hex, int(time.time())  # the server outlives the test
    one, other = RequestLimits(redis_url, each=4), RequestLimits(redis_url, each=4)
    left = [limits.count(CLASSES["public"], address, now=now) for limits in (one, other, one, other)]
    assert [found and found.left for found in left] == [3, 2, 1, 0]
    for limits in (one, other):
        with pytest.raises(TooMany):
            limits.count(CLASSES["public"], address, now=now)


def test_requests_pass_when_redis_is_gone_and_only_one_of_them_waits_for_it(app: Flask) -> None:
    """Fail open: guessing is limited elsewhere, where it fails closed."""
    own = app.extensions["liangma"]
    with services.redis() as url:
        app.extensions["liangma"] = replace(own, request_limits=RequestLimits(url, each=2))
        client = app.test_client()
        assert [client.get("/api/v1/time").status_code for _ in range(3)] == [200, 200, 429]
    answers = [client.get("/api/v1/time") for _ in range(3)]
    assert [(answer.status_code, "RateLimit" in answer.headers) for answer in answers] == [(200, False)] * 3
