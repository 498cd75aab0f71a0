"""Somebody whose address is for others is told so there, finds what is theirs, and can sign in as another person."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.staff import Employee, hire


def opened(browser: Browser, live: Live) -> Page:
    return browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block").new_page()


def sign_in(page: Page, employee: Employee) -> None:
    body = employee.sign_in_body()
    page.get_by_label("工号").fill(body["login"])
    page.get_by_label("密码", exact=True).fill(body["password"])
    page.get_by_label("动态口令").fill(body["totp"])
    page.get_by_role("button", name="登录", exact=True).click()


def told(page: Page, role: str, roles: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("这个账号打不开此页")
    expect(page.get_by_text(f"现在登录的是{role}。此页供{roles}使用。")).to_be_visible()


def test_an_administrator_at_the_page_of_another_keeps_its_address_and_is_offered_the_own_pages(
    browser: Browser, live: Live
) -> None:
    page = opened(browser, live)
    page.goto("/admin/audit?kept=1")
    sign_in(page, hire(live, "operator"))
    told(page, "系统管理员", "审计管理员")
    expect(page).to_have_url(re.compile(r"/admin/audit\?kept=1$"))
    mine = page.get_by_role("navigation", name="这个账号可以打开").get_by_role("link")
    places = "概况 批量签发 数据导入 密钥与清单 第三方 互认地区 电子印章 自助机 免申即享 好差评 差评回访 目录"
    expect(mine).to_have_text(places.split())
    page.get_by_role("button", name="换人登录").click()
    sign_in(page, hire(live, "auditor"))
    expect(page.get_by_role("heading", level=1)).to_have_text("审计日志")
    expect(page).to_have_url(re.compile(r"/admin/audit\?kept=1$"))
    page.context.close()


def test_a_window_clerk_at_administration_and_an_administrator_at_the_window_are_told(
    browser: Browser, live: Live
) -> None:
    page = opened(browser, live)
    page.goto("/window/sign-in")
    sign_in(page, hire(live, "window", "donghu-01"))
    expect(page).to_have_url(re.compile("/window$"))
    page.goto("/admin")
    told(page, "窗口人员", "部门管理员、系统管理员、安全管理员、审计管理员")
    page.get_by_role("button", name="换人登录").click()
    sign_in(page, hire(live, "security"))
    expect(page.get_by_role("heading", level=1)).to_have_text("概况")
    page.goto("/window/check")
    told(page, "安全管理员", "窗口人员")
    page.get_by_role("link", name="密钥与清单").click()
    expect(page).to_have_url(re.compile("/admin/keys$"))
    page.context.close()


def test_an_auditor_finds_entries_by_their_action(browser: Browser, live: Live) -> None:
    page = opened(browser, live)
    page.goto("/admin/audit")
    sign_in(page, hire(live, "auditor"))
    page.get_by_label("动作").select_option(label="登记核验方")
    page.get_by_role("button", name="查看").click()
    entries = page.locator("main details summary strong")
    expect(entries.first).to_have_text("登记核验方")
    assert set(entries.all_inner_texts()) == {"登记核验方"}
    page.get_by_role("button", name="清除条件").click()
    expect(entries.filter(has_text=re.compile("^登录$")).first).to_be_visible()  # in any order within a second
    page.context.close()
