"""The page of a code while somebody stands before a scanner: the screen stays lit, the code is new every thirty
seconds, eyes, ears and people who get dizzy are served."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.pocket import in_use, pocket, read, show, stop_clock

CITIZEN = 61
LISTEN = """(() => {
  window.locks = [];
  const ask = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (kind) {
    const lock = await ask.call(this, kind);
    window.locks.push(lock);
    return lock;
  };
  window.said = [];
  SpeechSynthesis.prototype.speak = function (spoken) { window.said.push(spoken.lang + ' ' + spoken.text); };
  SpeechSynthesis.prototype.cancel = function () { window.said.push('silence'); };
})()"""
HELD = "locks.filter((lock) => !lock.released).length"
TURN = """(hidden) => {
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
SLOWEST = """Math.max(...[...document.querySelectorAll('*')].flatMap((one) => {
  const style = getComputedStyle(one);
  return [style.transitionDuration, style.animationDuration].flatMap((text) => text.split(', ').map(parseFloat));
}))"""
LABEL = "居民身份证的码，出示姓名、公民身份号码等4项。放在扫码口前即可。"
SPOKEN = (
    "zh-CN 这是居民身份证的码，对方会看到：姓名、公民身份号码等4项。请把屏幕对着扫码口，不要截屏。"
    "码每 30 秒换一次，不用着急。"
)


@pytest.fixture(scope="module")
def phone(browser: Browser, live: Live) -> Iterator[Page]:
    with pocket(browser, live) as context:
        context.add_init_script(LISTEN)
        yield in_use(context.new_page(), CITIZEN)


@pytest.fixture
def page(phone: Page) -> Page:
    """The wallet, opened anew."""
    phone.goto("/")
    expect(phone.locator("a[href^='/show/']").first).to_be_visible()
    return phone


def test_the_screen_stays_lit_while_the_code_is_seen_and_not_longer(page: Page) -> None:
    assert page.evaluate(HELD) == 0
    show(page)
    page.wait_for_function(f"() => {HELD} === 1")
    page.evaluate("locks[0].release()")  # as the browser does when the page is hidden
    page.evaluate(TURN, True)
    expect(page.locator("svg.qr")).to_have_count(0)
    page.evaluate(TURN, False)
    expect(page.locator("svg.qr")).to_be_visible()
    page.wait_for_function(f"() => {HELD} === 1 && locks.length === 2")
    page.get_by_role("link", name="返回").click()
    page.wait_for_function(f"() => {HELD} === 0")


def test_the_code_is_signed_anew_every_thirty_seconds_and_its_words_stay_the_same(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    show(page)
    code = page.get_by_role("img", name=LABEL, exact=True)
    expect(code).to_be_visible()
    stop_clock(page)
    ring = page.get_by_role("img", name="秒后换新码")
    first, left = read(page), int(ring.text_content() or 0)
    page.clock.run_for((left - 1) * 1000)
    expect(page.get_by_role("img", name="1 秒后换新码", exact=True)).to_be_visible()
    assert read(page) == first
    page.clock.run_for(1000)
    expect(ring).to_contain_text("30")
    assert read(page) != first
    expect(code).to_be_visible()


def test_the_page_reads_itself_aloud_and_is_silent_once_left(page: Page) -> None:
    show(page)
    page.get_by_role("radio", name="姓名、公民身份号码等4项").check()
    page.get_by_role("button", name="读出来").click()
    assert page.evaluate("said.at(-1)") == SPOKEN
    expect(page.get_by_role("button", name="停止朗读")).to_be_visible()
    page.get_by_role("link", name="返回").click()
    expect(page.get_by_role("heading", name="我的证照")).to_be_visible()
    assert page.evaluate("said.at(-1)") == "silence"


UNDERSTOOD = """() => new Promise((answer) => {
  const opening = indexedDB.open("liangma");
  opening.onsuccess = () => {
    const reading = opening.result.transaction("kept").objectStore("kept").get("brightness_understood");
    reading.onsuccess = () => { opening.result.close(); answer(reading.result === true); };
  };
})"""


def test_the_hint_about_a_dark_screen_stays_until_it_is_understood(page: Page) -> None:
    show(page)
    hint = page.get_by_text("请把屏幕调亮")
    expect(hint).to_be_in_viewport()
    page.get_by_role("button", name="知道了").click()
    expect(hint).to_have_count(0)
    page.wait_for_function(UNDERSTOOD)
    page.reload()
    expect(page.locator("svg.qr")).to_be_visible()
    expect(hint).to_have_count(0)


def test_the_photo_is_a_second_code_and_the_first_one_comes_back(page: Page) -> None:
    show(page)
    page.get_by_role("radio", name="姓名、相片").check()
    page.get_by_role("radio", name="相片码").check()
    expect(page.get_by_role("img", name="相片码。没有网络的闸机用它比对本人。")).to_be_visible()
    photo = read(page)
    page.get_by_role("radio", name="证照码").check()
    expect(page.locator("svg.qr")).to_have_attribute("aria-label", re.compile("^居民身份证的码，出示姓名、相片"))
    assert (photo.split(":")[0], read(page).split(":")[0]) == ("LM1P", "LM1")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_code_is_as_wide_as_the_phone_and_black_on_white(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    show(page)
    assert page.evaluate("document.documentElement.dataset.theme") == theme
    plate = page.locator(".plate")
    box = plate.bounding_box()
    assert box is not None
    assert box["width"] == 390
    assert page.evaluate("getComputedStyle(document.querySelector('.plate')).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_where_less_movement_is_wished_nothing_moves(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(page)
    longest = "Math.max(...document.getAnimations().map((one) => Number(one.effect.getTiming().duration)), 0)"
    assert page.evaluate(longest) <= 1
    assert page.evaluate(SLOWEST) <= 0.001
