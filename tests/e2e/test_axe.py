"""axe-core finds nothing to complain of on any page, in any language and look; nor does the console or the policy.

Its program is handed to the page by the debugger, past the page's policy, which stays as strict as it is for everybody.

Rules: 1. each page is opened once, changes its look in place, and is looked at from its beginning, for where it was
scrolled to, what stays on the screen may lie over a button; 2. in the first look, and in elder mode, where there
are fewer and larger things, all is looked at; 3. the dark theme changes colours and nothing else, so only those; 4. the
other language changes words and their places, so all but colours, and those again in the dark; 5. what is pressed is
at least 24 pixels apart or large, everywhere; 6. every page keeps the content policy, and has nothing to say on the
console but what its visitor did on purpose.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.docs.live import ROOT, Live
from tests.e2e.tour.looks import LOOKS, wear
from tests.e2e.tour.stops import STOPS
from tests.e2e.tour.visitors import VISITORS
from tests.e2e.tour.walk import Walk, begin

AXE = (ROOT / "pwa/node_modules/axe-core/axe.min.js").read_text("utf-8")
COLOURS: dict[str, Any] = {"runOnly": ["color-contrast"]}
ALL: dict[str, Any] = {"rules": {"target-size": {"enabled": True}}}
WORDS: dict[str, Any] = {"rules": {**ALL["rules"], "color-contrast": {"enabled": False}}}
LOOKED_AT = {"zh": ALL, "zh-dark": COLOURS, "zh-elder": ALL, "en": WORDS, "en-dark": COLOURS, "en-elder": WORDS}
COMPLAINTS = """async (asked) => {
  scrollTo(0, 0);
  const told = await axe.run(document, { resultTypes: ["violations"], preload: false, ...asked });
  return told.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


@pytest.fixture(scope="module")
def walk(playwright: Playwright, live: Live) -> Iterator[Walk]:
    with ExitStack() as closing:
        yield begin(playwright, live, closing)


def complaints(page: Page, asked: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(COMPLAINTS, asked)
    return found


def in_every_look(page: Page) -> list[str]:
    found = []
    for look in LOOKS:
        wear(page, look)
        found += [f"{look.name} {one}" for one in complaints(page, LOOKED_AT[look.name])]
    return found


@pytest.mark.parametrize("visitor", VISITORS)
def test_axe_finds_nothing_on_any_page_of(visitor: str, walk: Walk) -> None:
    found = []
    try:
        for stop, page in walk.stops([stop for stop in STOPS if stop.visitor == visitor]):
            found += [f"{stop.name} {one}" for one in in_every_look(page)]
            found += [f"{stop.name} {one}" for one in walk.complaints[visitor].take()]
    finally:
        walk.leave(visitor)
    assert found == []


STYLED = (
    "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"
)
NAMELESS = """() => {
  const field = document.createElement("input");
  const follow = () =>
    document.documentElement.lang.startsWith("en") ? document.querySelector("h1").after(field) : field.remove();
  new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ["lang"] });
}"""
BROKEN = {
    "h1 { color: #ccc; }": {"zh color-contrast", "zh-elder color-contrast"},
    "[data-theme=dark] h1 { color: #333; }": {"zh-dark color-contrast", "en-dark color-contrast"},
    "[data-elder] .tools > button { all: unset; inline-size: 12px; block-size: 12px; overflow: hidden; }": {
        "zh-elder target-size", "en-elder target-size",
    },
}  # fmt: skip


def test_axe_is_heard_when_something_is_wrong_in_one_look(walk: Walk) -> None:
    (_, page), *_ = walk.stops(STOPS[:1])
    for style, heard in BROKEN.items():
        page.evaluate(STYLED, style)
        assert {one.split(":")[0] for one in in_every_look(page)} == heard
    page.evaluate(STYLED, "")
    page.evaluate(NAMELESS)
    assert {one.split(":")[0] for one in in_every_look(page)} == {"en label", "en-elder label"}
