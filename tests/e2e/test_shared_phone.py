"""A phone that two people use: what one leaves, the other does not meet, in no tab of the browser."""

from playwright.sync_api import Browser, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.pocket import in_use, pocket, show
from tests.e2e.test_desktop import SHOW_KEPT
from tests.e2e.window.citizen import take_phone_into_use

FIRST, NEXT = 155, 156


def sign_out(page: Page) -> None:
    page.goto("/settings")
    page.get_by_role("button", name="退出登录").click()
    page.get_by_role("dialog").get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("link", name="登录 / 注册")).to_be_visible()


def test_whoever_signs_out_in_one_tab_is_gone_from_all_and_the_next_meets_nothing(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context:
        one, other = in_use(context.new_page(), FIRST), context.new_page()
        show(one)
        sign_out(other)
        expect(one.locator("svg.qr")).to_have_count(0)  # nobody touched this tab
        kept, who = one.evaluate(SHOW_KEPT), people.person(FIRST)
        assert [word for word in (who.name, who.name[0] + "*", f"****{who.phone[-4:]}") if word in kept] == []
        take_phone_into_use(other, NEXT)
        other.goto("/")
        expect(other.locator("a[href^='/show/']").first).to_be_visible()
        one.goto("/")
        expect(one.get_by_text(people.person(NEXT).name).first).to_be_visible()
        expect(one.get_by_text(who.name)).to_have_count(0)
        show(other)  # the first tab took nobody's key away
