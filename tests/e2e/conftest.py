"""Chromium on a live demo server. A message on the console or a breach of the page's policy fails the test."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.docs.live import Live, serve

# Of two lists Chromium takes the last: so what Playwright turns off, and the address bar's popup: in each window a page
# of its own, which nobody ever sees and which costs more than opening one of ours.
OFF = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
)  # fmt: skip
FLAGS = (
    "--no-sandbox", "--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--disable-features={','.join(OFF)}",
)  # fmt: skip

expect.set_options(timeout=20_000)  # milliseconds; a full machine is slow


def launch(playwright: Playwright, *more: str) -> Browser:
    """Debian's Chromium, with options of the test's own after the usual ones."""
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("Chromium is not installed: run `make test` (Debian package chromium)")
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *more])


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    with serve(tmp_path_factory.mktemp("city")) as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = launch(playwright)
    yield opened
    opened.close()
