"""An officer asks the phone for a certificate: refused once, asked again, signed, seen, and the case is approved."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import bind
from tests.e2e.pocket import DESK, pocket
from tests.e2e.staff import hire
from tests.e2e.test_axe import in_every_look
from tests.e2e.test_other_roles import opened, sign_in
from tests.e2e.tour.looks import LOOKS, wear
from tests.e2e.window.cases import sit_down
from tests.e2e.window.citizen import take_phone_into_use

HOLDER = 35
REASON = "纸质社会保障卡上的号码看不清"


def test_what_an_officer_asks_for_is_shown_only_after_a_signed_yes(browser: Browser, live: Live) -> None:
    case_no = sit_down(live).accepted(bind(live.base, HOLDER))
    officer = opened(browser, live)
    officer.set_viewport_size(DESK)
    officer.goto(f"/officer/cases/{case_no}")
    sign_in(officer, hire(live, "officer", "RS"))
    officer.get_by_role("button", name="领取", exact=True).click()
    ask(officer, "请申请人出示")
    with pocket(browser, live) as context:
        page = context.new_page()
        take_phone_into_use(page, HOLDER, known=True)
        page.goto("/notices")
        page.locator("main li", has_text="是否出示证照").get_by_role("link").first.click()
        panel = page.locator("[data-consent=open]")
        expect(panel.get_by_text(REASON)).to_be_visible()
        assert in_every_look(page) == []
        wear(page, LOOKS[0])
        panel.get_by_role("button", name="不同意").click()
        expect(page.locator("[data-consent=declined]")).to_be_visible()

        officer.reload()
        expect(officer.get_by_text("申请人不同意")).to_be_visible()
        assert officer.get_by_text("申请人出示的内容").count() == 0
        ask(officer, "再次请申请人出示")
        page.reload()
        panel.get_by_role("button", name="同意出示，用本机签名").click()
        expect(page.locator("[data-consent=given]")).to_be_visible()
        page.goto("/history")
        expect(page.locator("details").first).to_contain_text("人力资源和社会保障局")
    officer.reload()
    expect(officer.get_by_text("申请人出示的内容")).to_be_visible()
    assert in_every_look(officer) == []
    wear(officer, LOOKS[0])
    officer.get_by_role("button", name="批准", exact=True).click()
    officer.get_by_role("button", name="确认批准").click()
    expect(officer.locator("[data-outcome=approved]")).to_be_visible()
    officer.context.close()


def ask(officer: Page, name: str) -> None:
    officer.get_by_role("button", name=name, exact=True).click()
    dialog = officer.get_by_role("dialog", name="请申请人出示证照")
    dialog.get_by_role("button", name="发出请求").click()
    expect(dialog.get_by_text("请至少选一种证照")).to_be_visible()
    dialog.get_by_role("checkbox", name="社会保障卡").check()
    dialog.get_by_label("原因").fill(REASON)
    dialog.get_by_role("button", name="发出请求").click()
    expect(officer.get_by_text("等申请人答复")).to_be_visible()
