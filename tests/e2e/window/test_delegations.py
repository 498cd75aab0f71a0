"""A holder lends a certificate on the phone; the other accepts and shows it; taken back, it is refused at once."""

import time

from playwright.sync_api import Browser, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.pocket import in_use, pocket, read
from tests.e2e.window.clerk import Clerk

LENDER, BORROWER = 187, 188
AT_ONCE = 5  # seconds


def test_a_card_is_lent_by_the_pages_accepted_shown_as_agent_taken_back_and_refused_within_five_seconds(
    clerk: Clerk, browser: Browser, live: Live
) -> None:
    clerk.sign_in()
    clerk.page.get_by_role("link", name="只核验，不办件").click()
    with pocket(browser, live) as one, pocket(browser, live) as other:
        lender, borrower = in_use(one.new_page(), LENDER), in_use(other.new_page(), BORROWER)
        _lend(lender)
        _accept(borrower)
        borrower.goto("/")
        borrower.get_by_role("button", name="刷新").click()
        borrower.locator("section[data-behalf] a[href^='/show/']").first.click()
        clerk.press_as_gun(read(borrower))
        names = f"{people.person(BORROWER).name} 代 {people.person(LENDER).name} 出示"
        expect(clerk.page.locator("[data-behalf]")).to_contain_text(names)
        lender.reload()
        expect(lender.locator("[data-use]")).to_contain_text(people.person(BORROWER).name)
        borrower.get_by_role("button", name="再次出示").click()
        code = read(borrower)
        lender.get_by_role("button", name="收回委托").click()
        lender.get_by_role("button", name="收回", exact=True).click()
        expect(lender.locator("[data-delegation=withdrawn]")).to_be_visible()
        since = time.monotonic()
        clerk.press_as_gun(code)
        expect(clerk.page.locator(".verdict .answer")).to_contain_text("代出示已终止", timeout=AT_ONCE * 1000)
        assert time.monotonic() - since < AT_ONCE


def _lend(page: Page) -> None:
    """From the certificate's page, twice at most, to a person by name and number."""
    page.get_by_role("link", name="居民身份证").first.click()
    page.get_by_role("link", name="委托他人代出示").click()
    page.get_by_role("button", name="签名并发出").click()
    expect(page.get_by_text("请填写姓名")).to_be_visible()
    page.get_by_label("对方姓名").fill(people.person(BORROWER).name)
    page.get_by_label("对方公民身份号码").fill(people.person(BORROWER).citizen_number)
    page.get_by_label("可以出示几次").select_option("2")
    page.get_by_role("button", name="签名并发出").click()
    expect(page.locator("[data-delegation=waiting]")).to_contain_text(people.person(BORROWER).name)


def _accept(page: Page) -> None:
    """By what is listed as lent to me."""
    page.goto("/delegations")
    page.get_by_role("radio", name="委托给我的").check()
    page.locator("[data-delegation=waiting] a").click()
    page.get_by_role("button", name="接受").click()
    expect(page.locator("[data-delegation=accepted]")).to_contain_text("还可出示 2 次")
