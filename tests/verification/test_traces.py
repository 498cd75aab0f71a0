"""Traces: where nobody asked for them nothing is loaded; where somebody did, they tell what happened and nobody."""

import gzip
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from backend.app import create_app
from backend.config import from_env
from backend.demo import people
from backend.errors import ConfigError
from backend.outbound import OutboundFailed, fetch
from backend.web.traces import operation_and_table, parent_of
from tests.verification.world import City

TRACE, ABOVE = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
CANARY = "canary-7f3a"
WITHOUT = """
import importlib.abc, os, sys, traceback
asked = set()
class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.partition(".")[0] == "opentelemetry":
            frames = [one.filename for one in traceback.extract_stack() if "importlib" not in one.filename]
            asked.add(frames[-2])
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
from backend.app import from_environment
from backend.config import from_env
from backend.errors import ConfigError
from backend.web import traces
from_environment()
print([one for one in sys.modules if one.startswith("opentelemetry") or one == "backend.web.spans"])
print([one for one in asked if "/redis/" not in one])
os.environ["LIANGMA_OTLP_URL"] = "https://collector.example"
try:
    traces.begin(from_env(os.environ))
except ConfigError as error:
    print(error.detail)
"""


class Collector(ThreadingHTTPServer):
    """What an operator's collector is given, at an address on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Post)
        self.bodies: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/traces"

    @property
    def spans(self) -> list[Any]:
        exported = [ExportTraceServiceRequest.FromString(body) for body in self.bodies]
        scopes = [scope for one in exported for about in one.resource_spans for scope in about.scope_spans]
        return [span for scope in scopes for span in scope.spans]


class Post(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.server.bodies.append(gzip.decompress(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@contextmanager
def traced(city: City, url: str) -> Iterator[City]:
    """The same city by an application that tells of it; what waits has been told afterwards."""
    untraced = city.app
    city.app = create_app(replace(city.services.settings, otlp_url=url, proxies=1), engine=city.engine)
    try:
        yield city
    finally:
        city.app.extensions["liangma_traces"].end()
        city.app = untraced


def said(span: Any) -> dict[str, Any]:
    return {one.key: one.value.string_value or one.value.int_value for one in span.attributes}


def test_where_nobody_asked_nothing_is_loaded_and_the_packages_need_not_be_there(tmp_path: Path) -> None:
    """But by redis, which looks whether the package is there whenever it is loaded."""
    given = {"LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False, env=given)
    loaded, asked_by_us, refused = done.stdout.splitlines() or [done.stderr] * 3
    assert (loaded, asked_by_us) == ("[]", "[]")
    assert "group otel" in refused


def test_a_request_its_statements_and_calls_are_told_and_nobody_is_named(city: City, collector: Collector) -> None:
    phone = city.phone(0)
    who, code = people.person(phone.index), city.code(phone)
    above = {"Traceparent": f"00-{TRACE}-{ABOVE}-01", "Tracestate": f"x={CANARY}", "Baggage": f"x={CANARY}"}
    with traced(city, collector.url):
        city.get(f"/verifications/01890000-0000-7000-8000-000000000000?asked={CANARY}")
        named = {"X-Request-Id": "request-0001"}
        answer = city.post("/verifications", {"code": code, "purpose": "check"}, **above, **named)
        assert answer.json["accepted"] is True
        city.app.test_client().get(f"/api/v1/nowhere/{CANARY}", headers={"User-Agent": CANARY})
        with pytest.raises(OutboundFailed):
            fetch(f"http://127.0.0.1:1/{CANARY}", kind="webhook", local={"127.0.0.1:1"})
    requests = {one.name: one for one in collector.spans if one.kind == one.SPAN_KIND_SERVER}
    assert set(requests) == {"GET /api/v1/verifications/<uuid:verdict_id>", "POST /api/v1/verifications", "GET"}
    lane = requests["POST /api/v1/verifications"]
    assert said(lane) == {
        "http.request.method": "POST", "http.route": "/api/v1/verifications", "http.response.status_code": 200,
        "liangma.request_id": named["X-Request-Id"],
    }  # fmt: skip
    assert (lane.trace_id.hex(), lane.parent_span_id.hex()) == (TRACE, ABOVE)
    under = [one for one in collector.spans if one.parent_span_id == lane.span_id]
    assert under
    assert {one.trace_id for one in under} == {lane.trace_id}
    assert {said(one)["db.system.name"] for one in under} == {city.engine.dialect.name}
    assert "INSERT" in {said(one)["db.operation.name"] for one in under}
    assert {"db.system.name", "db.operation.name", "db.collection.name"} >= {
        name for one in under for name in said(one)
    }
    (call,) = [one for one in collector.spans if one.name == "GET webhook"]
    assert said(call)["error.type"] == "OutboundFailed"
    told = b"".join(collector.bodies)
    for secret in (CANARY, code, who.name, who.citizen_number, "127.0.0.1", city.window_token, "Mozilla"):
        assert secret.encode() not in told


def test_a_collector_that_is_away_fails_and_slows_nothing(city: City) -> None:
    with traced(city, "http://127.0.0.1:1/v1/traces"):
        answer = city.post("/verifications", {"code": city.code(city.phone(0)), "purpose": "check"})
        assert answer.json["accepted"] is True


def test_what_is_told_of_a_statement_and_taken_from_a_proxy_is_known_beforehand() -> None:
    assert operation_and_table("SELECT name FROM persons WHERE id = 1") == ("SELECT", "persons")
    assert operation_and_table('INSERT INTO "verdicts" (a) VALUES (1)') == ("INSERT", "verdicts")
    assert operation_and_table("WITH a AS (SELECT 1 FROM nonces) UPDATE accounts SET a=1") == ("UPDATE", "accounts")
    assert operation_and_table("SELECT 1 FROM zhang_san") == ("SELECT", None)
    assert operation_and_table("zhang san") == ("OTHER", None)
    assert parent_of(f"00-{TRACE}-{ABOVE}-00") == (int(TRACE, 16), int(ABOVE, 16), False)
    for wrong in ("", TRACE, f"01-{TRACE}-{ABOVE}-01", f"00-{'0' * 32}-{ABOVE}-01", f"00-{TRACE}-{ABOVE}-01-{CANARY}"):
        assert parent_of(wrong) is None


def test_a_collector_is_reached_by_https_or_on_this_machine(tmp_path: Path) -> None:
    def read(url: str) -> str | None:
        return from_env({"LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(tmp_path), "LIANGMA_OTLP_URL": url}).otlp_url

    assert read("") is None
    assert read("https://collector.example") == "https://collector.example/v1/traces"
    assert read("http://127.0.0.1:4318/other") == "http://127.0.0.1:4318/other"
    for wrong in ("http://collector.example", "collector", "https://user:x@collector.example", "ftp://127.0.0.1"):
        with pytest.raises(ConfigError, match="LIANGMA_OTLP_URL"):
            read(wrong)
