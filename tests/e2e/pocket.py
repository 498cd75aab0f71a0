"""A phone in a citizen's pocket, through its pages: a browser that was never used, the wallet on it, a code on it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, ViewportSize, expect

from tests.docs.live import Live
from tests.e2e.window.citizen import take_phone_into_use

SCREEN = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=800)
WAIT = 20_000  # milliseconds; a full machine is slow
MOVES = 8  # of a finger from one place to another


@contextmanager
def pocket(browser: Browser, live: Live, *, keeps_pages: bool = False, **more: Any) -> Iterator[BrowserContext]:
    """A phone that was never used. `keeps_pages`: for use without a network; keeping them takes seconds.
    `more`: options of Playwright's browser context."""
    worker = "allow" if keeps_pages else "block"
    options: dict[str, Any] = {"viewport": SCREEN, "locale": "zh-CN", "device_scale_factor": 2} | more
    options["service_workers"] = worker
    with browser.new_context(base_url=live.base, **options) as context:
        context.set_default_timeout(WAIT)
        yield context


CONTROLLED = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """() => new Promise((done, failed) => {
  const asked = indexedDB.open("liangma");
  asked.onsuccess = () => {
    const found = asked.result.transaction("wallet").objectStore("wallet").get("wallet");
    found.onsuccess = () => {
      asked.result.close();
      done(found.result?.cards.length > 0);
    };
    found.onerror = () => failed(found.error);
  };
})"""


def in_use(page: Page, citizen: int) -> Page:
    """The phone bound for the citizen, its wallet on the screen and kept for use without a network."""
    take_phone_into_use(page, citizen)
    page.goto("/")
    expect(page.locator("a[href^='/show/']").first).to_be_visible(timeout=WAIT)
    page.wait_for_function(KEPT)
    return page


def show(page: Page, certificate: str = "居民身份证") -> str:
    page.get_by_role("link", name=f"亮码 {certificate}").first.click()
    return read(page)


def read(page: Page) -> str:
    """The text of the code, from a picture of the screen."""
    expect(page.locator("svg.qr")).to_be_visible(timeout=WAIT)
    picture = Image.open(io.BytesIO(page.screenshot()))
    (text,) = [one.text for one in zxingcpp.read_barcodes(picture) if one.format == zxingcpp.BarcodeFormat.QRCode]
    return str(text)


def kept_for_offline(page: Page) -> None:
    """Until the pages are on the phone."""
    page.wait_for_function(CONTROLLED)


def stop_clock(page: Page) -> None:
    """From now on time passes only by `page.clock.run_for`. The clock was installed before the page was opened."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)


class Finger:
    """One finger on the glass: places are CSS pixels from the corner of the screen."""

    def __init__(self, page: Page) -> None:
        self._glass: CDPSession = page.context.new_cdp_session(page)

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Down at `start`, to `end` in some moves; the finger stays there."""
        self._touch("touchStart", *start)
        for step in range(1, MOVES + 1):
            part = step / MOVES
            self._touch("touchMove", start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)

    def carry(self, thing: Locator, to: Locator) -> None:
        """Take hold of the thing and let it go on the place of the other."""
        start, end = (_middle(one) for one in (thing, to))
        self.drag(start, end)
        self.lift()

    def lift(self) -> None:
        self._glass.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def _touch(self, kind: str, x: float, y: float) -> None:
        self._glass.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


def _middle(thing: Locator) -> tuple[float, float]:
    box = thing.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
