"""Somebody acts for the applicant of a pension transfer: named on the phone, known at the window, and taken back."""

from playwright.sync_api import Browser, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.phone import bind
from tests.e2e.pocket import DESK, in_use, pocket
from tests.e2e.staff import PASSWORD, hire
from tests.e2e.test_applying import PENSION, apply, sign
from tests.e2e.window.clerk import Clerk, complaints_of

APPLICANT, AGENT, ABSENT = 80, 81, 82
PAPERS = ("payment-record",)
TYPED = {"联系电话": "13800000000", "原参保地": "长沙市"}


def test_an_agent_named_on_the_phone_brings_the_case_to_a_window_and_one_taken_back_does_not(
    browser: Browser, live: Live
) -> None:
    agent = bind(live.base, AGENT)
    with pocket(browser, live) as context, pocket(browser, live, viewport=DESK) as desk:
        phone = in_use(context.new_page(), APPLICANT)
        apply(phone, PENSION, TYPED, situation="本人")
        phone.get_by_role("radio", name="先提交，材料再带到窗口").check()
        case_no = sign(phone)
        let_act(phone)
        clerk = at_window(desk.new_page(), live)
        page = clerk.page

        phone.get_by_role("button", name="收回代办授权").click()
        phone.get_by_role("button", name="确定收回").click()
        expect(phone.get_by_role("link", name="请人代办")).to_be_visible()
        clerk.press_as_gun(case_no)
        page.get_by_role("radio", name="代办人").check()
        clerk.press_as_gun(agent.code())
        expect(page.get_by_role("alert").filter(has_text="这个码没能把办件转过来")).to_be_visible()

        let_act(phone)
        clerk.press_as_gun(agent.code())
        expect(page.locator(":focus")).to_have_text("办件已转到本窗口，申请人填好的都在下面。")
        for citizen, person in ((APPLICANT, "applicant"), (AGENT, "agent")):
            expect(page.locator(f"[data-person={person}]")).to_contain_text(people.person(citizen).name)
        accept(clerk)
        expect(phone.get_by_role("heading", name="在代您办这件事")).to_be_visible()
        phone.reload()
        expect(phone.get_by_text("已受理", exact=True)).to_be_visible()
        expect(phone.locator("[data-agent=phone]")).to_contain_text("东湖区政务大厅1号窗口")


def test_an_agent_with_a_letter_is_known_by_their_code_and_the_applicant_by_the_letter(
    browser: Browser, live: Live
) -> None:
    agent = bind(live.base, AGENT)
    with pocket(browser, live, viewport=DESK) as desk:
        clerk = at_window(desk.new_page(), live)
        clerk.open_case()
        page = clerk.page
        page.keyboard.press("F1")
        clerk.press_as_gun(agent.code())
        page.locator("[data-discord=unsaid]").get_by_role("button", name="改为代办").click()
        expect(page.locator("[data-discord]")).to_have_count(0)
        assert clerk.states()["agent-id"] == "exempt"
        name_applicant(page, people.person(AGENT).citizen_number)
        expect(page.get_by_role("dialog", name="按委托书登记申请人").get_by_role("alert")).to_be_visible()
        name_applicant(page, people.person(ABSENT).citizen_number)
        expect(page.locator("[data-person=applicant]")).to_contain_text(people.person(ABSENT).name)
        expect(page.locator("[data-person=agent]")).to_contain_text("纸质委托书")


def name_applicant(page: Page, number: str) -> None:
    dialog = page.get_by_role("dialog", name="按委托书登记申请人")
    if not dialog.is_visible():
        page.keyboard.press("Alt+0")
    dialog.get_by_label("申请人姓名").fill(people.person(ABSENT).name)
    dialog.get_by_label("申请人公民身份号码").fill(number)
    dialog.get_by_role("button", name="登记", exact=True).click()


def let_act(phone: Page) -> None:
    """A number with a slip is told at once; then the agent is named and signed for."""
    who = people.person(AGENT)
    phone.get_by_role("link", name="请人代办").click()
    phone.get_by_label("代办人姓名").fill(who.name)
    phone.get_by_label("代办人公民身份号码").fill(who.citizen_number[:-2] + "00")
    phone.get_by_role("button", name="签名授权").click()
    expect(phone.get_by_text("号码不对，请核对每一位")).to_be_visible()
    phone.get_by_label("代办人公民身份号码").fill(who.citizen_number)
    phone.get_by_role("button", name="签名授权").click()
    expect(phone.get_by_role("button", name="收回代办授权")).to_be_visible()


def at_window(page: Page, live: Live) -> Clerk:
    employee = hire(live, "window", "donghu-01")
    clerk = Clerk(page, complaints_of(page), employee.login, PASSWORD, employee.totp_uri)
    clerk.sign_in()
    return clerk


def accept(clerk: Clerk) -> None:
    """The phone's authorisation stands for the letter, the agent's own code for their card; both names are printed."""
    page = clerk.page
    for material in ("agent-letter", "agent-id"):
        expect(page.locator(f"[data-material={material}]")).to_have_attribute("data-state", "exempt")
    for material in PAPERS:
        page.locator(f"[data-material={material}]").get_by_role("button").click()
        expect(page.locator(f"[data-material={material}]")).to_have_attribute("data-state", "provided")
    page.keyboard.press("F3")
    expect(page.locator("section[data-state]")).to_have_attribute("data-state", "accepted")
    page.emulate_media(media="print")
    for citizen in (APPLICANT, AGENT):
        expect(page.locator("article.sheet")).to_contain_text(people.person(citizen).name)
    expect(page.locator("article.sheet")).to_contain_text("代办人签名")
    page.emulate_media(media="screen")
