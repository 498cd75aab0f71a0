"""Lighthouse has nothing to complain of on the four pages people wait for. Their speed is measured by `make bench`."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.docs.live import Live
from tests.e2e.lighthouse import PAGES, Chromium, opened, reach

CLEAN = ("accessibility", "best-practices")


@pytest.fixture(scope="module")
def chromium(playwright: Playwright, live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with opened(playwright, live, tmp_path_factory.mktemp("lighthouse")) as running:
        yield running


def test_accessibility_and_best_practices_are_100_on_each_page(chromium: Chromium) -> None:
    for name in PAGES:
        told = chromium.judge(reach(chromium, name), *CLEAN)
        assert told["scores"] == dict.fromkeys(CLEAN, 1), (name, told["lost"])
