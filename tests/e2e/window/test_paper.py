"""The list of a case on paper: one A4 page, in both languages, black on white even from a dark page."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.camera import Camera
from tests.e2e.phone import Phone
from tests.e2e.window.clerk import Clerk

Phones = Callable[[int], Phone]


def test_a_case_is_printed_on_one_page_with_nothing_of_the_screen(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    camera.show("https://example.com")
    page = clerk.page
    clerk.sign_in()
    case = clerk.open_case()
    clerk.press_as_gun(phone(2).code())
    expect(page.get_by_text("核验通过")).to_be_visible()
    page.emulate_media(media="print", color_scheme="dark")
    sheet = page.locator("article.sheet")
    for words in (case, "办件材料清单", "申请人居民身份证", "免提交", "申请人签名"):
        expect(sheet.get_by_text(words).first).to_be_visible()
    for screen in (
        page.locator("video"),
        page.get_by_role("button", name="下一位"),
        page.locator("header").first,
        page.locator("h1"),
    ):
        expect(screen).to_be_hidden()
    for language in ("zh", "en"):
        paper = page.pdf(format="A4", print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1, language
        page.emulate_media(media="screen")
        page.get_by_role("button", name="换成英文").click() if language == "zh" else None
        page.emulate_media(media="print")
