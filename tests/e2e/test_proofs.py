"""A proof asked for on the phone: one answered at once by rule, one made out by an officer, and shown to its holder."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import bind
from tests.e2e.staff import hire
from tests.e2e.test_other_roles import opened
from tests.e2e.test_other_roles import sign_in as sign_in_staff
from tests.e2e.window.citizen import sign_in

CITIZEN = 74
STATEMENT = "经核查，已办理失业登记。"


def test_a_proof_is_answered_at_once_or_made_out_by_an_officer(browser: Browser, live: Live) -> None:
    bind(live.base, CITIZEN)
    citizen = opened(browser, live)
    sign_in(citizen, CITIZEN)
    citizen.goto("/proofs")
    citizen.get_by_label("找证明").fill("居住")
    citizen.locator("[data-kind=residence]").click()
    citizen.get_by_role("button", name="申请这个证明").click()
    expect(citizen.locator("[data-state=issued]").get_by_text("由系统按登记自动答复")).to_be_visible()
    expect(citizen.get_by_role("link", name="查看并出示证明")).to_have_attribute("href", re.compile("^/certificates/"))
    ask(citizen)

    officer = opened(browser, live)
    officer.goto("/officer/proofs")
    sign_in_staff(officer, hire(live, "officer", "RS"))
    officer.locator(f"a[data-request='{citizen.url.rsplit('/', 1)[1]}']").click()
    make_out(officer)

    citizen.reload()
    expect(citizen.locator("[data-state=issued]").get_by_text(STATEMENT)).to_be_visible()
    citizen.goto("/proofs")
    expect(citizen.locator("a[data-request]")).to_have_count(2)
    for page in (citizen, officer):
        page.context.close()


def ask(page: Page) -> None:
    """What an officer has to answer; an answer that is missing is asked for."""
    page.goto("/proofs/kinds/unemployment")
    page.get_by_role("button", name="申请这个证明").click()
    expect(page.get_by_text("请填写")).to_be_visible()
    page.get_by_label("终止劳动关系的日期").fill("2026-01-31")
    page.get_by_role("button", name="申请这个证明").click()
    expect(page.locator("[data-state=waiting]")).to_be_visible()
    expect(page.get_by_role("button", name="撤回申请")).to_be_visible()


def make_out(page: Page) -> None:
    statement = page.get_by_label("证明内容")
    expect(statement).to_have_value(re.compile("失业登记"))
    statement.fill("")
    page.get_by_role("button", name="出具并签发").click()
    expect(page.get_by_text("请填写")).to_be_visible()
    statement.fill(STATEMENT)
    page.get_by_role("button", name="出具并签发").click()
    expect(page.locator("[data-state=issued]")).to_be_visible()
