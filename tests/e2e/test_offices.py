"""Administration's pages for keys, kiosks, frozen roles and partners' messages, by those who may use them."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.staff import command, hire
from tests.e2e.test_other_roles import opened, sign_in

ISSUER = "CL"


def at_desk(browser: Browser, live: Live, role: str, place: str, office: str | None = None) -> Page:
    page = opened(browser, live)
    page.goto(f"/admin/{place}")
    sign_in(page, hire(live, role, office))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def quiet_partner(live: Live) -> str:
    """One of which nothing was ever heard, and whom nobody tells anything."""
    names = ("--name-zh", "听雨客栈", "--name-en", "Listening Rain Inn")
    command(live, "partner", "add", "quiet.inn", *names, "--purposes", '{"check-in": {"1": ["name"]}}')
    return "quiet.inn"


def ask(page: Page, act: str) -> None:
    page.get_by_role("button", name="提出密钥事项").click()
    page.get_by_label("事项").select_option(act)
    page.get_by_label("签发机关").select_option(ISSUER)


def test_one_suspends_a_key_that_leaked_cannot_agree_alone_and_another_decides(browser: Browser, live: Live) -> None:
    first, second = (at_desk(browser, live, "security", "keys") for _ in range(2))
    ask(first, "compromise")
    first.get_by_label("泄露起始").fill("2099-01-01T08:00")
    first.get_by_label("理由").fill("笔记本遗失")
    first.get_by_role("button", name="提出，等待另一人同意").click()
    expect(first.get_by_text("时间不能晚于现在")).to_be_visible()
    first.get_by_label("泄露起始").fill("2026-01-01T08:00")
    first.get_by_role("button", name="提出，等待另一人同意").press("Enter")
    waiting = first.locator("section", has_text="笔记本遗失")
    expect(waiting).to_contain_text("2026年1月1日 08:00")
    expect(waiting.get_by_role("button", name="同意", exact=True)).to_have_count(0)
    expect(waiting).to_contain_text("须由另一名安全管理员决定")
    expect(first.get_by_text("已暂停", exact=True)).to_be_visible()

    second.get_by_role("button", name="刷新").click()
    asked = second.locator("section", has_text="笔记本遗失")
    asked.get_by_role("button", name="驳回").click()
    asked.get_by_label("理由").fill("已找回")
    asked.get_by_role("button", name="驳回").click()
    expect(second.get_by_text("已暂停", exact=True)).to_have_count(0)  # it goes on
    ask(second, "rotate")
    second.get_by_label("理由").fill("例行轮换")
    second.get_by_role("button", name="提出，等待另一人同意").click()
    expect(second.locator("section", has_text="例行轮换").get_by_role("button", name="撤回")).to_be_visible()
    first.get_by_role("button", name="刷新").click()
    first.locator("section", has_text="例行轮换").get_by_role("button", name="同意", exact=True).click()
    first.get_by_text("已办事项（2）").click()
    expect(first.locator("section", has_text="例行轮换")).to_contain_text("已同意")
    for page in (first, second):
        page.context.close()


def test_an_operator_registers_a_kiosk_and_stops_it_by_keyboard_and_sees_a_partner_without_an_address(
    browser: Browser, live: Live
) -> None:
    page = at_desk(browser, live, "operator", "kiosks")
    page.get_by_role("button", name="登记自助机").press("Enter")
    for label, text in (("名称（中文）", "西厅一号机"), ("名称（英文）", "West hall 1"), ("所在大厅", "市民中心西厅")):
        page.get_by_label(label).fill(text)
    page.get_by_label("所在大厅").press("Enter")
    expect(page.locator("[data-setup-code]")).to_be_visible()
    mine = page.locator("article", has_text="西厅一号机")
    expect(mine).to_contain_text("待设置")
    mine.get_by_role("button", name="停用").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="停用").press("Enter")
    expect(page.get_by_text("已停用（1）")).to_be_visible()
    partner = quiet_partner(live)
    page.goto(f"/admin/partners/{partner}")
    page.get_by_role("link", name="推送", exact=True).click()
    expect(page.get_by_role("heading", name="没有推送地址")).to_be_visible()
    expect(page.get_by_text("发给 听雨客栈 的推送")).to_contain_text(partner)
    page.goto(f"/admin/partners/{partner}/gates")
    expect(page.get_by_text("听雨客栈 的闸机离线时")).to_contain_text(partner)
    page.get_by_label("闸机").fill("一台从未上报的闸机")
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_text("这些天没有上报")).to_be_visible()
    page.context.close()
