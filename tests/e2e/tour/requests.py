"""Somebody asks a phone to show fields: on the phone, at the window, and officers under a legal duty."""

from playwright.sync_api import Page, expect

from backend.demo import people
from tests.e2e.asker import open_bank
from tests.e2e.phone import call
from tests.e2e.staff import token_of
from tests.e2e.tour.visitors import OTHER, City


def come_by_link(page: Page, city: City) -> None:
    """A bank shows its code."""
    page.goto(f"/requests/{open_bank(city.live).ask()['reference']}")
    expect(page.get_by_role("button", name="同意出示，用本机签名")).to_be_visible()


def agree(page: Page, city: City) -> None:
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="同意出示，用本机签名").click()
    expect(page.get_by_role("button", name="收回同意")).to_be_visible()


def be_looked_up(page: Page, city: City) -> None:
    """Another bank asks by number; the first can still look."""
    who = people.person(city.holder)
    open_bank(city.live).look_up(who.citizen_number, who.name)
    page.goto("/requests")
    expect(page.locator("[data-part=waiting]")).to_be_visible()


def ask_at_window(page: Page, city: City) -> None:
    page.get_by_label("要看哪种证照").select_option(label="居民身份证")
    page.get_by_role("checkbox", name="姓名", exact=True).check()
    page.get_by_role("checkbox", name="住址", exact=True).check()
    page.get_by_role("checkbox", name="可以不给 住址").check()
    page.get_by_label("为什么要看").fill("核对来办事的是不是本人")


def show_code(page: Page, city: City) -> None:
    page.get_by_role("button", name="显示二维码").click()
    expect(page.locator("svg.qr")).to_be_visible()


def choose_ground(page: Page, city: City) -> None:
    page.get_by_label("案号").fill("劳监〔2026〕117号")
    page.get_by_role("button", name="提交，等同事审批").click()
    expect(page.get_by_text("请选证照，并至少选一项内容")).to_be_visible()


def see_once(page: Page, city: City) -> None:
    """Asked, approved by a colleague, and seen."""
    page.get_by_label("公民身份号码").fill(people.person(OTHER).citizen_number)
    page.get_by_label("要看哪种证照").select_option(label="社会保障卡")
    page.get_by_role("checkbox", name="姓名", exact=True).check()
    page.get_by_label("理由").fill("投诉人无法联系，核对投保身份")
    page.get_by_role("button", name="提交，等同事审批").click()
    expect(page.locator("[data-state=asked]")).to_be_visible()
    check_id = page.url.rsplit("/", 1)[1]
    call(city.live.base, "POST", f"/duty-checks/{check_id}/approval", token=token_of(city.live, "officer", "RS"))
    page.reload()
    page.get_by_role("button", name="现在查看").click()
    expect(page.locator("[data-reading]")).to_be_visible()


def decide_for_colleague(page: Page, city: City) -> None:
    body = {
        "kind": "citizen", "number": people.person(OTHER).citizen_number, "ground": "labour-inspection",
        "case_number": "劳监〔2026〕118号", "reason": "核对投保身份",
        "certificates": [{"type": "social-security-card", "fields": ["name", "citizen_number"]}],
    }  # fmt: skip
    asked = call(city.live.base, "POST", "/duty-checks", body, token_of(city.live, "officer", "RS"))
    page.goto(f"/officer/duty/{asked['check_id']}")
    expect(page.get_by_role("button", name="批准", exact=True)).to_be_visible()
