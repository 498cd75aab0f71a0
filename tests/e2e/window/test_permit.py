"""A public-hygiene permit decided in seconds: one pack, four papers, one key, and it is on the phone."""

from collections.abc import Callable

from playwright.sync_api import Browser, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera
from tests.e2e.phone import Phone
from tests.e2e.pocket import pocket
from tests.e2e.window.citizen import take_phone_into_use
from tests.e2e.window.clerk import Clerk

OWNER = 34  # of a company without a permit
PAPERS = ("application", "layout", "hygiene-rules", "test-report")


def test_a_public_hygiene_permit_is_decided_as_it_is_accepted_and_comes_to_the_phone(
    clerk: Clerk, camera: Camera, browser: Browser, live: Live, phone: Callable[[int], Phone]
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    page = clerk.page
    page.goto("/window/matters/wj-public-hygiene-permit")
    page.get_by_role("radio", name="理发店、美容店").check()
    page.get_by_role("radio", name="否").check()
    page.get_by_role("button", name="开始办理").click()
    page.wait_for_url("**/window/cases/*")
    expect(page.locator("[data-material]").first).to_be_visible()
    clerk.press_as_gun(phone(OWNER).pack("resident-id", "business-licence"))
    expect(page.get_by_text("核验通过")).to_be_visible()
    needed = [code for code, state in clerk.states().items() if state == "missing"]
    assert sorted(needed) == sorted(PAPERS)
    for paper in needed:
        page.keyboard.press(f"Alt+{list(clerk.states()).index(paper) + 1}")
        expect(page.locator(f"[data-material={paper}]")).to_have_attribute("data-state", "provided")
    clerk.complaints.expected.append("409")
    page.keyboard.press("F3")
    phone_field = page.get_by_role("textbox", name="联系电话")
    expect(phone_field).to_be_focused()
    expect(phone_field).to_have_attribute("aria-invalid", "true")
    phone_field.fill("13800000000")
    phone_field.press("Enter")
    expect(page.get_by_role("definition").filter(has_text="13800000000")).to_be_visible()
    page.locator("body").press("F3")
    expect(page.locator("section[data-state]")).to_have_attribute("data-state", "approved")
    with pocket(browser, live) as context:
        wallet = context.new_page()
        take_phone_into_use(wallet, OWNER, known=True)
        wallet.goto("/")
        expect(wallet.get_by_role("link", name="亮码 公共场所卫生许可证")).to_be_visible()
