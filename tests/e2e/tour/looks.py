"""How a page can look. It is told in place that another tab of the browser changed the settings, and stays as it is,
with the verdict or the code on it; the browser keeps nothing of it, so that the next page begins in the first look."""

from dataclasses import asdict, dataclass

from playwright.sync_api import Page

KEY = "liangma.settings"
MOST = 4000  # attempts of 5 ms to see a look worn
WEAR = """async ([key, look, most]) => {
  const root = document.documentElement;
  const told = { language: look.language, theme: look.theme, elder: look.elder, size: 18 };
  const worn = () =>
    root.lang.startsWith(look.language) &&
    root.dataset.theme === look.theme &&
    root.hasAttribute("data-elder") === look.elder;
  dispatchEvent(new StorageEvent("storage", { key, newValue: JSON.stringify(told) }));
  for (let turn = 0; !worn(); turn += 1) {
    if (turn === most) throw new Error(`the page does not look ${look.name}`);
    await new Promise((done) => setTimeout(done, 5));
  }
  await new Promise((done) => setTimeout(done)); // what follows the settings is drawn anew
  const moving = () => document.getAnimations().filter((one) => one instanceof CSSTransition);
  for (let all = moving(); all.length > 0; all = moving()) for (const one of all) one.finish();
}"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


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


def wear(page: Page, look: Look) -> None:
    """The page looks like that, and no colour is on its way any more."""
    page.evaluate(WEAR, [KEY, asdict(look), MOST])


def drawn(page: Page) -> None:
    """What observes its own size has drawn itself anew: before a picture is taken."""
    page.evaluate(DRAWN)
