"""One page of a browser in the words of who uses it: labels, buttons, what stands on the screen.

Clicks and keys are the engine's own. Everything waits until it can be done, and says what stood on the screen instead.
"""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import zxingcpp
from PIL import Image

from tests.browsers.wire import DriverError, Wire

WAIT = 20.0  # seconds; a full machine is slow
STEP = 0.05
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the name WebDriver gives to a reference
ENTER, ESCAPE, SHIFT = "\ue007", "\ue00c", "\ue008"
SHIFTED = frozenset("$%*+:")  # of the signs of a code
AGAIN = ("stale element reference", "element not interactable", "element click intercepted", "javascript error")
Found = TypeVar("Found")

CALL = """const done = arguments[arguments.length - 1], given = arguments[0];
Promise.resolve().then(async () => { %s })
  .then((value) => done({ value }), (error) => done({ error: String(error) }));"""
SEEN = "const seen = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === 'visible';"
BY_LABEL = f"""{SEEN} const named = [...document.querySelectorAll("label")].filter((one) => one.control &&
  one.innerText.trim().startsWith(given[0]));
return (named.find((one) => seen(one.control)) ?? named[0])?.control ?? null;"""
BY_WORDS = f"""{SEEN} const words = (one) => (one.getAttribute("aria-label") ?? one.innerText).replace(/\\s+/g, "");
  const all = [...document.querySelectorAll(given[1])].filter((one) => seen(one) && !one.disabled);
  const wanted = given[0].replace(/\\s+/g, "");
  const found = all.find((one) => words(one) === wanted) ?? all.find((one) => words(one).includes(wanted));
  const place = () => found?.isConnected && JSON.stringify(found.getBoundingClientRect()), before = place();
  await new Promise((done) => setTimeout(done, 150)); // what moves under the finger is not tapped yet
  return before && place() === before ? found : null;"""
WEAR = """const [key, look] = given, root = document.documentElement;
dispatchEvent(new StorageEvent("storage", { key, newValue: JSON.stringify(look) }));
const worn = () => root.lang.startsWith(look.language) && root.dataset.theme === look.theme
  && root.hasAttribute("data-elder") === look.elder;
for (let turn = 0; turn < 400 && !worn(); turn += 1) await new Promise((done) => setTimeout(done, 10));
await new Promise((done) => setTimeout(done, 30));
for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
return [root.lang.slice(0, 2), root.dataset.theme, root.hasAttribute("data-elder")];"""


def _press(key: str) -> list[dict[str, str]]:
    return [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]


def _strokes(sign: str) -> list[dict[str, str]]:
    if not (sign.isupper() or sign in SHIFTED):
        return _press(sign)
    return [{"type": "keyDown", "value": SHIFT}, *_press(sign), {"type": "keyUp", "value": SHIFT}]


@dataclass(frozen=True)
class Page:
    """`base`: where the city is."""

    wire: Wire
    base: str

    def open(self, path: str) -> None:
        self.wire.say("url", {"url": self.base + path})

    def reload(self) -> None:
        self.wire.say("refresh", {})

    def run(self, script: str, *given: Any) -> Any:
        """The body of an asynchronous function of `given`; what it throws is an AssertionError."""
        told = self.wire.say("execute/async", {"script": CALL % script, "args": [list(given)]})
        assert "error" not in told, told["error"]
        return told.get("value")

    def until(self, what: str, script: str, *given: Any, wait: float = WAIT) -> Any:
        """What the script gives as soon as that is something."""
        return self._until(what, lambda: self.run(script, *given), wait)

    def text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def see(self, words: str, *, wait: float = WAIT) -> None:
        self._until(f"“{words}”", lambda: words in self.text(), wait)

    def see_not(self, words: str) -> None:
        self._until(f"no “{words}”", lambda: words not in self.text(), WAIT)

    def see_path(self, path: str) -> None:
        self.until(f"the page {path}", "return location.pathname === given[0]", path)

    def click(self, words: str, among: str = "button, a, summary, [role=radio], label") -> None:
        """Of buttons and links: that which says just this, else the first which says it among other things."""
        self._act(words, BY_WORDS, (words, among), "click", {})

    def choose(self, label: str) -> None:
        """A box or one of several."""
        self._act(label, BY_LABEL, (label,), "click", {})

    def fill(self, label: str, text: str) -> None:
        self._act(label, BY_LABEL, (label,), "value", {"text": text})

    def gun(self, code: str) -> None:
        """The strokes of a scanner gun: a keyboard of the United States at nobody in particular, Enter at the end."""
        strokes = [stroke for sign in code for stroke in _strokes(sign)] + _press(ENTER)
        self.wire.say("actions", {"actions": [{"type": "key", "id": "gun", "actions": strokes}]})

    def escape(self) -> None:
        self._act("what has the focus", "return document.activeElement", (), "value", {"text": ESCAPE})

    def give_file(self, selector: str, path: Path) -> None:
        self._act(selector, "return document.querySelector(given[0])", (selector,), "value", {"text": str(path)})

    def picture(self) -> Image.Image:
        """What the screen shows."""
        return Image.open(io.BytesIO(base64.b64decode(self.wire.say("screenshot")))).convert("RGB")

    def code(self) -> str:
        """The text of the QR code on the screen, as a camera before it reads it."""
        self.until("a code", "return document.querySelector('svg.qr') !== null")

        def read() -> str:
            found = zxingcpp.read_barcodes(self.picture())
            texts = [str(one.text) for one in found if one.format == zxingcpp.BarcodeFormat.QRCode]
            return texts[0] if len(texts) == 1 else ""

        return self._until("a code that can be read", read, WAIT)

    def wear(self, language: str = "zh", theme: str = "light", *, elder: bool = False) -> None:
        """As if another tab had changed the settings; the next page begins in the first look."""
        look = {"language": language, "theme": theme, "elder": elder, "size": 18}
        worn = self.run(WEAR, "liangma.settings", look)
        assert worn == [language, theme, elder], f"the page wears {worn}"

    def _act(self, name: str, find: str, given: tuple[Any, ...], act: str, body: dict[str, Any]) -> None:
        def once() -> bool:
            found = self.wire.say("execute/async", {"script": CALL % find, "args": [list(given)]}).get("value")
            if found is None:
                return False
            try:
                self.wire.say(f"element/{found[ELEMENT]}/{act}", body)
            except DriverError as error:
                if error.name not in AGAIN:
                    raise
                return False
            return True

        self._until(name, once, WAIT)

    def _until(self, what: str, ask: Callable[[], Found], wait: float) -> Found:
        until = time.monotonic() + wait
        while True:
            try:
                if found := ask():
                    return found
            except DriverError as error:
                if error.name not in AGAIN or time.monotonic() > until:
                    raise
            assert time.monotonic() <= until, f"not there: {what}; on the screen: {self._said()}"
            time.sleep(STEP)

    def _said(self) -> str:
        return " ".join(self.text().split())[:600]
