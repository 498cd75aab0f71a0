"""Codes out of pictures: chosen as a file, dropped, pasted; and what is said of a picture that brings none."""

import base64
import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera, dim, qr_picture, scene, unsharp
from tests.e2e.phone import Phone
from tests.e2e.window.clerk import Clerk

Phones = Callable[[int], Phone]
IN_THE_PAGE = """const data = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
const file = new File([data], 'code.png', { type: 'image/png' });"""
DROP = f"""([text]) => {{ {IN_THE_PAGE}
  const transfer = new DataTransfer();
  transfer.items.add(file);
  const event = {{ dataTransfer: transfer, bubbles: true, cancelable: true }};
  for (const type of ['dragover', 'drop']) document.querySelector('.drop').dispatchEvent(new DragEvent(type, event));
}}"""
COPY = f"""([text]) => {{ {IN_THE_PAGE}
  return navigator.clipboard.write([new ClipboardItem({{ 'image/png': file }})]);
}}"""


def png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def choose(page: Page, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files(FilePayload(name="code.png", mimeType="image/png", buffer=data))


def at_check(clerk: Clerk, camera: Camera) -> Page:
    """A page that checks without a case; nothing of use before its camera."""
    camera.show_frame(scene())
    clerk.sign_in()
    clerk.page.goto("/window/check")
    expect(clerk.page.get_by_text("扫码后在这里看结果")).to_be_visible()
    return clerk.page


def test_a_picture_brings_its_code_whether_chosen_dropped_or_pasted_and_so_does_pasted_text(
    clerk: Clerk, camera: Camera, phone: Phones, live: Live
) -> None:
    page = at_check(clerk, camera)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.base)

    def paste(copy: str, *what: object) -> None:
        page.evaluate(copy, *what)
        page.keyboard.press("Control+V")

    def brings(name: str, way: Callable[[str], None]) -> None:
        code = phone(2).code(view=3)
        with page.expect_response("**/verifications") as answer:
            way(code)
        assert answer.value.json()["accepted"], (name, answer.value.json()["reason"])
        expect(page.get_by_text(answer.value.json()["id"])).to_be_visible()

    def as_text(code: str) -> str:
        return base64.b64encode(png(qr_picture(code))).decode()

    brings("chosen", lambda code: choose(page, png(qr_picture(code))))
    brings("dropped", lambda code: page.evaluate(DROP, [as_text(code)]))
    brings("pasted", lambda code: paste(COPY, [as_text(code)]))
    brings("text", lambda code: paste("(text) => navigator.clipboard.writeText(text)", code))


def test_of_a_picture_that_brings_no_code_it_is_said_why_and_what_to_do(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    page = at_check(clerk, camera)
    code = phone(2).code(view=3)
    ours = qr_picture(code)
    for picture, words, next_step in (
        (scene(), "图片不清楚", "拿稳后重拍"),
        (Image.effect_noise((400, 400), 90).convert("RGB"), "没有找到二维码", "请换一张清楚、完整的图片"),
        (dim(dim(scene(ours))), "图片太暗", "请调亮屏幕或开灯后重拍"),
        (unsharp(unsharp(scene(ours))), "图片不清楚", "拿稳后重拍"),
        (scene(qr_picture("wxp://f2f0abcdef")), "付款或加好友的码", "请对方打开亮码出示"),
        (scene(qr_picture("https://example.com/a")), "这是一个网址", "请对方打开亮码出示"),
    ):
        choose(page, png(picture))
        notice = page.get_by_label("扫码", exact=True).get_by_role("status").filter(has_text=words)
        expect(notice).to_be_visible()
        expect(notice).to_contain_text(next_step)
    choose(page, b"no picture at all")
    expect(page.get_by_text("这不是图片，或图片已损坏。请换一张。")).to_be_visible()
    choose(page, png(scene(ours, qr_picture(phone(2).code(view=9)))))
    expect(page.get_by_role("alertdialog")).to_contain_text("画面里有 2 个码")
    page.get_by_role("button", name="第 1 个").press("Enter")
    expect(page.get_by_text("核验通过")).to_be_visible()
    expect(page.get_by_label("扫码", exact=True)).to_be_focused()
