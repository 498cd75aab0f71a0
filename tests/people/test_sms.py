"""How codes leave the office: shown in a demo, an outbox file, an HTTP gateway; never by accident."""

import dataclasses
import http.server
import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from backend.app import create_app
from backend.config import Settings
from backend.errors import ConfigError
from backend.people.sms import HttpGateway, OutboxGateway, SmsUnavailable, gateway_for
from tests.people.sign_in import new_phone, post


class Receiver(http.server.BaseHTTPRequestHandler):
    """A gateway on loopback: /ok accepts, /redirect sends elsewhere, anything else fails."""

    received: list[bytes] = []  # noqa: RUF012 - one list for the server's life

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.received.append(body)
        self.send_response({"/ok": 200, "/redirect": 307}.get(self.path, 500))
        self.send_header("Location", "/ok")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Quiet."""


@pytest.fixture
def gateway_url() -> Iterator[str]:
    Receiver.received.clear()
    with http.server.HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_outside_the_demo_a_missing_or_senseless_gateway_stops_the_start(settings: Settings, engine: Engine) -> None:
    real = dataclasses.replace(settings, demo=False)
    for named in (None, "", "ftp://gateway", "sms"):
        with pytest.raises(ConfigError, match="LIANGMA_SMS_GATEWAY"):
            create_app(dataclasses.replace(real, sms_gateway=named), engine=engine)


def test_outside_the_demo_no_answer_shows_the_code(settings: Settings, engine: Engine, tmp_path: Path) -> None:
    path, phone = tmp_path / "outbox.jsonl", new_phone()
    app = create_app(dataclasses.replace(settings, demo=False, sms_gateway=str(path)), engine=engine)
    client = app.test_client()
    answer = post(client, "/api/v1/auth/one-time-codes", {"phone": phone})
    assert answer.json == {"expires_in": 300}
    sent = [json.loads(line) for line in path.read_text().splitlines()]
    assert [message["phone"] for message in sent] == [phone]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    body = {"phone": phone, "code": sent[0]["code"]}
    assert post(client, "/api/v1/auth/sessions", body).status_code == 201


def test_a_gateway_that_fails_is_said_so(settings: Settings, engine: Engine, tmp_path: Path) -> None:
    missing = tmp_path / "absent" / "outbox.jsonl"
    app = create_app(dataclasses.replace(settings, demo=False, sms_gateway=str(missing)), engine=engine)
    answer = post(app.test_client(), "/api/v1/auth/one-time-codes", {"phone": new_phone()})
    assert (answer.status_code, answer.json["code"]) == (503, "sms_unavailable")


def test_an_http_gateway_gets_phone_and_code_and_is_never_followed_elsewhere(gateway_url: str) -> None:
    HttpGateway(f"{gateway_url}/ok").send("13800138000", "012345")
    assert json.loads(Receiver.received[0]) == {"phone": "13800138000", "code": "012345"}
    for path in ("/redirect", "/broken"):
        with pytest.raises(SmsUnavailable):
            HttpGateway(f"{gateway_url}{path}").send("13800138000", "012345")
    assert len(Receiver.received) == 3


def test_a_named_gateway_is_used_in_the_demo_too(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "outbox.jsonl"
    assert gateway_for(dataclasses.replace(settings, sms_gateway=str(path))) == OutboxGateway(path)
