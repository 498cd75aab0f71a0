"""A third party is applied for by one, approved by another on their own screen, verifies a code, and is suspended."""

import base64
import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.registries.calendar import day_of
from tests.docs.live import Live
from tests.e2e.phone import bind, call
from tests.e2e.staff import hire
from tests.e2e.test_axe import in_every_look
from tests.e2e.test_other_roles import opened, sign_in
from tests.e2e.tour.looks import LOOKS, wear

CITIZEN, CLIENT = 110, f"hotel.{secrets.token_hex(4)}"
FILLED = {
    "编号": CLIENT, "显示名称（中文）": "城南酒店", "显示名称（英文）": "South Hotel",
    "法定名称（中文）": "城南酒店有限公司", "法定名称（英文）": "South Hotel Co., Ltd.", "联系人": "李工",
    "联系电话": "0731-88880000", "电子邮箱": "li@hotel.example", "用途代码": "check-in",
    "手机上显示的用途（中文）": "酒店入住", "手机上显示的用途（英文）": "Checking in",
}  # fmt: skip


def at_desk(browser: Browser, live: Live, role: str) -> Page:
    page = opened(browser, live)
    page.goto("/admin/partners")
    sign_in(page, hire(live, role))
    expect(page.get_by_role("heading", level=1)).to_have_text("第三方")
    return page


def fill(page: Page) -> None:
    page.get_by_role("link", name="申请登记").click()
    for label, text in FILLED.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("最后一日").fill(str(day_of(int(time.time())) + timedelta(days=300)))
    page.get_by_label("证照类型").select_option("1")
    page.get_by_role("button", name="添加证照类型").click()
    page.get_by_label("合法性依据").select_option("contract")
    page.get_by_label("已满18周岁", exact=True).check()
    page.get_by_label("相片", exact=True).check()
    page.get_by_role("button", name="提交申请").click()


def token(live: Live, secret: str) -> str:
    basic = base64.b64encode(f"{CLIENT}:{secret}".encode()).decode()
    form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
    asked = urllib.request.Request(f"{live.base}/oauth/token", form, {"Authorization": f"Basic {basic}"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return str(json.load(answer)["access_token"])


def test_one_applies_another_approves_it_verifies_and_is_suspended(browser: Browser, live: Live) -> None:
    first, second = at_desk(browser, live, "operator"), at_desk(browser, live, "security")
    fill(first)
    expect(first.get_by_text("申请的字段超出其用途和法律依据允许的范围")).to_be_visible()
    expect(first.get_by_text("合同用途不能要求：portrait")).to_be_visible()
    assert in_every_look(first) == []
    wear(first, LOOKS[0])
    first.get_by_label("相片", exact=True).uncheck()
    first.get_by_role("button", name="提交申请").click()
    expect(first.get_by_text("这是您的申请，须由另一位管理员审批。")).to_be_visible()
    expect(first.get_by_role("button", name="批准")).to_have_count(0)

    second.get_by_role("button", name="刷新").click()
    second.get_by_role("link", name="城南酒店 · 新登记").click()
    expect(second.get_by_text("酒店入住 check-in")).to_be_visible()
    assert in_every_look(second) == []
    wear(second, LOOKS[0])
    second.get_by_role("button", name="批准").click()
    secret = second.locator("[data-secret]").inner_text()
    mine = token(live, secret)
    phone = bind(live.base, CITIZEN)
    verdicts = [
        call(live.base, "POST", "/verifications", {"code": phone.code(view=view), "purpose": "check-in"}, mine)
        for view in (1, 2)
    ]
    assert [one["reason"] for one in verdicts] == [None, "field_not_permitted"]  # the second shows more than the age

    second.get_by_role("link", name="查看第三方").click()
    expect(second.get_by_role("cell", name="在线核验")).to_have_count(2)
    second.emulate_media(media="print")
    expect(second.locator("[data-record]")).to_be_visible()
    expect(second.get_by_role("heading", name="今日用量")).to_be_hidden()
    second.emulate_media(media="screen")
    second.get_by_role("button", name="停用").click()
    dialog = second.get_by_role("dialog", name="停用")
    dialog.get_by_role("button", name="停用").click()
    expect(dialog.get_by_text("请填写原因")).to_be_visible()
    dialog.get_by_label("原因").fill("核查数据用途")
    dialog.get_by_label("原因").press("Enter")
    expect(second.get_by_text("核查数据用途")).to_be_visible()
    assert in_every_look(second) == []
    with pytest.raises(urllib.error.HTTPError, match="401"):
        token(live, secret)
    for page in (first, second):
        page.context.close()
