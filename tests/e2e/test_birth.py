"""A birth as one thing: accepted at a window by one scan, its parts decided by two offices, followed on the phone."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.office import office
from tests.e2e.phone import bind
from tests.e2e.pocket import DESK, pocket
from tests.e2e.staff import PASSWORD, hire
from tests.e2e.test_axe import ALL, complaints, in_every_look
from tests.e2e.test_other_roles import opened, sign_in
from tests.e2e.window.citizen import sign_in as sign_in_citizen
from tests.e2e.window.clerk import Clerk, complaints_of

MOTHER = 45
MATTER = "wj-birth-one-thing"
SITUATION = ("已婚", "否")  # married; the child is not insured, which leaves one office out
PAPERS = ("application", "other-parent-id", "delivery-record")
TYPED = {"新生儿姓名": "赵沐阳", "联系电话": "13800000000"}


def test_a_birth_is_accepted_by_one_scan_decided_by_two_offices_and_followed_on_the_phone(
    browser: Browser, live: Live
) -> None:
    mother = bind(live.base, MOTHER)
    case_no = accepted_at_a_window(browser, live, mother.pack("resident-id", "marriage", "household-register"))
    registered_by_the_police(browser, live, case_no)
    health = office(live, "WJ")
    health.decide(case_no, "approved")
    with pocket(browser, live) as context:
        page = context.new_page()
        sign_in_citizen(page, MOTHER)
        page.goto("/cases")
        row = page.locator(f"a[href='/cases/{case_no}']")
        expect(row).to_contain_text("还有 2 个部门在办")
        row.click()
        parts = page.locator("[data-part]")
        expect(parts).to_have_count(4)
        expect(page.get_by_text("部分办结", exact=True)).to_be_visible()
        states = {one.get_attribute("data-part"): one.get_attribute("data-state") for one in parts.all()}
        assert states == {"WJ": "approved", "GA": "approved", "RS": "accepted", "FW": "accepted"}
        expect(page.locator("[data-part=GA]")).to_contain_text("已办好")
        assert in_every_look(page) == []
        page.goto("/notices")
        expect(page.locator("main li", has_text="市公安局").first).to_be_visible()


def accepted_at_a_window(browser: Browser, live: Live, pack: str) -> str:
    employee = hire(live, "window", "donghu-01")
    with pocket(browser, live, viewport=DESK) as context:
        page = context.new_page()
        clerk = Clerk(page, complaints_of(page), employee.login, PASSWORD, employee.totp_uri)
        clerk.sign_in()
        page.goto(f"/window/matters/{MATTER}")
        for answer in SITUATION:
            page.get_by_role("radio", name=answer).check()
        page.get_by_role("button", name="开始办理").click()
        page.wait_for_url("**/window/cases/*")
        expect(page.locator("[data-part=GA]")).to_have_attribute("data-state", "before")
        clerk.press_as_gun(pack)
        expect(page.get_by_text("核验通过")).to_be_visible()
        for material in PAPERS:
            page.locator(f"[data-material={material}]").get_by_role("button").click()
            expect(page.locator(f"[data-material={material}]")).to_have_attribute("data-state", "provided")
        for label, text in TYPED.items():
            page.get_by_label(label).fill(text)
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_role("definition").filter(has_text=TYPED["新生儿姓名"])).to_be_visible()
        page.keyboard.press("F3")
        expect(page.locator("section[data-state]")).to_have_attribute("data-state", "accepted")
        expect(page.locator("[data-part=GA]")).to_have_attribute("data-state", "accepted")
        assert complaints(page, ALL) == []
        page.emulate_media(media="print")
        expect(page.locator("article.sheet").get_by_text("出生落户")).to_be_visible()
        assert clerk.complaints.unexpected() == []
        return page.url.rpartition("/")[2]


def registered_by_the_police(browser: Browser, live: Live, case_no: str) -> None:
    """They see of the birth what the household register needs, and nothing of the hospital's."""
    page: Page = opened(browser, live)
    page.goto("/officer")
    sign_in(page, hire(live, "officer", "GA"))
    line = page.locator("a[data-case]", has_text="出生落户").filter(has_text="出生一件事").first
    line.click()
    expect(page.get_by_text(f"整件的编号 {case_no}")).to_be_visible()
    expect(page.locator("[data-material=household-register]")).to_have_attribute("data-state", "exempt")
    expect(page.locator("[data-material=delivery-record]")).to_have_count(0)
    page.get_by_role("button", name="领取", exact=True).click()
    expect(page.get_by_role("definition").filter(has_text=TYPED["新生儿姓名"])).to_be_visible()
    page.get_by_role("button", name="批准", exact=True).click()
    page.get_by_role("button", name="确认批准").click()
    expect(page.locator("[data-outcome=approved]")).to_be_visible()
    assert complaints(page, ALL) == []
    page.context.close()
