"""A window with a camera of its own, clerks who sign in, and citizens with phones."""

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from tests.docs.live import ROOT, Live
from tests.e2e.camera import Camera, launch_arguments
from tests.e2e.conftest import launch
from tests.e2e.phone import Phone, bind
from tests.e2e.window.clerk import Clerk, complaints_of

DESK: ViewportSize = {"width": 1280, "height": 800}
PASSWORD = "correct horse battery staple"
_ORDER = itertools.count(1)


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
    with desk.new_context(base_url=live.base, viewport=DESK, locale="zh-CN") as context:
        yield context.new_page()


@pytest.fixture
def clerk(page: Page, live: Live) -> Iterator[Clerk]:
    """A clerk of window hall-01, new for this test (one-time passwords work once), not signed in yet.

    Whatever the page complains of fails the test at its end, unless the test expected it.
    """
    login = f"clerk-{next(_ORDER)}"
    command = ["staff", "add", login, "--name", "窗口人员", "--role", "window", "--office", "hall-01"]
    program = [sys.executable, "-m", "backend.cli", *command, "--password", PASSWORD]
    done = subprocess.run(program, env=dict(live.environment), cwd=ROOT, capture_output=True, text=True, check=True)
    complaints = complaints_of(page)
    yield Clerk(page, complaints, login, PASSWORD, done.stdout.strip())
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
