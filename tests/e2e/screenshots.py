"""Pictures of every page on a phone and on a desk, in every look, and a page that shows them all: `make screenshots`.

With names of pages or of visitors as arguments: only those; the pictures of others stay as they are. What goes wrong at
a page is told at the end, and the other pages have their pictures all the same.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Error, Page, sync_playwright

from tests.docs.live import ROOT, serve
from tests.e2e.tour.index import SIZES, picture, write_index
from tests.e2e.tour.looks import LOOKS, drawn, wear
from tests.e2e.tour.month import remember_month
from tests.e2e.tour.stops import STOPS, Stop
from tests.e2e.tour.walk import Walk, begin

FOLDER = ROOT / "docs" / "screenshots-out"

TO_SEE = """() => {
  scrollTo(0, 0);
  document.querySelector("main details[open]:not(:has(input))")?.scrollIntoView({ block: "center" });
}"""


def take(page: Page, folder: Path, name: str) -> None:
    """What fits the screen, in each size and look: the page's beginning, or what lies open in it."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for look in LOOKS:
            wear(page, look)
            page.evaluate(TO_SEE)
            drawn(page)
            page.screenshot(path=folder / picture(name, look.name, width))


def take_all(walk: Walk, stops: Sequence[Stop], wanted: set[str]) -> Iterator[tuple[Stop, str]]:
    """Each stop with what went wrong there, or nothing. A row that goes on from one that went wrong is left out."""
    lost: set[str] = set()
    for place, stop in enumerate(stops):
        wrong = "its beginning went wrong" if stop.path is None and stop.visitor in lost else ""
        try:
            if not wrong:
                page = walk.reach(stop)
                lost.discard(stop.visitor)
                if stop.name in wanted:
                    take(page, FOLDER, stop.name)
        except (AssertionError, Error, OSError, RuntimeError) as error:
            wrong = str(error).strip().split("\n")[0]
        if wrong:
            lost.add(stop.visitor)
        yield stop, wrong
        if stop.visitor in walk.reached and stop.visitor not in {later.visitor for later in stops[place + 1 :]}:
            walk.leave(stop.visitor)


def main(names: list[str]) -> int:
    unknown = set(names) - {stop.name for stop in STOPS} - {stop.visitor for stop in STOPS}
    if unknown:
        print(f"no such page or visitor: {', '.join(sorted(unknown))}")
        return 2
    wanted = {stop.name for stop in STOPS if not names or {stop.name, stop.visitor} & set(names)}
    visitors = {stop.visitor for stop in STOPS if stop.name in wanted}
    stops = [stop for stop in STOPS if stop.visitor in visitors]
    FOLDER.mkdir(parents=True, exist_ok=True)
    began, failures = time.monotonic(), 0
    with ExitStack() as closing:
        print("starting a demo city", flush=True)
        city = closing.enter_context(serve(Path(closing.enter_context(tempfile.TemporaryDirectory()))))
        remember_month(city, now=time.time())
        walk = begin(closing.enter_context(sync_playwright()), city, closing)
        for place, (stop, wrong) in enumerate(take_all(walk, stops, wanted), 1):
            failures += bool(wrong)
            told = f"[{place:2}/{len(stops)}] {time.monotonic() - began:4.0f} s  {stop.name}"
            print(f"{told}: {wrong}" if wrong else told, flush=True)
    index = write_index(FOLDER, STOPS)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures, {failures} pages without: {index.relative_to(ROOT)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
