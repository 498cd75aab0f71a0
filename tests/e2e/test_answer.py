"""A gate asks and a phone answers: the phone's camera sees the gate's screen, the gate's camera sees the phone's."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera, launch_arguments, scene
from tests.e2e.conftest import launch
from tests.e2e.pocket import DESK, WAIT, in_use, kept_for_offline, pocket
from tests.e2e.tour import acts
from tests.e2e.tour.visitors import City

CITIZEN = 67
SIDE = (600, 600)  # pixels of a code before a camera


@dataclass(frozen=True)
class Meeting:
    """Two pages, each before the camera of the other's browser."""

    gate: Page
    gate_camera: Camera
    phone: Page
    phone_camera: Camera

    def offline(self) -> None:
        self.gate.context.set_offline(True)
        self.phone.context.set_offline(True)


def _picture(code: Locator) -> Image.Image:
    expect(code).to_be_visible(timeout=WAIT)
    return scene(Image.open(io.BytesIO(code.screenshot())).convert("RGB").resize(SIDE))


@pytest.fixture
def meeting(playwright: Playwright, live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meeting]:
    folder = tmp_path_factory.mktemp("meeting")
    cameras = [Camera(folder / f"{name}.y4m") for name in ("gate", "phone")]
    for camera in cameras:
        camera.show_frame(scene())
    browsers = [launch(playwright, *launch_arguments(camera.video)) for camera in cameras]
    with (
        pocket(browsers[0], live, keeps_pages=True, viewport=DESK) as desk,
        pocket(browsers[1], live, keeps_pages=True) as hand,
    ):
        gate, city = desk.new_page(), City(live, cameras[0])
        gate.goto("/gate")
        for act in (acts.gate_connects, acts.gate_trusts, acts.gate_opens):
            act(gate, city)
        kept_for_offline(gate)
        gate.goto("/gate/settings")
        gate.get_by_label("多少秒后回到扫码").fill("0")  # the answer stays until somebody goes on
        acts.gate_challenges(gate, city)
        yield Meeting(gate, cameras[0], in_use(hand.new_page(), CITIZEN), cameras[1])
    for browser in browsers:
        browser.close()


def _answer(meeting: Meeting, asked_by: str) -> None:
    """The phone scans the gate's screen, its holder agrees; the gate scans the answer."""
    phone, gate = meeting.phone, meeting.gate
    meeting.phone_camera.show_frame(_picture(gate.locator("section.challenge .qr")))
    phone.get_by_role("link", name="证照", exact=True).click()
    phone.get_by_role("link", name="扫对方的码").click()
    phone.get_by_role("button", name="打开相机扫码").click()
    expect(phone.get_by_role("heading", name=asked_by)).to_be_visible(timeout=WAIT)
    phone.get_by_role("button", name="是它，继续").click()
    phone.get_by_role("button", name="居民身份证").click()
    phone.get_by_role("radio", name="姓名、相片").check()
    meeting.gate_camera.show_frame(_picture(phone.locator("svg.qr")))
    verdict = gate.locator("[data-colour]")
    expect(verdict).to_be_visible(timeout=WAIT)
    assert (verdict.get_attribute("data-colour"), verdict.get_attribute("data-reason") or "") == ("green", "")
    expect(gate.get_by_text("已回应本机的核验请求")).to_be_visible()


def test_the_answer_of_a_phone_opens_the_gate_that_asked_online_and_offline(meeting: Meeting) -> None:
    _answer(meeting, "亮州机场安检")
    expect(meeting.phone.get_by_text("只给“亮州机场安检”看")).to_be_visible()
    meeting.gate_camera.show_frame(scene())
    meeting.gate.get_by_role("button", name="下一位").click()
    kept_for_offline(meeting.phone)
    meeting.offline()
    _answer(meeting, "liangzhou-airport")
    assert meeting.gate.locator("[data-verified]").get_attribute("data-verified") == "offline"
