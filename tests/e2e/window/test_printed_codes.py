"""A code on paper: printed at a window for somebody with an ID card, used once at a case, or revoked by its person."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.phone import Phone
from tests.e2e.pocket import pocket
from tests.e2e.window.citizen import take_phone_into_use
from tests.e2e.window.clerk import Clerk

PERSON, REVOKING = 160, 161
MATTER = "rs-pension-transfer"


def printed(clerk: Clerk, index: int, *, agent: str = "") -> str:
    """The text of a new code for this citizen, as it stands on the paper."""
    page, who = clerk.page, people.person(index)
    page.goto("/window/print")
    page.get_by_label("姓名（同身份证）").fill(who.name)
    page.get_by_label("公民身份号码").fill(who.citizen_number)
    page.get_by_label("未亮码的原因").fill("未带手机")
    page.get_by_label("办理事项").select_option(MATTER)
    page.get_by_label("由谁带来").fill(agent)
    page.get_by_role("button", name="生成纸质码").click()
    text = page.locator("article.paper").get_attribute("data-text")
    assert text is not None
    return text


def test_a_printed_code_fits_both_papers_and_brings_its_person_to_a_case_once(
    clerk: Clerk, camera: Camera, phone: Callable[[int], Phone]
) -> None:
    camera.show("https://example.com")
    phone(PERSON)
    clerk.sign_in()
    page = clerk.page
    text = printed(clerk, PERSON, agent="王小明")
    paper = page.locator("article.paper")
    expect(paper).to_contain_text("居民身份证")
    expect(paper).not_to_contain_text(people.person(PERSON).citizen_number)
    assert _box(page.pdf(prefer_css_page_size=True)) == [164, 425]  # 58 × 150 mm in points
    page.get_by_role("radio", name="A4").check()
    page.emulate_media(media="print")
    for screen in (
        page.get_by_role("button", name="打印", exact=True),
        page.locator("h1"),
        page.locator("header").first,
    ):
        expect(screen).to_be_hidden()
    assert _box(page.pdf(prefer_css_page_size=True)) == [595, 842]
    page.emulate_media(media="screen")
    page.goto("/window")
    clerk.open_case()
    clerk.press_as_gun(text)
    expect(page.get_by_text("核验通过")).to_be_visible()
    expect(page.get_by_text("王小明").first).to_be_visible()
    assert clerk.states()["id-card"] == "exempt"
    page.goto("/window/check")
    expect(page.locator(".verdict .answer")).to_be_visible()
    clerk.press_as_gun(text)
    expect(page.locator(".verdict .answer")).to_contain_text("已经用过")
    page.goto("/window/print")
    expect(page.locator("li[data-number]").first).to_contain_text("已使用")


def test_whom_a_code_was_printed_for_sees_it_and_revokes_it(
    clerk: Clerk, camera: Camera, browser: Browser, live: Live
) -> None:
    camera.show("https://example.com")
    with pocket(browser, live) as context:
        page = context.new_page()
        take_phone_into_use(page, REVOKING)
        clerk.sign_in()
        text = printed(clerk, REVOKING)
        page.goto("/printed-codes")
        one = page.locator("section[data-number]").first
        expect(one).to_contain_text("未带手机")
        one.get_by_role("button", name="作废").click()
        expect(one).to_contain_text("已作废")
    clerk.page.goto("/window/check")
    expect(clerk.page.locator(".verdict .answer")).to_be_visible()
    clerk.press_as_gun(text)
    expect(clerk.page.locator(".verdict .answer")).to_contain_text("已作废")


def _box(pdf: bytes) -> list[int]:
    """Width and height of the one page, points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([0-9.]+) ([0-9.]+)\s*\]", pdf)
    assert len(boxes) == 1
    return [round(float(side)) for side in boxes[0]]
