"""Somebody asks a phone: by a code, with a yes that is taken back; by a number, with a no; at a window."""

import io
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.asker import LEGAL, NAME, PURPOSE_TEXT, open_bank
from tests.e2e.pocket import DESK, in_use, pocket
from tests.e2e.staff import hire
from tests.e2e.test_other_roles import sign_in

HOLDER, ASKED_TWICE = 115, 116


def test_a_partner_sees_what_was_ticked_until_it_is_taken_back(browser: Browser, live: Live) -> None:
    bank = open_bank(live)
    asked = bank.ask()
    with pocket(browser, live) as context:
        phone = in_use(context.new_page(), HOLDER)
        scan(phone, asked["link"])
        expect(phone.get_by_role("heading", name=NAME)).to_be_visible()
        for text in (LEGAL, PURPOSE_TEXT, "核对开户人身份", people.person(HOLDER).name):
            expect(phone.get_by_text(text).first).to_be_visible()
        for box in phone.get_by_role("checkbox").all():
            assert not box.is_checked()
        phone.get_by_role("checkbox", name="出生日期").check()
        context.set_offline(True)
        phone.get_by_role("button", name="同意出示，用本机签名").click()
        expect(phone.get_by_text("答复还没送到")).to_be_visible()
        assert bank.state(asked) == "waiting"
        context.set_offline(False)
        expect(phone.get_by_text(f"已同意。{NAME}只能看到下面这些内容。")).to_be_visible()

        (shown,) = bank.read(asked)["certificates"]
        assert set(shown["fields"]) == {"name", "over_18", "birth_date"}
        phone.get_by_role("button", name="收回同意").click()
        phone.get_by_role("button", name="确认收回").click()
        expect(phone.get_by_text(f"已收回。{NAME}再也取不到这些内容。")).to_be_visible()
        assert bank.read(asked)["code"] == "request_result_gone"
        phone.get_by_role("link", name="看使用记录").click()
        expect(phone.locator("details", has_text=PURPOSE_TEXT)).to_contain_text("已收回")
        refused_in_the_list(phone, bank)


def refused_in_the_list(phone: Page, bank: Any) -> None:
    who = people.person(HOLDER)
    asked = bank.look_up(who.citizen_number, who.name)
    phone.goto("/")
    phone.get_by_role("link", name=f"{NAME}想看您的证照").click()
    expect(phone.get_by_text("对方不会知道您拒绝了")).to_be_visible()
    phone.get_by_role("button", name="拒绝").click()
    expect(phone.get_by_text(f"已拒绝。{NAME}没有看到任何内容。")).to_be_visible()
    assert bank.state(asked) == "waiting"  # as for anybody who does not answer
    phone.goto("/requests")
    expect(phone.locator("[data-part=answered] [data-state=refused]")).to_have_count(1)


def test_a_window_shows_a_code_and_sees_what_the_phone_agreed_to(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as context, pocket(browser, live, viewport=DESK) as desk:
        phone, page = in_use(context.new_page(), ASKED_TWICE), desk.new_page()
        page.goto("/window/requests")
        sign_in(page, hire(live, "window", "donghu-01"))
        page.get_by_role("button", name="显示二维码").click()
        expect(page.get_by_text("请选证照，并至少选一项内容")).to_be_visible()
        page.get_by_label("要看哪种证照").select_option(label="居民身份证")
        page.get_by_role("checkbox", name="姓名", exact=True).check()
        page.get_by_label("为什么要看").fill("核对来办事的是不是本人")
        page.get_by_role("button", name="显示二维码").click()
        expect(page.locator("svg.qr")).to_be_visible()
        (code,) = zxingcpp.read_barcodes(
            Image.open(io.BytesIO(page.screenshot())), formats=zxingcpp.BarcodeFormat.QRCode
        )
        phone.goto(code.text)
        expect(phone.get_by_text("核对来办事的是不是本人")).to_be_visible()
        phone.get_by_role("button", name="同意出示，用本机签名").click()
        expect(phone.get_by_text("已同意")).to_be_visible()
        expect(page.locator("[data-disclosed=resident-id]")).to_contain_text(people.person(ASKED_TWICE).name)
        page.get_by_role("button", name="看完了，清除").click()
        expect(page.locator("[data-disclosed]")).to_have_count(0)


def scan(phone: Page, link: str) -> None:
    """The same as the camera: the link is pasted where codes are scanned."""
    phone.goto("/answer")
    phone.get_by_text("手动输入").click()
    phone.get_by_label("闸机屏幕上的字符").fill(link)
    phone.get_by_role("button", name="下一步").click()
