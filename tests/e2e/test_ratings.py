"""A bad rating followed up: a citizen rates, the supervisor calls and closes, the citizen sees it and answers."""

import re

from playwright.sync_api import Browser, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.phone import bind, call
from tests.e2e.staff import hire
from tests.e2e.test_other_roles import sign_in as sign_in_staff
from tests.e2e.tour.ratings import visit
from tests.e2e.window.citizen import sign_in

RATER = 73
WORDS = "排队两小时，窗口一直没有人"
REPLY = "当天系统故障，已增设窗口，向您致歉"


def opened(browser: Browser, live: Live) -> Page:
    return browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block").new_page()


def test_a_bad_rating_is_followed_up_and_the_rater_sees_what_came_of_it(browser: Browser, live: Live) -> None:
    phone = bind(live.base, RATER)
    clerk = hire(live, "window", "donghu-01")
    window = call(live.base, "POST", "/auth/staff-sessions", clerk.sign_in_body())["access_token"]
    case_no = visit(live.base, window, phone.code())

    citizen = opened(browser, live)
    sign_in(citizen, RATER)
    rate(citizen, case_no)

    supervisor = opened(browser, live)
    supervisor.goto("/admin/follow-ups")
    sign_in_staff(supervisor, hire(live, "operator"))
    follow_up(supervisor, case_no)

    citizen.reload()
    expect(citizen.get_by_text("已办结：已说明")).to_be_visible()
    expect(citizen.get_by_text(REPLY)).to_be_visible()
    citizen.get_by_role("button", name="答复").click()
    expect(citizen.get_by_text("您认可这个处理")).to_be_visible()
    expect(citizen.get_by_text("非常不满意")).to_be_visible()  # the rating stays as it was
    for page in (citizen, supervisor):
        page.context.close()


def rate(page: Page, case_no: str) -> None:
    """By keyboard alone."""
    page.goto(f"/cases/{case_no}/rate")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_text("请先选一项")).to_be_visible()
    page.get_by_role("radio", name="非常满意", exact=True).focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="非常不满意")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.insert_text(WORDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("谢谢您的评价")).to_be_visible()
    expect(page.get_by_text("还没有人联系您")).to_be_visible()


def follow_up(page: Page, case_no: str) -> None:
    card = page.locator("article[data-follow-up]").filter(has_text=WORDS).first
    expect(card).to_be_visible()
    who = people.person(RATER)
    assert not any(text in card.inner_text() for text in (case_no, who.name, who.phone))
    expect(card.get_by_text("登记过回访才能办结")).to_be_visible()
    card.get_by_role("button", name="查看号码").click()
    expect(card.get_by_role("link", name=who.phone)).to_be_visible()
    card.get_by_role("button", name="登记回访").click()
    card.get_by_role("button", name="登记", exact=True).click()
    expect(card.get_by_text("联系上了")).to_be_visible()
    card.get_by_role("button", name="办结").click()
    form = card.locator("form")
    form.get_by_label("结果").select_option(label="已说明")
    form.get_by_label("给评价人的答复").fill(REPLY)
    form.get_by_role("button", name="办结").click()
    expect(card.get_by_text("已办结")).to_be_visible()
    expect(card.get_by_text(re.compile(REPLY))).to_be_visible()
