"""A window with a camera of its own, clerks who sign in, and citizens with phones."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from tests.docs.live import Live
from tests.e2e.camera import Camera, launch_arguments
from tests.e2e.conftest import launch
from tests.e2e.phone import Phone, bind
from tests.e2e.staff import PASSWORD, hire
from tests.e2e.window.clerk import Clerk, complaints_of

DESK: ViewportSize = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Camera:
    camera = Camera(tmp_path_factory.mktemp("camera") / "camera.y4m")
    camera.show("LM1:EMPTY")
    return camera


@pytest.fixture(scope="session")
def desk(playwright: Playwright, camera: Camera) -> Iterator[Browser]:
    """The browser of a window: the video stands in place of its camera."""
    opened = launch(playwright, *launch_arguments(camera.video))
    yield opened
    opened.close()


@pytest.fixture
def page(desk: Browser, live: Live) -> Iterator[Page]:
    """A page at the window."""
    with desk.new_context(base_url=live.base, viewport=DESK, locale="zh-CN", service_workers="block") as context:
        yield context.new_page()


@pytest.fixture
def clerk(page: Page, live: Live) -> Iterator[Clerk]:
    """A clerk of window hall-01, new for this test (one-time passwords work once), not signed in yet.

    Whatever the page complains of fails the test at its end, unless the test expected it.
    """
    complaints = complaints_of(page)
    employee = hire(live, "window", "hall-01")
    yield Clerk(page, complaints, employee.login, PASSWORD, employee.totp_uri)
    assert complaints.unexpected() == []


@pytest.fixture(scope="session")
def phone(live: Live) -> Callable[[int], Phone]:
    """Citizen `index` with a phone; made once."""
    made: dict[int, Phone] = {}

    def of(index: int) -> Phone:
        if index not in made:
            made[index] = bind(live.base, index)
        return made[index]

    return of
