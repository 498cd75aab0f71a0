"""A promise on the phone in place of a paper: signed by its key, decided at once, checked, found false, barred."""

from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import Phone, bind, call
from tests.e2e.pocket import DESK, in_use, pocket
from tests.e2e.staff import hire
from tests.e2e.test_axe import ALL, complaints

CITIZEN = 75
MATTER = "sc-sole-trader"


def staff(live: Live, role: str, office: str) -> Any:
    body = hire(live, role, office).sign_in_body()
    return call(live.base, "POST", "/auth/staff-sessions", body)["access_token"]


def at_the_window(live: Live, phone: Phone) -> str:
    """A case that lacks nothing but the material that may be promised; its number."""
    token = staff(live, "window", "hall-01")
    case_no = str(call(live.base, "POST", "/cases", {"matter": MATTER, "answers": {}}, token)["case_no"])
    assert call(live.base, "POST", f"/cases/{case_no}/scans", {"code": phone.code()}, token)["verdict"]["accepted"]
    call(live.base, "PUT", f"/cases/{case_no}/materials/application", {"state": "provided"}, token)
    return case_no


def officer(browser: Browser, live: Live) -> Page:
    page = browser.new_context(base_url=live.base, locale="zh-CN", viewport=DESK, service_workers="block").new_page()
    page.goto("/officer/checks")
    body = hire(live, "officer", "SC").sign_in_body()
    page.get_by_label("工号").fill(body["login"])
    page.get_by_label("密码", exact=True).fill(body["password"])
    page.get_by_label("动态口令").fill(body["totp"])
    page.get_by_role("button", name="登录", exact=True).click()
    return page


def test_a_promise_is_signed_on_the_phone_decided_at_once_found_false_and_barred(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context:
        page = in_use(context.new_page(), CITIZEN)
        phone = bind(live.base, CITIZEN)
        case_no = at_the_window(live, phone)
        page.goto(f"/cases/{case_no}")
        page.get_by_role("link", name="用承诺代替缺的材料").click()
        expect(page.get_by_text("经营场所使用证明")).to_be_visible()
        assert complaints(page, ALL) == []
        page.get_by_role("button", name="用本机签名").click()
        expect(page.get_by_text("请先读完并勾选")).to_be_visible()
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="用本机签名").click()
        expect(page.get_by_text("核查期限")).to_be_visible()
        page.get_by_role("link", name="回到办件").click()
        expect(page.get_by_text("已办结：准予").first).to_be_visible()

        check = officer(browser, live)
        line = check.locator(f"[data-check='{case_no}']")
        line.get_by_role("button", name="核查未通过").click()
        check.get_by_role("dialog").get_by_label("哪里与承诺不符").fill("没有经营场所")
        check.get_by_role("dialog").locator("button[type=submit]").click()
        expect(line).to_have_count(0)
        check.context.close()

        page.goto(f"/cases/{case_no}/commitment")
        expect(page.get_by_role("alert")).to_contain_text("没有经营场所")
        page.goto(f"/cases/{at_the_window(live, phone)}/commitment")
        expect(page.get_by_text("前不能用承诺代替材料")).to_be_visible()
        expect(page.get_by_role("button", name="用本机签名")).to_have_count(0)
