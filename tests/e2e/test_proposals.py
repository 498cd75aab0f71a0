"""What can be had without applying: offered on the wallet, given by one tap, shown as a code a moment later; a no that
is taken back; and numbers, never names, for the office."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.pocket import in_use, pocket, read
from tests.e2e.staff import Counter, open_counter
from tests.e2e.test_axe import in_every_look
from tests.e2e.tour.looks import LOOKS, wear

CITIZEN = 186  # 69 years old, without a senior card


@pytest.fixture(scope="module")
def counter(live: Live) -> Counter:
    return open_counter(live)


@pytest.fixture
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    with pocket(browser, live) as context:
        yield in_use(context.new_page(), CITIZEN)


def test_a_senior_card_by_one_tap_and_shown_as_a_code(phone: Page, counter: Counter) -> None:
    offer = phone.get_by_role("link", name="您可以领取老年人优待证")
    offer.click()
    yes = phone.get_by_role("button", name="同意，现在领取")
    expect(yes).to_be_visible()
    expect(phone.get_by_text("居民身份证登记的出生日期显示您已年满六十五周岁")).to_be_visible()
    assert people.person(CITIZEN).citizen_number not in phone.content()
    assert in_every_look(phone) == []
    wear(phone, LOOKS[0])
    phone.get_by_role("button", name="不需要").click()
    expect(phone.get_by_text("您选择了不需要，没有人知道。")).to_be_visible()
    phone.get_by_role("button", name="改主意了").click()
    yes.click()
    expect(phone.get_by_text("已领取，证照在您的手机里了")).to_be_visible()
    phone.locator("#main").get_by_role("link", name="亮码", exact=True).click()
    assert counter.accepts(read(phone))
    phone.goto("/")
    expect(phone.get_by_role("link", name="亮码 老年人优待证")).to_be_visible()
    expect(offer).to_have_count(0)
