"""The holder's own pages, on a phone and on a desk: who looked, which phones can show codes, what happened, how pages
look. Nothing sticks out of the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import bind
from tests.e2e.pocket import DESK, SCREEN, in_use, pocket
from tests.e2e.staff import open_counter

CITIZEN = 69
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(scope="module")
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    """In use, beside another phone whose codes two windows took and one of which was shown twice."""
    with pocket(browser, live) as context:
        page = in_use(context.new_page(), CITIZEN)
        other, first, second = bind(live.base, CITIZEN), open_counter(live), open_counter(live, "hall-02")
        code = other.code()
        assert first.accepts(code)
        assert not first.accepts(code)
        assert second.accepts(other.code("marriage"))
        yield page


@pytest.fixture(params=[SCREEN, DESK], ids=["phone", "desk"])
def page(phone: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    phone.set_viewport_size(request.param)
    yield phone
    assert phone.evaluate(FITS)


def test_the_history_is_filtered_and_the_address_keeps_the_filter(page: Page) -> None:
    page.goto("/history")
    entries = page.locator("details")
    expect(entries).to_have_count(3)
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("radio", name="未通过").check()
    expect(entries).to_have_count(1)
    expect(page.get_by_role("button", name="筛选（1 项）")).to_have_attribute("aria-expanded", "true")
    page.reload()
    expect(entries).to_have_count(1)
    page.get_by_role("button", name="筛选（1 项）").click()
    page.get_by_role("radio", name="第三方").check()
    expect(page.get_by_text("没有符合条件的记录")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="清除筛选").last.click()
    expect(entries).to_have_count(3)
    page.get_by_label("从", exact=True).fill("2031-01-01")
    expect(page.get_by_text("没有符合条件的记录")).to_be_visible()


def test_notices_say_what_happened_and_are_new_once(page: Page) -> None:
    page.route("**/api/v1/notices*", lambda asked: asked.fulfill(json={**asked.fetch().json(), "unread": 120}))
    page.goto("/")
    bell = page.locator("a.bell")
    expect(bell.locator(".count")).to_have_text("99+")
    for elder in (False, True):  # the number hides nothing of the bell
        page.evaluate("elder => document.documentElement.toggleAttribute('data-elder', elder)", elder)
        icon, count = bell.locator("svg").bounding_box(), bell.locator(".count").bounding_box()
        assert icon is not None
        assert count is not None
        assert icon["x"] + icon["width"] <= count["x"], elder
    page.unroute_all()
    page.goto("/notices", wait_until="networkidle")  # what is new is read when the office was told so
    rows = page.locator("main li")
    expect(rows.filter(has_text="新绑定手机")).not_to_have_count(0)
    expect(rows.filter(has_text="核验了您出示的码")).not_to_have_count(0)
    expect(rows.filter(has_text="已签发")).not_to_have_count(0)
    page.reload()
    expect(rows.first).to_be_visible()
    expect(page.get_by_text("未读", exact=True)).to_have_count(0)


def test_the_size_of_words_goes_from_18_to_30_points_and_stays(page: Page) -> None:
    page.goto("/settings")
    page.get_by_role("switch").check()
    slider = page.get_by_role("slider")
    assert [slider.get_attribute(name) for name in ("min", "max")] == ["18", "30"]
    for points in (18, 30):
        slider.fill(str(points))
        expect(page.get_by_text(f"{points} 磅")).to_be_visible()
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == points * 4 / 3
        assert page.evaluate(FITS)
    page.goto("/history")
    expect(page.locator("html[data-elder]")).to_have_count(1)
    assert page.evaluate(FITS)
    page.get_by_role("button", name="标准版").click()
    expect(page.locator("html[data-elder]")).to_have_count(0)


def test_who_never_signed_in_finds_large_words_on_the_first_page(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context:
        page = context.new_page()
        page.goto("/")
        entry = page.get_by_role("main").get_by_role("button", name="大字版")
        expect(entry).to_be_in_viewport()
        entry.click()
        expect(page.locator("html[data-elder]")).to_have_count(1)
        assert page.evaluate(FITS)


def test_a_phone_gets_a_name_and_the_others_are_removed(phone: Page) -> None:
    phone.goto("/devices")
    own, others = phone.locator(".device.own"), phone.locator(".device:not(.own)")
    own.get_by_role("button", name="改名").click()
    dialog = phone.get_by_role("dialog")
    dialog.get_by_label("名字").fill("")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_text("请填写")).to_be_visible()
    dialog.get_by_label("名字").fill("奶奶的手机")
    dialog.get_by_role("button", name="保存").click()
    expect(own.get_by_role("heading", name="奶奶的手机")).to_be_visible()
    expect(others).to_have_count(1)
    others.get_by_role("button", name="移除").click()
    phone.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(others).to_have_count(1)
    others.get_by_role("button", name="移除").click()
    phone.get_by_role("button", name="确认移除").click()
    expect(phone.get_by_text("没有其他手机")).to_be_visible()
    phone.goto("/notices")
    expect(phone.locator("main li").filter(has_text="手机").filter(has_text="移除").first).to_be_visible()
