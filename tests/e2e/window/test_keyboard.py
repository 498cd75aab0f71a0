"""The window by keyboard: a scanner gun under an input method and in a field, typed numbers, and no mouse at all."""

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


def test_a_code_scanned_without_a_network_is_kept_and_sent_when_it_is_back(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    clerk.complaints.expected.append("ERR_CONNECTION_REFUSED")
    code = phone(2).code()
    clerk.page.route("**/scans", lambda route: route.abort("connectionrefused"))
    clerk.press_as_gun(code)
    expect(clerk.page.get_by_text("还没有送出去，已保存")).to_be_visible()
    assert clerk.states()["id-card"] == "missing"
    clerk.page.unroute("**/scans")
    expect(clerk.page.get_by_text("核验通过")).to_be_visible(timeout=15_000)
    assert clerk.states()["id-card"] == "exempt"


def test_a_sign_in_that_ends_in_mid_scan_keeps_the_scan(clerk: Clerk, camera: Camera, phone: Phones) -> None:
    clerk.complaints.expected.append("401")
    camera.show("https://example.com")
    clerk.sign_in()
    clerk.open_case()
    over = {"status": 401, "content_type": "application/problem+json", "body": "{}"}
    clerk.page.route("**/scans", lambda route: route.fulfill(**over), times=1)
    clerk.page.route("**/auth/refresh", lambda route: route.fulfill(**over), times=1)
    clerk.press_as_gun(phone(2).code())
    expect(clerk.page.get_by_text("登录已过期", exact=True)).to_be_visible()
    expect(clerk.page.get_by_text("登录后自动送出")).to_be_attached()
    assert clerk.states()["id-card"] == "missing"
    clerk.fill_in(ahead=30)
    expect(clerk.page.get_by_text("核验通过")).to_be_visible(timeout=15_000)
    assert clerk.states()["id-card"] == "exempt"
