"""Pictures of every page on a phone and on a desk, in every look: `make screenshots`. Names of pages: only those."""

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import sync_playwright
from rich.progress import Progress

from tests.docs.live import ROOT, serve
from tests.e2e.tour.looks import LOOKS, Wardrobe
from tests.e2e.tour.stops import STOPS
from tests.e2e.tour.walk import DESK, PHONE, begin

FOLDER = ROOT / "docs" / "screenshots-out"


def take(clothes: Wardrobe, folder: Path, name: str) -> None:
    """What fits the screen, in each size and look."""
    for look in LOOKS:
        clothes.wear(look)
        for width, height in (PHONE, DESK):
            clothes.page.set_viewport_size({"width": width, "height": height})
            clothes.page.evaluate("scrollTo(0, 0)")
            clothes.page.screenshot(path=folder / f"{name}-{look.name}-{width}.png", animations="disabled")


def main(wanted: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    visitors = {stop.visitor for stop in STOPS if not wanted or stop.name in wanted}
    stops = [stop for stop in STOPS if stop.visitor in visitors]
    with ExitStack() as closing:
        bar = closing.enter_context(Progress())
        task = bar.add_task("starting a demo city", total=len(stops))
        city = closing.enter_context(serve(Path(closing.enter_context(tempfile.TemporaryDirectory())), people=40))
        walk = begin(closing.enter_context(sync_playwright()), city, closing)
        for stop, clothes in walk.stops(stops):
            bar.update(task, description=stop.name)
            if not wanted or stop.name in wanted:
                take(clothes, FOLDER, stop.name)
            bar.advance(task)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}/")


if __name__ == "__main__":
    main(sys.argv[1:])
