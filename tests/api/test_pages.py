"""The built pages as they are served, in the order of the rules of `backend.web.pages`.

The folder is a small one made here; the real one is opened in a browser elsewhere.
"""

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from backend.app import create_app
from backend.config import Settings
from backend.web.pages import PAGES

INDEX = "<!doctype html><title>亮码</title>"
SCRIPT = "export const shown = 1;\n" * 60
ROUTES = Path(__file__).parents[2] / "pwa" / "src" / "pages"
WRITTEN_PATH = re.compile(r'path: "(/[^"]*)"')


@pytest.fixture
def pages(settings: Settings, engine: Engine, tmp_path: Path) -> FlaskClient:
    folder = tmp_path / "dist"
    for name, text in {
        "index.html": INDEX, "service-worker.js": "//", "boot.js": "//", "manifest.webmanifest": "{}",
        "assets/a-1.js": SCRIPT, "assets/a-2.wasm": "x", "assets/.secret": "x", "icons/a.png": "x",
    }.items():  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "assets/a-1.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (folder / "assets/a-1.js.br").write_bytes(b"pretended brotli")
    return create_app(replace(settings, pages_dir=folder), engine=engine).test_client()


@pytest.mark.parametrize("rule", PAGES)
def test_every_address_of_a_page_gives_the_one_page(pages: FlaskClient, rule: str) -> None:
    answer = pages.get(rule.replace("<path:rest>", "one/two"))
    assert (answer.status_code, answer.content_type, answer.text) == (200, "text/html; charset=utf-8", INDEX)


def test_every_address_that_the_pages_know_is_one_the_office_serves(app: Flask) -> None:
    written = {path for file in ROUTES.rglob("*outes.ts") for path in WRITTEN_PATH.findall(file.read_text("utf-8"))}
    assert len(written) > 15
    routes = app.url_map.bind("localhost")
    assert [path for path in sorted(written) if not routes.test(re.sub(r":\w+(\([^)]*\))?[?*+]?", "7", path))] == []


def test_an_address_that_is_none_is_not_found_and_a_page_takes_no_post(pages: FlaskClient) -> None:
    assert pages.get("/none").status_code == 404
    answer = pages.post("/matters")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("path", ["/", "/service-worker.js", "/boot.js", "/manifest.webmanifest", "/icons/a.png"])
def test_what_carries_no_hash_is_asked_for_anew_and_costs_nothing_when_it_is_the_same(
    pages: FlaskClient, path: str
) -> None:
    answer = pages.get(path)
    assert answer.headers["Cache-Control"] == "no-cache"
    again = pages.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_asset_is_kept_for_a_year(pages: FlaskClient) -> None:
    assert pages.get("/assets/a-1.js").headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path", ["/assets/none.js", "/assets/.secret", "/assets/../index.html", "/assets/", "/icons/x"]
)
def test_a_file_that_is_not_there_is_not_found(pages: FlaskClient, path: str) -> None:
    assert pages.get(path).status_code == 404


@pytest.mark.parametrize(
    ("taken", "sent"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("identity", None), ("", None)],
)
def test_a_file_is_sent_in_the_best_form_that_is_taken(pages: FlaskClient, taken: str, sent: str | None) -> None:
    answer = pages.get("/assets/a-1.js", headers={"Accept-Encoding": taken})
    assert answer.headers.get("Content-Encoding") == sent
    assert answer.content_type == "text/javascript; charset=utf-8"
    assert "Accept-Encoding" in answer.headers["Vary"]
    expected = {"br": b"pretended brotli", None: SCRIPT.encode()}
    assert (gzip.decompress(answer.data) if sent == "gzip" else answer.data) == expected.get(sent, SCRIPT.encode())


def test_a_file_without_a_compressed_form_is_sent_as_it_is(pages: FlaskClient) -> None:
    answer = pages.get("/assets/a-2.wasm", headers={"Accept-Encoding": "br, gzip"})
    assert (answer.content_type, answer.data) == ("application/wasm", b"x")
    assert "Content-Encoding" not in answer.headers


def test_the_pages_have_a_policy_of_their_own_and_the_api_keeps_its(pages: FlaskClient) -> None:
    policy = dict(
        part.strip().split(" ", 1) for part in pages.get("/gate").headers["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["style-src"] == policy["connect-src"] == policy["worker-src"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in str(policy)
    assert "wasm" not in pages.get("/api/v1/time").headers["Content-Security-Policy"]


def test_pages_that_were_not_built_say_how_to_build_them(settings: Settings, engine: Engine, tmp_path: Path) -> None:
    client = create_app(replace(settings, pages_dir=tmp_path / "none"), engine=engine).test_client()
    answer = client.get("/")
    assert (answer.status_code, answer.json["code"]) == (503, "pages_not_built")
    assert "make run" in answer.json["next_step"]["zh"]
    assert "make run" in answer.json["next_step"]["en"]


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/wallet", "/none/at/all", "/windows"])
def test_a_browser_that_was_led_to_nothing_is_shown_the_way_home(pages: FlaskClient, path: str) -> None:
    answer = pages.get(path, headers=BROWSER)
    assert (answer.status_code, answer.content_type, answer.text) == (404, "text/html; charset=utf-8", INDEX)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    told = pages.get(path)
    assert (told.status_code, told.get_json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["/api/v1/none", "/.well-known/none", "/openid/none", "/assets/none.js", "/icons/x"])
def test_what_is_no_page_is_answered_as_to_programs_also_when_a_browser_asks(pages: FlaskClient, path: str) -> None:
    answer = pages.get(path, headers=BROWSER)
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert pages.post("/wallet", headers=BROWSER).content_type == "application/problem+json"
