"""Where the browser or the office fails a citizen, the page says what is wrong and what helps: a private window that
keeps nothing, a page inside another app, an office that takes every call and answers none, hours without a network."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.pocket import in_use, kept_for_offline, pocket, read, show

PRIVATE, IN_APP, SILENT, HOURS, FIRST = 62, 63, 70, 71, 66
REFUSED = """IDBFactory.prototype.open = () => {
  throw new DOMException('A mutation was attempted on a database that allows none.', 'InvalidStateError');
};"""
MISSING = "Object.defineProperty(window, 'indexedDB', { value: undefined });"
LATE = """IDBFactory.prototype.open = () => {
  const asked = new EventTarget();
  asked.error = new DOMException('The user denied permission to access the database.', 'UnknownError');
  Object.setPrototypeOf(asked, IDBOpenDBRequest.prototype);
  Object.defineProperty(asked, 'error', { value: asked.error });
  setTimeout(() => asked.dispatchEvent(new Event('error')));
  return asked;
};"""
NO_WORKER = "delete Navigator.prototype.serviceWorker;"
WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI Language/zh_CN"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.4 Mobile/15E148 Safari/604.1"
)
KEEPS_NOTHING = "这个浏览器不允许保存钥匙"


@contextmanager
def without_mistakes(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    yield page
    assert mistakes == []


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    with pocket(browser, live) as context, without_mistakes(context) as page:
        yield page


@pytest.fixture
def flying(browser: Browser, live: Live) -> Iterator[Page]:
    """A phone that keeps the pages."""
    with pocket(browser, live, keeps_pages=True) as context, without_mistakes(context) as page:
        yield page


@pytest.mark.parametrize("storage", [REFUSED, MISSING, LATE], ids=["refused", "missing", "refused late"])
def test_a_browser_that_keeps_nothing_says_so_before_anything_is_typed(phone: Page, storage: str) -> None:
    phone.add_init_script(storage)
    for path in ("/", "/sign-in"):
        phone.goto(path)
        expect(phone.get_by_text(KEEPS_NOTHING)).to_be_visible()
    phone.goto("/matters")
    expect(phone.get_by_role("heading", name="办事")).to_be_visible()


def test_who_signs_in_there_all_the_same_binds_no_phone_and_is_told_what_helps(phone: Page, live: Live) -> None:
    phone.add_init_script(REFUSED)
    who = people.person(PRIVATE)
    phone.goto("/sign-in")
    phone.get_by_label("手机号").fill(who.phone)
    phone.get_by_role("button", name="获取验证码").click()
    told = phone.get_by_text("演示环境：验证码是").inner_text()
    phone.get_by_label("验证码", exact=True).fill(told[-6:])
    phone.get_by_role("button", name="登录", exact=True).click()
    phone.get_by_label("姓名").fill(who.name)
    phone.get_by_label("公民身份号码").fill(who.citizen_number)
    phone.get_by_role("button", name="核对").click()
    phone.get_by_role("button", name="绑定这部手机").click()
    expect(phone.get_by_text(KEEPS_NOTHING)).to_be_visible()
    phone.get_by_role("link", name="返回").click()
    expect(phone.get_by_role("heading", name="这个浏览器不能保存证照")).to_be_visible()


@pytest.mark.parametrize(
    ("agent", "words"),
    [(WECHAT, "请点右上角“…”，选“在浏览器打开”"), (IPHONE, "请改用手机自带的浏览器")],
    ids=["in another app", "in a browser"],
)
def test_a_browser_without_a_service_worker_says_what_it_cannot_do(
    browser: Browser, live: Live, agent: str, words: str
) -> None:
    with pocket(browser, live, user_agent=agent) as context:
        context.add_init_script(NO_WORKER)
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_text(words)).to_be_visible()


def test_inside_another_app_a_code_is_shown_as_elsewhere(browser: Browser, live: Live) -> None:
    with pocket(browser, live, user_agent=WECHAT) as context:
        context.add_init_script(NO_WORKER)
        page = in_use(context.new_page(), IN_APP)
        assert show(page).startswith("LM1:")
        expect(page.get_by_text("在浏览器打开")).to_have_count(0)  # nothing stands between the tap and the code


def test_while_the_office_takes_calls_and_answers_none_cards_and_codes_are_there(flying: Page) -> None:
    in_use(flying, SILENT)
    kept_for_offline(flying)
    waiting: list[Route] = []
    flying.context.route("**/api/**", lambda route: waiting.append(route))
    flying.reload()
    expect(flying.get_by_role("link", name="亮码 居民身份证")).to_be_visible()
    assert show(flying).startswith("LM1:")
    assert waiting
    for route in waiting:
        route.abort()


def test_after_hours_without_a_network_the_wallet_and_the_code_say_how_old_they_are(flying: Page) -> None:
    in_use(flying, HOURS)
    kept_for_offline(flying)
    flying.context.set_offline(True)
    flying.clock.install()
    flying.reload()
    flying.clock.fast_forward("03:00:30")
    flying.goto("/")
    expect(flying.get_by_text("没有网络。可以看证照、出示码")).to_be_visible()
    expect(flying.get_by_text("证照更新于 3 小时前")).to_be_visible()
    flying.locator("a[href^='/show/']").first.click()
    expect(flying.get_by_text("没有网络，也能出示。证照更新于 3 小时前。")).to_be_visible()
    assert read(flying).startswith("LM1:")


def test_the_first_code_of_a_phone_misses_nothing_without_a_network(flying: Page) -> None:
    in_use(flying, FIRST)
    kept_for_offline(flying)
    flying.wait_for_load_state("networkidle")
    flying.context.set_offline(True)
    show(flying)
    flying.get_by_role("radio", name="姓名、相片和已满18周岁").check()
    expect(flying.locator("dt")).to_have_text(["姓名", "已满18周岁", "相片"])
    expect(flying.get_by_alt_text("证照上的相片")).to_be_visible()
    flying.get_by_role("radio", name="相片码").check()
    assert read(flying).startswith("LM1P:")


@pytest.mark.parametrize(("locale", "words"), [("zh-CN", "这个浏览器太旧"), ("en-GB", "This browser is too old")])
def test_a_browser_that_is_too_old_is_told_so_before_the_pages_program_begins(
    browser: Browser, live: Live, locale: str, words: str
) -> None:
    with pocket(browser, live, locale=locale) as context:
        page = context.new_page()
        page.goto("/matters")
        expect(page.get_by_role("alert").filter(has_text=words)).to_have_count(0)
        page.add_init_script("delete globalThis.OffscreenCanvas")
        page.route("**/assets/**", lambda route: route.abort())  # it may not even read the program
        page.goto("/matters")
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
