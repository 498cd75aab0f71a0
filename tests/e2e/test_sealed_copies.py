"""A holder makes a sealed copy on the phone; whoever is given it checks it; the holder takes it back."""

import io
import subprocess
from pathlib import Path

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from tests.docs.live import Live
from tests.e2e.pocket import DESK, in_use, pocket

CITIZEN = 170
PURPOSE, RECIPIENT = "办理住房贷款", "梁州银行雁栖支行"
WATERMARK = f"仅用于{PURPOSE}，提供给{RECIPIENT}，有效期至"


def test_a_copy_is_made_checked_by_anybody_found_out_when_altered_and_taken_back(
    browser: Browser, live: Live, tmp_path: Path
) -> None:
    with (
        pocket(browser, live) as phone,
        browser.new_context(base_url=live.base, viewport=DESK, locale="zh-CN") as other,
    ):
        page, desk = in_use(phone.new_page(), CITIZEN), other.new_page()
        pdf = _make(page, tmp_path)
        number = page.locator("[data-paper=valid] dd.digits").inner_text()
        desk.goto("/check")
        expect(_uploaded(desk, pdf, "genuine")).to_contain_text(PURPOSE)
        expect(desk.locator("[data-certificate-now]")).to_contain_text("有效")
        expect(_uploaded(desk, pdf + b"\n% more", "altered")).not_to_contain_text(PURPOSE)
        _uploaded(desk, pdf[: len(pdf) // 2], "altered")
        expect(_typed(desk, number, "registered")).not_to_contain_text(PURPOSE)
        address = _code_on(pdf, tmp_path)
        desk.goto(address)
        expect(_found(desk, "registered")).to_contain_text(RECIPIENT)
        expect(desk.locator("[data-face]")).to_contain_text("公民身份号码")
        _take_back(page)
        desk.reload()
        expect(_found(desk, "recalled")).not_to_contain_text("公民身份号码")
        _uploaded(desk, pdf, "recalled")


def _make(page: Page, folder: Path) -> bytes:
    """Everything of the identity card, sealed; the file as the phone saves it."""
    page.get_by_role("link", name="居民身份证").first.click()
    page.get_by_role("link", name="加注件").click()
    page.get_by_role("button", name="用居民身份证做一份加注件").click()
    page.get_by_role("button", name="盖章生成").click()
    expect(page.get_by_text("请写明用途")).to_be_visible()
    page.get_by_label("用于什么").fill(PURPOSE)
    page.get_by_label("提供给谁").fill(RECIPIENT)
    expect(page.locator("[data-watermark]")).to_contain_text(WATERMARK)
    page.get_by_role("button", name="盖章生成").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="下载 PDF").first.click()
    assert saving.value.suggested_filename.startswith("居民身份证-")
    saving.value.save_as(folder / "copy.pdf")
    return (folder / "copy.pdf").read_bytes()


def _uploaded(desk: Page, data: bytes, told: str) -> Locator:
    file = FilePayload(name="copy.pdf", mimeType="application/pdf", buffer=data)
    desk.locator("input[type=file][accept*=pdf]").set_input_files(file)
    return _found(desk, told)


def _typed(desk: Page, number: str, told: str) -> Locator:
    field = desk.get_by_label("加注件编号")
    field.fill(number[:-1] + str((int(number[-1]) + 1) % 10))
    expect(desk.get_by_text("编号不对")).to_be_visible()
    field.fill(number)
    desk.get_by_role("button", name="核验", exact=True).click()
    return _found(desk, told)


def _found(desk: Page, told: str) -> Locator:
    finding = desk.locator(f"[data-found={told}]")
    expect(finding).to_be_visible()
    return finding


def _code_on(pdf: bytes, folder: Path) -> str:
    """The address in the QR code of the page, as a printer would bring it to paper."""
    (folder / "paper.pdf").write_bytes(pdf)
    drawn = subprocess.run(
        ["pdftoppm", "-png", "-r", "150", "-singlefile", folder / "paper.pdf"], check=True, capture_output=True
    )
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn.stdout)))
    (address,) = [one.text for one in codes if one.format == zxingcpp.BarcodeFormat.QRCode]
    return str(address)


def _take_back(page: Page) -> None:
    """The holder sees how often it was checked, and that somebody tried an altered file."""
    page.reload()
    paper = page.locator("[data-paper=valid]")
    expect(paper).to_contain_text("5 次")
    expect(paper).to_contain_text("改动过的文件来核验过 2 次")
    paper.get_by_role("button", name="收回").click()
    page.get_by_role("dialog").get_by_role("button", name="收回").click()
    expect(page.locator("[data-paper=recalled]")).to_be_visible()
