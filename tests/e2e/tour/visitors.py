"""Who walks through the pages: each signs in at the page, as people do, and has what is needed to act there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from playwright.sync_api import Page, expect

from tests.docs.live import Live
from tests.e2e.camera import Camera, scene
from tests.e2e.phone import Phone, bind, call
from tests.e2e.staff import hire, partner_secret, partner_token
from tests.e2e.window.cases import Desk
from tests.e2e.window.citizen import take_phone_into_use
from tests.e2e.window.clerk import Clerk, Complaints

HOLDER, OTHER, NEWCOMER = 0, 2, 8  # of the first two citizens each has a company


@dataclass(frozen=True)
class City:
    """The demo city around the page: its server, the camera of desks and gates, and what others do meanwhile."""

    live: Live
    camera: Camera
    holder: int = HOLDER
    kept: dict[str, str] = field(default_factory=dict)

    def gate(self) -> dict[str, str]:
        """The id and the secret of the airport's gates."""
        return partner_secret(self.live)

    @cached_property
    def gate_token(self) -> str:
        """Of the airport's gates, when they upload."""
        return partner_token(self.live.base, self.gate())

    @cached_property
    def phone(self) -> Phone:
        """The phone of another citizen, who comes to the window and the gate."""
        return bind(self.live.base, OTHER)

    @cached_property
    def window(self) -> str:
        """The token of a window beside the clerk's."""
        clerk = hire(self.live, "window", "hall-02")
        return str(call(self.live.base, "POST", "/auth/staff-sessions", clerk.sign_in_body())["access_token"])

    def verify(self, code: str) -> None:
        call(self.live.base, "POST", "/verifications", {"code": code, "purpose": "matter"}, self.window)

    def wall(self) -> None:
        """Nothing before the camera."""
        self.camera.show_frame(scene())


def stranger(page: Page, city: City) -> None:
    city.wall()


def citizen(page: Page, city: City) -> None:
    take_phone_into_use(page, city.holder)
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect(page.locator("a[href^='/show/']").first).to_be_visible()


def _employee(area: str, role: str, office: str | None = None) -> Callable[[Page, City], None]:
    def sign_in(page: Page, city: City) -> None:
        city.wall()
        page.goto(f"/{area}/sign-in")
        body = hire(city.live, role, office).sign_in_body()
        page.get_by_label("工号").fill(body["login"])
        page.get_by_label("密码", exact=True).fill(body["password"])
        page.get_by_label("动态口令").fill(body["totp"])
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url(f"**/{area}")

    return sign_in


def officer(page: Page, city: City) -> None:
    """Of the office for which a case waits."""
    city.kept["waiting"] = Desk(city.live.base, city.window).accepted(city.phone)
    _employee("officer", "officer", "RS")(page, city)


def scan(page: Page, code: str) -> None:
    """With a scanner gun."""
    Clerk(page, Complaints(), "", "", "").press_as_gun(code)


VISITORS: dict[str, Callable[[Page, City], None]] = {
    "stranger": stranger,
    "citizen": citizen,
    "clerk": _employee("window", "window", "donghu-01"),
    "officer": officer,
    "inspector": _employee("officer", "officer", "SC"),
    "gate": stranger,
    "operator": _employee("admin", "operator"),
    "security": _employee("admin", "security"),
    "department": _employee("admin", "department", "GA"),
    "auditor": _employee("admin", "auditor"),
}
