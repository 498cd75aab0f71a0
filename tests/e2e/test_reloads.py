"""A sign-in outlives reloads that cut off a refresh: the page names its attempt and asks under that name again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from tests.docs.live import Live
from tests.e2e.window.citizen import sign_in

WAIT = 20_000  # milliseconds; a full machine is slow
CITIZEN = 8


@pytest.fixture
def page(browser: Browser, live: Live) -> Iterator[Page]:
    size = ViewportSize(width=390, height=844)
    with browser.new_context(base_url=live.base, viewport=size, locale="zh-CN", service_workers="block") as context:
        context.set_default_timeout(WAIT)
        page = context.new_page()
        sign_in(page, CITIZEN)
        yield page


def lose_the_next_answer(page: Page, *, cookie: bool) -> None:
    """The office turns the token; the page hears nothing, or no more than the cookie."""
    before = page.context.cookies()

    def lose(route: Route) -> None:
        assert route.fetch().status == 200
        if not cookie:
            page.context.clear_cookies()
            page.context.add_cookies(before)  # type: ignore[arg-type]  # what it gives is what it takes
        route.abort()

    page.route("**/api/v1/auth/refresh", lose, times=1)


def expect_signed_in(page: Page) -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/api/v1/me")) as answered:
        page.goto("/settings")
    assert answered.value.status == 200
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()


@pytest.mark.parametrize("cookie", [False, True], ids=["nothing arrived", "only the cookie arrived"])
def test_an_answer_lost_in_a_reload_does_not_end_the_sign_in(page: Page, *, cookie: bool) -> None:
    for _ in range(2):
        lose_the_next_answer(page, cookie=cookie)
        with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/auth/refresh")):
            page.goto("/settings")
        expect_signed_in(page)


def test_a_page_that_is_reloaded_impatiently_stays_signed_in(page: Page) -> None:
    for pause in range(0, 400, 20):  # milliseconds: before, while and after the refresh is on its way
        page.goto("/settings", wait_until="commit")
        page.wait_for_timeout(pause)
    expect_signed_in(page)
