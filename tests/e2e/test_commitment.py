"""A restaurant opened as one thing: a promise signed on the phone gives the permit at once while another office decides
its part; then the check finds the promise false, the permit is revoked and its holder barred."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.office import office
from tests.e2e.phone import Phone, bind, call
from tests.e2e.pocket import in_use, pocket
from tests.e2e.staff import hire, token_of
from tests.e2e.test_axe import ALL, complaints
from tests.e2e.test_other_roles import opened, sign_in
from tests.e2e.window.cases import Desk

CITIZEN = 33  # of a company without a permit
MATTER = "sc-restaurant-opening"
ANSWERS = {"sign": "yes", "area": "small", "premises": "rented"}
PAPERS = ("application", "premises-lease", "sign-drawing")
PERMIT = "食品经营许可证"


def at_the_window(live: Live, phone: Phone) -> str:
    """A case that lacks nothing but the materials that may be promised; its number."""
    token = token_of(live, "window", "hall-01")
    case_no = str(call(live.base, "POST", "/cases", {"matter": MATTER, "answers": ANSWERS}, token)["case_no"])
    pack = {"code": phone.pack("business-licence", "resident-id")}
    assert call(live.base, "POST", f"/cases/{case_no}/scans", pack, token)["verdict"]["accepted"]
    for material in PAPERS:
        call(live.base, "PUT", f"/cases/{case_no}/materials/{material}", {"state": "provided"}, token)
    Desk(live.base, token).fill(case_no)
    return case_no


def test_a_restaurant_is_opened_on_a_promise_which_is_checked_found_false_and_barred(
    browser: Browser, live: Live
) -> None:
    with pocket(browser, live) as context:
        page = in_use(context.new_page(), CITIZEN)
        phone = bind(live.base, CITIZEN)
        case_no = at_the_window(live, phone)
        page.goto(f"/cases/{case_no}")
        expect(page.get_by_text("受理后，2 个部门同时办")).to_be_visible()
        promise(page)
        stands(page, "SC", "approved")
        stands(page, "CG", "accepted")
        expect(page.get_by_text("部分办结", exact=True)).to_be_visible()
        assert complaints(page, ALL) == []
        signs = office(live, "CG")
        signs.decide(signs.part_of(case_no), "rejected", "招牌超出建筑立面")
        page.reload()
        stands(page, "CG", "rejected")
        expect(page.locator("[data-part=CG]")).to_contain_text("招牌超出建筑立面")
        page.get_by_role("link", name=f"查看{PERMIT}").click()
        expect(page.get_by_role("heading", name=PERMIT, level=1)).to_be_visible()

        fail_the_check(browser, live, case_no)
        page.goto(f"/cases/{case_no}/commitment")
        expect(page.get_by_role("alert")).to_contain_text("后厨没有按图布局")
        page.goto(f"/cases/{at_the_window(live, phone)}/commitment")
        expect(page.get_by_text("前不能用承诺代替材料")).to_be_visible()
        expect(page.get_by_role("button", name="用本机签名")).to_have_count(0)


def promise(page: Page) -> None:
    """Read, ticked, signed; back at the case."""
    page.get_by_role("link", name="用承诺代替缺的材料").click()
    page.wait_for_url("**/commitment")
    expect(page.get_by_text("设备布局和操作流程图")).to_be_visible()
    assert complaints(page, ALL) == []
    page.get_by_role("button", name="用本机签名").click()
    expect(page.get_by_text("请先读完并勾选")).to_be_visible()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="用本机签名").click()
    expect(page.get_by_text("核查期限")).to_be_visible()
    page.get_by_role("link", name="回到办件").click()


def stands(page: Page, code: str, state: str) -> None:
    expect(page.locator(f"[data-part={code}]")).to_have_attribute("data-state", state)


def fail_the_check(browser: Browser, live: Live, case_no: str) -> None:
    page = opened(browser, live)
    page.goto("/officer/checks")
    sign_in(page, hire(live, "officer", "SC"))
    line = page.locator(f"[data-check='{case_no}']")
    line.get_by_role("button", name="核查未通过").click()
    assert complaints(page, ALL) == []
    page.get_by_role("dialog").get_by_label("哪里与承诺不符").fill("后厨没有按图布局")
    page.get_by_role("dialog").locator("button[type=submit]").click()
    expect(line).to_have_count(0)
    page.context.close()
