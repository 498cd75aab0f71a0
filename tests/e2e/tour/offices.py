"""Administration on the way through the pages: what the security role asks and decides, a kiosk, frozen roles."""

from playwright.sync_api import Page, expect

from tests.e2e.phone import call
from tests.e2e.staff import token_of
from tests.e2e.tour.visitors import City


def ask_about_key(page: Page, _city: City) -> None:
    """The form with all that a compromise says."""
    page.get_by_role("button", name="提出密钥事项").click()
    page.get_by_label("事项").select_option("compromise")
    page.get_by_label("理由").fill("演练")


def key_waits(page: Page, city: City) -> None:
    """A colleague asked for a new key; this one decides. It goes on waiting: for an issuer no other test asks for."""
    body = {"act": "rotate", "issuer_code": "JY", "reason": "年度轮换"}
    call(city.live.base, "POST", "/key-decisions", body, token_of(city.live, "security"))
    page.reload()
    expect(page.get_by_role("button", name="同意", exact=True)).to_be_visible()


def register_kiosk(page: Page, _city: City) -> None:
    page.get_by_role("button", name="登记自助机").click()
    for label, text in (("名称（中文）", "东厅一号机"), ("名称（英文）", "East hall 1"), ("所在大厅", "市民中心东厅")):
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("[data-setup-code]")).to_be_visible()


def freeze(page: Page, _city: City) -> None:
    page.get_by_role("button", name="冻结岗位").click()
