"""The pages on the phone: they open without a network, answer nothing of the API, and change only when told to."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import Engine
from werkzeug.serving import make_server

from backend import db
from backend.app import create_app
from backend.config import Settings, from_env
from tests.docs.live import Live
from tests.e2e.pocket import CONTROLLED
from tests.e2e.window.citizen import take_phone_into_use

CITIZEN = 31
KEPT = (
    "caches.keys().then(names => Promise.all(names.map(n => caches.open(n).then(c => c.keys())))).then("
    "all => all.flat().map(request => new URL(request.url).pathname))"
)


@dataclass(frozen=True)
class Site:
    base: str
    folder: Path

    def change(self) -> None:
        """A new version: another script, another index, another service worker."""
        worker = self.folder / "service-worker.js"
        changed = worker.read_text("utf-8").replace("liangma-", "liangma-new-", 1)
        for name, text in {
            "service-worker.js": changed,
            "index.html": self.index().replace("<body", "<body data-new", 1),
        }.items():
            for old in self.folder.glob(f"{name}*"):
                old.unlink()
            (self.folder / name).write_text(text, "utf-8")

    def index(self) -> str:
        return (self.folder / "index.html").read_text("utf-8")


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "liangma.db")
    return f"sqlite:///{tmp_path / 'liangma.db'}"


@contextmanager
def served(settings: Settings, engine: Engine, folder: Path) -> Iterator[Site]:
    """The built pages from a folder of the test's own, so that their version can change under an open page."""
    shutil.copytree(settings.pages_dir, folder)
    server = make_server("127.0.0.1", 0, create_app(replace(settings, pages_dir=folder), engine=engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}", folder)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def site(settings: Settings, engine: Engine, tmp_path: Path) -> Iterator[Site]:
    with served(settings, engine, tmp_path / "dist") as running:
        yield running


@pytest.fixture
def city(live: Live, tmp_path: Path) -> Iterator[Site]:
    """The same with the demo city behind it."""
    settings = from_env(live.environment)
    engine = db.make_engine(settings.database_url)
    with served(settings, engine, tmp_path / "dist") as running:
        yield running
    engine.dispose()


@pytest.fixture
def page(browser: Browser, site: Site) -> Iterator[Page]:
    with browser.new_context(base_url=site.base, locale="zh-CN") as context:
        page = context.new_page()
        page.goto("/")
        page.wait_for_function(CONTROLLED)
        yield page


def test_every_area_opens_without_a_network(page: Page) -> None:
    page.context.set_offline(True)
    for path in ("/", "/matters", "/window", "/gate", "/admin", "/settings"):
        page.goto(path)
        expect(page.locator("main h1")).to_be_visible()


def test_nothing_of_the_api_is_ever_kept(page: Page) -> None:
    page.evaluate("Promise.all(['/api/v1/time', '/openapi.json', '/.well-known/jwks.json'].map(path => fetch(path)))")
    kept = page.evaluate(KEPT)
    assert "/index.html" in kept
    assert [path for path in kept if path.startswith(("/api", "/openapi", "/.well-known", "/docs"))] == []
    assert [path for path in kept if path.endswith(".wasm")] == []


def test_a_new_version_waits_until_its_user_agrees(page: Page, site: Site) -> None:
    site.change()
    page.evaluate("navigator.serviceWorker.ready.then(found => found.update())")
    prompt = page.get_by_role("status", name="有新版本")
    expect(prompt).to_be_visible()
    page.reload()
    assert page.locator("body[data-new]").count() == 0  # the old version goes on
    prompt.get_by_role("button", name="现在更新").click()
    expect(page.locator("body[data-new]")).to_have_count(1)
    expect(prompt).to_have_count(0)


def test_a_half_loaded_version_leaves_the_old_one_at_work(page: Page, site: Site) -> None:
    site.change()
    next(iter(sorted((site.folder / "icons").glob("*.png")))).unlink()  # one of its files is not there
    page.evaluate("navigator.serviceWorker.ready.then(found => found.update())")
    page.wait_for_function("() => navigator.serviceWorker.ready.then(found => found.installing === null)")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("body[data-new]").count() == 0
    assert page.get_by_role("status", name="有新版本").count() == 0


def test_no_update_is_offered_while_a_code_is_on_show(browser: Browser, city: Site) -> None:
    with browser.new_context(base_url=city.base, locale="zh-CN") as context:
        page = context.new_page()
        take_phone_into_use(page, CITIZEN)
        page.goto("/")
        page.wait_for_function(CONTROLLED)
        page.locator("a[href^='/show/']").first.click()
        expect(page.locator("svg.qr")).to_be_visible()
        city.change()
        page.evaluate("navigator.serviceWorker.ready.then(found => found.update())")
        page.wait_for_function("() => navigator.serviceWorker.ready.then(found => found.waiting !== null)")
        prompt = page.get_by_role("status", name="有新版本")
        expect(page.locator("svg.qr")).to_be_visible()
        assert prompt.count() == 0
        page.get_by_role("link", name="返回").click()
        expect(prompt).to_be_visible()
