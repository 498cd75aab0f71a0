"""Requests for proofs, as their pages show them."""

import itertools
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.e2e.phone import call
from tests.e2e.tour.visitors import City

_DAYS = itertools.count(1)


def wait_for_answer(page: Page, city: City) -> None:
    """Somebody asks for a proof that the officer's office makes out."""
    left = date(2020, 1, 1) + timedelta(days=next(_DAYS))
    body = {"kind": "unemployment", "answers": {"left": left.isoformat()}}
    call(city.live.base, "POST", "/me/proof-requests", body, city.phone.token)
    page.reload()
    expect(page.locator("a[data-request]").first).to_be_visible()


def open_request(page: Page, _city: City) -> None:
    page.locator("a[data-request]").first.click()
    expect(page.get_by_label("证明内容")).to_be_visible()


def get_answer(page: Page, _city: City) -> None:
    """Asked for and answered at once."""
    page.get_by_role("button", name="申请这个证明").click()
    expect(page.locator("section[data-state]")).to_be_visible()
