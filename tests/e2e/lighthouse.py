"""Lighthouse (npm) on a page of a Chromium in which somebody is signed in."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Playwright

from tests.docs.live import ROOT, Live
from tests.e2e.camera import Camera, launch_arguments
from tests.e2e.conftest import FLAGS
from tests.e2e.tour import acts
from tests.e2e.tour.visitors import VISITORS, City
from tests.services import free_port

HOLDER = 14
PAGES = ("wallet", "show", "scan", "gate")  # in this order: what one leaves behind the next finds
NODE = ROOT / ".venv/bin/node"


@dataclass(frozen=True)
class Chromium:
    """With a profile of its own, so that who is signed in and what the phone keeps are there in every tab."""

    context: BrowserContext
    port: int
    city: City

    def judge(self, path: str, *categories: str) -> dict[str, Any]:
        """Lighthouse's scores (0 to 1), and what cost points."""
        program = [str(NODE), "tests/e2e/lighthouse.mjs", str(self.port), f"{self.city.live.base}{path}", *categories]
        done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        assert told["url"] == f"{self.city.live.base}{path}"  # not a sign-in page
        return told


@contextmanager
def opened(playwright: Playwright, live: Live, folder: Path) -> Iterator[Chromium]:
    """`folder` takes the profile and the camera's video."""
    port, city = free_port(), City(live, Camera(folder / "camera.y4m"), HOLDER)
    city.wall()
    flags = [*FLAGS, *launch_arguments(city.camera.video), f"--remote-debugging-port={port}"]
    context = playwright.chromium.launch_persistent_context(
        folder / "profile", executable_path=_chromium(), args=flags, base_url=live.base, locale="zh-CN"
    )
    try:
        yield Chromium(context, port, city)
    finally:
        context.close()


def _chromium() -> Path:
    path = shutil.which("chromium")
    assert path is not None
    return Path(path)


def reach(chromium: Chromium, name: str) -> str:
    """Sign in, go to the page, close the tab; the page's path."""
    page = chromium.context.new_page()
    if name == "wallet":
        VISITORS["citizen"](page, chromium.city)
    elif name == "show":
        page.goto("/")
        acts.show(page, chromium.city)
    elif name == "scan":
        VISITORS["clerk"](page, chromium.city)
        page.goto("/window/check")
    else:
        page.goto("/gate")
        acts.gate_connects(page, chromium.city)
        acts.gate_trusts(page, chromium.city)
        acts.gate_opens(page, chromium.city)
    path = page.evaluate("location.pathname")
    for tab in chromium.context.pages[1:]:
        tab.close()
    return str(path)
