"""What a phone shows for somebody else, on the way through the pages: the card in the wallet, and its code."""

from playwright.sync_api import Page, expect

from tests.e2e.lending import lend
from tests.e2e.phone import bind
from tests.e2e.tour.visitors import City


def lent(page: Page, city: City) -> None:
    """Another citizen's card comes into the wallet."""
    lend(city.phone, bind(city.live.base, city.holder), city.holder)
    page.get_by_role("button", name="刷新").click()
    card = page.locator("section[data-behalf]")
    expect(card).to_be_visible()
    card.scroll_into_view_if_needed()


def show(page: Page, _city: City) -> None:
    page.locator("section[data-behalf] a[href^='/show/']").first.click()
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.locator("[data-behalf]")).to_be_visible()


def pack(page: Page, _city: City) -> None:
    page.locator("fieldset").first.get_by_role("radio").last.check()
    expect(page.locator("input[type=checkbox]")).to_have_count(1)


def certificate(page: Page, _city: City) -> None:
    page.locator("section[data-behalf] a[href^='/certificates/']").first.click()
    expect(page.locator("[data-behalf]")).to_be_visible()
