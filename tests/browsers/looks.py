"""How the pages look in each engine: by day, by night, in large text, in English; and how far that is from Chromium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.browsers.engines import WIDTH
from tests.browsers.visit import Step, Visit

PAGES = ("wallet", "show", "matters", "me", "devices", "gate")
LOOKS: Mapping[str, dict[str, Any]] = {
    "day": {}, "night": {"theme": "dark"}, "elder": {"elder": True}, "english": {"language": "en"},
}  # fmt: skip
FURTHEST, MOST = (
    24,
    0.9,
)  # CSS pixels from where Chromium puts the same words, for so many of them: lines break elsewhere
SEEN = "return document.querySelector('main h1') !== null && document.querySelector('.skeleton') === null"
PLACES = """scrollTo(0, 0); const inside = [];
for (const one of document.querySelectorAll("main :is(h1, h2, a, button, label, .panel > p), nav a")) {
  const box = one.getBoundingClientRect(), words = one.innerText.replace(/\\s+/g, "").slice(0, 40);
  if (words && box.width) inside.push([words, box.left, box.width, parseFloat(getComputedStyle(one).fontSize)]);
}
const hides = ({ overflowX, textOverflow, clipPath }) =>
  overflowX !== "visible" && textOverflow !== "ellipsis" && clipPath === "none";
const cut = [...document.querySelectorAll("main :is(h1, h2, button, a, dd, p)")].filter((one) =>
  one.getClientRects().length && one.scrollWidth > one.clientWidth + 1 && hides(getComputedStyle(one)));
const sideways = document.documentElement.scrollWidth - innerWidth;
return { wide: innerWidth, sideways, inside, cut: cut.map((one) => one.innerText.slice(0, 30)) };"""
PATHS = {"wallet": "/", "matters": "/matters", "me": "/settings", "devices": "/devices", "gate": "/gate"}


def page_in_all_looks(name: str) -> Callable[[Visit], str]:
    def take(visit: Visit) -> str:
        visit.page.open(PATHS.get(name, visit.card))
        visit.page.until("the page", SEEN)
        for look, worn in LOOKS.items():
            visit.page.wear(**worn)
            found = visit.page.run(PLACES)
            visit.look(f"{name}-{look}")
            assert found["wide"] == WIDTH, f"the screen is {found['wide']} pixels wide"
            assert found["sideways"] <= 0, f"{look}: {found['sideways']} pixels wider than the screen"
            assert found["cut"] == [], f"{look}: cut off: {found['cut']}"
            visit.places[f"{name}-{look}"] = found["inside"]
        return "measured; the driver gives no more pictures" if visit.blind else ""

    return take


def apart(here: Mapping[str, Sequence[Any]], there: Mapping[str, Sequence[Any]]) -> list[float]:
    """Pixels between the same words, of those that stand once on both pages: left edge, width, size of the letters."""
    far: list[float] = []
    for page in here.keys() & there.keys():
        ours, theirs = _once(here[page]), _once(there[page])
        for words in ours.keys() & theirs.keys():
            far.append(max(abs(one - other) for one, other in zip(ours[words], theirs[words], strict=True)))
    return far


def _once(places: Sequence[Any]) -> dict[str, tuple[float, float, float]]:
    many = Counter(words for words, *_ in places)
    return {words: (left, width, size) for words, left, width, size in places if many[words] == 1}


STEPS = tuple(
    Step(f"looks: {name} by day, by night, in large text, in English", page_in_all_looks(name)) for name in PAGES
)
