"""A seal is proposed by one administrator, brought into use by another on their own screen, and stopped by both."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.staff import hire
from tests.e2e.test_other_roles import opened, sign_in


def at_desk(browser: Browser, live: Live, role: str) -> Page:
    page = opened(browser, live)
    page.goto("/admin/seals")
    sign_in(page, hire(live, role))
    expect(page.get_by_role("heading", level=1)).to_have_text("电子印章")
    return page


def test_two_people_give_an_authority_another_seal_and_stop_it(browser: Browser, live: Live) -> None:
    first, second = at_desk(browser, live, "operator"), at_desk(browser, live, "security")
    first.get_by_role("button", name="提出印章").click()
    first.get_by_label("机关").select_option("CL")
    first.get_by_role("button", name="提出", exact=True).click()
    expect(first.get_by_text("请填写管理责任人")).to_be_visible()
    first.get_by_label("管理责任人").fill("赵丽")
    first.get_by_role("radio", name="椭圆章").check()
    first.get_by_role("button", name="提出", exact=True).click()
    mine = first.locator("section[data-seal=CL]", has_text="待批准")
    expect(mine.get_by_role("img")).to_be_visible()
    expect(mine.get_by_role("button", name="批准启用")).to_have_count(0)
    second.get_by_role("button", name="刷新").click()
    second.locator("section[data-seal=CL]").get_by_role("button", name="批准启用").click()
    standing = second.locator("section[data-seal=CL]:visible")
    expect(standing).to_have_count(1)
    expect(standing).to_contain_text("赵丽")
    standing.get_by_role("button", name="申请停用").click()
    standing.get_by_label("原因").fill("刻错名称")
    standing.get_by_role("button", name="申请停用").click()
    expect(standing).to_contain_text("须由另一名工作人员批准")
    first.get_by_role("button", name="刷新").click()
    first.locator("section[data-seal=CL]:visible").get_by_role("button", name="同意停用").click()
    expect(first.locator("section[data-seal=CL]:visible")).to_have_count(0)
