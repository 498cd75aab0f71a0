"""What a clerk does at the window's pages, in the words of the page."""

import time
from dataclasses import dataclass, field

import pyotp
from playwright.sync_api import CDPSession, Page, Request, expect

MATTER = "rs-pension-transfer"
NO_WORKER = "Service Worker registration blocked by Playwright"  # windows are never without a network
BREACHES = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"
)


@dataclass
class Complaints:
    """Errors and warnings of the console, policy breaches, failed requests; `expected`: words of rightful ones."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=lambda: [NO_WORKER])

    def unexpected(self) -> list[str]:
        return [one for one in self.found if not any(word in one for word in self.expected)]

    def take(self) -> list[str]:
        """The same, once."""
        found = self.unexpected()
        self.found.clear()
        return found


@dataclass(frozen=True)
class Clerk:
    """`totp_uri` as the authenticator has it."""

    page: Page
    complaints: Complaints
    login: str
    password: str
    totp_uri: str

    def sign_in(self) -> None:
        self.page.goto("/window")
        expect(self.page).to_have_url("/window/sign-in?to=/window")
        self.fill_in()
        expect(self.page.get_by_role("searchbox")).to_be_visible()

    def fill_in(self, *, ahead: int = 0) -> None:
        """Number, password and one-time password where they are asked for; the clerk's clock is `ahead` seconds."""
        authenticator = pyotp.parse_uri(self.totp_uri)
        assert isinstance(authenticator, pyotp.TOTP)
        self.page.get_by_label("工号").fill(self.login)
        self.page.get_by_label("密码", exact=True).fill(self.password)
        self.page.get_by_label("动态口令").fill(authenticator.at(int(time.time()) + ahead))
        self.page.get_by_role("button", name="登录", exact=True).click()

    def open_case(self, words: str = "yanglaobaoxian") -> str:
        """Find the pension transfer by pinyin, answer its question, begin; the case number."""
        self.page.get_by_role("searchbox").fill(words)
        self.page.get_by_role("searchbox").press("Enter")
        self.page.get_by_role("radio", name="本人").check()
        self.page.get_by_role("button", name="开始办理").click()
        self.page.wait_for_url("**/window/cases/*")
        expect(self.page.locator("[data-material]").first).to_be_visible()  # from here on keys and codes are for it
        return self.page.url.rsplit("/", 1)[1]

    def states(self) -> dict[str, str]:
        """Material code to its state on the page."""
        rows = self.page.locator("[data-material]")
        found: dict[str, str] = rows.evaluate_all(
            "rows => Object.fromEntries(rows.map(row => [row.dataset.material, row.dataset.state]))"
        )
        return found

    def press_as_gun(self, text: str, *, input_method: bool = False) -> None:
        """Type as a scanner gun does: a US keyboard, then Enter.

        Under an input method each key says "Process", letters are composed, and a digit picks what they may mean.
        """
        session = self.page.context.new_cdp_session(self.page)
        composed = ""
        for character in [*text, "\r"]:
            code, shift = stroke(character)
            key = "Process" if input_method else "Enter" if character == "\r" else character
            number = 229 if input_method else 13 if character == "\r" else ord(character.upper())
            event = {"code": code, "key": key, "windowsVirtualKeyCode": number, "modifiers": 8 if shift else 0}
            down = {"type": "rawKeyDown"} if input_method else {"type": "keyDown", "text": character}
            session.send("Input.dispatchKeyEvent", {**event, **down})
            if input_method and character != "\r":
                composed = _compose(session, composed, character)
            session.send("Input.dispatchKeyEvent", {**event, "type": "keyUp"})
        session.detach()

    def spans(self) -> dict[str, float]:
        """The last length of each span of a scan, in ms."""
        found: dict[str, float] = self.page.evaluate(
            "() => Object.fromEntries(performance.getEntriesByType('measure').map(one => [one.name, one.duration]))"
        )
        return found


PLAIN = {" ": "Space", "-": "Minus", ".": "Period", "/": "Slash", "\r": "Enter"}
FULL_WIDTH = {":": "：", "$": "￥"}
SHIFTED = {":": "Semicolon", "+": "Equal", "$": "Digit4", "%": "Digit5", "*": "Digit8"}


def stroke(character: str) -> tuple[str, bool]:
    """The key of a US keyboard and whether Shift is held."""
    if character.isdigit():
        return f"Digit{character}", False
    if character.isalpha():
        return f"Key{character.upper()}", character.isupper()
    return (SHIFTED[character], True) if character in SHIFTED else (PLAIN[character], False)


def _compose(session: CDPSession, composed: str, character: str) -> str:
    """What an input method does about a key; what it is composing afterwards."""
    if character.isalpha():
        composed += character.lower()
        place = len(composed)
        session.send("Input.imeSetComposition", {"text": composed, "selectionStart": place, "selectionEnd": place})
        return composed
    session.send("Input.insertText", {"text": "联盟" if composed else FULL_WIDTH.get(character, character)})
    return ""


def complaints_of(page: Page) -> Complaints:
    """Filled while the page lives. A request that was overtaken, or that its page left, is no failure."""
    complaints = Complaints()
    found = complaints.found
    page.context.add_init_script(BREACHES)
    page.on("console", lambda m: found.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("requestfailed", lambda request: _failed(request, found))
    return complaints


def _failed(request: Request, found: list[str]) -> None:
    if request.failure != "net::ERR_ABORTED":
        found.append(f"failed {request.url}: {request.failure}")
