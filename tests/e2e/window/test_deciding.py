"""A case from the gap to the decision: by keyboard at the window, at the officer's pages, and when its day passes."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from backend import db
from backend.cases.models import Case, CaseMaterial
from backend.config import from_env
from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.phone import Phone, call
from tests.e2e.staff import command, hire
from tests.e2e.window.cases import GAP, Desk, sit_down
from tests.e2e.window.citizen import sign_in
from tests.e2e.window.clerk import Clerk

Phones = Callable[[int], Phone]
HOLDER = 2


@pytest.fixture(scope="module")
def other(live: Live) -> Desk:
    return sit_down(live)


def test_a_case_is_accepted_with_a_gap_and_completed_by_keyboard_and_told_of_changes_by_others(
    clerk: Clerk, camera: Camera, phone: Phones, other: Desk
) -> None:
    camera.show("https://example.com")
    clerk.complaints.expected.append("409")
    page, case_no = clerk.page, other.begin(phone(HOLDER))
    clerk.sign_in()
    page.goto(f"/window/cases/{case_no}")
    expect(page.locator(f"[data-material={GAP}]")).to_have_attribute("data-state", "missing")
    page.keyboard.press("F3")
    expect(page.locator("[data-trouble=missing]")).to_contain_text("原参保地基本养老保险参保缴费凭证")
    other.do("PUT", f"/cases/{case_no}/materials/application", {"state": "missing"})
    other.paper(case_no, "application")
    page.keyboard.press("F7")
    dialog = page.get_by_role("dialog", name="容缺收件")
    expect(dialog.get_by_text("逾期未补交的，本次申请终止")).to_be_visible()
    expect(dialog.get_by_role("button", name="已讲清，容缺收件")).to_be_focused()
    page.keyboard.press("Enter")
    changed = page.locator("[data-trouble=changed]")
    expect(changed).to_contain_text("申请表")
    changed.get_by_role("button", name="载入最新内容").press("Enter")
    expect(changed).to_have_count(0)
    page.keyboard.press("F7")
    expect(dialog.get_by_role("button", name="已讲清，容缺收件")).to_be_focused()
    page.keyboard.press("Enter")
    standing = page.locator("section[data-state]")
    expect(standing).to_have_attribute("data-state", "deferred")
    page.keyboard.press("F6")
    expect(page.get_by_role("dialog", name="一次性告知书").locator(f"[data-missing={GAP}]")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("article.sheet").get_by_text("一次性告知书")).to_be_visible()
    page.emulate_media(media="screen")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+4")
    expect(standing).to_have_attribute("data-state", "accepted")
    expect(standing.get_by_text("承诺办结")).to_be_visible()


def officer(browser: Browser, live: Live, path: str) -> Page:
    page = browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block").new_page()
    page.goto(path)
    body = hire(live, "officer", "RS").sign_in_body()
    page.get_by_label("工号").fill(body["login"])
    page.get_by_label("密码", exact=True).fill(body["password"])
    page.get_by_label("动态口令").fill(body["totp"])
    page.get_by_role("button", name="登录", exact=True).click()
    return page


def test_an_officer_takes_approves_and_rejects_and_the_window_hands_the_result_over(
    clerk: Clerk, browser: Browser, live: Live, phone: Phones, other: Desk
) -> None:
    good, bad = other.accepted(phone(HOLDER)), other.accepted(phone(3))
    page = officer(browser, live, "/officer")
    page.locator(f"[data-case='{good}']").click()
    expect(page.get_by_text("领取后才能看到申请人和表格内容。")).to_be_visible()
    page.get_by_role("button", name="领取", exact=True).click()
    expect(page.get_by_role("heading", name="表格已填好的内容")).to_be_visible()
    page.get_by_role("button", name="批准", exact=True).click()
    page.get_by_role("button", name="确认批准").click()
    expect(page.locator("[data-outcome=approved]")).to_contain_text("由审批人员决定")
    page.goto(f"/officer/cases/{bad}")
    body = hire(live, "officer", "RS").sign_in_body()
    colleague = call(live.base, "POST", "/auth/staff-sessions", body)["access_token"]
    expect(page.get_by_role("button", name="领取", exact=True)).to_be_visible()
    seen = call(live.base, "GET", f"/office-cases/{bad}", token=colleague)["revision"]
    call(live.base, "POST", f"/office-cases/{bad}/taking", {"revision": seen}, colleague)
    page.get_by_role("button", name="领取", exact=True).click()
    page.get_by_role("button", name="载入最新内容").click()
    page.get_by_role("button", name="接手").click()
    page.get_by_role("button", name="不批准", exact=True).click()
    page.get_by_role("button", name="确认不批准").click()
    expect(page.get_by_text("请写明理由")).to_be_visible()
    page.get_by_label("理由").fill("参保凭证与缴费年限不符")
    page.get_by_role("button", name="确认不批准").click()
    expect(page.locator("[data-outcome=rejected]")).to_contain_text("参保凭证与缴费年限不符")
    page.goto("/window")
    expect(page.get_by_text("现在登录的是审批人员。此页供窗口人员使用。")).to_be_visible()
    page.context.close()
    clerk.sign_in()
    clerk.page.goto(f"/window/cases/{good}")
    expect(clerk.page.locator("[data-outcome=approved]").get_by_role("button", name="打印结果")).to_be_visible()


def test_a_gap_that_nobody_filled_ends_the_case_at_the_window_and_for_its_applicant(
    clerk: Clerk, browser: Browser, live: Live, phone: Phones, other: Desk
) -> None:
    case_no = other.begin(phone(HOLDER))
    other.act(case_no, "deferral")
    engine, passed = db.make_engine(from_env(live.environment).database_url), int(time.time()) - 5
    with db.transaction(engine) as session:
        session.execute(update(Case).where(Case.case_no == case_no).values(deferred_until=passed))
        gap = CaseMaterial.case_no == case_no, CaseMaterial.due_at.is_not(None)
        session.execute(update(CaseMaterial).where(*gap).values(due_at=passed))
    engine.dispose()
    command(live, "cases", "deadlines")
    clerk.sign_in()
    clerk.page.get_by_label("状态").select_option(label="逾期终止")
    clerk.page.locator(f"[data-case='{case_no}']").click()
    expect(clerk.page.locator("section[data-state]")).to_have_attribute("data-state", "ended")
    expect(clerk.page.get_by_text("这个办件已经结束，不能再收材料。")).to_be_visible()
    expect(clerk.page.get_by_role("button", name=re.compile("^收"))).to_have_count(0)
    with browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block") as context:
        page = context.new_page()
        sign_in(page, HOLDER)
        page.goto("/notices")
        expect(page.locator("main li", has_text="养老保险").filter(has_text="终止").first).to_be_visible()
