"""Every page of the five areas keeps the content policy, and none has anything to say on the console."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import bind
from tests.e2e.staff import hire, partner_secret
from tests.e2e.window.citizen import take_phone_into_use
from tests.e2e.window.clerk import Complaints, complaints_of

WAIT = 20_000  # milliseconds
CITIZEN = 30
STRANGER = ("/", "/sign-in", "/matters", "/matters/gj-loan", "/settings", "/certificates/none", "/window/sign-in")
POCKET = ("/", "/pack", "/pack?matter=gj-loan", "/answer", "/history", "/devices", "/notices", "/settings", "/matters")
WINDOW = ("/window", "/window/matters/rs-pension-transfer", "/window/check")
OFFICER = ("/officer", "/officer/checks")
GATE = ("/gate", "/gate/day", "/gate/settings")
CATALOGUE = ("", "/matters", "/calendar", "/types/resident-id", "/matters/gj-loan/versions", "/matters/gj-loan/edit")
ADMINISTRATION = {
    "operator": ("", "/batches", "/imports", "/keys", "/partners", *(f"/catalogue{rest}" for rest in CATALOGUE)),
    "security": ("", "/keys", "/partners"),
    "auditor": ("", "/audit", "/check", "/partners"),
    "department": ("", "/certificates", "/imports"),
}
INLINE = """() => { const script = document.createElement('script'); script.textContent = 'globalThis.ran = true';
  document.head.append(script); return globalThis.ran === true; }"""


@pytest.fixture(params=["block"])
def page(request: pytest.FixtureRequest, browser: Browser, live: Live) -> Iterator[Page]:
    """`param`: whether the pages may be kept, `allow` or `block`; keeping them takes seconds."""
    with browser.new_context(base_url=live.base, locale="zh-CN", service_workers=request.param) as context:
        context.set_default_timeout(WAIT)
        yield context.new_page()


KEPT = pytest.mark.parametrize("page", ["allow"], indirect=True)


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


def test_the_pages_for_whoever_comes(page: Page, complaints: Complaints) -> None:
    walk(page, *STRANGER)
    assert complaints.unexpected() == []


@KEPT
def test_the_pages_of_a_citizen(page: Page, live: Live, complaints: Complaints) -> None:
    take_phone_into_use(page, CITIZEN)
    certificate = bind(live.base, CITIZEN).card("resident-id")["certificate_id"]
    walk(page, *POCKET, f"/certificates/{certificate}", f"/show/{certificate}")
    expect(page.locator("svg.qr")).to_be_visible()
    assert complaints.unexpected() == []


def test_the_pages_of_a_window_without_a_camera(page: Page, live: Live, complaints: Complaints) -> None:
    sign_in(page, live, "window", "window", "hall-01")
    walk(page, *WINDOW)
    expect(page.get_by_text("没有找到摄像头")).to_be_visible()
    assert complaints.unexpected() == []


def test_the_pages_of_an_officer(page: Page, live: Live, complaints: Complaints) -> None:
    sign_in(page, live, "officer", "officer", "RS")
    walk(page, *OFFICER)
    assert complaints.unexpected() == []


@KEPT
def test_the_pages_of_a_gate(page: Page, live: Live, complaints: Complaints) -> None:
    walk(page, "/gate")
    page.get_by_label("第三方编号").fill(json.dumps(partner_secret(live)))
    page.get_by_role("button", name="连接").click()
    page.get_by_label("我已与管理员给的指纹逐字核对").check()
    page.get_by_role("button", name="我已核对，信任它").click()
    page.get_by_role("button", name="完成，开始核验").click()
    page.wait_for_url("**/gate")
    walk(page, *GATE)
    assert complaints.unexpected() == []


@pytest.mark.parametrize("role", ADMINISTRATION)
def test_the_pages_of_administration(page: Page, live: Live, complaints: Complaints, role: str) -> None:
    sign_in(page, live, "admin", role, "GA" if role == "department" else None)
    walk(page, *(f"/admin{path}" for path in ADMINISTRATION[role]))
    assert complaints.unexpected() == []
