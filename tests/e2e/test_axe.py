"""axe-core finds nothing to complain of on any page, in any language and look.

Its program is handed to the page by the debugger, past the page's policy, which stays as strict as it is for everybody.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Page, Playwright

from tests.docs.live import ROOT, Live
from tests.e2e.tour.looks import LOOKS
from tests.e2e.tour.stops import STOPS
from tests.e2e.tour.visitors import VISITORS
from tests.e2e.tour.walk import Walk, begin

AXE = (ROOT / "pwa/node_modules/axe-core/axe.min.js").read_text("utf-8")
COMPLAINTS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`))"""


@pytest.fixture(scope="module")
def walk(playwright: Playwright, live: Live) -> Iterator[Walk]:
    with ExitStack() as closing:
        yield begin(playwright, live, closing)


def complaints(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(COMPLAINTS)
    return found


@pytest.mark.parametrize("visitor", VISITORS)
def test_axe_finds_nothing_on_any_page_of(visitor: str, walk: Walk) -> None:
    found = []
    for stop, clothes in walk.stops([stop for stop in STOPS if stop.visitor == visitor]):
        for look in LOOKS:
            clothes.wear(look)
            found += [f"{stop.name} {look.name} {one}" for one in complaints(clothes.page)]
    walk.leave(visitor)
    assert found == []


def test_axe_is_heard_when_something_is_wrong(walk: Walk) -> None:
    (_, clothes), *_ = walk.stops(STOPS[:1])
    clothes.page.evaluate("document.querySelector('main h1').insertAdjacentHTML('afterend', '<input>')")
    assert any(one.startswith("label: ") for one in complaints(clothes.page))
