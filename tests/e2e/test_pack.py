"""Several certificates at once, ticked by hand or by the matter; and the number for a window without a scanner, counted
down on the phone and typed at the window's page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.pocket import DESK, WAIT, in_use, pocket, read, show, stop_clock
from tests.e2e.staff import Counter, open_counter
from tests.e2e.tour.visitors import VISITORS, City

CITIZEN = 68
LOAN = "gj-loan"


@pytest.fixture(scope="module")
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    with pocket(browser, live) as context:
        yield in_use(context.new_page(), CITIZEN)


@pytest.fixture(scope="module")
def counter(live: Live) -> Counter:
    return open_counter(live)


@pytest.fixture
def window(browser: Browser, live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A clerk's page without a camera."""
    with pocket(browser, live, viewport=DESK) as context:
        page = context.new_page()
        VISITORS["clerk"](page, City(live, Camera(tmp_path_factory.mktemp("desk") / "camera.y4m")))
        page.goto("/window/check")
        yield page


def test_what_was_ticked_by_hand_is_what_the_window_gets(phone: Page, counter: Counter) -> None:
    phone.goto("/pack")
    show_them = phone.get_by_role("button", name="出示凭证码")
    expect(show_them).to_be_disabled()
    for name in ("居民身份证", "结婚证"):
        phone.get_by_role("checkbox", name=name).check()
    expect(phone.get_by_role("status").filter(has_text="已选 2 份")).to_be_visible()
    show_them.click()
    expect(phone.locator("main dt")).to_have_text(["居民身份证", "结婚证"])
    expect(phone.locator("svg.qr")).to_be_in_viewport(ratio=1)
    verdict = counter.verify(read(phone))
    assert verdict["accepted"]
    assert sorted(one["type"]["id"] for one in verdict["certificates"]) == ["marriage", "resident-id"]


def test_a_matter_chosen_in_the_list_comes_back_with_its_certificates_ticked(phone: Page) -> None:
    phone.goto("/pack")
    phone.get_by_role("link", name="按事项选").click()
    phone.get_by_role("link", name=re.compile("住房公积金个人贷款")).first.click()
    phone.wait_for_url(f"**/matters/{LOAN}")
    phone.get_by_role("link", name="出示办这件事需要的证照").click()
    phone.wait_for_url(f"**/pack?matter={LOAN}")
    expect(phone.get_by_role("heading", name="办理“住房公积金个人贷款”")).to_be_visible()
    ticked = phone.get_by_role("checkbox", checked=True)
    expect(ticked.first).to_be_visible()
    wanted = phone.locator(".choice:has(.for)")
    assert ticked.count() == wanted.count()
    for one in wanted.all():
        expect(one.get_by_role("checkbox")).to_be_checked()


def test_a_number_typed_at_the_window_stands_for_the_code_once(phone: Page, window: Page) -> None:
    phone.goto("/")
    show(phone)
    phone.get_by_role("button", name="改用数字码").click()
    shown = phone.locator(".number")
    expect(shown).to_have_text(re.compile(r"^\d{3}\s*\d{3}\s*\d{4}$"))
    expect(phone.get_by_role("timer")).to_have_text(re.compile(r"^(3:00|2:\d\d) 后失效$"))
    number = re.sub(r"\s", "", shown.inner_text())
    window.get_by_label("手输 10 位数字").fill(number)
    window.get_by_label("手输 10 位数字").press("Enter")
    expect(window.get_by_text("核验通过")).to_be_visible(timeout=WAIT)
    expect(phone.get_by_role("heading", name="已使用")).to_be_visible(timeout=WAIT)


def test_a_number_ends_after_three_minutes_and_another_one_is_made(phone: Page) -> None:
    phone.clock.install()
    phone.goto("/")
    show(phone)
    phone.get_by_role("button", name="改用数字码").click()
    shown = phone.locator(".number")
    expect(shown).to_have_text(re.compile(r"\d{4}$"))
    first = shown.inner_text()
    stop_clock(phone)
    minutes, seconds = phone.get_by_role("timer").inner_text().split(" ")[0].split(":")
    phone.clock.run_for(60_000)
    expect(phone.get_by_role("timer")).to_have_text(f"{int(minutes) - 1}:{seconds} 后失效")
    phone.clock.run_for(125_000)
    expect(phone.get_by_text("数字码已失效")).to_be_visible()
    phone.get_by_role("button", name="换一个数字码").click()
    expect(phone.get_by_text("数字码已失效")).to_have_count(0)
    expect(shown).not_to_have_text(first)
