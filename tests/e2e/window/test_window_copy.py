"""A clerk seals a copy of what the applicant showed to the case, with their agreement, and the file checks out."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FilePayload, expect

from tests.e2e.camera import Camera
from tests.e2e.phone import Phone
from tests.e2e.window.clerk import Clerk

PERSON = 123


def test_a_copy_is_sealed_within_a_case_only_with_the_applicants_agreement(
    clerk: Clerk, camera: Camera, phone: Callable[[int], Phone], tmp_path: Path
) -> None:
    camera.show("https://example.com")
    clerk.sign_in()
    page = clerk.page
    clerk.open_case()
    clerk.press_as_gun(phone(PERSON).code())
    expect(page.get_by_text("核验通过")).to_be_visible()
    page.locator("[data-papers]").get_by_role("button", name="居民身份证").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("提供给谁").fill("市住房公积金管理中心")
    dialog.get_by_role("button", name="盖章生成").click()
    expect(dialog.get_by_role("alert")).to_be_visible()  # the applicant has not agreed
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="盖章生成").click()
    made = page.locator("[data-papers] [data-paper=valid]")
    expect(made).to_contain_text("市住房公积金管理中心")
    with page.expect_download() as saving:
        made.get_by_role("button").click()
    saving.value.save_as(tmp_path / "copy.pdf")
    page.goto("/check")
    file = FilePayload(name="copy.pdf", mimeType="application/pdf", buffer=(tmp_path / "copy.pdf").read_bytes())
    page.locator("input[type=file][accept*=pdf]").set_input_files(file)
    expect(page.locator("[data-found=genuine]")).to_contain_text("市住房公积金管理中心")
