"""What was found, as the page docs/browsers.md: versions, steps by engine, what each lacks and what is done then."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.browsers.abilities import ABILITIES

PAGE = Path(__file__).parents[2] / "docs" / "browsers.md"
OPENING = """# In which browsers the pages work

Half of all phones have WebKit, whatever browser their owner chose. `make browsers` installs WebKitGTK and Firefox from
Debian's packages beside Chromium, starts a demo city and drives the phone's main path through each engine by WebDriver
(WebKitWebDriver, chromedriver, Firefox's own Marionette): clicks and keys are the engine's, codes are read from
pictures of a screen of 390 × 844, and a window verifies them. It writes this page and fails when a step fails.
`BROWSERS=firefox make browsers` drives this one only and writes nothing. Its pictures are in
`docs/screenshots-out/browsers`.

## What is served

| browser | from | because of |
|---|---|---|
| Safari, every browser on an iPhone | iOS 16.4 (2023; iPhone 8 and newer) | `OffscreenCanvas`, `AbortSignal.timeout` |
| Chrome, Edge, Android's WebView | 111 (2023) | `color-mix`, `toSorted` |
| Firefox | 121 (2023) | `:has` |

The build compiles for just these (`pwa/vite.config.ts`). An older one is told so in words, in its language, before
the page's program begins (`pwa/public/boot.js`; `tests/e2e/test_browser_limits.py`). What newer browsers have besides
is used where it is there: the last table says what happens where it is not.
"""
LIMITS = """
## What this does not say

* WebKitGTK is Safari's engine with other libraries for network, pictures, sound and windows, on a computer. The camera,
  the keyboard, passkeys, the home screen and the storage rules of iOS are not in it: try these on an iPhone before a
  city opens. iOS lets no page inside another app (WeChat among them) keep pages for use without a network; it is said
  there.
* Safari may throw away what a page keeps after seven days without a visit, unless the page is on the home screen. The
  wallet then says so, and signing in and binding brings the certificates back; a gate says that it was emptied.
* Safari puts a page that is left to sleep in the middle of what it writes, and the next page's storage would wait for
  it. So everything that is written or read says itself that it is complete (`pwa/src/state/promptly.ts`).
"""


@dataclass
class Found:
    """Of one engine. `steps`: name → (held, what it said)."""

    engine: str
    version: str
    stands_for: str
    steps: dict[str, tuple[bool, str]] = field(default_factory=dict)
    abilities: dict[str, bool] = field(default_factory=dict)

    @property
    def failures(self) -> int:
        return sum(not held for held, _ in self.steps.values())


def page(found: Sequence[Found], *, now: datetime.datetime) -> str:
    names = " | ".join(one.engine for one in found)
    line = "|---" * (len(found) + 1) + "|"
    steps = list(dict.fromkeys(name for one in found for name in one.steps))
    abilities = [
        f"| {ability.name} | {' | '.join(_has(one.abilities, ability.name) for one in found)} | {ability.without} |"
        for ability in ABILITIES
    ]
    return "\n".join(
        [
            OPENING, f"## Found on {now:%Y-%m-%d}", "", "| engine | version | whose |", "|---|---|---|",
            *(f"| {one.engine} | {one.version} | {one.stands_for} |" for one in found), "",
            f"| step | {names} |", line,
            *(f"| {name} | {' | '.join(_cell(one.steps.get(name)) for one in found)} |" for name in steps), "",
            f"| the browser | {names} | without it |", line + "---|", *abilities, LIMITS.rstrip(),
        ]
    ) + "\n"  # fmt: skip


def write(found: Sequence[Found], *, now: datetime.datetime, to: Path = PAGE) -> None:
    to.write_text(page(found, now=now), "utf-8")


def _cell(result: tuple[bool, str] | None) -> str:
    if result is None:
        return "–"
    held, said = result
    words = " ".join(said.split()).replace("|", "\\|")[:160]
    return f"works{f': {words}' if words else ''}" if held else f"**fails**: {words}"


def _has(abilities: Mapping[str, bool], name: str) -> str:
    return "–" if name not in abilities else "yes" if abilities[name] else "no"
