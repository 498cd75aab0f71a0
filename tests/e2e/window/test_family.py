"""A parent confirms a child and shows its certificate; a window reads both names; a dispute stops it."""

from datetime import timedelta
from typing import Any

from playwright.sync_api import Browser, expect

from backend.demo import people, records
from backend.demo.people import REFERENCE, make_citizen_number
from certs import lm1
from tests.docs.live import Live
from tests.e2e.phone import call
from tests.e2e.pocket import pocket, read
from tests.e2e.staff import token_of
from tests.e2e.window.citizen import take_phone_into_use
from tests.e2e.window.clerk import Clerk

FATHER = 196
NAME, BORN = "林小满", REFERENCE - timedelta(days=8 * 365)
NUMBER = make_citizen_number("990102", BORN, 196 * 2)


def _register(live: Live) -> None:
    """The child's page in the father's household."""
    about = {"name": NAME, "citizen_number": NUMBER, "sex": "女", "birth_date": BORN.isoformat(), "relation": "女"}
    fields = records.record("household-register", FATHER) | about
    body = {"type": "household-register", "fields": fields}
    call(live.base, "POST", "/certificates", body, token_of(live, "department", "GA"))


def _record(live: Live, kind: str) -> None:
    """By two employees of civil affairs."""
    one, two = (token_of(live, "department", "MZ") for _ in range(2))
    body: dict[str, Any] = {
        "kind": kind, "person": {"name": NAME, "citizen_number": NUMBER}, "document": "亮民〔2026〕3号",
        "reason": "监护人之间有争议",
    }  # fmt: skip
    made = call(live.base, "POST", "/family-records", body, one)
    call(live.base, "POST", f"/family-records/{made['record_id']}/approval", None, two)


def test_a_parent_shows_a_childs_certificate_until_the_guardians_are_in_dispute(
    clerk: Clerk, browser: Browser, live: Live
) -> None:
    _register(live)
    clerk.sign_in()
    clerk.page.get_by_role("link", name="只核验，不办件").click()
    with pocket(browser, live) as context:
        page = context.new_page()
        take_phone_into_use(page, FATHER)
        page.goto("/wards")
        page.get_by_role("button", name="确认是我的孩子").click()
        expect(page.locator(f"[data-ward='{NAME}']")).to_contain_text("户口簿")
        page.get_by_role("link", name="出示证照").click()
        group = page.locator("section[data-behalf]")
        expect(group).to_contain_text(f"代{NAME}出示")
        group.get_by_role("link", name="亮码 居民户口簿").click()
        parsed = lm1.parse(code := read(page))
        assert isinstance(parsed, lm1.ViewCode)
        assert parsed.view.on_behalf is not None
        assert parsed.view.on_behalf.kind == "guardian"
        clerk.press_as_gun(code)
        expect(clerk.page.locator("[data-behalf]")).to_contain_text(f"{people.person(FATHER).name} 代 {NAME} 出示")
        page.get_by_role("button", name="再次出示").click()
        again = read(page)
        _record(live, "freeze")
        clerk.press_as_gun(again)
        expect(clerk.page.locator(".verdict .answer")).to_contain_text("代出示已终止")
        page.goto("/wards")
        expect(page.locator(f"[data-ward='{NAME}']")).to_contain_text("已暂停")
