"""What a citizen does on the phone's pages, in the words of the page: sign in, bind the phone, show a code."""

import io
import re

from PIL import Image
from playwright.sync_api import Page, expect

from backend.demo import people


def take_phone_into_use(page: Page, index: int, *, known: bool = False, here: bool = False) -> None:
    """Citizen `index` of the demo city signs in, proves the real name (unless it is known), binds this phone.

    `here`: the page asks for it already.
    """
    who = people.person(index)
    sign_in(page, index, here=here)
    if not known:
        page.get_by_label("姓名").fill(who.name)
        page.get_by_label("公民身份号码").fill(who.citizen_number)
        page.get_by_role("button", name="核对").click()
        if not here:
            expect(page.get_by_role("heading", name="绑定这部手机")).to_be_focused()  # the button pressed is gone
    page.get_by_role("button", name="绑定这部手机").click()
    expect(page.get_by_role("heading", name="绑定这部手机")).to_have_count(0)


def sign_in(page: Page, index: int, *, here: bool = False) -> None:
    """By the one-time code, which the demo shows on the page; the next step is there when this returns."""
    who = people.person(index)
    if not here:
        page.goto("/sign-in")
    page.get_by_label("手机号").fill(who.phone)
    page.get_by_role("button", name="获取验证码").click()
    told = page.get_by_text(re.compile(r"演示环境：验证码是 \d{6}")).inner_text()
    page.get_by_label("验证码", exact=True).fill(re.findall(r"\d{6}", told)[0])
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_label("验证码", exact=True)).to_have_count(0)


def picture_of_code(page: Page) -> Image.Image:
    """What a camera before this phone's screen sees of the code."""
    code = page.locator("svg.qr").first
    expect(code).to_be_visible()
    return Image.open(io.BytesIO(code.screenshot())).convert("RGB")
