"""A verdict reaches eye, ear and hand: words and sign beside every colour, tones that can be silenced, vibration."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.camera import Camera, scene
from tests.e2e.phone import Phone
from tests.e2e.window.clerk import Clerk

Phones = Callable[[int], Phone]
EAR_AND_HAND = """window.tones = []; window.shakes = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (when) {
  window.tones.push(this.frequency.value);
  return start.call(this, when);
};
navigator.vibrate = (pattern) => { window.shakes.push(pattern); return true; };"""
GOOD, BAD = [784, 1175], [294, 220]
LOUD, SILENT = "关闭提示音", "打开提示音"


def heard(page: Page) -> list[float]:
    """The tones since this was asked last, in Hz."""
    tones: list[float] = page.evaluate("window.tones.splice(0)")
    return tones


def test_a_verdict_is_told_by_words_sign_tone_and_vibration_and_the_tone_can_be_silenced(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    camera.show_frame(scene())
    page = clerk.page
    page.add_init_script(EAR_AND_HAND)
    clerk.sign_in()
    page.get_by_role("link", name="只核验，不办件").click()
    answer = page.locator(".verdict .answer")
    expect(answer).to_contain_text("扫码后在这里看结果")
    code = phone(2).code(view=3)
    clerk.press_as_gun(code)
    expect(answer).to_contain_text("核验通过")
    expect(answer.locator("svg")).to_be_visible()
    page.wait_for_function("() => window.shakes.length === 1")  # the tones come before
    assert heard(page)[-2:] == GOOD
    clerk.press_as_gun(code)
    expect(answer).to_contain_text("核验不通过")
    expect(answer).to_contain_text("下一步：")
    page.wait_for_function("() => window.shakes.length === 2")
    assert heard(page)[-2:] == BAD
    assert page.evaluate("window.shakes") == [[60], [120, 80, 120]]
    page.keyboard.press("F10")
    expect(page.get_by_role("button", name=SILENT)).to_be_visible()
    page.reload()
    page.get_by_role("button", name=SILENT).wait_for()  # remembered
    clerk.press_as_gun(phone(2).code(view=3))
    expect(answer).to_contain_text("核验通过")
    assert heard(page) == []
    page.get_by_role("button", name=SILENT).click()
    expect(page.get_by_role("button", name=LOUD)).to_be_visible()
