"""Families: deaths that a department records, and a child whose parent sees who looked."""

from dataclasses import replace
from datetime import timedelta

from playwright.sync_api import Page, expect

from backend.demo import people, records
from backend.demo.people import REFERENCE, make_citizen_number
from tests.e2e.phone import bind, call
from tests.e2e.staff import token_of
from tests.e2e.tour.visitors import City

GONE, DEAD, NAMED = 141, 142, 143  # citizens whom nobody else asks for
CHILD, BORN = "小雨", REFERENCE - timedelta(days=8 * 365)
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


def looked_at(page: Page, city: City) -> None:
    """The visitor's child is confirmed; a window and a gate looked, and the gate was refused."""
    about = {"name": CHILD, "citizen_number": make_citizen_number("990102", BORN, 88), "sex": "女", "relation": "女"}
    fields = records.record("household-register", city.holder) | about | {"birth_date": BORN.isoformat()}
    made = {"type": "household-register", "fields": fields}
    call(city.live.base, "POST", "/certificates", made, token_of(city.live, "department", "GA"))
    page.reload()
    page.get_by_role("button", name="确认是我的孩子").click()
    expect(page.get_by_role("link", name="谁看过")).to_be_visible()
    phone = bind(city.live.base, city.holder)
    phone = replace(phone, cards=tuple(card for card in phone.cards if card.get("on_behalf")))
    city.verify(phone.code("household-register"))
    asked = {"code": phone.code("household-register"), "purpose": "boarding"}
    call(city.live.base, "POST", "/verifications", asked, city.gate_token)
    page.reload()
    page.get_by_role("link", name="谁看过").click()
    expect(page.locator("main details")).to_have_count(2)
    accepted = page.locator("main details", has=page.locator("[data-behalf]"))
    accepted.locator("summary").click()
    expect(accepted.locator("[data-behalf]")).to_contain_text(CHILD)
    expect(page.locator("[data-proof] .mark").first).to_be_visible()


def show_child(page: Page, _city: City) -> None:
    """Its certificates stand below the visitor's own."""
    page.locator(f"[data-ward='{CHILD}']").get_by_role("link", name="出示证照").click()
    group = page.locator("section[data-behalf]").filter(has_text=CHILD)
    expect(group).to_be_visible()
    group.scroll_into_view_if_needed()


def _who(index: int) -> dict[str, str]:
    return {"name": people.person(index).name, "citizen_number": people.person(index).citizen_number}


def _enter(city: City, kind: str, index: int, token: str, **more: object) -> str:
    day = {"day": "2026-11-20"} if kind == "death" else {}
    body = {"kind": kind, "person": _who(index), **WHY, **day, **more}
    return str(call(city.live.base, "POST", "/family-records", body, token)["record_id"])


def _approve(city: City, record_id: str, token: str) -> None:
    call(city.live.base, "POST", f"/family-records/{record_id}/approval", None, token)
