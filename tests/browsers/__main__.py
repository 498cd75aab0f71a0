"""`make browsers`: the phone's main path in WebKitGTK, Firefox and Chromium; writes docs/browsers.md.

Exit 1 when a step fails in any of them. `BROWSERS=firefox` drives this one only and leaves the page as it is. Pictures
of what they showed are in docs/screenshots-out/browsers.
"""

from __future__ import annotations

import datetime
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.browsers import abilities, citizen, gate, looks
from tests.browsers.engines import ENGINES, Engine, started
from tests.browsers.page import Page
from tests.browsers.relay import Relay
from tests.browsers.table import PAGE, Found, write
from tests.browsers.visit import Visit
from tests.browsers.wire import DriverError
from tests.docs.live import ROOT, Live, serve
from tests.e2e.phone import bind
from tests.e2e.staff import Counter, partner_secret, token_of

FOLDER = ROOT / "docs" / "screenshots-out" / "browsers"
PEOPLE = 40
CITIZENS = {"WebKitGTK": 7, "Firefox": 9, "Chromium": 31}  # whose identity cards are in force
OTHER = 6
STEPS = (*citizen.STEPS, *gate.STEPS, *looks.STEPS)
SAME = "looks: words stand where they stand in Chromium"


def main() -> int:
    named = tuple(filter(None, os.environ.get("BROWSERS", "").lower().split(",")))
    if unknown := set(named) - {one.name.lower() for one in ENGINES}:
        print(f"no such engine: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    engines = [one for one in ENGINES if not named or one.name.lower() in named]
    found: list[Found] = []
    visits: list[Visit] = []
    with tempfile.TemporaryDirectory() as scratch, city(Path(scratch)) as visit_with:
        for engine in engines:
            with started(engine, Path(scratch) / engine.name) as wire:
                visit = visit_with(engine, Page(wire, ""))
                found.append(walk(engine, visit))
                visits.append(visit)
    compare(found, visits)
    if not named:
        write(found, now=datetime.datetime.now(datetime.UTC))
        print(f"written: {PAGE.relative_to(ROOT)}; pictures: {FOLDER.relative_to(ROOT)}")
    failed = sum(one.failures for one in found)
    print(f"{sum(len(one.steps) for one in found) - failed} passed, {failed} failed")
    return 1 if failed else 0


@contextmanager
def city(folder: Path) -> Iterator[Callable[[Engine, Page], Visit]]:
    """A demo city behind a relay, with a window, a gate's secret and one more phone; gives what makes a visit to it."""
    print("starting a demo city", flush=True)
    relay = Relay()
    with serve(folder, people=PEOPLE, LIANGMA_BASE_URL=f"http://localhost:{relay.port}") as live:
        port = int(live.environment["LIANGMA_PORT"])
        relay.lead_to(port)
        try:
            direct = Live(f"http://127.0.0.1:{port}", live.environment)
            counter = Counter(direct.base, token_of(direct, "window", "donghu-01"))
            other, secret = bind(direct.base, OTHER), partner_secret(direct)

            def visit(engine: Engine, page: Page) -> Visit:
                here = Page(page.wire, live.base)
                return Visit(engine.name, here, relay, counter, CITIZENS[engine.name], other, secret, FOLDER)

            yield visit
        finally:
            relay.cut()


def walk(engine: Engine, visit: Visit) -> Found:
    """Every step, also after one that failed; with what the engine can do."""
    told = visit.page.wire.capabilities
    found = Found(engine.name, str(told.get("browserVersion", "?")), engine.stands_for)
    print(f"{found.engine} {found.version}", flush=True)
    for step in STEPS:
        began = time.monotonic()
        try:
            held, said = True, step.take(visit)
        except (AssertionError, DriverError, OSError) as error:
            held, said = False, str(error)
        found.steps[step.name] = (held, said)
        tell(held, step.name, said, time.monotonic() - began)
    found.abilities = abilities.found(visit)
    return found


def compare(found: Sequence[Found], visits: Sequence[Visit]) -> None:
    """Where the same words stand, against Chromium in the same run."""
    pattern = next((visit for visit in visits if visit.engine == "Chromium"), None)
    for one, visit in zip(found, visits, strict=True):
        if pattern is None or visit is pattern:
            continue
        far = looks.apart(visit.places, pattern.places)
        near = sum(pixels <= looks.FURTHEST for pixels in far)
        held = len(far) > 0 and near >= looks.MOST * len(far)
        one.steps[SAME] = (held, f"{near} of {len(far)} within {looks.FURTHEST} pixels")
        tell(held, SAME, one.steps[SAME][1], 0)


def tell(held: bool, name: str, said: str, seconds: float) -> None:
    print(f"{'ok    ' if held else 'FAILS '}{seconds:5.1f} s  {name}{f': {said}' if said else ''}", flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended then too
    sys.exit(main())
