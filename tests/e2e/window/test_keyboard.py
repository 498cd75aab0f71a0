"""The window by keyboard: a scanner gun under an input method and in a field, typed numbers, and no mouse at all."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.phone import Phone
from tests.e2e.window.clerk import Clerk

Phones = Callable[[int], Phone]


@pytest.mark.parametrize("input_method", [True, False])
def test_a_scanner_gun_is_heard_while_a_field_has_the_focus_and_the_field_keeps_its_text(
    clerk: Clerk, camera: Camera, phone: Phones, input_method: bool
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    field = clerk.page.get_by_label("手输 10 位数字")
    field.fill("12")
    clerk.press_as_gun(phone(2).code(), input_method=input_method)
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    assert clerk.states()["id-card"] == "exempt"
    expect(field).to_have_value("12")


def test_a_guide_scanned_by_a_gun_opens_its_matter(clerk: Clerk, live: Live) -> None:
    clerk.sign_in()
    clerk.page.get_by_role("searchbox").focus()
    clerk.press_as_gun(f"{live.base}/matters/rs-pension-transfer")
    expect(clerk.page.get_by_role("heading", name="养老保险关系转移接续")).to_be_visible()


def test_a_typed_number_works_once_and_a_mistyped_one_is_not_sent(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    number = phone(2).typed()
    field = clerk.page.get_by_label("手输 10 位数字")
    clerk.page.keyboard.press("F4")
    expect(field).to_be_focused()
    clerk.page.keyboard.type(number[:9] + str((int(number[9]) + 1) % 10))
    expect(clerk.page.get_by_text("数字有误")).to_be_visible()
    clerk.page.keyboard.press("Enter")
    assert clerk.states()["id-card"] == "missing"
    field.fill(f"{number[:3]} {number[3:6]} {number[6:]}")
    field.press("Enter")
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    field.fill(number)
    field.press("Enter")
    expect(clerk.page.get_by_text("核验不通过")).to_be_visible()


def test_the_whole_flow_goes_without_a_mouse(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    camera.show("https://example.com")
    page = clerk.page
    clerk.sign_in()
    page.keyboard.press("/")
    page.keyboard.type("ylbx")
    page.keyboard.press("Enter")
    page.wait_for_url("**/window/matters/*")
    expect(page.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/window/cases/*")
    clerk.press_as_gun(phone(2).code())
    expect(page.get_by_text("核验通过")).to_be_visible()
    page.keyboard.press("Alt+3")
    expect(page.locator("[data-material=application]")).to_have_attribute("data-state", "provided")
    page.keyboard.press("Alt+3")
    expect(page.locator("[data-material=application]")).to_have_attribute("data-state", "missing")
    page.keyboard.press("Shift+Slash")
    expect(page.get_by_role("dialog", name="快捷键")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    page.wait_for_url("**/window/matters/*")


def test_the_focus_stays_where_it_was_when_a_button_goes_away(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    page = clerk.page
    clerk.sign_in()
    camera.show(phone(2).code(view=3))
    clerk.open_case()
    again = page.get_by_label("扫码", exact=True).get_by_role("button", name="继续扫码")
    again.press("Enter")
    expect(again).to_have_count(0)
    expect(page.get_by_label("扫码", exact=True)).to_be_focused()
    page.get_by_role("button", name=re.compile("^收纸质.*申请表")).press("Enter")
    expect(page.locator("[data-material=application]")).to_have_attribute("data-state", "provided")
    expect(page.get_by_role("button", name=re.compile("^撤回.*申请表"))).to_be_focused()


def test_a_gun_is_heard_over_the_list_of_keys_which_makes_way(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    clerk.page.keyboard.press("Shift+Slash")
    dialog = clerk.page.get_by_role("dialog", name="快捷键")
    expect(dialog.get_by_text("下一位")).to_be_visible()
    clerk.press_as_gun(phone(2).code())
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    expect(dialog).to_be_hidden()


def test_a_code_that_comes_before_its_case_waits_for_the_answers_and_is_checked_in_it(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    camera.show("https://example.com")
    page = clerk.page
    clerk.sign_in()
    page.goto("/window/matters/rs-pension-transfer")
    expect(page.get_by_role("radio").first).to_be_focused()
    clerk.press_as_gun(phone(2).code())
    expect(page.get_by_text("已读到码")).to_be_visible()
    assert page.url.endswith("/window/matters/rs-pension-transfer")  # its Enter pressed nothing
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/window/cases/*")
    expect(page.get_by_text("核验通过")).to_be_visible()


def test_at_the_desk_a_key_opens_the_camera_for_a_guide_and_another_leads_to_checking(
    clerk: Clerk, camera: Camera, live: Live, phone: Phones
) -> None:
    clerk.sign_in()
    camera.show(phone(2).code())
    clerk.page.keyboard.press("F2")
    expect(clerk.page.get_by_text("证照的码请选好事项后再扫")).to_be_visible()
    clerk.page.keyboard.press("F6")
    clerk.page.wait_for_url("**/window/check")
    camera.show(f"{live.base}/matters/rs-pension-transfer")
    clerk.page.goto("/window")
    expect(clerk.page.get_by_role("searchbox")).to_be_visible()
    clerk.page.keyboard.press("F2")
    expect(clerk.page.get_by_role("heading", name="养老保险关系转移接续")).to_be_visible()
