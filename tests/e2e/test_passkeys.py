"""Passkeys with Chromium's own authenticator: what the browser makes and signs is what the office takes."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page
from werkzeug.serving import make_server

from backend import db, migrate
from backend.app import create_app
from backend.config import Settings
from tests.conftest import KEYS
from tests.services import free_port

AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip
ASK = """async ([method, path, body, token]) => {
  const headers = {"Content-Type": "application/json", ...(token ? {Authorization: `Bearer ${token}`} : {})};
  const answer = await fetch(path, {method, headers, body: body === null ? undefined : JSON.stringify(body)});
  return [answer.status, await answer.json()];
}"""
CREATE = """async (options) => (await navigator.credentials.create(
  {publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options)})).toJSON()"""
GET = """async (options) => (await navigator.credentials.get(
  {publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options)})).toJSON()"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page of an office at `localhost`, where browsers allow passkeys without https."""
    port = free_port()
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'liangma.db'}", redis_url=None, data_dir=tmp_path, port=port,
        base_url=f"http://localhost:{port}", demo=True, **KEYS,
    )  # fmt: skip
    engine = db.make_engine(settings.database_url)
    migrate.upgrade(engine)
    server = make_server("127.0.0.1", port, create_app(settings, engine=engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with browser.new_context() as context:
            opened = context.new_page()
            opened.goto(f"{settings.base_url}/docs/start.js")
            yield opened
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        engine.dispose()


@pytest.fixture
def devtools(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session


def ask(page: Page, path: str, body: Any = None, token: str | None = None, method: str = "POST") -> Any:
    status, answer = page.evaluate(ASK, [method, path, body, token])
    assert status < 300, answer
    return answer


def signed_in(page: Page) -> str:
    phone = {"phone": "13900000001"}
    code = ask(page, "/api/v1/auth/one-time-codes", phone)["demo_code"]
    return str(ask(page, "/api/v1/auth/sessions", {**phone, "code": code})["access_token"])


def added(page: Page, token: str) -> None:
    options = ask(page, "/api/v1/passkeys/challenges", None, token)["public_key"]
    ask(page, "/api/v1/passkeys", {"credential": page.evaluate(CREATE, options), "name": "这部手机"}, token)


def enter(page: Page) -> tuple[int, Any]:
    options = ask(page, "/api/v1/auth/passkey-challenges")["public_key"]
    body = {"credential": page.evaluate(GET, options)}
    status, answer = page.evaluate(ASK, ["POST", "/api/v1/auth/passkey-sessions", body, None])
    return status, answer


def test_a_passkey_made_by_the_browser_signs_in_again_and_again(page: Page, devtools: CDPSession) -> None:
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    token = signed_in(page)
    added(page, token)
    me = ask(page, "/api/v1/me", None, token, "GET")
    for _ in range(2):
        status, answer = enter(page)
        assert status == 201, answer
        assert ask(page, "/api/v1/me", None, answer["access_token"], "GET") == me


def test_a_copied_authenticator_is_found_by_its_counter_and_blocked(page: Page, devtools: CDPSession) -> None:
    first = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    token = signed_in(page)
    added(page, token)
    (copied,) = devtools.send("WebAuthn.getCredentials", {"authenticatorId": first})["credentials"]
    assert [enter(page)[0] for _ in range(2)] == [201, 201]
    devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": first})
    second = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})["authenticatorId"]
    devtools.send("WebAuthn.addCredential", {"authenticatorId": second, "credential": copied})
    status, answer = enter(page)
    assert (status, answer["code"]) == (401, "passkey_refused")
    (item,) = ask(page, "/api/v1/passkeys", None, token, "GET")["items"]
    assert item["blocked"]
