"""The camera itself: missing, refused, busy; its light; which of two; and what reads its picture."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Playwright, Route, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera, scene
from tests.e2e.conftest import launch
from tests.e2e.phone import Phone
from tests.e2e.staff import PASSWORD, hire
from tests.e2e.window.clerk import Clerk, complaints_of

Phones = Callable[[int], Phone]
HELD = """window.free = navigator.mediaDevices.getUserMedia;
navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError'))"""
LIGHT = """{
  const can = MediaStreamTrack.prototype.getCapabilities, set = MediaStreamTrack.prototype.applyConstraints;
  window.lights = [];
  MediaStreamTrack.prototype.getCapabilities = function () { return { ...can.call(this), torch: true }; };
  MediaStreamTrack.prototype.applyConstraints = function (wish) {
    const torch = wish.advanced?.[0]?.torch;
    if (torch === undefined) return set.call(this, wish);
    window.lights.push(torch);
    return Promise.resolve();
  };
}"""
DETECTOR = """globalThis.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(['qr_code', 'ean_13']); }
  detect(picture) {
    const corners = [0, 1, 2, 3].map(() => ({ x: picture.width / 2, y: picture.height / 2 }));
    return Promise.resolve(globalThis.held ? [{ rawValue: globalThis.held, cornerPoints: corners }] : []);
  }
};
"""
CAMERA = """other => {
  const id = document.querySelector('video')?.srcObject?.getVideoTracks()[0]?.getSettings().deviceId;
  return id && id !== other ? id : null;
}"""


@contextmanager
def clerk_at(browser: Browser, live: Live, **context: object) -> Iterator[Clerk]:
    """A clerk at a browser without the desk's camera."""
    with browser.new_context(base_url=live.base, locale="zh-CN", service_workers="block", **context) as opened:  # type: ignore[arg-type]
        page = opened.new_page()
        employee = hire(live, "window", "hall-01")
        yield Clerk(page, complaints_of(page), employee.login, PASSWORD, employee.totp_uri)


def at_check(clerk: Clerk) -> Page:
    clerk.sign_in()
    clerk.page.goto("/window/check")
    return clerk.page


def camera_of(page: Page, *, other_than: str = "") -> str:
    """The camera whose picture the page shows, waited for: between two cameras it shows none."""
    found = page.wait_for_function(CAMERA, arg=other_than)
    return str(found.json_value())


def files_of(page: Page) -> list[str]:
    """Addresses of the reader's WebAssembly as they are asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".wasm") else None)
    return asked


def test_without_a_camera_the_page_says_so_and_names_the_other_ways(browser: Browser, live: Live) -> None:
    with clerk_at(browser, live) as clerk:
        trouble = at_check(clerk).get_by_role("alert")
        expect(trouble).to_contain_text("没有找到摄像头")
        expect(trouble).to_contain_text("扫码枪、图片、手输 10 位数字")


def test_a_camera_that_was_refused_is_taken_once_it_is_allowed(playwright: Playwright, live: Live) -> None:
    asking = launch(playwright, "--use-fake-device-for-media-stream")
    with clerk_at(asking, live) as clerk:
        page = at_check(clerk)
        trouble = page.get_by_role("alert")
        expect(trouble).to_contain_text("浏览器没有摄像头权限")
        expect(trouble).to_contain_text("允许使用摄像头，然后重试")
        page.context.grant_permissions(["camera"], origin=live.base)
        page.get_by_role("button", name="重试").click()
        expect(page.locator("video")).to_be_visible()
    asking.close()


def test_a_camera_that_another_program_holds_is_taken_when_it_is_free(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    clerk.page.add_init_script(HELD)
    camera.show(phone(2).code(view=3))
    page = at_check(clerk)
    expect(page.get_by_role("alert")).to_contain_text("被别的程序占用")
    page.evaluate("() => { navigator.mediaDevices.getUserMedia = window.free; }")
    page.get_by_role("button", name="重试").press("Enter")
    expect(page.get_by_text("核验通过")).to_be_visible()
    assert page.evaluate("document.activeElement !== document.body")


def test_the_light_is_offered_only_by_a_camera_that_has_one(clerk: Clerk, camera: Camera) -> None:
    camera.show_frame(scene())
    page = at_check(clerk)
    expect(page.get_by_role("button", name="关闭摄像头")).to_be_visible()
    assert page.get_by_role("button", name="打开补光灯").count() == 0
    page.add_init_script(LIGHT)
    page.reload()
    page.get_by_role("button", name="打开补光灯").click()
    page.get_by_role("button", name="关闭补光灯").click()
    assert page.evaluate("window.lights") == [True, False]


def test_the_camera_chosen_last_is_taken_again(playwright: Playwright, live: Live) -> None:
    two = launch(playwright, "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=2")
    with clerk_at(two, live) as clerk:
        page = at_check(clerk)
        expect(page.get_by_role("button", name="关闭摄像头")).to_be_visible()
        first = camera_of(page)
        page.get_by_role("button", name="换一个摄像头").click()
        second = camera_of(page, other_than=first)
        page.reload()
        expect(page.get_by_role("button", name="关闭摄像头")).to_be_visible()
        assert camera_of(page) == second
    two.close()


def test_the_reader_is_fetched_when_the_camera_opens_and_not_before(
    clerk: Clerk, camera: Camera, phone: Phones
) -> None:
    asked = files_of(clerk.page)
    clerk.sign_in()
    expect(clerk.page.get_by_role("button", name="打开摄像头")).to_be_visible()
    clerk.page.goto("/window/matters/rs-pension-transfer")
    expect(clerk.page.get_by_role("radio").first).to_be_visible()
    assert asked == []
    camera.show(phone(2).code(view=3))
    clerk.page.goto("/window/check")
    expect(clerk.page.get_by_text("核验通过")).to_be_visible()
    assert len(asked) == 1


def with_detector(route: Route) -> None:
    """The script of the reading worker, in a browser that has a detector."""
    answer = route.fetch()
    route.fulfill(response=answer, body=DETECTOR + answer.text())


def test_a_browser_with_a_detector_of_its_own_reads_with_that(
    desk: Browser, live: Live, camera: Camera, phone: Phones
) -> None:
    camera.show_frame(scene())
    with clerk_at(desk, live) as clerk:
        clerk.page.route("**/assets/decode-worker-*.js", with_detector)
        asked = files_of(clerk.page)
        page = at_check(clerk)
        expect(page.get_by_role("button", name="关闭摄像头")).to_be_visible()
        reader = page.workers[0] if page.workers else page.wait_for_event("worker")
        reader.evaluate("(code) => { globalThis.held = code; }", phone(2).code(view=3))
        expect(page.get_by_text("核验通过")).to_be_visible()
        assert asked == []
