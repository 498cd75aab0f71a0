"""Somebody acts for somebody else: on both phones, and at the window."""

import time
from datetime import date

from playwright.sync_api import Page, expect

from backend.demo import people
from certs.agent import Authorisation, make_authorisation
from tests.e2e.phone import Phone, call
from tests.e2e.tour.visitors import OTHER, City, scan

MATTER = "rs-pension-transfer"


def open_form(page: Page, city: City) -> None:
    page.get_by_role("link", name="请人代办").click()
    expect(page.get_by_role("button", name="签名授权")).to_be_visible()


def authorise(page: Page, city: City) -> None:
    """The other citizen may bring the case to a window."""
    page.get_by_label("代办人姓名").fill(people.person(OTHER).name)
    page.get_by_label("代办人公民身份号码").fill(people.person(OTHER).citizen_number)
    page.get_by_role("button", name="签名授权").click()
    expect(page.get_by_role("button", name="收回代办授权")).to_be_visible()


def listed(page: Page, city: City) -> None:
    """The other citizen lets the visitor act, too."""
    let_act(city.phone, city.holder)
    page.reload()
    expect(page.locator("[data-agency]").first).to_be_visible()


def come_to_window(page: Page, city: City) -> None:
    """A case at the window that nobody but an agent is known of."""
    page.get_by_role("radio", name="他人代办").check()
    page.get_by_role("button", name="开始办理").click()
    page.wait_for_url("**/window/cases/*")
    expect(page.get_by_role("radio", name="代办人")).to_be_checked()
    scan(page, city.phone.code())
    expect(page.locator("[data-person=agent]")).to_be_visible(timeout=20_000)
    city.wall()


def name_from_letter(page: Page, city: City) -> None:
    page.get_by_role("button", name="按委托书登记申请人").click()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("请填写姓名")).to_be_visible()


def let_act(phone: Phone, citizen: int) -> str:
    """A case that the phone's holder begins, with citizen number `citizen` as agent; its number."""
    body = {"matter": MATTER, "answers": {"channel": "agent"}, "for": "me"}
    case = call(phone.base, "POST", "/me/cases", body, phone.token)
    who, until = people.person(citizen), date.fromisoformat(case["agent_until_most"])
    told = Authorisation(case["aud"], case["case_no"], case["revision"], who.name, who.citizen_number, until)
    signature = make_authorisation(phone.key, told, iat=int(time.time()))
    body = {
        "revision": case["revision"], "name": who.name, "citizen_number": who.citizen_number,
        "until": until.isoformat(), "device_id": phone.device_id, "signature": signature,
    }  # fmt: skip
    call(phone.base, "PUT", f"/me/cases/{case['case_no']}/agent", body, phone.token)
    return str(case["case_no"])
