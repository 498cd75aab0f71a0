"""A certificate on somebody else's phone: for whom and on which terms it is shown, what a window reads, and its end."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from backend.demo import people
from certs import lm1
from tests.docs.live import Live
from tests.e2e.lending import lend
from tests.e2e.phone import Phone, call
from tests.e2e.pocket import WAIT, pocket, read
from tests.e2e.window.citizen import take_phone_into_use
from tests.e2e.window.clerk import Clerk

LENDER, BORROWER = 171, 172
BY = f"{people.person(BORROWER).name} 代 {people.person(LENDER).name} 出示"


def test_a_phone_shows_for_somebody_else_the_window_reads_both_names_and_what_is_taken_back_is_refused(
    clerk: Clerk, phone: Callable[[int], Phone], browser: Browser, live: Live
) -> None:
    lender = phone(LENDER)
    made = lend(lender, phone(BORROWER), BORROWER)
    clerk.sign_in()
    clerk.page.get_by_role("link", name="只核验，不办件").click()
    with pocket(browser, live) as context:
        page = context.new_page()
        take_phone_into_use(page, BORROWER, known=True)
        page.goto("/")
        group = page.locator("section[data-behalf]")
        expect(group).to_contain_text(f"代{people.person(LENDER).name}出示")
        group.get_by_role("link", name="亮码 居民身份证").click()
        code = read(page)
        expect(page.locator("[data-behalf]")).to_contain_text("受委托")
        context.set_offline(True)
        assert _shown_by(code) == ("delegation", people.person(BORROWER).name)
        clerk.press_as_gun(code)
        expect(clerk.page.locator("[data-behalf]")).to_contain_text(BY)
        context.set_offline(False)
        expect(page.get_by_text("已使用")).to_be_visible(timeout=WAIT)
        page.get_by_role("button", name="再次出示").click()
        again = read(page)
        call(live.base, "POST", f"/me/delegations/{made}/withdrawal", token=lender.token)
        clerk.press_as_gun(again)
        expect(clerk.page.locator(".verdict .answer")).to_contain_text("代出示已终止")
        page.goto("/history")
        page.locator("summary").first.click()
        expect(page.get_by_text(BY).first).to_be_visible()
        page.get_by_role("navigation").get_by_role("link", name="证照", exact=True).click()
        page.get_by_role("button", name="刷新").click()
        expect(group).to_have_count(0)


def _shown_by(code: str) -> tuple[str, str]:
    parsed = lm1.parse(code)
    assert isinstance(parsed, lm1.ViewCode)
    assert parsed.view.on_behalf is not None
    return parsed.view.on_behalf.kind, parsed.view.on_behalf.name
