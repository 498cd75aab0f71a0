"""A citizen's phone from the first sign-in to the record of a use; on a bad day too: no network, a wrong clock, a
storage that the browser emptied, an office that does not answer, a phone that was removed."""

import re
from collections.abc import Iterator
from itertools import count

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.pocket import WAIT, in_use, kept_for_offline, pocket, read, show
from tests.e2e.staff import Counter, open_counter
from tests.e2e.window.citizen import take_phone_into_use

ORDER = count(40)  # citizens of the demo city whose identity cards are in force, one a test
TWO_HOURS_AHEAD = """(() => { const Real = Date, ahead = 7200_000;
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead); }
    static now() { return Real.now() + ahead; } } })()"""


@pytest.fixture(scope="module")
def counter(live: Live) -> Counter:
    return open_counter(live)


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    with pocket(browser, live) as context:
        yield context.new_page()


@pytest.fixture
def flying(browser: Browser, live: Live) -> Iterator[Page]:
    """A phone that keeps the pages."""
    with pocket(browser, live, keeps_pages=True) as context:
        yield context.new_page()


def test_from_a_phone_number_to_an_accepted_code_and_the_record_of_its_use(phone: Page, counter: Counter) -> None:
    in_use(phone, next(ORDER))
    assert counter.accepts(show(phone))
    phone.goto("/history")
    used = phone.locator("details").first
    expect(used).to_contain_text("东湖区政务大厅1号窗口")
    expect(used).to_contain_text("通过")
    used.locator("summary").click()
    expect(used.get_by_role("link", name="居民身份证")).to_be_visible()


def test_a_phone_started_without_a_network_shows_an_accepted_code(flying: Page, counter: Counter) -> None:
    in_use(flying, next(ORDER))
    kept_for_offline(flying)
    flying.context.set_offline(True)
    flying.reload()
    show(flying)
    expect(flying.get_by_text(re.compile("没有网络，也能出示。证照更新于(刚刚| 1 分钟前)。"))).to_be_visible()
    taken = flying.evaluate("performance.getEntriesByName('show').at(-1).duration")
    print(f"\nfirst tap after a start without a network to the code: {taken:.0f} ms")
    assert 0 < taken < WAIT
    flying.reload()  # opened by its own address, from nothing
    assert counter.accepts(read(flying))


def test_language_elder_mode_and_dark_paper_hold_at_once_and_after_a_start(phone: Page) -> None:
    in_use(phone, next(ORDER))
    phone.get_by_role("button", name="换成英文").click()
    expect(phone.locator("html")).to_have_attribute("lang", "en")
    phone.goto("/settings")
    phone.get_by_role("radio", name="Dark").check()
    phone.get_by_role("switch").check()
    phone.get_by_role("slider").fill("30")
    phone.goto("/")
    root = phone.locator("html")
    assert [root.get_attribute(name) for name in ("lang", "data-theme", "data-elder")] == ["en", "dark", ""]
    assert phone.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 40  # 30 points
    phone.locator("a[href^='/show/']").first.click()
    assert read(phone).startswith("LM1:")  # black on white, on dark paper too
    assert phone.evaluate("getComputedStyle(document.querySelector('.plate')).backgroundColor") == "rgb(255, 255, 255)"
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_two_hours_ahead_is_told_so_and_its_codes_are_accepted(phone: Page, counter: Counter) -> None:
    phone.context.add_init_script(TWO_HOURS_AHEAD)
    in_use(phone, next(ORDER))
    expect(phone.get_by_text("本机时间快了 2 小时，已自动校正，不用调整")).to_be_visible()
    code = show(phone)
    expect(phone.get_by_text("本机时间快了 2 小时，已自动校正")).to_be_visible()
    assert counter.accepts(code)


def test_a_phone_whose_storage_was_emptied_says_so_and_is_bound_anew_in_its_old_place(
    phone: Page, counter: Counter, live: Live
) -> None:
    citizen = next(ORDER)
    in_use(phone, citizen)
    devtools = phone.context.new_cdp_session(phone)
    devtools.send("Storage.clearDataForOrigin", {"origin": live.base, "storageTypes": "indexeddb"})
    phone.reload()
    expect(phone.get_by_text("浏览器清理了存储")).to_be_visible()
    take_phone_into_use(phone, citizen, known=True)
    phone.goto("/")
    expect(phone.locator("a[href^='/show/']").first).to_be_visible(timeout=WAIT)
    assert counter.accepts(show(phone))
    phone.goto("/devices")
    expect(phone.get_by_text("没有其他手机")).to_be_visible()


def test_while_the_office_does_not_answer_codes_are_shown_and_the_rest_is_tried_again(
    phone: Page, counter: Counter
) -> None:
    in_use(phone, next(ORDER))
    phone.context.route("**/api/**", lambda route: route.abort("connectionrefused"))
    phone.reload()
    expect(phone.get_by_text("暂时连不上服务。可以看证照、出示码")).to_be_visible()
    assert counter.accepts(show(phone))
    phone.goto("/history")
    failed = phone.get_by_role("main").get_by_text("暂时连不上服务")
    expect(failed).to_be_visible()
    phone.context.unroute("**/api/**")
    phone.get_by_role("button", name="重试").click()
    expect(phone.locator("details").first).to_contain_text("东湖区政务大厅1号窗口")
    expect(failed).to_have_count(0)


def test_a_removed_phone_shows_nothing_that_is_accepted_and_says_that_it_was_removed(
    browser: Browser, live: Live, phone: Page, counter: Counter
) -> None:
    citizen = next(ORDER)
    in_use(phone, citizen)
    assert counter.accepts(show(phone))
    with pocket(browser, live) as other:
        page = other.new_page()
        take_phone_into_use(page, citizen, known=True)
        page.goto("/devices")
        page.locator(".device:not(.own)").get_by_role("button", name="移除").click()
        phone.get_by_role("button", name="再次出示").click()
        code = read(phone)  # as late as it can be: a code is good for 90 seconds
        page.get_by_role("button", name="确认移除").click()
        expect(page.get_by_text("没有其他手机")).to_be_visible()
        expect(page.get_by_role("heading", name="我的设备")).to_be_focused()  # the row with the button is gone
    refused = counter.verify(code)
    assert (refused["accepted"], refused["reason"]) == (False, "device_removed")
    expect(phone.get_by_text("这部手机已在别处被移除").first).to_be_visible()
    expect(phone.locator("svg.qr")).to_have_count(0)
