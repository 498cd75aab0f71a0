"""Companies on the way through the pages: a role given by link, and the form of an invitation."""

from playwright.sync_api import Page, expect

from tests.e2e.tour.visitors import City


def manage(page: Page, _city: City) -> None:
    page.locator("main a[href^='/company/']").first.click()
    page.get_by_role("button", name="邀请", exact=True).click()
    page.get_by_role("radio", name="链接").check()
    page.get_by_role("button", name="发出邀请").click()
    expect(page.locator("[data-link]")).to_be_visible()
    page.get_by_role("button", name="好了").click()
    expect(page.locator("[data-member=invited]").first).to_be_visible()


def invite(page: Page, _city: City) -> None:
    page.get_by_role("button", name="邀请", exact=True).click()
    page.get_by_label("可以办的事项").fill("食品")
    expect(page.get_by_role("list", name="查到的事项").get_by_role("button").first).to_be_visible()
