"""Sealed copies on the way through the pages: one is made, and its number is checked."""

from playwright.sync_api import Page, expect

from tests.e2e.tour.visitors import City


def open_form(page: Page, _city: City) -> None:
    page.locator("main a[href^='/certificates/']").first.click()
    page.get_by_role("link", name="加注件").click()
    page.get_by_role("button", name="做一份加注件").click()
    page.get_by_label("用于什么").fill("办理住房贷款")
    page.get_by_label("提供给谁").fill("梁州银行雁栖支行")


def make(page: Page, _city: City) -> None:
    page.get_by_role("button", name="盖章生成").click()
    expect(page.locator("[data-paper=valid]")).to_be_visible()


def check(page: Page, _city: City) -> None:
    number = page.locator("[data-paper=valid] dd.digits").first.inner_text()
    page.get_by_role("link", name="核验加注件").click()
    page.get_by_label("加注件编号").fill(number)
    page.get_by_role("button", name="核验", exact=True).click()
    expect(page.locator("[data-found=registered]")).to_be_visible()


def unknown(page: Page, _city: City) -> None:
    """A QR code that nobody printed here."""
    expect(page.locator("[data-found=unknown]")).to_be_visible()


def offer(page: Page, _city: City) -> None:
    """At the window, of what was shown to the case; another dialog may be open."""
    page.keyboard.press("Escape")
    page.get_by_role("button", name="做居民身份证的加注件").click()
    expect(page.get_by_role("dialog")).to_be_visible()
