"""An application on the phone, up to a case that lacks one paper."""

from playwright.sync_api import Page, expect

from tests.e2e.tour.visitors import City

TYPED = {"联系电话": "13800000000", "原参保地": "长沙市"}


def begin(page: Page, city: City) -> None:
    page.get_by_role("radio", name="本人", exact=True).check()
    page.get_by_role("button", name="开始申请").click()
    expect(page.get_by_role("checkbox", name="居民身份证")).to_be_checked()


def go_on(page: Page, city: City) -> None:
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_label("原参保地")).to_be_visible()


def fill(page: Page, city: City) -> None:
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_role("button", name="签名并提交")).to_be_visible()


def sign(page: Page, city: City) -> None:
    for choice in page.get_by_role("radio", name="先提交，材料再带到窗口").all():
        choice.check()
    page.get_by_role("button", name="签名并提交").click()
    expect(page.get_by_role("heading", name="办理经过")).to_be_visible()


def listed(page: Page, city: City) -> None:
    expect(page.locator("a[href^='/cases/']").first).to_be_visible()
