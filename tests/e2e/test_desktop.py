"""A computer is signed in by the phone that scans its code; a kiosk knows a person for a moment and forgets them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from backend.demo import people
from tests.docs.live import Live
from tests.e2e.phone import bind, call
from tests.e2e.pocket import DESK, in_use, pocket, read
from tests.e2e.staff import token_of
from tests.e2e.window.clerk import Clerk, complaints_of

PRINT = "() => { window.print = () => { window.papers = document.querySelector('.receipt').textContent; }; }"
CITIZEN, VISITOR, SEEN = 120, 121, 122
SHOW_KEPT = """async () => {
  const found = {local: {...localStorage}, session: {...sessionStorage}, kept: []};
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (e) => done(e.target.result); });
    for (const store of db.objectStoreNames) {
      const rows = db.transaction(store).objectStore(store).getAll();
      found.kept.push(...await new Promise((done) => { rows.onsuccess = () => done(rows.result); }));
    }
    db.close();
  }
  return JSON.stringify(found);
}"""


@contextmanager
def computer(browser: Browser, live: Live) -> Iterator[BrowserContext]:
    with pocket(browser, live, viewport=DESK, device_scale_factor=1) as context:
        yield context


def asks(page: Page) -> tuple[str, str]:
    """What the computer's code says, and the number beside it."""
    text = read(page)
    return text, page.locator(".waiting .number strong").inner_text()


def answer(phone: Page, address: str, number: str) -> None:
    phone.goto("/")
    phone.goto(address)
    phone.get_by_label("屏幕上的两位数字").fill(number)
    phone.get_by_role("button", name="同意登录").click()


def test_a_computer_is_let_in_by_the_right_number_alone_and_ended_on_the_phone(browser: Browser, live: Live) -> None:
    with pocket(browser, live) as hand, computer(browser, live) as desk:
        phone, page = in_use(hand.new_page(), CITIZEN), desk.new_page()
        page.goto("/sign-in")
        address, number = asks(page)
        answer(phone, address, "11" if number != "11" else "12")
        expect(phone.get_by_text("本次登录已拒绝")).to_be_visible()
        expect(page.get_by_text("手机上拒绝了这次登录")).to_be_visible()
        page.get_by_role("button", name="刷新二维码").click()
        answer(phone, *asks(page))
        expect(phone.get_by_text("已同意，请看电脑屏幕")).to_be_visible()
        expect(page.get_by_text("亮码请用手机")).to_be_visible()
        expect(page.get_by_role("link", name="居民身份证").first).to_be_visible()
        expect(page.get_by_role("link", name="亮码", exact=False).filter(has_text="居民身份证")).to_have_count(0)
        phone.get_by_role("link", name="看我在哪里登录着").click()
        phone.get_by_role("button", name="结束登录").click()
        expect(phone.get_by_text("没有登录着的电脑")).to_be_visible()
        page.reload()
        expect(page.get_by_role("link", name="登录 / 注册")).to_be_visible()


def kiosk(page: Page, live: Live) -> None:
    """A new kiosk of the operator's, set up on this page."""
    named: dict[str, Any] = {"name": {"zh": "三号自助机", "en": "Kiosk 3"}, "hall": "一号大厅"}
    made = call(live.base, "POST", "/kiosks", named, token_of(live, "operator"))
    page.goto("/kiosk")
    page.get_by_label("启用码").fill(made["setup_code"].lower())
    page.get_by_role("button", name="启用").click()
    expect(page.get_by_role("heading", name="三号自助机")).to_be_visible()


def test_a_kiosk_prints_a_code_and_forgets_who_was_there(browser: Browser, live: Live) -> None:
    phone = bind(live.base, SEEN)
    with pocket(browser, live) as hand, computer(browser, live) as hall:
        page, pocketed = hall.new_page(), in_use(hand.new_page(), VISITOR)
        kiosk(page, live)
        at = page.evaluate("history.length")
        answer(pocketed, *asks(page))
        expect(page.get_by_role("heading", name=re.compile("您好"))).to_be_visible()
        expect(page.get_by_role("heading", name="居民身份证")).to_be_visible()
        page.evaluate(PRINT)
        page.get_by_label("找事项").fill("养老")
        page.get_by_role("button", name="查找").click()
        page.get_by_role("button", name=re.compile("养老")).first.click()
        expect(page.get_by_text("已有电子证照，不用带").first).to_be_visible()
        page.get_by_role("button", name="打印纸质码").click()
        expect(page.get_by_text("已打印，请取走")).to_be_visible()
        assert "一次有效" in page.evaluate("window.papers")
        expect(page.locator(".receipt")).to_have_count(0)
        page.get_by_role("button", name="结束并清除").click()
        expect(page.get_by_role("heading", name="三号自助机")).to_be_visible()
        page.wait_for_function("(at) => history.length === at && window.papers === undefined", arg=at)
        expect(page.get_by_text("扫码枪可随时使用")).to_be_visible()
        gun = Clerk(page, complaints_of(page), "", "", "")
        gun.press_as_gun(phone.code())  # what anybody could have photographed shows itself, and no more
        expect(page.get_by_text("只显示所出示的证照")).to_be_visible()
        page.evaluate("() => { window.papers = 'left behind'; }")
        page.get_by_role("button", name="结束并清除").click()
        page.wait_for_function("() => window.papers === undefined")  # another document
        expect(page.get_by_role("heading", name="三号自助机")).to_be_visible()
        kept, card = page.evaluate(SHOW_KEPT), phone.card("resident-id")
        words = (str(card["handle"]), "居民身份证", card["holder_name"], people.person(VISITOR).name)
        assert [word for word in words if word in kept] == []
        page.go_back()
        page.go_forward()
        expect(page.get_by_role("heading", name="三号自助机")).to_be_visible()
        expect(page.get_by_role("heading", name=re.compile("您好"))).to_have_count(0)
