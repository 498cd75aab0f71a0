"""How a page can look. A second tab of the same browser changes the settings, as a user's would: the page stays as it
is, with the verdict or the code on it."""

import json
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

KEY = "liangma.settings"
SETTLED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const changes = document.getAnimations().filter((one) => one instanceof CSSTransition);
  await Promise.all(changes.map((one) => one.finished.catch(() => null)));
}"""


@dataclass(frozen=True)
class Look:
    """Language zh or en, theme light or dark, elder mode or not."""

    name: str
    language: str
    theme: str = "light"
    elder: bool = False


LOOKS = (
    Look("zh", "zh"), Look("zh-dark", "zh", "dark"), Look("zh-elder", "zh", elder=True),
    Look("en", "en"), Look("en-dark", "en", "dark"), Look("en-elder", "en", elder=True),
)  # fmt: skip


@dataclass(frozen=True)
class Wardrobe:
    """`page` and a tab beside it, of the same browser, on a file of the same site."""

    page: Page
    beside: Page

    def keep(self, look: Look) -> None:
        kept = {"language": look.language, "theme": look.theme, "elder": look.elder, "size": 18}
        self.beside.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(kept)])

    def wear(self, look: Look) -> None:
        self.keep(look)
        elder = "[data-elder]" if look.elder else ":not([data-elder])"
        self.page.locator(f"html[lang^={look.language}][data-theme={look.theme}]{elder}").wait_for(state="attached")
        self.page.evaluate(SETTLED)


def wardrobe(context: BrowserContext) -> Wardrobe:
    """A new page, in front, and the tab beside it."""
    beside = context.new_page()
    beside.goto("/boot.js")
    page = context.new_page()
    clothes = Wardrobe(page, beside)
    clothes.keep(LOOKS[0])
    return clothes
