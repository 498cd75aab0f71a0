"""The content policy bites, and holds for whom the walk through all pages does not know (`test_axe`)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.staff import hire
from tests.e2e.window.clerk import Complaints, complaints_of

WAIT = 20_000  # milliseconds
SECURITY = ("/admin", "/admin/keys", "/admin/partners")
INLINE = """() => { const script = document.createElement('script'); script.textContent = 'globalThis.ran = true';
  document.head.append(script); return globalThis.ran === true; }"""


@pytest.fixture
def page(browser: Browser, live: Live) -> Iterator[Page]:
    with browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block") as context:
        context.set_default_timeout(WAIT)
        yield context.new_page()


@pytest.fixture
def complaints(page: Page) -> Complaints:
    return complaints_of(page)


def walk(page: Page, *paths: str) -> None:
    """Open each by its address, until everything it asks for is there."""
    for path in paths:
        page.goto(path, wait_until="networkidle")
        expect(page.locator("main h1")).to_be_visible(timeout=WAIT)


def sign_in(page: Page, live: Live, area: str, role: str, office: str | None = None) -> None:
    body = hire(live, role, office).sign_in_body()
    page.goto(f"/{area}/sign-in")
    page.get_by_label("工号").fill(body["login"])
    page.get_by_label("密码", exact=True).fill(body["password"])
    page.get_by_label("动态口令").fill(body["totp"])
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(f"**/{area}")


def test_what_is_not_the_pages_own_does_not_run_and_is_told(page: Page, complaints: Complaints) -> None:
    walk(page, "/")
    assert page.evaluate(INLINE) is False
    page.wait_for_function("() => globalThis.ran !== true")
    assert any(one.startswith("CSP script-src") for one in complaints.found)


def test_a_window_without_a_camera(page: Page, live: Live, complaints: Complaints) -> None:
    sign_in(page, live, "window", "window", "hall-01")
    walk(page, "/window/check")
    expect(page.get_by_text("没有找到摄像头")).to_be_visible()
    assert complaints.unexpected() == []


def test_the_pages_of_security(page: Page, live: Live, complaints: Complaints) -> None:
    sign_in(page, live, "admin", "security")
    walk(page, *SECURITY)
    assert complaints.unexpected() == []
