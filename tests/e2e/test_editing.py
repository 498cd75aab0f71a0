"""A matter edited by the operator: problems with their lines, a preview, a save of somebody else meanwhile, the guard
against leaving, the next version on offer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import call
from tests.e2e.staff import hire, token_of
from tests.e2e.test_axe import in_every_look
from tests.e2e.test_other_roles import sign_in
from tests.e2e.tour.looks import LOOKS, wear

CODE = "zj-public-rental"
PLACE = f"/admin/catalogue/matters/{CODE}"


@pytest.fixture
def page(browser: Browser, live: Live) -> Iterator[Page]:
    with browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block") as context:
        page = context.new_page()
        page.goto(PLACE)
        sign_in(page, hire(live, "operator"))
        yield page


def test_a_matter_is_mended_compared_and_saved_as_the_next_version(page: Page, live: Live) -> None:
    page.get_by_role("link", name="历次版本").click()
    page.get_by_role("link", name="编辑", exact=True).click()
    text = page.get_by_label("事项内容（YAML）")
    expect(text).to_have_value(re.compile(f"code: {CODE}"))
    before = text.input_value()

    text.fill(before.replace("type: resident-id", "type: no-such-card", 1))
    page.get_by_role("button", name="检查并预览").click()
    expect(page.get_by_text("改好才能保存")).to_be_visible()
    line = before[: before.index("type: resident-id")].rindex("- code:")
    page.get_by_role("button", name=f"第 {before[:line].count(chr(10)) + 1} 行").first.click()
    expect(text).to_be_focused()
    assert in_every_look(page) == []
    wear(page, LOOKS[0])

    save_elsewhere(live, before.replace("keywords: [", "keywords: [热气球, "))
    text.fill(before.replace("channels: [", "channels: [post, ", 1).replace("channels: [post, post", "channels: [post"))
    page.get_by_role("button", name="检查并预览").click()
    page.get_by_role("button", name="保存为第").click()
    expect(page.get_by_text("别人已保存了第")).to_be_visible()
    expect(page.get_by_role("region", name="别人改了什么").get_by_text("热气球")).to_be_visible()
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_role("dialog", name="还没有保存")).to_be_visible()
    page.get_by_role("button", name="留下").click()

    page.get_by_role("button", name="上接着改").click()
    expect(page.get_by_role("region", name="改了什么", exact=True).get_by_text("热气球")).to_be_visible()
    page.get_by_role("button", name="保存为第").click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(CODE)
    first = page.get_by_role("listitem").filter(has_text="在办").first
    first.get_by_text("看内容").click()
    expect(first.get_by_role("region")).to_contain_text("post")


def save_elsewhere(live: Live, text: str) -> None:
    seen = call(live.base, "GET", f"/matters/{CODE}", None)["version"]
    call(live.base, "POST", f"/matters/{CODE}/versions", {"text": text, "seen": seen}, token_of(live, "operator"))
