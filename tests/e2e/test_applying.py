"""A citizen applies on the phone: what is missing goes on at a window without retyping; what is whole is accepted."""

from playwright.sync_api import Browser, Page, expect

from tests.docs.live import Live
from tests.e2e.phone import bind, call
from tests.e2e.pocket import in_use, pocket
from tests.e2e.staff import open_counter

CITIZEN = 62
PENSION, LICENCE = "rs-pension-transfer", "ga-driving-licence-replacement"
GAP = "payment-record"


def test_a_pension_is_applied_for_and_goes_on_at_a_window_and_a_licence_needs_no_visit(
    browser: Browser, live: Live
) -> None:
    with pocket(browser, live, service_workers="block") as context:
        page = in_use(context.new_page(), CITIZEN)
        apply(page, PENSION, {"联系电话": "13800000000", "原参保地": "长沙市"}, situation="本人")
        expect(page.get_by_text("提交后还缺 1 份材料")).to_be_visible()
        page.get_by_role("radio", name="先提交，材料再带到窗口").check()
        case_no = sign(page)
        expect(page.get_by_text("还缺材料", exact=True)).to_be_visible()
        expect(page.get_by_role("img", name=f"办件编号 {case_no} 的二维码")).to_be_visible()

        finish_at_a_window(live, case_no)
        page.reload()
        expect(page.get_by_text("已受理", exact=True)).to_be_visible()

        apply(page, LICENCE, {"联系电话": "13800000000"})
        expect(page.get_by_text("材料齐了。签名提交后就受理。")).to_be_visible()
        sign(page)
        expect(page.get_by_text("已受理", exact=True)).to_be_visible()
        page.goto("/cases")
        expect(page.get_by_role("link").filter(has_text="已受理")).to_have_count(2)


def apply(page: Page, matter: str, typed: dict[str, str], *, situation: str = "") -> None:
    """Up to the signature; what is ticked and typed outlives a reload."""
    page.goto(f"/matters/{matter}")
    page.get_by_role("link", name="在线申请").click()
    if situation:
        page.get_by_role("radio", name=situation, exact=True).check()
    page.get_by_role("button", name="开始申请").click()
    page.wait_for_url("**/cases/*/apply")
    expect(page.get_by_role("checkbox", name="居民身份证")).to_be_checked()
    page.get_by_role("button", name="下一步").click()
    page.get_by_role("button", name="下一步").click()
    expect(page.get_by_text("请填写这一项").first).to_be_visible()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.reload()
    page.get_by_role("button", name="下一步").click()
    for label, text in typed.items():
        expect(page.get_by_label(label)).to_have_value(text)
    page.get_by_role("button", name="下一步").click()


def sign(page: Page) -> str:
    """The number of the case."""
    page.get_by_role("button", name="签名并提交").click()
    page.wait_for_url(lambda url: "/cases/" in url and not url.endswith("/apply"))
    return page.url.rpartition("/")[2]


def finish_at_a_window(live: Live, case_no: str) -> None:
    phone, window = bind(live.base, CITIZEN), open_counter(live)
    scanned = call(live.base, "POST", f"/cases/{case_no}/scans", {"code": phone.code()}, window.token)
    assert {one["name"]: one["value"] for one in scanned["case"]["form"]}["former_place"] == "长沙市"
    path = f"/cases/{case_no}"
    case = call(live.base, "PUT", f"{path}/materials/{GAP}", {"state": "provided"}, window.token)
    call(live.base, "POST", f"{path}/acceptance", {"revision": case["revision"]}, window.token)
