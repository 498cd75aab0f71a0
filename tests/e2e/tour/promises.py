"""Promises instead of a paper, signed and then checked; and a certificate to come, offered to another wallet."""

import time

from playwright.sync_api import Page, expect

from certs.commitment import Promise, make_commitment, text_digest
from tests.e2e.phone import Phone, bind, call
from tests.e2e.tour.visitors import City
from tests.e2e.window.cases import Desk

LOST, TRADE = "ga-driving-licence-replacement", "sc-sole-trader"


def read(page: Page, city: City) -> None:
    """Begun at the window: all is there but what may be promised. Nothing is ticked, and that is said."""
    case_no = _begin(Desk(city.live.base, city.window), TRADE, bind(city.live.base, city.holder))
    page.goto(f"/cases/{case_no}/commitment")
    page.get_by_role("button", name="用本机签名").click()
    expect(page.get_by_text("请先读完并勾选")).to_be_visible()


def sign(page: Page, _city: City) -> None:
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="用本机签名").click()
    expect(page.get_by_text("核查期限")).to_be_visible()


def offer_to_come(page: Page, city: City) -> None:
    """A lost licence is asked for again; nobody has decided."""
    desk = Desk(city.live.base, city.window)
    case_no = _begin(desk, LOST, bind(city.live.base, city.holder), "loss")
    desk.act(case_no, "acceptance")
    page.goto(f"/cases/{case_no}")
    page.locator("[data-to-come]").click()
    page.get_by_role("button", name="生成添加码").click()
    expect(page.locator("svg.qr")).to_be_visible()


def wait_for_check(page: Page, city: City) -> None:
    """Somebody registered on a promise, which has to be checked on the spot."""
    case_no = _begin(Desk(city.live.base, city.window), TRADE, city.phone)
    path = f"/me/cases/{case_no}/commitment"
    shown = call(city.live.base, "GET", path, token=city.phone.token)
    said = Promise(shown["aud"], case_no, shown["revision"], text_digest(shown["read"]))
    statement = make_commitment(city.phone.key, said, iat=int(time.time()))
    body = {"revision": shown["revision"], "device_id": city.phone.device_id, "statement": statement}
    call(city.live.base, "POST", path, body, city.phone.token)
    page.reload()
    expect(page.locator(f"[data-check='{case_no}']")).to_be_visible()


def _begin(desk: Desk, matter: str, phone: Phone, *papers: str) -> str:
    """A case of the phone's holder at the window, which lacks what may be promised; its number."""
    case_no = str(desk.do("POST", "/cases", {"matter": matter, "answers": {}})["case_no"])
    assert desk.do("POST", f"/cases/{case_no}/scans", {"code": phone.code()})["verdict"]["accepted"]
    desk.fill(case_no)
    for material in ("application", *papers):
        desk.paper(case_no, material)
    return case_no
