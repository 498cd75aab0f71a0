"""The pages open in a real browser, on a phone and on a desk, by day and by night, without one complaint.

A complaint is an error or warning on the console, a breach of the content policy, or a request that failed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.window.clerk import NO_WORKER

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
LOOKS = [(PHONE, "light"), (DESK, "dark")]
BREACHES = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"
)
CONTRAST = """(elements) => {
  const linear = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => { const [r, g, b] = c.map(v => linear(v / 255));
                       return .2126 * r + .7152 * g + .0722 * b; };
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
                        if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
  return elements.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
    const a = light(rgb(getComputedStyle(e).color).slice(0, 3)), b = light(behind(e));
    return [e.textContent.trim().slice(0, 40), (Math.max(a, b) + .05) / (Math.min(a, b) + .05)]; });
}"""

DOWN = """() => new Promise((done) => {
  scrollBy(0, innerHeight / 2);
  requestAnimationFrame(() => requestAnimationFrame(done));
})"""
AT_END = "() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2"


@contextmanager
def opened(browser: Browser, live: Live, path: str, **look: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page and the list of its complaints so far. It is never without a network: keeping its pages takes seconds."""
    with browser.new_context(base_url=live.base, service_workers="block", **look) as context:
        context.add_init_script(BREACHES)
        page, complaints = context.new_page(), []
        page.on(
            "console",
            lambda m: complaints.append(m.text) if m.type in ("error", "warning") and m.text != NO_WORKER else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(f"failed {request.url}"))
        page.on(
            "response",
            lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None,
        )
        page.on(
            "request", lambda r: None if r.url.startswith((live.base, "data:")) else complaints.append(f"left {r.url}")
        )
        page.goto(path, wait_until="networkidle")
        yield page, complaints


def shoot(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_first_page_is_whole_readable_and_leads_on(
    browser: Browser, live: Live, tmp_path: Path, size: dict[str, int], scheme: Any
) -> None:
    with opened(browser, live, "/", viewport=size, color_scheme=scheme) as (page, complaints):
        page.locator("main h1").wait_for()
        shoot(page, tmp_path, f"first-{size['width']}-{scheme}")
        assert page.get_by_role("main").count() == page.get_by_role("heading", level=1).count() == 1
        assert all(nav.get_attribute("aria-label") for nav in page.get_by_role("navigation").all())
        targets = page.locator("a:visible:not(.skip), button:visible").all()
        assert len(targets) >= 5
        assert (
            min(box["height"] for target in targets if (box := target.bounding_box())) >= 24
        )  # links in a line of text
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        weak = [pair for pair in page.locator("h1, p, a, b, span, button").evaluate_all(CONTRAST) if pair[1] < 4.5]
        assert weak == []
        for link in page.locator("footer a").all():
            address = link.get_attribute("href")
            assert address is not None
            assert page.request.get(address).ok, address
        assert complaints == []


def down(page: Page) -> Iterator[None]:
    """Down the list of the API, half a screen a step: what is far out of sight is not drawn."""
    page.wait_for_selector(".opblock")
    yield
    while not page.evaluate(AT_END):
        page.evaluate(DOWN)
        yield


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_the_api_pages_list_every_operation(
    browser: Browser, live: Live, tmp_path: Path, size: dict[str, int], scheme: Any
) -> None:
    with opened(browser, live, "/docs/", viewport=size, color_scheme=scheme) as (page, complaints):
        blocks = page.locator(".opblock")
        listed = {name for _ in down(page) for name in blocks.evaluate_all("all => all.map((one) => one.id)")}
        shoot(page, tmp_path, f"docs-{size['width']}-{scheme}")
        document = page.request.get("/openapi.json").json()
        operations = sum(len(set(item) - {"parameters"}) for item in document["paths"].values())
        assert len(listed) == operations
        assert page.get_by_role("main").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        paper = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (paper != "rgba(0, 0, 0, 0)") is (scheme == "dark")  # a paper of its own by night, the browser's by day
        assert complaints == []


def test_an_operation_is_tried_from_its_page(browser: Browser, live: Live, tmp_path: Path) -> None:
    with opened(browser, live, "/docs/", viewport=DESK) as (page, complaints):
        block = page.locator(".opblock", has_text="/api/v1/time").first
        assert any(block.count() for _ in down(page))
        block.locator("button.opblock-summary-control").click()
        block.get_by_role("button", name="Try it out").click()
        block.get_by_role("button", name="Execute").click()
        status = block.locator(".live-responses-table tbody .response-col_status")
        status.wait_for()
        shoot(page, tmp_path, "docs-tried")
        assert status.inner_text().strip().startswith("200")
        assert complaints == []


@pytest.mark.parametrize(
    ("locale", "words", "home"),
    [("zh-CN", "没有这个页面", "回到首页"), ("en-GB", "There is no such page", "To the first page")],
)
def test_an_address_of_nothing_says_so_in_the_visitors_language_and_leads_home(
    browser: Browser, live: Live, locale: str, words: str, home: str
) -> None:
    with opened(browser, live, "/none", locale=locale) as (page, complaints):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
        page.get_by_role("link", name=home).click()
        page.wait_for_url(f"{live.base}/")
        assert f"404 {live.base}/none" in complaints
        assert len(complaints) == 2  # and that the console was told
