"""The wallet under a finger: pulled down it asks the office, its cards stay where they were dragged, it is searched."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.docs.live import Live
from tests.e2e.pocket import Finger, in_use, pocket

CITIZEN = 60
PULL_FROM = (195, 330)


@pytest.fixture(scope="module")
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    """A phone with a glass to touch."""
    with pocket(browser, live, is_mobile=True, has_touch=True) as context:
        yield in_use(context.new_page(), CITIZEN)


@pytest.fixture(autouse=True)
def wallet(phone: Page) -> None:
    phone.goto("/")
    expect(_names(phone).first).to_be_visible()


def _names(page: Page) -> Locator:
    return page.locator("main a[href^='/certificates/']")


def _kinds(lines: Locator) -> list[str]:
    """The first line of each: the kind of certificate."""
    return [line.split("\n")[0] for line in lines.all_inner_texts()]


def _rows(page: Page) -> Locator:
    return page.locator("ol li .name")


def test_pulled_far_enough_and_let_go_the_wallet_asks_the_office_anew(phone: Page) -> None:
    finger = Finger(phone)
    finger.drag(PULL_FROM, (195, 330 + 120))
    expect(phone.get_by_text("松开刷新")).to_be_visible()
    with phone.expect_response("**/api/v1/wallet?*") as answer:
        finger.lift()
    assert answer.value.status == 304  # nothing has changed, and the phone said what it has
    expect(phone.get_by_text("已更新")).to_be_visible()
    expect(phone.get_by_text("松开刷新")).to_have_count(0)


def test_pulled_a_little_it_asks_nothing(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "/api/v1/wallet" in request.url else None)
    finger = Finger(phone)
    finger.drag(PULL_FROM, (195, 330 + 50))
    expect(phone.get_by_text("下拉刷新")).to_be_visible()
    finger.lift()
    expect(phone.get_by_text("下拉刷新")).to_have_count(0)
    assert asked == []


def test_the_browser_does_not_pull_as_well(phone: Page) -> None:
    assert phone.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY") == "contain"
    phone.goto("/settings")
    assert phone.evaluate("getComputedStyle(document.documentElement).overscrollBehaviorY") == "auto"


def test_a_search_finds_by_any_word_on_the_card_and_says_how_many(phone: Page) -> None:
    everything = _names(phone).count()
    box = phone.get_by_role("searchbox")
    box.fill("身份证")
    expect(_names(phone)).to_have_text(["居民身份证"])
    expect(phone.get_by_role("status").filter(has_text="找到 1 张")).to_be_visible()
    box.fill("飞船驾照")
    expect(phone.get_by_text("没有找到“飞船驾照”")).to_be_visible()
    expect(_names(phone)).to_have_count(0)
    box.fill("")
    expect(_names(phone)).to_have_count(everything)


def test_cards_put_in_order_with_a_finger_and_by_key_stay_so(phone: Page) -> None:
    phone.get_by_role("button", name="排序").tap()
    before = _kinds(_rows(phone))
    Finger(phone).carry(phone.locator(".handle").first, phone.locator(".handle").nth(3))
    dragged = [*before[1:4], before[0], *before[4:]]
    expect(_rows(phone)).to_contain_text(dragged)
    phone.locator("ol li").nth(3).get_by_role("button").first.press("Enter")  # up
    expect(phone.get_by_role("status").filter(has_text="现在是第 3 张")).to_be_attached()
    phone.reload()
    expect(_names(phone)).to_contain_text([*before[1:3], before[0], before[3], *before[4:]])
