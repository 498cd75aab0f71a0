"""The walk itself: everybody with a browser of their own, signed in once, from stop to stop."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera, launch_arguments
from tests.e2e.conftest import launch
from tests.e2e.tour.looks import LOOKS, wear
from tests.e2e.tour.stops import STOPS, Stop
from tests.e2e.tour.visitors import VISITORS, City
from tests.e2e.window.clerk import Complaints, complaints_of

PHONE, DESK = (390, 844), (1280, 800)
OFFLINE = ("citizen", "gate")  # visitors who lose their network on the way
RIGHTFUL = {  # what the console says of what visitors do on purpose
    **dict.fromkeys(OFFLINE, "ERR_INTERNET_DISCONNECTED"),
    "clerk": "404 (Not Found)",  # a case that nobody brought here
    "operator": "404 (Not Found)",  # a partner that set no address for messages
}


@dataclass
class Walk:
    """`browser` has the city's camera. Pages are as large as a phone when they are reached."""

    browser: Browser
    city: City
    closing: ExitStack
    reached: dict[str, Page] = field(default_factory=dict)
    complaints: dict[str, Complaints] = field(default_factory=dict)

    def stops(self, stops: Sequence[Stop] = STOPS) -> Iterator[tuple[Stop, Page]]:
        """Each stop when its page is there, in the first look."""
        for stop in stops:
            yield stop, self.reach(stop)

    def reach(self, stop: Stop) -> Page:
        page = self._visitor(stop.visitor)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        if stop.path is None:
            wear(page, LOOKS[0])
        else:
            page.goto(stop.path)
            settled(page)
        if stop.act is not None:
            stop.act(page, self.city)
        settled(page)
        return page

    def _visitor(self, name: str) -> Page:
        if name not in self.reached:
            self.reached[name] = self._context(name).new_page()
            self.complaints[name] = complaints_of(self.reached[name])
            self.complaints[name].expected += [RIGHTFUL[name]] if name in RIGHTFUL else []
            VISITORS[name](self.reached[name], self.city)
        return self.reached[name]

    def _context(self, name: str) -> BrowserContext:
        """Pages that never are without a network need no worker that keeps them: installing it takes seconds."""
        return self.closing.enter_context(
            self.browser.new_context(
                base_url=self.city.live.base, locale="zh-CN", color_scheme="light", reduced_motion="reduce",
                service_workers="allow" if name in OFFLINE else "block",
            )
        )  # fmt: skip

    def leave(self, name: str) -> None:
        """Close the visitor's browser context: cameras and clocks of pages nobody looks at cost time."""
        page = self.reached.pop(name, None)
        if page is not None:
            page.context.close()


def settled(page: Page) -> None:
    """The headline is there and nothing waits for an answer any more."""
    page.locator("main h1").first.wait_for(state="attached")
    expect(page.locator("[aria-busy=true], .skeleton")).to_have_count(0, timeout=20_000)


def begin(playwright: Playwright, live: Live, closing: ExitStack) -> Walk:
    folder = Path(closing.enter_context(tempfile.TemporaryDirectory()))
    city = City(live, Camera(folder / "camera.y4m"))
    city.wall()
    browser = launch(playwright, *launch_arguments(city.camera.video))
    closing.callback(browser.close)
    return Walk(browser, city, closing)
