"""Deaths that a department records: one waits for a second person, and of another those it concerns are told."""

from playwright.sync_api import Page, expect

from backend.demo import people
from tests.e2e.phone import call
from tests.e2e.staff import token_of
from tests.e2e.tour.visitors import City

GONE, DEAD, NAMED = 34, 35, 36  # citizens whom nobody else asks for
WHY = {"document": "亮民〔2026〕31号", "reason": "医院出具的死亡医学证明"}


def wait_for_colleague(page: Page, city: City) -> None:
    """One death was approved; another, and an error, wait for a second person."""
    first, second = (token_of(city.live, "department", "GA") for _ in range(2))
    _approve(city, _enter(city, "death", DEAD, first), second)
    _enter(city, "death", NAMED, first)
    page.reload()
    expect(page.get_by_role("button", name="审核通过").first).to_be_visible()


def tell(page: Page, city: City) -> None:
    """The visitor was somebody's guardian until they died."""
    first, second = (token_of(city.live, "department", "GA") for _ in range(2))
    _approve(city, _enter(city, "guardian", GONE, first, guardian=_who(city.holder)), second)
    _approve(city, _enter(city, "death", GONE, first), second)
    page.goto("/notices")
    expect(page.get_by_text(f"不再是{people.person(GONE).name}的监护人")).to_be_visible()


def _who(index: int) -> dict[str, str]:
    return {"name": people.person(index).name, "citizen_number": people.person(index).citizen_number}


def _enter(city: City, kind: str, index: int, token: str, **more: object) -> str:
    day = {"day": "2026-11-20"} if kind == "death" else {}
    body = {"kind": kind, "person": _who(index), **WHY, **day, **more}
    return str(call(city.live.base, "POST", "/family-records", body, token)["record_id"])


def _approve(city: City, record_id: str, token: str) -> None:
    call(city.live.base, "POST", f"/family-records/{record_id}/approval", None, token)
